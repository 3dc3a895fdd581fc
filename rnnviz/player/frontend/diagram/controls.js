// Around the drawing: the weights (a legend that can be pressed), the parts of a step, the readout.

import { el, renew, svg } from "../drawing/dom.js";
import { stepName } from "../drawing/format.js";
import { partNow } from "./layout.js";
import { chosenUnit } from "./model.js";
import { typeset } from "../drawing/formula.js";
import { numberOf } from "./values.js";

const FOLD = "M2 4h4v12H2zM8 4h4v12H8zM14 4h4v12h-4z";

/** Chips of the weights, and the button that folds the columns onto one cell. */
export function createLegend(view, onFold) {
  const { ctx } = view;
  const before = el("span", {
    class: "rvd-key-note",
    text: ctx.words("small squares: before the last edit"),
  });
  const list = el("div", {
    class: "rvd-weights",
    role: "group",
    "aria-label": ctx.words("Weights, the same at every step"),
  });
  const fold = el("button", {
    type: "button",
    class: "rvd-fold",
    "aria-pressed": "false",
    onclick: onFold,
  });
  const icon = svg(
    "svg",
    { viewBox: "0 0 20 20", width: 14, height: 14, "aria-hidden": "true" },
    svg("path", { d: FOLD, fill: "none", stroke: "currentColor", "stroke-width": 1.6 }),
  );
  const name = el("span");
  fold.append(icon, name);
  let folded = null;
  const legend = {
    node: el("div", { class: "rvd-legend" }, list, before, fold),
    update() {
      before.hidden = !view.model.config.ghost;
      renew(list, ...view.model.weights.map((weight, k) => weightChip(view, weight, k)));
    },
    draw(next) {
      if (next === folded) return;
      folded = next;
      fold.setAttribute("aria-pressed", String(folded));
      fold.setAttribute(
        "title",
        ctx.words(
          folded ? "Show every step side by side" : "Slide all steps onto one cell with a loop",
        ),
      );
      name.textContent = ctx.words(folded ? "Unfold" : "Fold");
    },
  };
  legend.update();
  return legend;
}

function weightChip({ ctx, model }, weight, k) {
  const { shape } = model.scene.arrays[weight.array];
  const item = { array: weight.array, t: null, index: shape.map(() => 0) };
  const single = shape.every((size) => size === 1);
  const value = single ? model.say(numberOf(model.scene, item)) : shape.join("×");
  return el(
    "button",
    {
      type: "button",
      class: `rvd-weight rvd-weight-${k}`,
      onclick: () => ctx.selection.set(item),
      onpointerenter: () => ctx.hover.set(item),
      onpointerleave: () => ctx.hover.set(null),
      onfocus: () => ctx.hover.set(item),
      onblur: () => ctx.hover.set(null),
    },
    sample(),
    typeset(weight.label),
    el("span", { class: "rvd-weight-value", text: value }),
  );
}

function sample() {
  return svg(
    "svg",
    { width: 22, height: 8, "aria-hidden": "true" },
    svg("line", { class: "rvd-line", x1: 0, x2: 22, y1: 4, y2: 4, "stroke-width": 2 }),
  );
}

/** The parts of a step, each a button that goes there. */
export function createParts(view) {
  const { ctx } = view;
  const list = el("ol", { class: "rvd-parts", "aria-label": ctx.words("Parts of a step") });
  const split = createSplitLegend(ctx);
  let shown = "";
  let made = "";
  const parts = {
    node: el("div", { class: "rvd-parts-place" }, list, split),
    update() {
      shown = "";
      const micro = view.model.config.micro ?? [];
      if (JSON.stringify(micro) === made) return;
      made = JSON.stringify(micro);
      list.replaceChildren(
        ...micro.map((part, k) =>
          el(
            "li",
            {},
            el(
              "button",
              {
                type: "button",
                class: "rvd-part",
                onclick: () => goTo(ctx, (k + 1) / micro.length),
              },
              el("span", { class: "rvd-part-number", text: String(k + 1) }),
              typeset(part.label),
            ),
          ),
        ),
      );
    },
    resize(width) {
      const micro = view.model.config.micro ?? [];
      const wanted = micro.reduce(
        (sum, { key, label }) => sum + 44 + 6.6 * longest(key, label, ctx.words),
        0,
      );
      list.classList.toggle("rvd-parts-short", width < wanted);
    },
    draw(cursor) {
      const micro = view.model.config.micro ?? [];
      list.hidden = cursor.mode === "backward" || !micro.length;
      split.hidden = cursor.mode !== "backward";
      const scored = Number.isFinite(view.model.loss(cursor.t));
      const now = micro.length ? partNow(micro, cursor.frac, scored) : -1;
      const state = `${now} ${cursor.mode} ${scored}`;
      if (state === shown) return;
      shown = state;
      [...list.children].forEach((item, k) => {
        item.className = k < now ? "rvd-part-done" : k === now ? "rvd-part-now" : "";
        item.firstChild.setAttribute("aria-current", k === now ? "step" : "false");
        if (micro[k].key === "loss") sayLoss(item, scored, micro[k], ctx);
      });
    },
  };
  parts.update();
  return parts;
}

