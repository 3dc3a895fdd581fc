// How magnitudes are laid out on an axis: logarithmic or linear; fixed, or fitted to what is seen.

import { el } from "./dom.js";
import { brief, decade } from "./format.js";
import { decades, decadeTicks, log10, ticks } from "./scales.js";

export const SCALES = ["log", "linear"];
const SPAN = 13; // decades of a fixed axis: from 10⁻¹² to 10 where the floor is 10⁻¹²
export const RANGES = ["fixed", "this view", "this step"];

/** The height of a value on its axis, in units of the axis; null where it has none. */
export function heightOf(value, scale) {
  if (scale === "log") return log10(value);
  return Number.isFinite(value) ? value : null;
}

/** Lowest and highest height of the axis for all `values`, of which `now` are those of the step. */
export function rangeOf(values, now, { scale, range }, floor) {
  const seen = range === "this step" ? now : values;
  if (scale === "log") {
    const { low, high } = decades(seen, floor, 1);
    const lowest = Math.round(Math.log10(floor));
    return range === "fixed" ? { low: lowest, high: Math.max(high, lowest + SPAN) } : { low, high };
  }
  const most = Math.max(...seen.filter(Number.isFinite), 0);
  return { low: 0, high: range === "fixed" ? Math.max(most, 1) : most || 1 };
}

/** The edges, in decades, of what is far below and far above a reference: null if off the axis. */
export function edgesOf(reference, { low, high }, far) {
  const within = (power) => (low < power && power < high ? power : null);
  return { below: within(reference - far), above: within(reference + far) };
}

/**
 * The edges of several networks by their last values' heights: which network's, where, and whether
 * its name stands above (-1) or below (1) it, so that two names do not meet.
 */
export function ownEdgesOf(references, range, far) {
  const edges = references.map((one, of) => ({ of, ...(one === null ? {} : edgesOf(one, range, far)) }));
  const sorted = (kind) => edges
    .filter((one) => typeof one[kind] === "number")
    .sort((a, b) => b[kind] - a[kind])
    .map((one, k) => ({ of: one.of, at: one[kind], side: k ? 1 : -1 }));
  return { below: sorted("below"), above: sorted("above") };
}

/** The arrays of the factors of all `series` and their headings: of several, each says whose. */
export function factorColumns(series, words) {
  const given = series.filter(({ factors }) => factors);
  const name = given.length > 1 ? "factor of" : "factor";
  return {
    head: given.map(({ label }) => words(name, { name: label })),
    columns: given.map(({ factors }) => factors),
  };
}

/** Marks of the axis: [height, text]. */
export function marksOf({ low, high }, scale) {
  if (scale === "log") return decadeTicks({ low, high }, 7).map((power) => [power, decade(power)]);
  return ticks(low, high, 4).map((value) => [value, brief(value)]);
}

/**
 * One choice of scale and range, the same words on every view; what is chosen is kept in `memory`,
 * and `changed` is called. `opens` says what it is at first, `scales` what there is.
 */
export function scaleControl(memory, words, changed, opens = {}, scales = SCALES) {
  memory.scale ??= opens.scale ?? "log";
  memory.range ??= opens.range ?? "fixed";
  const both = scales.flatMap((scale) => RANGES.map((range) => [scale, range]));
  const now = `${memory.scale} ${memory.range}`;
  const option = ([scale, range]) => el("option", {
    value: `${scale} ${range}`,
    text: `${words(scale)} · ${words(range)}`,
    selected: `${scale} ${range}` === now,
  });
  const choose = ({ target }) => {
    [memory.scale, memory.range] = both[target.selectedIndex];
    changed();
  };
  const said = { "aria-label": words("scale"), title: words("scale") };
  return el("div", { class: "rv-scale" },
    el("select", { class: "rv-speed", ...said, onchange: choose }, ...both.map(option)));
}
