// Chips that lead from one number to the next, and the result with its digits to copy.

import { el, icon } from "./dom.js";
import { comesFrom, counterpart, isParameter, nameOf, usedBy, valueOf } from "./equations.js";
import { full } from "./format.js";
import { typeset } from "./formula.js";
import { short } from "./short.js";

const COPY = "M6 2.5h9.5V14M4.5 6h8v11.5h-8z";
const DONE = "M3.5 10.5 8 15l8.5-9.5";
const MOST_CHIPS = 9;

/** The role of an array, for its colour and shape. */
export function role({ ctx }, name) {
  if (isParameter(ctx.config, name)) return "weight";
  const diagram = ctx.scene.views.find(({ type }) => type === "diagram");
  if (ctx.config.equations?.[name]?.mode === "backward") return "gradient";
  const row = Object.entries(diagram?.rows ?? {}).find(([, array]) => array === name)?.[0];
  return (
    { x: "input", h: "hidden", c: "hidden", y: "output", target: "output", loss: "loss" }[row] ??
    "hidden"
  );
}

/** Chips of what the number comes from. */
export function origins(card, said) {
  const items = comesFrom(said, said.terms.length > 3 ? 1 : 2);
  return chips(
    card,
    card.ctx.words("comes from"),
    items.slice(0, MOST_CHIPS),
    items.length - MOST_CHIPS,
  );
}

/** Chips of what uses it. */
export function users(card, item, cursor) {
  const { ctx } = card;
  const mode =
    ctx.config.equations?.[item.array]?.mode ??
    (isParameter(ctx.config, item.array) ? cursor.mode : "forward");
  const { items, more } = usedBy(ctx.scene, ctx.config, item, { t: item.t ?? cursor.t, mode });
  return chips(card, ctx.words("used by"), items, more);
}

/** A chip that leads to the gradient of a forward number. */
export function gradientChip(card, item) {
  const { ctx } = card;
  const other = ctx.clock.modes?.includes("backward")
    ? counterpart(ctx.scene, item.array, "backward")
    : item.array;
  if (other === item.array || item.t === null) return null;
  return chips(card, ctx.words("gradient"), [{ ...item, array: other }]);
}

function chips(card, name, items, more = 0) {
  if (!items.length) return null;
  const rest =
    more > 0
      ? [
          el("span", {
            class: "rvc-quiet",
            text: card.ctx.words("and {count} more", { count: more }),
          }),
        ]
      : [];
  return el(
    "div",
    { class: "rvc-chips" },
    el("span", { class: "rvc-chips-name", text: name }),
    el("div", { class: "rvc-chips-list" }, ...items.map((item) => chip(card, item)), ...rest),
  );
}

function chip(card, item) {
  const { ctx } = card;
  const value = short(valueOf(ctx.scene, ctx.config, item), ctx.words);
  return el(
    "button",
    {
      type: "button",
      class: `rvc-chip rvc-chip-${role(card, item.array)}`,
      onclick: () => card.go(item),
      onpointerenter: () => ctx.hover.set(item),
      onpointerleave: () => ctx.hover.set(null),
    },
    typeset(nameOf(ctx.scene, ctx.config, item)),
    el("span", { class: "rvc-chip-value", text: value }),
  );
}

/** The result: three digits on screen, all of them on hover and for copying. */
export function result(card, value) {
  const { words } = card.ctx;
  const text = el("span", {
    class: "rvc-result",
    title: full(value, words),
    text: short(value, words),
  });
  const copy = el(
    "button",
    {
      type: "button",
      class: "rvc-copy",
      "aria-label": words("Copy all digits: {value}", { value: full(value, words) }),
      onclick: () => copyText(copy, String(value)),
    },
    icon(COPY, { fill: "none", stroke: "currentColor", "stroke-width": 1.5 }),
  );
  return [el("span", { class: "rvc-quiet", text: "= " }), text, copy];
}

async function copyText(button, text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    copyByHand(button, text);
  }
  const path = button.querySelector("path");
  path.setAttribute("d", DONE);
  setTimeout(() => path.setAttribute("d", COPY), 1200);
}

// Without the clipboard's permission (a page from a disk): the old way.
function copyByHand(button, text) {
  const field = el("textarea", { class: "rv-hidden", "aria-hidden": "true" });
  field.value = text;
  button.after(field);
  field.select();
  document.execCommand("copy");
  field.remove();
}
