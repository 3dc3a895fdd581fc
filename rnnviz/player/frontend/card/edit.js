// The field in which a weight is edited, and the way back from an edit.

import { numberOf } from "../diagram/values.js";
import { el, sameItem } from "../drawing/dom.js";
import { isParameter, nameOf } from "./equations.js";
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

let count = 0;

/** A field for the weight that `show(item)` names. */
export function createField(ctx) {
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
  const field = {
    node: el("div", { class: "rvc-field" }, label, input, wrong),
    item: null,
    ctx,
    input,
    label,
    wrong,
  };
  input.addEventListener("input", () => complain(field, null));
  input.addEventListener("keydown", (event) => onKey(field, event));
  input.addEventListener("blur", () => commit(field, true));
  field.show = (item, spoken) => show(field, item, spoken);
  return field;
}

const current = ({ ctx, item }) => numberOf(ctx.scene, item);
const restore = (field) => {
  field.input.value = allDigits(current(field));
};

/** Show a weight; what is being typed in stays as long as it is the same one. */
function show(field, item, spoken) {
  const typing = field.input.getRootNode().activeElement === field.input;
  const other = !sameItem(item, field.item);
  field.item = item;
  field.label.textContent = spoken;
  if (other || !typing) restore(field);
  if (other) complain(field, null);
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
  ctx.emit("edit", { array: item.array, index: item.index, value });
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
