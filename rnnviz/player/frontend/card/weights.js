// All weights as small coloured grids: press a cell, or move with the arrows, to choose a weight;
// drag it up or down, or press Shift and an arrow, to change it.

import { layers, line, write } from "../drawing/canvas.js";
import { el, renew } from "../drawing/dom.js";
import { brief, number } from "../drawing/format.js";
import { plain, typeset, written } from "../drawing/formula.js";
import { aimed, canEdit, within } from "./edit.js";
import { nameOf } from "../diagram/equations.js";
import { weightScale } from "./scale.js";
import { colourBar, swatch } from "../drawing/legend.js";
import { short } from "../drawing/short.js";

const LARGEST = 20;
const FINGER = 26; // the same where a finger points
const SMALLEST = 3;
const TALLEST = 288;
const GATE = 16; // room for the gates' names
const GAP = 14;

const sizes = ({ shape }) => (shape.length > 1 ? shape : [shape[0], 1]);

/** The panel; `choose(item)` is told the weight, `asking` what it is dragged to. */
export function createWeights(ctx, choose, asking) {
  const body = el("div", { class: "rvc-grids" });
  const key = el("div", { class: "rvc-weights-key" });
  const told = el("p", { class: "rvc-weights-said", "aria-hidden": "true" });
  const summary = el("summary", {}, el("span", { text: ctx.words("Weights") }));
  const node = el("details", { class: "rvc-weights" }, summary, key, body, told);
  node.open = ctx.memory?.weights ?? true;
  node.addEventListener("toggle", () => {
    if (ctx.memory) ctx.memory.weights = node.open;
  });
  const panel = { node, body, key, told, ctx, choose, asking, grids: [], width: 0, dragged: null };
  panel.resize = (width) => {
    panel.width = width;
    build(panel, ctx, body);
  };
  panel.update = () => build(panel, ctx, body);
  panel.draw = (item) => {
    panel.grids.forEach((grid) => mark(grid, ctx, item));
    tell(panel);
  };
  return panel;
}

/** What the colours mean, and the corners of weights set by hand. */
function fillKey({ ctx, key, scale }) {
  const { words, colours, config } = ctx;
  const ends = [-scale, 0, scale].map((value) => brief(value, { words }));
  const bar = colourBar((share) => colours.diverging(2 * share - 1), ends);
  const by = config.edits?.length
    ? [swatch({ label: words("corner: set by hand"), colour: colours.text, kind: "box" })]
    : [];
  renew(key, bar, ...by);
}

/** The weight under the pointer or being dragged, with its value. */
function tell({ ctx, told, dragged }) {
  const hover = ctx.hover.get();
  const item = dragged?.item ?? (hover?.t === null && ctx.config.parameters?.[hover.array] ? hover : null);
  const value = dragged?.value ?? (item ? ctx.scene.arrays[item.array].at(...item.index) : null);
  const text = item
    ? `${written(nameOf(ctx.scene, ctx.config, item))} = ${short(value, ctx.words)}`
    : canEdit(ctx)
      ? ctx.words("Drag a weight up or down, or Shift with an arrow, to change it.")
      : "";
  if (told.textContent !== text) told.textContent = text;
}

function build(panel, ctx, body) {
  const names = Object.keys(ctx.config.parameters ?? {}).filter((name) => ctx.scene.arrays[name]);
  const shapes = names.map((name) => [name, ctx.scene.arrays[name].shape]);
  const next = JSON.stringify([shapes, panel.width]);
  if (next !== panel.shape) {
    panel.shape = next;
    panel.grids = groups(ctx, names).flatMap((group) =>
      groupGrids(panel, group),
    );
    body.replaceChildren(...wrapGroups(panel.grids));
  }
  panel.scale = weightScale(ctx.scene, ctx.config);
  fillKey(panel);
  panel.grids.forEach((grid) => paint(grid, ctx, panel.scale));
}

/** Arrays with the same rows stand side by side, row beside row. */
function groups({ scene }, names) {
  const found = [];
  for (const name of names) {
    const [rows] = sizes(scene.arrays[name]);
    const last = found.at(-1);
    if (last?.rows === rows) last.names.push(name);
    else found.push({ rows, names: [name] });
  }
  return found;
}

