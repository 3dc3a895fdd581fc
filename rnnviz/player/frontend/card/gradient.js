// The lines of the card that build a weight's gradient: formula, this step's product, the products
// of all steps as bars, their sum so far and the whole. Backpropagation through time, seen.

import { chips, result } from "./chips.js";
import { said } from "./lines.js";
import { nameOf } from "../diagram/equations.js";
import {
  grown,
  hasSum,
  isLearned,
  largestOf,
  reachedStep,
  running,
  stepsOf,
  sumFormula,
} from "../diagram/weightsum.js";
import { el, svg } from "../drawing/dom.js";
import { full } from "../drawing/format.js";
import { typeset } from "../drawing/formula.js";
import { bracketed, short } from "../drawing/short.js";

const HEIGHT = 48;

const row = (name, ...content) => [el("dt", { text: name }), el("dd", {}, ...content)];
const quiet = (text) => el("span", { class: "rvc-quiet", text });
/** A number that tells all its digits when the pointer rests on it. */
export const number = (value, words) =>
  el("span", { class: "rvc-number", title: full(value, words), text: short(value, words) });

/** All of it for one weight at the cursor: a list for the card's main part. */
export function gradientLines(card, item, cursor) {
  const { ctx } = card;
  const { words, scene, config } = ctx;
  const { grad } = config.parameters[item.array];
  if (!grad || !scene.arrays[grad]) return [];
  const total = scene.arrays[grad].at(...item.index);
  if (!hasSum(scene, config, item)) return [withoutSum(card, item, total)];
  const steps = stepsOf(scene, config, item);
  const done = card.ask(reachedStep);
  const waits = card.ask((now) => now.playing && now.mode === "backward" && reachedStep(now) > 0);
  const { t } = cursor;
  const parts = steps[t].parts;
  const seen = parts.every(({ delta }) => card.seen(delta.item));
  const lines = el(
    "dl",
    { class: "rvc-lines rvc-lines-gradient" },
    ...row(words("gradient"), typeset(sumFormula(scene, config, item))),
    ...row(stepLabel(t), ...productOf(card, item, steps[t], seen)),
    ...row(words("each step"), bars(card, steps, waits)),
    ...(cursor.mode === "backward" ? row(words("so far"), ...soFar(steps, done, words)) : []),
    ...row(words("result"), ...result(card, waits ? null : total), ...everyStep(card, steps)),
  );
  const note = words(
    "Backpropagation through time: this weight is the same number at every step, so each step adds its part to one gradient.",
  );
  return [
    lines,
    ...(card.all ? [tableOf(card, item, steps)] : []),
    el("p", { class: "rvc-note", text: [note, config.learning].filter(Boolean).join(" ") }),
    chips(card, "comes from", itemsOf(parts)),
  ];
}

const stepLabel = (t) => `t = ${t + 1}`;

const itemsOf = (parts) =>
  parts.flatMap(({ delta, value }) => [delta.item, value?.item]).filter(Boolean);

/** A number that is 0 for good, or a weight that no formula reads. */
function withoutSum({ ctx }, item, total) {
  const { words, scene, config } = ctx;
  const text = isLearned(scene, config, item)
    ? words("No step uses it, so no step adds anything.")
    : words("It is no part of this cell: it stays 0 and learns nothing.");
  return el(
    "dl",
    { class: "rvc-lines" },
    ...row(words("gradient"), number(total, words), quiet(` ${text}`)),
  );
}

/** This step's term and its numbers: "∂L/∂a_5[1] · h_4[2] = (−0.0312) × 0.293 = −0.00914". */
function productOf({ ctx }, item, { t, parts, value }, seen) {
  const { words, scene, config } = ctx;
  const numbers = parts.flatMap(({ delta, value: other }, i) => [
    ...(i ? [quiet(" + ")] : []),
    ...(other
      ? [known(delta.value, seen, words), quiet(" × "), known(other.value, true, words)]
      : [known(delta.value, seen, words)]),
  ]);
  return [
    typeset(sumFormula(scene, config, item, t)),
    el("br"),
    quiet("= "),
    ...numbers,
    ...(parts.length > 1 || parts[0].value ? [quiet(" = "), whole(value, seen, words)] : []),
  ];
}

const known = (value, seen, words) =>
  seen ? el("span", { class: "rvc-number", title: full(value, words), text: bracketed(value, words) }) : quiet("…");
const whole = (value, seen, words) => (seen ? number(value, words) : quiet("…"));

