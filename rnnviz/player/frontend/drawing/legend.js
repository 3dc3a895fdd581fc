// Legends above a plot: swatches with live values, and bars of colour with their ends named.

import { el, svg } from "./dom.js";

const stroke = (colour, more = {}) =>
  ({ fill: "none", stroke: colour, "stroke-width": 2, ...more });
const DASHES = { "stroke-dasharray": "5 3" };
const STRIPES = "M4 11 14 1M4 6 9 1M9 11l5-5";

const MARKS = {
  line: (colour) => svg("path", { d: "M0 6h20", ...stroke(colour) }),
  dashed: (colour) => svg("path", { d: "M0 6h20", ...stroke(colour, DASHES) }),
  dotted: (colour) => svg("path", { d: "M0 6h20", ...stroke(colour, { "stroke-dasharray": "2 3" }) }),
  box: (colour) => svg("rect", { x: 4, y: 1, width: 10, height: 10, rx: 2, fill: colour }),
  outlined: (colour) => svg("rect", { x: 5, y: 2, width: 8, height: 8, ...stroke(colour) }),
  hatched: (colour) => svg("path", { d: STRIPES, ...stroke(colour, { "stroke-width": 1 }) }),
  dot: (colour) => svg("circle", { cx: 9, cy: 6, r: 2.5, fill: colour }),
};

/** A mark of one of the kinds above, its label, and the value of the moment. */
export function swatch({ label, colour, kind = "line", value = null }) {
  const box = { width: 20, height: 12, viewBox: "0 0 20 12", "aria-hidden": "true" };
  const mark = svg("svg", box, MARKS[kind](colour));
  const number = value === null ? null : el("span", { class: "rv-value", text: value });
  return el("span", { class: "rv-key" }, mark, el("span", { text: label }), number);
}

/** A bar of colour; `css(share)` gives its colour at 0..1, the labels stand below it. */
export function colourBar(css, labels) {
  const stops = Array.from({ length: 17 }, (_, i) => css(i / 16)).join(",");
  const bar = el("span", { class: "rv-ramp" });
  bar.style.background = `linear-gradient(90deg,${stops})`;
  const names = labels.map((text) => el("span", { text }));
  return el("span", { class: "rv-bar" }, bar, el("span", { class: "rv-bar-labels" }, ...names));
}