function groupGrids(panel, { rows, names }) {
  const { ctx, width } = panel;
  const gates = ctx.config.stacks?.[names[0]] ?? null;
  const columns = names.reduce((sum, name) => sum + sizes(ctx.scene.arrays[name])[1], 0);
  const room = Math.min(width, 560) - (gates ? GATE : 0) - GAP * (names.length - 1) - 2;
  const fit = Math.min(Math.floor(room / columns), Math.floor(TALLEST / rows));
  const largest = matchMedia("(pointer: coarse)").matches ? FINGER : LARGEST;
  const cell = Math.max(Math.min(fit, largest), SMALLEST);
  return names.map((name, i) => createGrid(panel, name, cell, i === 0 ? gates : null, rows));
}

function wrapGroups(grids) {
  const wrapped = [];
  for (const grid of grids) {
    if (!wrapped.length || wrapped.at(-1).rows !== grid.rows)
      wrapped.push({ rows: grid.rows, nodes: [] });
    wrapped.at(-1).nodes.push(grid.figure);
  }
  return wrapped.map(({ nodes }) => el("div", { class: "rvc-group" }, ...nodes));
}

function createGrid(panel, name, cell, gates, rows) {
  const { ctx } = panel;
  const [, columns] = sizes(ctx.scene.arrays[name]);
  const board = el("div", {
    class: "rvc-grid",
    tabindex: "0",
    role: "application",
    "aria-roledescription": ctx.words("matrix of weights"),
  });
  const canvas = layers(board);
  const left = gates ? GATE : 0;
  canvas.resize(left + columns * cell + 2, rows * cell + 2);
  board.style.width = `${canvas.width}px`;
  const caption = el("figcaption", {}, typeset(name));
  caption.style.paddingLeft = `${left}px`;
  const grid = {
    name,
    cell,
    gates,
    rows,
    columns,
    left,
    canvas,
    board,
    figure: el("figure", {}, caption, board),
    at: [0, 0],
    marked: "",
  };
  steer(grid, panel);
  return grid;
}

function steer(grid, panel) {
  const { ctx, choose } = panel;
  const { board, cell, left, rows, columns } = grid;
  const place = (event) => {
    const box = board.getBoundingClientRect();
    const clamp = (value, size) => Math.min(Math.max(value, 0), size - 1);
    return [
      clamp(Math.floor((event.clientY - box.top - 1) / cell), rows),
      clamp(Math.floor((event.clientX - box.left - left - 1) / cell), columns),
    ];
  };
  board.addEventListener("click", (event) => {
    if (panel.moved) return;
    choose(itemOf(grid, ctx, place(event)));
    board.closest(".rv-view")?.scrollTo({ top: 0 }); // in a low window its sum stands above
  });
  board.addEventListener("pointermove", (event) => {
    if (!panel.dragged) ctx.hover.set(itemOf(grid, ctx, place(event)));
  });
  onDrag(board, panel, (event) => itemOf(grid, ctx, place(event)));
  board.addEventListener("pointerleave", () => ctx.hover.set(null));
  board.addEventListener("keydown", (event) => onKey(grid, panel, event));
}

const SLACK = 4; // pixels before a press is a drag
const TRAVEL = 80; // pixels of a drag from 0 to the full colour

/** A drag up or down changes the weight under it, and the server answers on the way. */
function onDrag(board, panel, itemAt) {
  const { ctx } = panel;
  let from = null;
  const valueAt = (event) => {
    const moved = ((from.y - event.clientY) / TRAVEL) * panel.scale;
    return aimed(within(from.value + moved, ctx.config.limits), panel.scale);
  };
  board.addEventListener("pointerdown", (event) => {
    panel.moved = false;
    if (event.button || !canEdit(ctx)) return;
    const item = itemAt(event);
    from = { y: event.clientY, item, value: ctx.scene.arrays[item.array].at(...item.index) };
    board.setPointerCapture(event.pointerId);
  });
  board.addEventListener("pointermove", (event) => {
    if (!from || (!panel.moved && Math.abs(event.clientY - from.y) <= SLACK)) return;
    if (!panel.moved) panel.choose(from.item);
    panel.moved = true;
    change(panel, from.item, valueAt(event), "drag");
  });
  const end = (event) => {
    if (from && panel.moved) change(panel, from.item, valueAt(event), "drop");
    from = null;
    panel.dragged = null;
  };
  board.addEventListener("pointerup", end);
  board.addEventListener("pointercancel", end);
}

function change(panel, item, value, how) {
  panel.dragged = { item, value };
  panel.asking[how]({ array: item.array, index: item.index, value });
  panel.ctx.invalidate?.();
}

