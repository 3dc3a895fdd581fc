// One column of the unrolled diagram: what stands still in it. Numbers belong to the lens.

import { svg } from "../drawing/dom.js";
import { HALF, SQUARE } from "./layout.js";
import { typesetSvg } from "../drawing/formula.js";

const NOTHING = [];
const HEAD = 5; // length of an arrow's head

/** Set an attribute only if it changes. */
export function put(node, name, value) {
  const text = String(value);
  if (node.getAttribute(name) !== text) node.setAttribute(name, text);
}

const show = (node, visible) => put(node, "display", visible ? "inline" : "none");

/** The edges of a column in its own coordinates: middle at 0, the step before at -pitch. */
export function edges(plan, first) {
  const { y, h, x, c, gates, loss } = plan.rows;
  const top = (row) => plan.rows[row] - plan.sizes[row].height / 2 - 2;
  const bottom = (row) => plan.rows[row] + plan.sizes[row].height / 2 + 2;
  const into = gates === undefined ? "h" : "gates";
  const start = first
    ? plan.initialX + plan.initialHalf + 2 - plan.firstX
    : -plan.columns.pitch + HALF + 2;
  const found = {
    x: line([0, top("x")], [0, bottom(into)], gates === undefined ? "low" : "left"),
    h_prev:
      gates === undefined || plan.readsState === false
        ? plan.loopFrom === "y" && !first
          ? slanted([start, y], [-HALF - 2, h])
          : line([start, h], [-HALF - 2, h], "above")
        : elbow(start, h, gates, plan),
    h:
      y === undefined
        ? null
        : c === undefined
          ? line([0, top("h")], [0, bottom("y")], "left")
          : around(h, bottom("y")),
    loss: loss === undefined ? null : line([0, top("y")], [0, loss + 12], "none"),
  };
  if (c !== undefined) Object.assign(found, beltEdges(plan, start, top, bottom));
  else if (gates !== undefined) found.read = line([0, top("gates")], [0, bottom("h")], "none");
  return found;
}

function beltEdges(plan, start, top, bottom) {
  const { c, h, gates } = plan.rows;
  const belt = {
    keep: line([start, c], [-HALF - 2, c], "above"),
    cell: line([0, bottom("c")], [0, top("h")], "none"),
  };
  if (gates === undefined) return belt;
  const points = [
    [-17, top("gates")],
    [-17, gates - 20],
    [-30, gates - 20],
    [-30, c + 9],
    [-HALF - 2, c + 9],
  ];
  return {
    ...belt,
    write: polyline(points, [-34, c + 21], "end"),
    read: line([0, top("gates")], [0, bottom("h")], "none"),
  };
}

function line([x1, y1], [x2, y2], side) {
  const along = (share) => [x1 + share * (x2 - x1), y1 + share * (y2 - y1)];
  const [mx, my] = along(0.5);
  const low = along(0.2)[1]; // below what is said of the sum, which stands beside the upper part
  const label = {
    left: [mx - 8, my + 4, "end"], low: [mx - 8, low + 4, "end"], above: [mx, my - 10, "middle"], none: null,
  }[side];
  return {
    points: [
      [x1, y1],
      [x2, y2],
    ],
    along,
    label,
  };
}

// From an output down to the state after it; its name stands beside its start.
function slanted(from, to) {
  const edge = line(from, to, "above");
  const [x, y] = edge.along(0.28);
  return { ...edge, label: [x + 7, y, "start"] };
}

function polyline(points, [x, y], anchor) {
  const lengths = points
    .slice(1)
    .map((p, i) => Math.hypot(p[0] - points[i][0], p[1] - points[i][1]));
  const whole = lengths.reduce((a, b) => a + b, 0);
  return {
    points,
    along: (share) => pointAlong(points, lengths, share * whole),
    label: [x, y, anchor],
  };
}

function pointAlong(points, lengths, distance) {
  let i = 0;
  while (i < lengths.length - 1 && distance > lengths[i]) distance -= lengths[i++];
  const share = lengths[i] ? Math.min(distance / lengths[i], 1) : 1;
  return [0, 1].map((axis) => points[i][axis] + share * (points[i + 1][axis] - points[i][axis]));
}

// With gates the state of the step before bends down to them; the readout passes beside the belt.
function elbow(start, h, gates, plan) {
  const bend = Math.max(start + 10, -plan.columns.pitch / 2);
  return polyline(
    [
      [start, h],
      [bend, h],
      [bend, gates],
      [-29, gates],
    ],
    [bend - 7, (h + gates) / 2 + 16],
    "end",
  );
}

