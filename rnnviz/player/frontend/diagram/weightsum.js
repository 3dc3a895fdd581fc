// The gradient of a weight as backpropagation through time makes it: one product for each step,
// and their sum. The scene declares which numbers are multiplied; nothing else is computed here.

import { atStep } from "../drawing/formula.js";
import { nameOf, read } from "./equations.js";

/** What every step adds to the gradient of this weight, as the scene declares it. */
export function sharesOf(card, { array, index: [row] }) {
  const all = card.parameters?.[array]?.shares ?? [];
  return all.filter(({ rows, count }) => row >= rows && row < rows + count);
}

/** Whether the number is learned: some weights have places that are 0 for good. */
export function isLearned(scene, card, { array, index }) {
  const mask = card.parameters?.[array]?.learned;
  return !mask || read(scene, mask, index) !== 0;
}

/** Whether a chosen item is a weight whose gradient can be shown step by step. */
export const hasSum = (scene, card, item) =>
  Boolean(item && sharesOf(card, item).length && isLearned(scene, card, item));

const columnOf = ({ kind }, row, column) => (kind === "outer" ? column : row);

/** The factors of one share at step t: what arrives, and what the weight multiplies there. */
function factorsAt(scene, share, [row, column], t) {
  const own = row - share.rows;
  const delta = entry(scene, share.delta, t, own);
  if (!share.value) return { delta, value: null, product: delta.value };
  const value = entry(scene, share.value, t, columnOf(share, own, column));
  return { delta, value, product: delta.value * value.value };
}

function entry(scene, { array, shift, first }, t, k) {
  const step = t + shift;
  if (step >= 0)
    return { value: read(scene, array, [step, k]), item: { array, t: step, index: [k] } };
  return { value: read(scene, first, [k]) ?? 0, item: { array: first, t: null, index: [k] } };
}

/** What each step adds: [{t, parts, value}], the first step first. */
export function stepsOf(scene, card, item) {
  const shares = sharesOf(card, item);
  return Array.from({ length: scene.T }, (_, t) => {
    const parts = shares.map((share) => factorsAt(scene, share, item.index, t));
    return { t, parts, value: parts.reduce((sum, { product }) => sum + product, 0) };
  });
}

/** The sum of what the steps from the last one down to t have added. */
export const running = (steps, t) =>
  steps.slice(t).reduceRight((sum, { value }) => sum + value, 0);

/** "∂L/∂W_hf[1,2] = ∑_t ∂L/∂a_{f,t}[1] · h_{t-1}[2]"; with a step, that step's term alone. */
export function sumFormula(scene, card, item, t = null) {
  const [row, column] = item.index;
  const terms = sharesOf(card, item).map((share) => {
    const own = row - share.rows;
    const name = ({ text, array }, k) =>
      (t === null ? text : atStep(text, t)) + place(scene, card, array, k);
    const delta = name(share.delta, own);
    return share.value ? `${delta} · ${name(share.value, columnOf(share, own, column))}` : delta;
  });
  const sum = terms.length > 1 ? `(${terms.join(" + ")})` : terms[0];
  return t === null ? `∂L/∂${nameOf(scene, card, item)} = ∑_t ${sum}` : terms.join(" + ");
}

function place(scene, card, array, k) {
  const width = scene.arrays[array]?.shape[1] ?? 1;
  return width > 1 ? `[${card.labels?.[array]?.[k] ?? k + 1}]` : "";
}

/** The largest size of what a step adds, never 0. */
export const largestOf = (steps) =>
  steps.reduce((most, { value }) => Math.max(most, Math.abs(value) || 0), 0) || 1;

/**
 * How much of step t's bar is there: all of it once the backward pass has been there, the part
 * that is done of the step under way, nothing before; forward, nothing yet.
 */
export function grown({ t: now, frac, mode }, t) {
  if (mode !== "backward" || t < now) return 0;
  return t > now ? 1 : Math.max(0, 2 * frac - 1);
}

/** Down to which step the backward pass has added; T where nothing has been added yet. */
export function reachedStep({ t, frac, mode, T }) {
  if (mode !== "backward") return T;
  return frac >= 1 ? t : t + 1;
}