/** Shift and an arrow change the weight by a twentieth of the scale. */
function nudge(grid, panel, direction) {
  const { ctx, scale } = panel;
  if (!canEdit(ctx)) return;
  const item = itemOf(grid, ctx, grid.at);
  const before = panel.nudged?.scene === ctx.scene ? panel.nudged.value : null;
  const now = before ?? ctx.scene.arrays[item.array].at(...item.index);
  const value = aimed(within(now + (direction * scale) / 20, ctx.config.limits), scale);
  panel.nudged = { scene: ctx.scene, value };
  panel.choose(item);
  panel.asking.drop({ array: item.array, index: item.index, value });
}

function onKey(grid, panel, event) {
  const { ctx, choose } = panel;
  const direction = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1 }[event.key];
  if (direction && event.shiftKey) {
    event.preventDefault();
    event.stopPropagation();
    nudge(grid, panel, direction);
    return;
  }
  const moves = {
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
    Enter: [0, 0],
    " ": [0, 0],
  };
  const move = moves[event.key];
  if (!move) return;
  event.preventDefault();
  event.stopPropagation();
  const limits = [grid.rows, grid.columns];
  const next = grid.at.map((place, axis) =>
    Math.min(Math.max(place + move[axis], 0), limits[axis] - 1),
  );
  grid.at = next;
  choose(itemOf(grid, ctx, next));
}

function itemOf({ name }, { scene }, [row, column]) {
  return {
    array: name,
    t: null,
    index: scene.arrays[name].shape.length > 1 ? [row, column] : [row],
  };
}

function paint(grid, ctx, most) {
  const { canvas, cell, left, rows, columns, gates } = grid;
  const { data } = ctx.scene.arrays[grid.name];
  const gap = cell > 8 ? 1 : 0;
  canvas.clear();
  for (let i = 0; i < rows * columns; i += 1) {
    canvas.still.fillStyle = Number.isFinite(data[i])
      ? ctx.colours.diverging(data[i] / most)
      : ctx.colours.surface;
    canvas.still.fillRect(
      left + 1 + (i % columns) * cell,
      1 + Math.floor(i / columns) * cell,
      cell - gap,
      cell - gap,
    );
  }
  canvas.still.strokeStyle = ctx.colours.border;
  canvas.still.strokeRect(left + 0.5, 0.5, columns * cell + 1 - gap, rows * cell + 1 - gap);
  if (gates) paintGates(grid, ctx, gates);
  grid.marked = "";
}

function paintGates({ canvas, cell, left, rows, columns }, { colours }, gates) {
  const each = (rows / gates.length) * cell;
  gates.forEach((name, k) => {
    write(canvas.still, name, left - 8, 1 + (k + 0.5) * each, {
      colour: colours.muted,
      font: `italic 12px ${colours.font}`,
      align: "center",
    });
    if (k)
      line(
        canvas.still,
        left,
        0.5 + k * each,
        left + columns * cell + 1,
        0.5 + k * each,
        colours.text,
        1,
      );
  });
}

function mark(grid, ctx, item) {
  const { board, canvas, cell, left, name } = grid;
  const own = item?.array === name;
  const edits = (ctx.config.edits ?? []).filter((edit) => edit.array === name);
  const key = JSON.stringify([
    own ? item.index : null,
    edits.map(({ index }) => index),
    ctx.colours.text,
  ]);
  if (own) grid.at = [item.index[0] ?? 0, item.index[1] ?? 0];
  say(grid, ctx);
  if (key === grid.marked) return;
  grid.marked = key;
  canvas.wipe();
  for (const { index } of edits)
    corner(
      canvas.moving,
      left + 1 + (index[1] ?? 0) * cell,
      1 + index[0] * cell,
      cell,
      ctx.colours.text,
    );
  if (!own) return;
  canvas.moving.strokeStyle = ctx.colours.text;
  canvas.moving.lineWidth = 2;
  canvas.moving.strokeRect(
    left + 1 + grid.at[1] * cell - 0.5,
    1 + grid.at[0] * cell - 0.5,
    cell,
    cell,
  );
  board.classList.toggle("rvc-own", own);
}

function corner(context, x, y, cell, colour) {
  const size = Math.max(cell * 0.35, 2);
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x + size, y);
  context.lineTo(x, y + size);
  context.fillStyle = colour;
  context.fill();
}

function say(grid, ctx) {
  const item = itemOf(grid, ctx, grid.at);
  const value = number(ctx.scene.arrays[grid.name].at(...item.index), { words: ctx.words });
  const label = ctx.words(canEdit(ctx)
      ? "{name}: {value}; arrows choose another, Shift and an arrow change it"
      : "{name}: {value}; arrows choose another", {
    name: plain(nameOf(ctx.scene, ctx.config, item)),
    value,
  });
  if (grid.board.getAttribute("aria-label") !== label) grid.board.setAttribute("aria-label", label);
}
