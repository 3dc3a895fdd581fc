// What the lenses say: the parts of a forward step one after another, or the gradient at a step.

import { onTop } from "../drawing/colour.js";
import { put } from "./column.js";
import { progress } from "./layout.js";
import {
  drawCells,
  drawDot,
  drawGauge,
  drawPlot,
  drawWire,
  show,
  typesetOnce,
} from "./lens.js";

const ROOMY = 190; // a column this wide has room for "0.8 × 0.0578 = 0.0463"
const CHARACTER = 6.4; // pixels of one, at most
const FEWEST = 5; // characters that say how large a number is
const [IN_BOX, IN_CELL, ON_WIRE] = [6, 6, 8]; // characters that have room there

// A part that a scene does not have is done when the part before it is.
const BEFORE = {
  input: null,
  products: "input",
  sum: "products",
  squash: "sum",
  gates: "squash",
  cell: "gates",
  state: null,
  output: "state",
  loss: "output",
};

/** How far a part of the step is: its own progress, or that of what comes before it. */
export function partDone(done, key) {
  for (let part = key; part; part = BEFORE[part]) if (part in done) return done[part];
  return 1;
}

// Where a number stands beside its wire, by the wire.
const PLACES = {
  x: (edge, share) => rightOf(edge.along(share * 0.4)),
  h: (edge, share) => (edge.points.length > 2 ? besideDetour(edge) : rightOf(edge.along(share))),
  h_prev: (edge) => besideLine(edge),
  next: (edge) => (edge.points.length > 2 ? besideElbow(edge) : besideLine(edge)),
  keep: (edge) => {
    const [x, y] = edge.along(0.5);
    return [x, y - 9, "middle"];
  },
  write: (edge) => [edge.label[0] + 1, edge.label[1], "end"],
};

const rightOf = ([x, y]) => [x + 8, y + 4, "start"];

// The readout that passes beside a cell state has its number below that cell, where there is room.
function besideDetour({ points: [, [x, low], [, high]] }) {
  return [x + 8, low - 0.3 * (low - high), "start"];
}

function besideLine(edge) {
  const [x, y] = edge.along(0.5);
  return [x, y + 16, "middle"];
}

// Where a wire bends down to the gates, its number stands above its first, level part.
function besideElbow(edge) {
  const [x, y] = edge.along(0);
  return [x + 16, y - 9, "start"];
}

function place(lens, column) {
  put(lens.node, "transform", `translate(${column.x.toFixed(1)},0)`);
}

function inkOn(fill, colours) {
  return fill === colours.surface ? colours.text : onTop(fill);
}

function cellNumbers(board, lens, column, row, mode, visible) {
  const {
    plan,
    view: {
      model,
      ctx: { colours },
    },
  } = board;
  const cells = column.stacks[row].cells;
  const units = cells.map((_, i) => column.firsts[row] + i);
  const values = units.map((unit) => model.value(row, column.t, unit, mode));
  const texts =
    visible && values.every((value) => value !== undefined)
      ? values.map((value) => model.fit(value, cells.length === 1 ? IN_BOX : IN_CELL))
      : null;
  drawCells(
    plan,
    lens,
    row,
    texts,
    cells.map((cell) => inkOn(cell.getAttribute("fill"), colours)),
  );
}

const fadeIn = (node, share) => put(node, "opacity", (0.25 + 0.75 * share).toFixed(2));

/** Forward: each part of the step appears in its turn. */
export function drawForward(board, lens, column, { cursor, unit, folded }) {
  const {
    plan,
    view: { model },
  } = board;
  const done = progress(
    model.config.micro?.length ? model.config.micro : [{ key: "state" }],
    cursor.frac,
  );
  const part = (key) => partDone(done, key);
  place(lens, column);
  fadeRows(column, part);
  for (const row of plan.rowKeys) {
    if (row !== "gates")
      cellNumbers(board, lens, column, row, "forward", part(ROW_PART[row]) > 0.5);
  }
  drawProducts(board, lens, column, part, unit, folded);
  if (lens.plot) drawSquash(board, lens, column, part, unit);
  drawTarget(board, lens, column, part("loss"));
  show(lens.wires.next, false);
  drawDot(lens.dots.next, null, 0);
}

const ROW_PART = { x: "input", gates: "gates", h: "state", c: "cell", y: "output" };

const WIRE_PART = {
  x: "products",
  h_prev: "products",
  h: "output",
  loss: "loss",
  keep: "cell",
  write: "cell",
  cell: "state",
  read: "state",
};

function fadeRows(column, part) {
  for (const [key, { node }] of Object.entries(column.wires))
    fadeIn(node, part(WIRE_PART[key]) > 0 ? 1 : 0);
  for (const [row, { node }] of Object.entries(column.stacks)) fadeIn(node, part(ROW_PART[row]));
  put(column.loss, "opacity", (0.25 + 0.75 * part("loss")).toFixed(2));
}

