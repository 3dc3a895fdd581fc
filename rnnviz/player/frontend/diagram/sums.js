// Below the columns: what each step adds to the gradient of the chosen weight, a bar under each
// column, one after another while the backward pass walks to the left.

import { hasSum, grown, largestOf, reachedStep, running, stepsOf } from "./weightsum.js";
import { nameOf } from "./equations.js";
import { put } from "./column.js";
import { columnX } from "./layout.js";
import { show } from "./lens.js";
import { el, sameItem, svg } from "../drawing/dom.js";
import { typeset } from "../drawing/formula.js";
import { short } from "../drawing/short.js";

const HEIGHT = 84;
const ROOM = 16; // for a number above or below a bar
const WIDEST = 34;

export function createSums(view) {
  const caption = el("p", { class: "rvd-sums-said" });
  const picture = svg("svg", { class: "rvd-sums-bars", height: HEIGHT, "aria-hidden": "true" });
  const node = el("div", { class: "rvd-sums", hidden: true }, caption, picture);
  const sums = { view, node, caption, picture, item: null, scene: null, steps: null, said: "" };
  picture.addEventListener("click", (event) => goTo(sums, event));
  return { node, draw: (cursor, window, folded) => draw(sums, cursor, window, folded) };
}

function draw(sums, cursor, { plan, offset }, folded) {
  const { ctx, model } = sums.view;
  const item = ctx.selection.get();
  const wanted = folded === 0 && plan && item?.t === null && hasSum(model.scene, model.card, item);
  sums.node.hidden = !wanted;
  if (!wanted) return;
  if (sums.scene !== model.scene || !sameItem(sums.item, item) || sums.plan !== plan)
    build(sums, item, plan);
  Object.assign(sums, { offset });
  say(sums, cursor);
  const most = largestOf(sums.steps);
  for (const [i, bar] of sums.bars.entries()) drawBar(sums, bar, firstStep(sums, i), cursor, most);
  put(sums.now, "x", (centre(sums, cursor.t) - sums.wide).toFixed(1));
}

function build(sums, item, plan) {
  const { model } = sums.view;
  const count = Math.min(plan.columns.count + 2, plan.columns.T);
  const pitch = plan.columns.pitch * plan.columns.scale;
  Object.assign(sums, { item, plan, scene: model.scene, said: "", wide: pitch / 2 - 3 });
  sums.steps = stepsOf(model.scene, model.card, item);
  sums.middle = baseline(sums.steps);
  sums.width = Math.min(WIDEST, pitch * 0.45);
  sums.now = svg("rect", { class: "rvd-sums-now", y: 0, width: 2 * sums.wide, height: HEIGHT, rx: 8 });
  sums.bars = Array.from({ length: count }, () => ({
    pale: svg("rect", { class: "rvd-sums-pale", width: sums.width }),
    bar: svg("rect", { class: "rvd-sums-bar", width: sums.width }),
    text: svg("text", { class: "rvd-sums-value" }),
  }));
  const zero = {
    class: "rvd-sums-zero",
    x1: plan.columns.left * plan.columns.scale,
    x2: plan.width,
    y1: sums.middle,
    y2: sums.middle,
  };
  put(sums.picture, "width", plan.width);
  const drawn = sums.bars.flatMap(({ pale, bar, text }) => [pale, bar, text]);
  sums.picture.replaceChildren(sums.now, svg("line", zero), ...drawn);
}

/** Where 0 lies: in the middle, or at an edge if all bars point one way. */
function baseline(steps) {
  const up = steps.some(({ value }) => value > 0);
  const down = steps.some(({ value }) => value < 0);
  return up && down ? HEIGHT / 2 : down ? ROOM : HEIGHT - ROOM;
}

/** Bars are used again as the window scrolls: bar i stands for one step in every `count`. */
function firstStep({ offset, bars }, i) {
  const from = Math.floor(offset + 1e-6);
  return from + ((i - (from % bars.length) + bars.length) % bars.length);
}

const centre = ({ plan, offset }, t) => columnX(plan.columns, t, offset) * plan.columns.scale;

function drawBar(sums, { pale, bar, text }, t, cursor, most) {
  const { steps, plan, offset, middle, width, view } = sums;
  const inside = t < steps.length && t < offset + plan.columns.count - 1e-6 && t >= offset - 1e-6;
  const share = inside ? grown(cursor, t) : 0;
  const waits = cursor.playing && cursor.mode === "backward";
  show(bar, share > 0);
  show(pale, inside && share < 1 && !waits);
  const told = inside && t === cursor.t && (share === 1 || !waits);
  show(text, told);
  if (!inside) return;
  const { value } = steps[t];
  const reach = Math.min(middle, HEIGHT - middle) - ROOM;
  const room = reach > 0 ? reach : HEIGHT - 2 * ROOM;
  const height = (Math.abs(value) / most) * room;
  const x = centre(sums, t);
  for (const [node, part] of [[pale, 1], [bar, share]]) {
    put(node, "x", (x - width / 2).toFixed(1));
    put(node, "y", (value < 0 ? middle : middle - height * part).toFixed(2));
    put(node, "height", (height * part).toFixed(2));
    put(node, "fill", view.ctx.colours.diverging(value < 0 ? -0.8 : 0.8));
  }
  if (!told) return;
  put(text, "x", x.toFixed(1));
  put(text, "y", (value < 0 ? middle + height + 13 : middle - height - 4).toFixed(1));
  const words = short(value, view.ctx.words);
  if (text.textContent !== words) text.textContent = words;
}

/** The sentence above the bars; the sums in it are those of the bars that are there. */
function say(sums, cursor) {
  const { view, steps, item } = sums;
  const { ctx, model } = view;
  const done = reachedStep(cursor);
  const walking = cursor.mode === "backward";
  const key = `${done} ${walking}`;
  if (key === sums.said) return;
  sums.said = key;
  const value = short(running(steps, done), ctx.words);
  const name = typeset(`∂L/∂${nameOf(model.scene, model.card, item)}`);
  const text = walking
    ? ctx.words("sum so far: {value}", { value })
    : ctx.words("Backward adds them up, from the last step to the first.");
  sums.caption.replaceChildren(
    document.createTextNode(`${ctx.words("What each step adds to")} `),
    name,
    document.createTextNode(`${walking ? "; " : ". "}${text}`),
  );
}

function goTo({ plan, offset, view: { ctx }, picture }, event) {
  const x = (event.clientX - picture.getBoundingClientRect().left) / plan.columns.scale;
  const t = Math.floor((x - plan.columns.left) / plan.columns.pitch + offset);
  ctx.clock.seek(Math.min(Math.max(t, 0), plan.columns.T - 1));
}