/** How many letters a part may show. */
const longest = (key, label, words) =>
  Math.max(label.replace(/[_{}]/g, "").length, key === "loss" ? words("no loss").length : 0);

/** A step whose loss does not count has no such part, and says so. */
function sayLoss(item, scored, part, { words }) {
  item.classList.toggle("rvd-part-none", !scored);
  item.firstChild.lastChild.replaceWith(typeset(scored ? part.label : words("no loss")));
}

/** What the colours of the arrows and of the split bar mean. */
function createSplitLegend({ words }) {
  const part = (name, text) =>
    el(
      "span",
      { class: "rvd-key" },
      el("span", { class: `rvd-key-mark rvd-key-${name}` }),
      el("span", { text: words(text) }),
    );
  return el(
    "p",
    { class: "rvd-keys", hidden: true },
    part("loss", "from the loss at this step"),
    part("next", "from the step after"),
    el("span", {
      class: "rvd-key-note",
      text: words("red: positive, blue: negative; a deeper colour and a wider arrow are powers of ten"),
    }),
  );
}

function goTo({ clock }, frac) {
  clock.seek(clock.cursor().t, frac);
}

/** One line below: what is under the pointer, or what the numbers on the wires are. */
export function createReadout(view) {
  const node = el("p", { class: "rvd-readout" });
  let shown = "";
  return {
    node,
    draw(cursor) {
      const [text, formula] = say(view, cursor);
      if (text + formula === shown) return;
      shown = text + formula;
      node.replaceChildren(
        ...(formula ? [typeset(formula), document.createTextNode(" ")] : []),
        document.createTextNode(text),
      );
    },
  };
}

function say(view, cursor) {
  const { ctx, model } = view;
  const hover = ctx.hover.get();
  if (hover && model.weights.some(({ array }) => array === hover.array))
    return sayWeight(view, hover);
  if (hover && model.scene.arrays[hover.array]) {
    const past = cursor.mode === "forward" && hover.t !== null && hover.t > cursor.t;
    const value = model.say(numberOf(model.scene, hover));
    return [
      past ? ctx.words("= {value}, not reached yet", { value }) : `= ${value}`,
      model.name(hover),
    ];
  }
  return sayStep(view, cursor);
}

function sayWeight({ ctx, model }, { array }) {
  const { shape } = model.scene.arrays[array];
  const count = ctx.scene.T;
  const single = shape.every((size) => size === 1);
  const value = single ? `= ${model.say(model.scene.arrays[array].data[0])}, ` : "";
  return [
    value +
      ctx.words(
        single ? "the same number, used {count} times" : "the same numbers, used {count} times",
        { count },
      ),
    array,
  ];
}

function sayStep(view, cursor) {
  const { ctx, model } = view;
  const step = stepName(ctx.scene, cursor.t).now;
  if (!model.card.equations && !view.folded) return [step, ""];
  const unit = chosenUnit(view) + 1;
  const several = model.count("h") > 1;
  if (view.folded)
    return [
      ctx.words("{step}: one cell, the same weights at all {count} steps", {
        step,
        count: ctx.scene.T,
      }),
      "",
    ];
  if (cursor.mode === "backward") {
    const text = ctx.words(
      several && !model.config.backward?.norms
        ? "{step}: gradient of unit {unit}; the bar splits it into loss here and steps after"
        : "{step}: the bar splits the gradient into loss here and steps after",
      { step, unit },
    );
    return [text, ""];
  }
  const target = Number.isFinite(model.loss(cursor.t)) && model.count("y") === 1;
  const gauge = target
    ? `. ${ctx.words("Beside the output: its value (green) and the target d (dark).")}`
    : "";
  if (several)
    return [
      ctx.words("{step}: on each wire stands weight × value, for unit {unit}", { step, unit }) + gauge,
      "",
    ];
  return [ctx.words("{step}: press any number to see where it comes from", { step }), ""];
}
