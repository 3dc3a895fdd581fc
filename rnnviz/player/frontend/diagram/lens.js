// The numbers of one step, laid over its column: there are two lenses, for the step under the
// cursor and for the step under the pointer, so that numbers cost few nodes however many columns.

import { put } from "./column.js";
import { HALF, lerp, squashPlot } from "./layout.js";
import { say, svg } from "../drawing/dom.js";
import { typesetSvg } from "../drawing/formula.js";

const LEGIBLE = 14; // height of a cell in which a number of 12 px has room
const WIRES = ["x", "h_prev", "h", "keep", "write", "next"];

export const show = (node, visible) => put(node, "display", visible ? "inline" : "none");

/** Nodes of a lens; `plan` as for a column. Only the cursor's lens has the plot and the dots. */
export function createLens(plan, withPlot) {
  const node = svg("g", { class: "rvd-lens", "aria-hidden": "true" });
  const cells = Object.fromEntries(
    plan.rowKeys
      .filter((row) => row !== "gates")
      .map((row) => [
        row,
        Array.from({ length: plan.sizes[row].shown }, () => svg("text", { class: "rvd-number" })),
      ]),
  );
  const wires = Object.fromEntries(
    WIRES.map((key) => [key, svg("text", { class: `rvd-product rvd-product-${key}` })]),
  );
  const loss = svg("text", { class: "rvd-product rvd-product-loss" });
  const gauge = createGauge();
  node.append(gauge.node, ...Object.values(cells).flat(), ...Object.values(wires), loss);
  const plot = withPlot ? createPlot(plan) : null;
  const dots = withPlot ? createDots(plan) : {};
  node.append(...(plot ? [plot.node] : []), ...Object.values(dots));
  return { node, cells, wires, loss, gauge, plot, dots };
}

function createGauge() {
  const bar = svg("line", { class: "rvd-error" });
  const made = svg("line", { class: "rvd-made" });
  const wanted = svg("line", { class: "rvd-wanted" });
  const text = svg("text", { class: "rvd-product rvd-target" });
  return { node: svg("g", {}, bar, made, wanted, text), bar, made, wanted, text };
}

function createDots(plan) {
  const keys = plan.edgeKeys.filter((key) => key !== "loss").concat("next");
  return Object.fromEntries(
    keys.map((key) => [key, svg("circle", { class: "rvd-dot", r: 3.5, display: "none" })]),
  );
}

/** The mini-plot's size in the room that a column leaves. */
export function plotSize({ columns }) {
  const width = Math.min(Math.max(columns.pitch / 2 - 18, 34), 84);
  return { width, height: Math.min(width, 52) };
}

function createPlot(plan) {
  const { width, height } = plotSize(plan);
  const curve = squashPlot(plan.squash?.kind ?? "linear", width, height);
  const top = plan.rows.h + plan.sizes.h.height / 2 + 14;
  const shape = svg(
    "g",
    { transform: `translate(10,${top})` },
    svg("rect", { class: "rvd-plot", width, height, rx: 4 }),
    svg("line", { class: "rvd-axis", x1: 0, x2: width, y1: curve.axis, y2: curve.axis }),
    svg("line", { class: "rvd-axis", x1: curve.origin, x2: curve.origin, y1: 0, y2: height }),
    svg("path", { class: "rvd-curve", d: curve.path, fill: "none" }),
  );
  const drop = svg("line", { class: "rvd-drop" });
  const points = Array.from({ length: plan.sizes.h.shown }, () =>
    svg("circle", { class: "rvd-point", r: 2.5 }),
  );
  shape.append(drop, ...points);
  const sum = svg("text", { class: "rvd-product", x: -8, y: top + 10, "text-anchor": "end" });
  const bias = svg("text", { class: "rvd-product", x: -8, y: top + 26, "text-anchor": "end" });
  return { node: svg("g", {}, shape, sum, bias), shape, curve, drop, points, sum, bias };
}

