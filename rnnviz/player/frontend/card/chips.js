// Chips that lead from one number to the next, and the result with its digits to copy.

import { said } from "./lines.js";
import { el, icon } from "../drawing/dom.js";
import { comesFrom, counterpart, isParameter, nameOf, usedBy, valueOf } from "../diagram/equations.js";
import { full } from "../drawing/format.js";
import { typeset } from "../drawing/formula.js";
import { short } from "../drawing/short.js";

const COPY = "M6 2.5h9.5V14M4.5 6h8v11.5h-8z";
const DONE = "M3.5 10.5 8 15l8.5-9.5";
const MOST_CHIPS = 8; // shown before the rest is asked for

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
export function origins(card, explained) {
  return chips(card, "comes from", comesFrom(explained));
}

/** Chips of what uses it. */
export function users(card, item, cursor) {
  const { ctx } = card;
  const mode =
    ctx.config.equations?.[item.array]?.mode ??
    (isParameter(ctx.config, item.array) ? cursor.mode : "forward");
  const items = usedBy(ctx.scene, ctx.config, item, { t: item.t ?? cursor.t, mode });
  return chips(card, "used by", items);
}

/** A chip that leads to the gradient of a forward number. */
export function gradientChip(card, item) {
  const { ctx } = card;
  const other = ctx.clock.modes?.includes("backward")
    ? counterpart(ctx.scene, item.array, "backward")
    : item.array;
  if (other === item.array || item.t === null) return null;
  return chips(card, "gradient", [{ ...item, array: other }]);
}

/** A named row of chips, or nothing if there are none. */
export function chips(card, name, items) {
  if (!items.length) return null;
  const many = items.length > MOST_CHIPS + 1;
  const shown = many && !card.open.has(name) ? items.slice(0, MOST_CHIPS) : items;
  const rest = many ? [restChip(card, name, items.length - MOST_CHIPS)] : [];
  return el(
    "div",
    { class: "rvc-chips" },
    el("span", { class: "rvc-chips-name", text: card.ctx.words(name) }),
    el("div", { class: "rvc-chips-list" }, ...shown.map((item) => chip(card, item)), ...rest),
  );
}

/** The chip that shows the rest of a list, or puts it away. */
function restChip(card, name, count) {
  const { words } = card.ctx;
  const open = card.open.has(name);
  return el("button", {
    type: "button",
    class: "rvc-chip rvc-rest",
    "aria-expanded": String(open),
    text: open ? words("Show fewer") : words("… {count} more", { count }),
    onclick: () => {
      if (!card.open.delete(name)) card.open.add(name);
      card.shown = "";
      card.refocus = true;
      card.ctx.invalidate?.();
    },
  });
}

function chip(card, item) {
  const { ctx } = card;
  const value = card.seen(item) ? valueOf(ctx.scene, ctx.config, item) : null;
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
    el("span", { class: "rvc-chip-value", text: said(value, ctx.words) }),
  );
}

/** The result: three digits on screen, all of them on hover and for copying. */
export function result(card, value) {
  const { words } = card.ctx;
  const equals = el("span", { class: "rvc-quiet", text: "= " });
  if (value === null) return [equals, el("span", { class: "rvc-result", text: "…" })];
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
  return [equals, text, copy];
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
