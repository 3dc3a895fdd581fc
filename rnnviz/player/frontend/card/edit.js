// The field in which a weight is edited, and the way back from an edit.

import { numberOf } from "../diagram/values.js";
import { el, sameItem } from "../drawing/dom.js";
import { isParameter, nameOf } from "../diagram/equations.js";
import { typeset } from "../drawing/formula.js";
import { parseNumber, short } from "../drawing/short.js";

const WRONG = {
  empty: "Type a number; the old value stays.",
  text: "That is not a number, so the old value stays; write one such as 0.8 or −1.2e-3.",
  size: "That number is too large to compute with, so the old value stays.",
  limits: "That number is outside {low} to {high}, so the old value stays.",
};

/** The number in as many digits as it has: a float32's seven, else all. */
export function allDigits(value) {
  const seven = Number(value.toPrecision(7));
  const text = String(Math.fround(value) === value && Math.fround(seven) === value ? seven : value);
  return text.replace("-", "−");
}

/** Whether somebody listens who can compute with other weights: a film from a disk has nobody. */
export const canEdit = ({ config, scene }) =>
  Boolean(config.editable && scene.options?.report?.includes("edit"));

/** A number in as many digits as a hand can aim at. */
export const aimed = (value, reach) => Number(value.toFixed(reach >= 10 ? 1 : reach >= 1 ? 2 : 4));

/** Keep a number within the limits. */
export const within = (value, limits) =>
  limits ? Math.min(Math.max(value, limits[0]), limits[1]) : value;

let count = 0;

/** A field and a slider for the weight that `show(item)` names; `asking` asks the server. */
export function createField(ctx, asking) {
  count += 1;
  const id = `rvc-field-${count}`;
  const input = el("input", {
    id,
    class: "rvc-input",
    type: "text",
    inputmode: "decimal",
    autocomplete: "off",
    spellcheck: "false",
    "aria-describedby": `${id}-wrong`,
  });
  const label = el("label", { class: "rv-hidden", for: id });
  const wrong = el("p", { id: `${id}-wrong`, class: "rvc-wrong", role: "alert" });
  const slider = el("input", {
    class: "rvc-slide",
    type: "range",
    step: "any",
    "aria-describedby": `${id}-wrong`,
  });
  const field = {
    node: el("div", { class: "rvc-field" }, label, input, slider, wrong),
    slider,
    asking,
    sliding: false,
    item: null,
    ctx,
    input,
    label,
    wrong,
  };
  input.addEventListener("input", () => complain(field, null));
  input.addEventListener("keydown", (event) => onKey(field, event));
  input.addEventListener("blur", () => commit(field, true));
  slider.addEventListener("input", () => slide(field, false));
  slider.addEventListener("change", () => slide(field, true));
  slider.addEventListener("keydown", (event) => event.stopPropagation());
  field.show = (item, spoken, scale) => show(field, item, spoken, scale);
  return field;
}

/** The slider asks while it is moved; what it is let go at stays. */
function slide(field, done) {
  const { slider, input, item, asking } = field;
  const value = aimed(Number(slider.value), Number(slider.max));
  field.sliding = !done;
  input.value = allDigits(value);
  asking[done ? "drop" : "drag"]({ array: item.array, index: item.index, value });
}

const current = ({ ctx, item }) => numberOf(ctx.scene, item);
const restore = (field) => {
  field.input.value = allDigits(current(field));
};

/** Show a weight; what is being typed in stays as long as it is the same one. */
function show(field, item, spoken, scale) {
  const typing = field.input.getRootNode().activeElement === field.input;
  const other = !sameItem(item, field.item);
  field.item = item;
  field.label.textContent = spoken;
  field.slider.setAttribute("aria-label", spoken);
  if (other) field.sliding = false;
  if (field.sliding) return;
  if (other || !typing) restore(field);
  if (other) reachOut(field, scale);
  field.slider.value = current(field);
  if (other) complain(field, null);
}

/** The slider reaches twice as far as the largest weight, and beyond its own. */
function reachOut(field, scale) {
  const [low, high] = field.ctx.config.limits ?? [-Infinity, Infinity];
  const reach = 2 * Math.max(scale, Math.abs(current(field)));
  field.slider.min = Math.max(-reach, low);
  field.slider.max = Math.min(reach, high);
}

function onKey(field, event) {
  if (event.key === "Enter") commit(field, false);
  if (event.key !== "Escape") return;
  event.stopPropagation();
  restore(field);
  complain(field, null);
}

function commit(field, leaving) {
  const { ctx, input, item } = field;
  if (!item || input.value === allDigits(current(field))) return;
  const limits = ctx.config.limits ?? null;
  const { value, wrong } = parseNumber(input.value, limits);
  complain(field, wrong, limits);
  if (wrong && leaving) restore(field);
  if (wrong || value === current(field)) return;
  field.asking.drop({ array: item.array, index: item.index, value });
}

function complain({ ctx, input, wrong }, why, limits) {
  wrong.textContent = why ? ctx.words(WRONG[why], { low: limits?.[0], high: limits?.[1] }) : "";
  input.setAttribute("aria-invalid", String(Boolean(why)));
}

/** The edits so far, the latest first, with "Undo" and "Reset all". */
export function editsNode(ctx) {
  const edits = ctx.config.edits ?? [];
  if (!edits.length) return null;
  const rows = edits
    .slice(-3)
    .reverse()
    .map((edit) => el("li", {}, ...changeOf(ctx, edit)));
  const more =
    edits.length > 3
      ? [
          el("li", {
            class: "rvc-quiet",
            text: ctx.words("and {count} more", { count: edits.length - 3 }),
          }),
        ]
      : [];
  const undo = el("button", {
    type: "button",
    class: "rvc-button",
    text: ctx.words("Undo"),
    onclick: () => ctx.emit("undo", {}),
  });
  const reset = el("button", {
    type: "button",
    class: "rvc-button",
    text: ctx.words("Reset all"),
    onclick: () => ctx.emit("reset", {}),
  });
  return el(
    "div",
    { class: "rvc-edits" },
    el("ul", {}, ...rows, ...more),
    el("div", { class: "rvc-actions" }, undo, reset),
  );
}

function changeOf(ctx, { array, index, old, new: next }) {
  const item = { array, t: null, index };
  const name = isParameter(ctx.config, array) ? nameOf(ctx.scene, ctx.config, item) : array;
  return [
    typeset(name),
    el("s", { class: "rvc-old", text: short(old, ctx.words) }),
    el("span", { text: `→ ${short(next, ctx.words)}` }),
  ];
}

/** The edit of this weight, if there is one: the latest. */
export const editOf = (config, item) =>
  (config.edits ?? []).findLast(
    (edit) => edit.array === item.array && String(edit.index) === String(item.index),
  );
