// The geometry of the unrolled diagram and what a part of a step shows. Pure functions, pixels.

import { timeAxis } from "../drawing/scales.js";

const PITCH = 96; // narrowest column
const MOST = 16; // columns at once
const LEAST = 3;
const SPACIOUS = 170; // wider columns are drawn larger, up to LARGEST times
const LARGEST = 1.25;
export const TILE = 16; // height of one unit's cell in a stack
export const FINGER = 24; // the same where a finger points
const LEAST_TILE = 14; // a number of 12 pixels finds its place
const TALL = 176; // a stack of hidden units grows no taller than this
export const HALF = 26; // half the width of a hidden state
export const SQUARE = 40;

const clamp = (value, low, high) => Math.min(Math.max(value, low), high);
export const lerp = (a, b, share) => a + (b - a) * share;
export const ease = (p) => (p < 0.5 ? 2 * p * p : 1 - 2 * (1 - p) ** 2);

/**
 * Columns at a width: how many, how far apart, and whether they are a window on more of them.
 * All lengths are in the drawing's own units, `scale` pixels each.
 */
export function columns(width, T, ahead = 0) {
  const axis = timeAxis(width, { T, options: { ahead } });
  const room = axis.band * T;
  const count = Math.min(T, clamp(Math.floor(room / PITCH), LEAST, MOST));
  const scale = clamp(room / count / SPACIOUS, 1, LARGEST);
  return {
    left: axis.left / scale,
    right: (axis.left + room) / scale,
    count,
    pitch: room / count / scale,
    scale,
    windowed: count < T,
    T,
  };
}

/** The first column of a window around step t: a whole number, so that no column is cut at rest. */
export function offsetFor({ count, T }, t) {
  return clamp(Math.floor(t + 0.5 - count / 2), 0, T - count);
}

/** How clearly a column at x is seen: it fades before it slides behind the names of the rows. */
export function clearness({ left, pitch }, x) {
  return clamp((x - HALF - left) / Math.max(pitch / 2 - HALF, 1), 0, 1);
}

/** The middle of column t when the window begins at `offset`. */
export function columnX({ left, pitch }, t, offset) {
  return left + (t - offset + 0.5) * pitch;
}

/** A stack of `count` units of which at most `most` are drawn: their height and their offset. */
export function stack(count, most, single, { tall = TALL, tile: largest = TILE } = {}) {
  const shown = Math.min(count, most, Math.floor(tall / LEAST_TILE));
  const tile = count === 1 ? single : clamp(Math.floor(tall / shown), LEAST_TILE, largest);
  return { count, shown, tile, height: tile * shown, more: count - shown };
}

/** The unit that the first cell of a stack shows, so that the chosen unit is among those shown. */
export function firstUnit({ count, shown }, chosen) {
  return clamp(chosen - shown + 1, 0, count - shown);
}

/** Middles of the rows from top to bottom, and the whole height. `sizes` are stacks, or null. */
export function rows({ x, h, y, c, gates, loss }) {
  const places = {};
  let top = 8;
  const put = (name, height, gap) => {
    places[name] = top + height / 2;
    top += height + gap;
  };
  if (loss) put("loss", 20, 22);
  if (y) put("y", y.height, c ? 40 : 48);
  if (c) put("c", c.height, 40);
  put("h", h.height, gates ? 34 : 94);
  if (gates) put("gates", 20, 60);
  put("x", x.height, 6);
  return { ...places, tick: top + 10, height: top + 22 };
}

/** Width of a gradient's arrow: 1 px at 1e-6 and below, one more for each decade, at most 7. */
export function arrowWidth(delta) {
  const size = Math.abs(delta);
  return 1 + (size > 0 ? clamp(6 + Math.log10(size), 0, 6) : 0);
}

/** A gradient as -1..1 for its colour: sign, and decades above 1e-6. NaN for what is no number. */
export function gradientShade(delta) {
  return Number.isFinite(delta) ? Math.sign(delta) * ((arrowWidth(delta) - 1) / 6) : NaN;
}

/** How far each part of a step has come: {key: 0..1} for the parts of a step in their order. */
export function progress(parts, frac) {
  const done = frac * parts.length;
  return Object.fromEntries(parts.map(({ key }, i) => [key, clamp(done - i, 0, 1)]));
}

/** The part under way at `frac`, or the last one that is complete. */
export function partAt(parts, frac) {
  return clamp(Math.ceil(frac * parts.length - 1e-9) - 1, 0, parts.length - 1);
}

/** The same where a step may have no loss: its last part is then the one before. */
export function partNow(micro, frac, scored) {
  const part = partAt(micro, frac);
  return !scored && micro[part].key === "loss" ? part - 1 : part;
}

/** Where a step stands as seen from the cursor: "past", "current" or "future". */
export function standing(t, cursor) {
  if (t === cursor.t) return "current";
  return (cursor.mode === "backward") === t > cursor.t ? "past" : "future";
}

/** Shares of two parts by size: [0.4, 0.6]; null if both are zero or one is no number. */
export function shares(first, second) {
  const [a, b] = [Math.abs(first), Math.abs(second)];
  return a + b > 0 && Number.isFinite(a + b) ? [a / (a + b), b / (a + b)] : null;
}

const CURVES = {
  tanh: { low: -1, f: Math.tanh },
  sigmoid: { low: 0, f: (a) => 0.5 + 0.5 * Math.tanh(a / 2) },
  relu: { low: -0.5, f: (a) => Math.max(a, 0) },
  linear: { low: -1, f: (a) => a },
};
const REACH = 3;

/** The mini-plot of a squashing function in a box: its path, its axes, and places on it. */
export function squashPlot(kind, width, height) {
  const { low, f } = CURVES[kind] ?? CURVES.linear;
  const high = low < 0 && kind !== "tanh" ? REACH : 1;
  const x = (a) => ((clamp(a, -REACH, REACH) + REACH) / (2 * REACH)) * width;
  const y = (v) =>
    height *
    (1 - (clamp(v, lowest(kind, low), high) - lowest(kind, low)) / (high - lowest(kind, low)));
  const points = Array.from({ length: 33 }, (_, i) => -REACH + (i / 32) * 2 * REACH);
  const path = points
    .map((a, i) => `${i ? "L" : "M"}${x(a).toFixed(1)},${y(f(a)).toFixed(1)}`)
    .join("");
  return { path, x, y, on: (a) => [x(a), y(f(a))], axis: y(0), origin: x(0) };
}

const lowest = (kind, low) => (kind === "linear" ? -REACH : low);