/** Write numbers into the cells of a row: `values` are texts (null: none), `inks` their colours. */
export function drawCells(plan, lens, row, values, inks) {
  const { height, tile, shown } = plan.sizes[row];
  lens.cells[row].forEach((text, i) => {
    const visible = values !== null && (shown === 1 || tile >= LEGIBLE);
    show(text, visible);
    if (!visible) return;
    put(
      text,
      "y",
      (plan.rows[row] - height / 2 + (i + 0.5) * tile + 4).toFixed(1),
    );
    put(text, "fill", inks[i]);
    put(text, "font-size", 12);
    if (text.textContent !== values[i]) text.textContent = values[i];
  });
}

/** A number beside an edge, `share` of the way along; its dot runs ahead while it is under way. */
export function drawWire(lens, key, edge, text, share, place) {
  const node = lens.wires[key];
  const visible = Boolean(text && edge) && share > 0;
  show(node, visible);
  if (visible) {
    const [x, y, anchor] = place(edge, 0.1 + 0.4 * share);
    put(node, "x", x.toFixed(1));
    put(node, "y", y.toFixed(1));
    put(node, "text-anchor", anchor);
    if (node.textContent !== text) node.textContent = text;
  }
  drawDot(lens.dots[key], edge, share);
}

export function drawDot(dot, edge, share, reversed = false) {
  if (!dot) return;
  const visible = Boolean(edge) && share > 0 && share < 1;
  show(dot, visible);
  if (!visible) return;
  const [x, y] = edge.along(reversed ? 1 - share : share);
  put(dot, "cx", x.toFixed(1));
  put(dot, "cy", y.toFixed(1));
}

/** The mini-plot: each unit's dot slides along the curve from 0 to its sum. */
export function drawPlot(lens, { sums, slid, chosen, sumText, biasText, colours }) {
  const { plot } = lens;
  show(plot.node, Boolean(sums));
  if (!sums) return;
  const { curve } = plot;
  plot.points.forEach((point, i) => {
    const [x, y] = curve.on(sums[i] * slid);
    put(point, "cx", x.toFixed(1));
    put(point, "cy", y.toFixed(1));
    put(point, "r", i === chosen ? 4 : 2.2);
    put(point, "fill", i === chosen ? colours.chosen : colours.other);
    if (i === chosen) drawDrop(plot.drop, x, y, curve.axis);
  });
  say(plot.sum, sumText);
  say(plot.bias, biasText);
}

function drawDrop(drop, x, y, axis) {
  for (const [name, value] of Object.entries({ x1: x, x2: x, y1: y, y2: axis }))
    put(drop, name, value.toFixed(1));
}

const typesetAs = new WeakMap();

/** Typeset only what has changed. */
export function typesetOnce(node, text) {
  if (typesetAs.get(node) === text) return;
  typesetAs.set(node, text);
  typesetSvg(node, text, 12);
}

/** The bar from an output to its target, beside the output's square. */
export function drawGauge(plan, lens, { made, wanted, low, high, text, grown }) {
  const { gauge } = lens;
  const visible = Number.isFinite(made) && Number.isFinite(wanted) && grown > 0;
  show(gauge.node, visible);
  if (!visible) return;
  const { height } = plan.sizes.y;
  const y = (v) => plan.rows.y + height / 2 - 3 - ((v - low) / (high - low || 1)) * (height - 6);
  const [from, to] = [y(made), lerp(y(made), y(wanted), grown)];
  const x = HALF + 8;
  setLine(gauge.bar, x, from, x, to);
  setLine(gauge.made, x - 5, from, x + 5, from);
  setLine(gauge.wanted, x - 5, y(wanted), x + 5, y(wanted));
  put(gauge.text, "x", 16);
  put(gauge.text, "y", ((plan.rows.loss ?? plan.rows.y - height / 2 - 32) + 18).toFixed(1));
  typesetOnce(gauge.text, text);
}

function setLine(node, x1, y1, x2, y2) {
  for (const [name, value] of Object.entries({ x1, y1, x2, y2 })) put(node, name, value.toFixed(1));
}