function around(h, end) {
  const points = [
    [HALF + 2, h],
    [34, h],
    [34, end + 21],
    [0, end + 21],
    [0, end],
  ];
  return polyline(points, [7, end + 14], "start");
}

/** The path of an edge with rounded corners, its head at the last point (the first if reversed). */
export function edgePath(edge, reversed, width = 1.5) {
  const points = reversed ? [...edge.points].reverse() : edge.points;
  const size = HEAD + width;
  const [tip, before] = [points.at(-1), points.at(-2)];
  const length = Math.hypot(tip[0] - before[0], tip[1] - before[1]) || 1;
  const [ux, uy] = [(tip[0] - before[0]) / length, (tip[1] - before[1]) / length];
  const neck = [tip[0] - ux * (size - 1), tip[1] - uy * (size - 1)];
  return {
    line: roundedPath([...points.slice(0, -1), neck]),
    head: headPath(tip, ux, uy, size, 2.6 + width * 0.75),
  };
}

function headPath([x, y], ux, uy, size, half) {
  const base = [x - ux * size, y - uy * size];
  const corner = (side) =>
    `${(base[0] - side * uy * half).toFixed(1)},${(base[1] + side * ux * half).toFixed(1)}`;
  return `M${x.toFixed(1)},${y.toFixed(1)}L${corner(1)}L${corner(-1)}Z`;
}