function soFar(steps, done, words) {
  if (done >= steps.length) return [quiet("0")];
  const from = done === steps.length - 1 ? `t = ${done + 1}` : `t = ${steps.length} … ${done + 1}`;
  return [number(running(steps, done), words), quiet(` ${words("from {steps}", { steps: from })}`)];
}

/** A bar for each step, from left to right; press one to go there. */
function bars(card, steps, waits) {
  const { ctx } = card;
  const most = largestOf(steps);
  const middle = HEIGHT / 2;
  const scale = middle - 2;
  const marks = steps.map(({ t, value }) => {
    const share = card.ask((now) => Math.round(10 * grown(now, t)) / 10);
    const shown = card.ask((now) => !waits && (now.mode !== "backward" || grown(now, t) < 1));
    const height = (Math.abs(value) / most) * scale;
    const box = (part, kind) =>
      svg("rect", {
        class: `rvc-sum-${kind} ${value < 0 ? "rvc-sum-minus" : "rvc-sum-plus"}`,
        x: t + 0.15,
        width: 0.7,
        y: value < 0 ? middle : middle - height * part,
        height: Math.max(height * part, 0),
      });
    return svg(
      "g",
      {},
      svg("rect", { class: "rvc-sum-hit", x: t, width: 1, y: 0, height: HEIGHT }),
      ...(shown && share < 1 ? [box(1, "pale")] : []),
      ...(share > 0 ? [box(share, "bar")] : []),
    );
  });
  const now = card.cursor.t;
  const picture = svg(
    "svg",
    {
      class: "rvc-sum-bars",
      viewBox: `0 0 ${steps.length} ${HEIGHT}`,
      preserveAspectRatio: "none",
      height: HEIGHT,
      "aria-hidden": "true",
    },
    svg("rect", { class: "rvc-sum-now", x: now, width: 1, y: 0, height: HEIGHT }),
    svg("line", { class: "rvc-sum-zero", x1: 0, x2: steps.length, y1: middle, y2: middle }),
    ...marks,
  );
  picture.addEventListener("click", (event) => {
    const box = picture.getBoundingClientRect();
    const t = Math.floor(((event.clientX - box.left) / box.width) * steps.length);
    ctx.clock.seek(Math.min(Math.max(t, 0), steps.length - 1));
  });
  return picture;
}

function everyStep(card, steps) {
  const { words } = card.ctx;
  const toggle = el("button", {
    type: "button",
    class: "rvc-button rvc-more-steps",
    "aria-expanded": String(card.all),
    text: card.all ? words("Hide the steps") : words("Show all {count} steps", { count: steps.length }),
    onclick: () => {
      card.all = !card.all;
      card.refocus = true;
      card.ctx.invalidate?.();
    },
  });
  return [toggle];
}

/** Every step's factors, product and the sum so far, the last step first: as the pass walks. */
function tableOf(card, item, steps) {
  const { words } = card.ctx;
  const waits = card.ask(({ playing, mode, t, frac }) =>
    playing && mode === "backward" ? reachedStep({ t, frac, mode, T: steps.length }) : 0,
  );
  const backwards = [...steps].reverse();
  const body = backwards.map(({ t, parts, value }) => {
    const seen = t >= waits;
    const factors = parts.flatMap(({ delta, value: other }) => [delta, other].filter(Boolean));
    return el(
      "tr",
      {},
      el("th", { scope: "row", text: String(t + 1) }),
      el("td", {}, ...factors.map((factor) => factorButton(card, factor, seen))),
      el("td", { text: said(seen ? value : null, words) }),
      el("td", { text: said(seen ? running(steps, t) : null, words) }),
    );
  });
  const head = ["t", words("factors"), words("product"), words("so far")].map((text) =>
    el("th", { scope: "col", text }),
  );
  return el(
    "table",
    { class: "rvc-table rvc-steps" },
    el("caption", {}, typeset(`∂L/∂${nameOf(card.ctx.scene, card.ctx.config, item)}`)),
    el("thead", {}, el("tr", {}, ...head)),
    el("tbody", {}, ...body),
  );
}

function factorButton(card, { value, item }, seen) {
  const { ctx } = card;
  const text = said(seen || item.t === null ? value : null, ctx.words);
  return el(
    "button",
    { type: "button", class: "rvc-chip rvc-chip-small", onclick: () => card.go(item) },
    typeset(nameOf(ctx.scene, ctx.config, item)),
    el("span", { class: "rvc-chip-value", text }),
  );
}
