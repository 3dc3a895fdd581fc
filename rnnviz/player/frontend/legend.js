// Legends above a plot: swatches with live values, and bars of colour with their ends named.

import { el, svg } from "./dom.js";

/** A short piece of a line, solid or dashed, or a box; and its label and value. */
export function swatch({ label, colour, kind = "line", value = null }) {
  const shapes = {
    line: () => svg("line", { x1: 0, y1: 6, x2: 20, y2: 6, stroke: colour, "stroke-width": 2 }),
    dashed: () => svg("line", { x1: 0, y1: 6, x2: 20, y2: 6, stroke: colour, "stroke-width": 2, "stroke-dasharray": "5 3" }),
    box: () => svg("rect", { x: 4, y: 1, width: 10, height: 10, rx: 2, fill: colour }),
    outlined: () => svg("rect", { x: 4.5, y: 1.5, width: 9, height: 9, fill: "none", stroke: colour, "stroke-width": 1.5 }),
    hatched: () => svg("path", { d: "M4 11 14 1M4 6 9 1M9 11l5-5", stroke: colour, "stroke-width": 1, fill: "none" }),
    dot: () => svg("circle", { cx: 9, cy: 6, r: 2.5, fill: colour }),
  };
  const mark = svg("svg", { width: 20, height: 12, viewBox: "0 0 20 12", "aria-hidden": "true" }, shapes[kind]());
  const number = value === null ? null : el("span", { class: "rv-value", text: value });
  return el("span", { class: "rv-key" }, mark, el("span", { text: label }), number);
}

/** A bar of colour from `low` to `high`; `css(share)` gives its colour at 0..1, labels stand below. */
export function colourBar(css, labels) {
  const stops = Array.from({ length: 17 }, (_, i) => css(i / 16)).join(",");
  const bar = el("span", { class: "rv-ramp" });
  bar.style.background = `linear-gradient(90deg,${stops})`;
  const names = labels.map((label) => el("span", { text: label }));
  return el("span", { class: "rv-bar" }, bar, el("span", { class: "rv-bar-labels" }, ...names));
}