function roundedPath(points, radius = 6) {
  const at = ([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`;
  const toward = (a, b) => {
    const length = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1;
    const share = Math.min(radius / length, 0.5);
    return [a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])];
  };
  const corners = points
    .slice(1, -1)
    .map((p, i) => `L${at(toward(p, points[i]))}Q${at(p)} ${at(toward(p, points[i + 2]))}`);
  return `M${at(points[0])}${corners.join("")}L${at(points.at(-1))}`;
}

function createEdge(key, weight, index) {
  const node = svg("g", {
    class: `rvd-edge rvd-edge-${key}${weight ? ` rvd-weight-${index}` : ""}`,
  });
  const parts = {
    node,
    weight,
    line: svg("path", { class: "rvd-line", fill: "none" }),
    head: svg("path", { class: "rvd-head" }),
    label: svg("text", { class: "rvd-label" }),
    hit: svg("path", { class: "rvd-hit", fill: "none" }),
  };
  node.append(parts.line, parts.head, parts.label, ...(weight ? [parts.hit] : NOTHING));
  if (weight) typesetSvg(parts.label, weight.label, 12);
  return parts;
}

/** A stack of cells for one row of the diagram; one unit alone has the row's own shape. */
function createStack(row, size) {
  const single = size.count === 1;
  const round = row === "h" && single;
  const node = svg("g", { class: `rvd-stack rvd-${row}${single ? "" : " rvd-many"}` });
  const cells = Array.from({ length: size.shown }, (_, i) => {
    const width = single ? (row === "h" || row === "c" ? 2 * HALF : SQUARE) : 2 * HALF;
    const top = -size.height / 2 + i * size.tile;
    const radius = single ? (row === "x" ? 9 : 3) : 1.5;
    return round
      ? svg("circle", { class: "rvd-item", r: HALF })
      : svg("rect", {
          class: "rvd-item",
          x: -width / 2,
          y: top,
          width,
          height: size.tile,
          rx: radius,
        });
  });
  const frame = single
    ? NOTHING
    : [
        svg("rect", {
          class: "rvd-frame",
          x: -HALF - 1,
          y: -size.height / 2 - 1,
          width: 2 * HALF + 2,
          height: size.height + 2,
          rx: 3.5,
        }),
      ];
  node.append(...cells, ...frame);
  if (size.more > 0)
    node.append(moreText(row, size));
  return { node, cells };
}

// How many units are not drawn stands beside the last one, for the wires come from below.
function moreText(row, { height, more }) {
  const x = HALF + (row === "c" ? 16 : 12); // clear of the old values, and of the readout's wire
  return svg("text", { class: "rvd-more", x, y: height / 2 - 2, text: `+${more}` });
}

function createGates(gates) {
  const width = 54 / gates.length;
  const node = svg("g", { class: "rvd-stack rvd-gates rvd-many" });
  const cells = gates.map((_, k) =>
    svg("rect", { class: "rvd-item", x: -27 + k * width, y: -10, width, height: 20, rx: 1.5 }),
  );
  const names = gates.map(({ label }, k) =>
    svg("text", { class: "rvd-gate", x: -27 + (k + 0.5) * width, y: 4, text: label }),
  );
  node.append(
    ...cells,
    ...names,
    svg("rect", { class: "rvd-frame", x: -28, y: -11, width: 56, height: 22, rx: 3.5 }),
  );
  return { node, cells, names };
}

/** All nodes of a column. `plan` has the sizes, the rows, the weights and the gates. */
export function createColumn(plan) {
  const node = svg("g", { class: "rvd-column" });
  const band = svg("rect", { class: "rvd-band", y: 0, height: plan.rows.height, rx: 8 });
  const wires = Object.fromEntries(
    plan.edgeKeys.map((key) => {
      const index = plan.weights.findIndex((weight) => weight.from === key);
      return [key, createEdge(key, plan.weights[index], index)];
    }),
  );
  const stacks = Object.fromEntries(
    plan.rowKeys.map((row) => [
      row,
      row === "gates" ? createGates(plan.gates) : createStack(row, plan.sizes[row]),
    ]),
  );
  const ring = createRing(plan);
  const loss = svg("path", { class: "rvd-item rvd-loss", d: "M0,-10L10,0L0,10L-10,0Z" });
  const split = [
    svg("rect", { class: "rvd-split-loss" }),
    svg("rect", { class: "rvd-split-next" }),
  ];
  const tick = svg("text", { class: "rvd-tick", y: plan.rows.tick });
  const ghosts = plan.ghosts
    ? { h: createGhosts(plan, "h"), y: plan.sizes.y ? createGhosts(plan, "y") : NOTHING }
    : {};
  node.append(
    band,
    ...Object.values(wires).map((wire) => wire.node),
    ring,
    ...Object.values(stacks).map((stack) => stack.node),
    ...Object.values(ghosts).flat(),
    ...split,
    tick,
  );
  if (plan.rows.loss !== undefined) node.append(loss);
  placeRows(plan, stacks, loss);
  return { node, band, wires, stacks, ring, loss, split, tick, ghosts, t: null };
}

function createRing(plan) {
  const { height, count } = plan.sizes.h;
  const reach = HALF + 5;
  return count === 1
    ? svg("circle", { class: "rvd-ring", cy: plan.rows.h, r: reach })
    : svg("rect", {
        class: "rvd-ring",
        x: -reach,
        y: plan.rows.h - height / 2 - 5,
        width: 2 * reach,
        height: height + 10,
        rx: 7,
      });
}

function createGhosts(plan, row) {
  const { height, tile, shown } = plan.sizes[row];
  const top = plan.rows[row] - height / 2;
  if (shown === 1 && row === "h")
    return [svg("circle", { class: "rvd-ghost", cx: 19, cy: plan.rows.h - 19, r: 7 })];
  if (shown === 1)
    return [svg("rect", { class: "rvd-ghost", x: 13, y: top - 7, width: 13, height: 13, rx: 2 })];
  return Array.from({ length: shown }, (_, i) =>
    svg("rect", { class: "rvd-ghost", x: HALF + 3, y: top + i * tile, width: 6, height: tile }),
  );
}

function placeRows(plan, stacks, loss) {
  for (const [row, { node }] of Object.entries(stacks))
    put(node, "transform", `translate(0,${plan.rows[row]})`);
  if (plan.rows.loss !== undefined) put(loss, "transform", `translate(0,${plan.rows.loss})`);
}

/** Draw the wires of a column: geometry, direction, and in backward mode a width per wire. */
export function drawWires(column, shapes, { reversed, widths = {}, skip = NOTHING }) {
  for (const [key, wire] of Object.entries(column.wires)) {
    const edge = shapes[key];
    const visible = Boolean(edge) && !skip.includes(key);
    show(wire.node, visible);
    if (!visible) continue;
    const width = widths[key] ?? 1.5;
    const path = edgePath(edge, reversed, width);
    wire.node.classList.toggle("rvd-faint", reversed && width === 1);
    put(wire.line, "d", path.line);
    put(wire.line, "stroke-width", width.toFixed(2));
    put(wire.head, "d", path.head);
    put(wire.hit, "d", path.line);
    drawLabel(wire.label, edge.label);
  }
}

function drawLabel(label, place) {
  show(label, Boolean(place));
  if (!place) return;
  put(label, "x", place[0].toFixed(1));
  put(label, "y", place[1].toFixed(1));
  put(label, "text-anchor", place[2]);
}

/** The bar under a state that splits its gradient into what came from the loss and from later. */
export function drawSplit(column, parts, top) {
  const width = 2 * HALF;
  column.split.forEach((bar, i) => {
    show(bar, Boolean(parts));
    if (!parts) return;
    put(bar, "x", (-HALF + (i ? parts[0] * width : 0)).toFixed(1));
    put(bar, "y", top);
    put(bar, "width", (parts[i] * width).toFixed(1));
    put(bar, "height", 7);
  });
}