function drawProducts({ plan, view: { model } }, lens, column, part, unit, folded) {
  const { t } = column;
  const shapes = t === 0 ? plan.firstShapes : plan.shapes;
  const roomy = plan.columns.pitch >= ROOMY;
  const gated = plan.rows.gates !== undefined;
  const looped = folded > 0;
  const wire = (key, text, share) => drawWire(lens, key, shapes[key], text, share, PLACES[key]);
  wire("x", gated ? "" : model.term("x", t, unit, roomy), part("products"));
  wire(
    "h_prev",
    gated || looped ? "" : model.term("h_prev", t, unit, roomy),
    looped ? 1 : part("products"),
  );
  const readout = shapes.h && !("c" in plan.rows) ? model.term("h", t, 0, roomy) : "";
  if (shapes.h) wire("h", readout, part("output"));
  if (!shapes.keep) return;
  wire("keep", model.belt(0, t, unit, roomy), part("cell"));
  wire("write", model.belt(1, t, unit, roomy), part("cell"));
}

function drawSquash(
  {
    plan,
    view: {
      model,
      ctx: { colours, words },
    },
  },
  lens,
  column,
  part,
  unit,
) {
  const { t } = column;
  const first = column.firsts.h;
  const slid = part("squash");
  const visible = plan.squash && part("sum") > 0;
  const sum = model.sum(t, unit);
  const bias = model.bias(t, unit);
  drawPlot(lens, {
    sums: visible ? lens.plot.points.map((_, i) => model.sum(t, first + i)) : null,
    slid,
    chosen: unit - first,
    sumText: visible ? words("sum {value}", { value: model.say(sum) }) : "",
    biasText: visible && bias !== undefined ? words("bias {value}", { value: model.say(bias) }) : "",
    colours: { chosen: colours.roles.hidden, other: colours.muted },
  });
  put(lens.plot.shape, "opacity", slid > 0 ? 1 : 0.35);
}

function drawTarget({ plan, view: { model } }, lens, column, share) {
  const { t } = column;
  const loss = plan.rows.loss === undefined ? NaN : model.loss(t);
  const visible = Number.isFinite(loss) && share > 0.5;
  show(lens.loss, visible);
  if (visible) {
    put(lens.loss, "x", 16);
    put(lens.loss, "y", plan.rows.loss + 4);
    typesetOnce(lens.loss, model.say(loss));
  }
  if (!plan.sizes.y) return show(lens.gauge.node, false);
  const several = model.count("y") > 1;
  const wanted = several || !Number.isFinite(loss) ? NaN : model.target(t, 0);
  const reach = model.scales.y;
  return drawGauge(plan, lens, {
    made: model.value("y", t, 0, "forward"),
    wanted,
    low: -reach,
    high: reach,
    text: `d = ${model.say(wanted)}`,
    grown: share,
  });
}

/** Backward: two gradients arrive, merge at the state, and their sum is shown in it. */
export function drawBackward(board, lens, column, { cursor, unit, folded }) {
  const {
    plan,
    view: { model },
  } = board;
  const { t } = column;
  const arriving = Math.min(cursor.frac * 2, 1);
  const merged = Math.max(0, cursor.frac * 2 - 1);
  place(lens, column);
  for (const { node } of Object.values(column.stacks)) put(node, "opacity", 1);
  put(column.loss, "opacity", 1);
  for (const node of [column.stacks.h.node, column.stacks.x.node, column.wires.x?.node])
    if (node) fadeIn(node, merged);
  column.split.forEach((bar) => put(bar, "opacity", merged.toFixed(2)));
  for (const row of plan.rowKeys) {
    const known = row === "gates" ? false : Boolean(model.config.backward?.[row]);
    if (row !== "gates") cellNumbers(board, lens, column, row, "backward", known && merged > 0.5);
  }
  drawArrivals(board, lens, column, arriving, unit, folded);
  for (const key of ["x", "h_prev", "keep", "write"]) drawWire(lens, key, null, "", 0);
  if (lens.plot) drawPlot(lens, { sums: null });
  show(lens.gauge.node, false);
  drawLossInBackward(plan, lens, model, t);
}

/** How many characters stand beside a level wire without reaching over the boxes at its ends. */
export function charsAlong({ points }) {
  if (points.length > 2) return ON_WIRE;
  const [[from], [to]] = points;
  return Math.min(ON_WIRE, Math.max(FEWEST, Math.floor(Math.abs(to - from) / CHARACTER)));
}

function drawArrivals({ plan, view: { model } }, lens, column, arriving, unit, folded) {
  const { t } = column;
  const later = t + 1 < plan.columns.T && folded === 0;
  const text = (kind, room = ON_WIRE) =>
    model.delta(kind, t, unit) === undefined ? "" : model.fit(model.delta(kind, t, unit), room);
  const next = plan.shapes.next;
  const incoming = later ? text("from_next", charsAlong(next)) : "";
  drawWire(lens, "next", next, incoming, arriving > 0 ? 1 : 0, PLACES.next);
  drawDot(lens.dots.next, later ? next : null, arriving, true);
  if (!plan.shapes.h) return;
  drawWire(lens, "h", plan.shapes.h, text("from_loss"), arriving > 0 ? 1 : 0, PLACES.h);
  drawDot(lens.dots.h, plan.shapes.h, arriving, true);
}

function drawLossInBackward(plan, lens, model, t) {
  const loss = plan.rows.loss === undefined ? NaN : model.loss(t);
  show(lens.loss, Number.isFinite(loss));
  if (!Number.isFinite(loss)) return;
  put(lens.loss, "x", 16);
  put(lens.loss, "y", plan.rows.loss + 4);
  typesetOnce(lens.loss, model.say(loss));
}
