// The drawing itself: columns that are recycled as the window scrolls, and two lenses with numbers.
// Nodes are made once per size; after that only attributes change.

import { onTop } from "../drawing/colour.js";
import { createColumn, drawSplit, drawWires, put } from "./column.js";
import { createInitial, createLoop, drawInitial, rowNames } from "./furniture.js";
import { focusedPlace, light, listen, refocus, register } from "./items.js";
import {
  arrowWidth,
  clearness,
  columnX,
  ease,
  firstUnit,
  lerp,
  offsetFor,
  shares,
  standing,
} from "./layout.js";
import { drawForward, drawBackward } from "./numbers.js";
import { createLens, show } from "./lens.js";
import { chosenUnit } from "./model.js";
import { makePlan, signature } from "./plan.js";
import { el, svg } from "../drawing/dom.js";
import { plain } from "../drawing/formula.js";
import { stepName } from "../drawing/format.js";

const SETTLING = 110; // milliseconds in which a scroll comes 63 % nearer
let boards = 0;

export function createBoard(view) {
  boards += 1;
  const board = {
    view,
    node: el("div", { class: "rvd-board" }),
    id: `rvd-clip-${boards}`,
    plan: null,
    signature: "",
    offset: null,
    last: 0,
    items: new WeakMap(),
    colours: null,
  };
  listen(board);
  return {
    node: board.node,
    resize(width) {
      build(board, width);
    },
    update(width) {
      if (width) build(board, width);
      for (const column of board.pool ?? []) column.t = null;
    },
    draw: (cursor, folded) => draw(board, cursor, folded),
    window: () => ({ from: board.offset ?? 0, count: board.plan?.columns.count ?? 1 }),
    place: () => ({ plan: board.plan, offset: board.offset ?? 0 }),
    windowed: () => Boolean(board.plan?.columns.windowed),
  };
}

function build(board, width) {
  const plan = makePlan(board.view, width);
  const next = signature(plan) + width;
  board.plan = plan;
  if (next === board.signature) return;
  board.signature = next;
  board.offset = null;
  board.pool = Array.from({ length: Math.min(plan.columns.count + 2, plan.columns.T) }, () =>
    createColumn(plan),
  );
  board.initial = createInitial(board, plan);
  board.loop = createLoop(plan);
  board.hoverLens = createLens(plan, false);
  board.lens = createLens(plan, true);
  const { left, scale } = plan.columns;
  const margin = plan.rows.gates === undefined ? 15 : 32; // for the label of the first wire
  const clip = svg(
    "clipPath",
    { id: board.id },
    svg("rect", {
      x: left - margin,
      y: -6,
      width: width / scale - left + margin,
      height: plan.rows.height + 12,
    }),
  );
  board.clipped = svg(
    "g",
    {},
    ...board.pool.map(({ node }) => node),
    board.loop.node,
    board.hoverLens.node,
  );
  board.svg = svg(
    "svg",
    {
      class: "rvd-svg",
      width,
      height: plan.rows.height * scale,
      viewBox: `0 0 ${width / scale} ${plan.rows.height}`,
      role: "group",
    },
    svg("defs", {}, clip),
    rowNames(board, plan),
    board.initial.node,
    board.clipped,
    board.lens.node, // what it says of the first column reaches left of it
  );
  board.node.replaceChildren(board.svg);
  board.pool.forEach((column) => register(board, column));
}

/** Draw the cursor's state; returns whether the picture is still on its way. */
function draw(board, cursor, folded) {
  if (!board.plan) return false;
  const moving = scroll(board, cursor);
  const state = {
    cursor,
    folded: ease(folded),
    hover: board.view.ctx.hover.get(),
    unit: chosenUnit(board.view),
  };
  const visible = visibleSteps(board, cursor, folded);
  const keepFocus = focusedPlace(board);
  for (const column of board.pool) if (!visible.includes(column.t)) column.t = null;
  for (const t of visible) drawColumn(board, columnFor(board, t), t, state);
  for (const column of board.pool) show(column.node, column.t !== null);
  drawInitial(board, state);
  drawLenses(board, state);
  show(board.loop.node, state.folded > 0);
  board.loop.turn(cursor.mode === "backward");
  put(board.loop.node, "opacity", state.folded.toFixed(3));
  put(
    board.svg,
    "aria-label",
    board.view.ctx.words("The unrolled network, step {t} of {T}", { t: cursor.t + 1, T: cursor.T }),
  );
  board.clipped.toggleAttribute("clip-path", false);
  if (folded === 0 && board.plan.columns.windowed)
    put(board.clipped, "clip-path", `url(#${board.id})`);
  light(board, state);
  if (keepFocus) refocus(board, keepFocus, cursor.t);
  return moving || (folded > 0 && folded < 1);
}

function scroll(board, cursor) {
  const target = offsetFor(board.plan.columns, cursor.t);
  const now = performance.now();
  const share = 1 - Math.exp(-Math.min(now - board.last, 64) / SETTLING);
  board.last = now;
  const far =
    board.offset === null || Math.abs(target - board.offset) > 3 * board.plan.columns.count;
  if (far || board.view.ctx.reducedMotion || Math.abs(target - board.offset) < 0.004)
    board.offset = target;
  else board.offset = lerp(board.offset, target, share);
  return board.offset !== target;
}

function visibleSteps(
  {
    plan: {
      columns: { count, T },
    },
    offset,
  },
  cursor,
  folded,
) {
  if (folded >= 1) return [cursor.t];
  const first = Math.max(0, Math.floor(offset + 1e-6));
  const last = Math.min(T - 1, Math.ceil(offset + count - 1e-6) - 1);
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

function columnFor(board, t) {
  return (
    board.pool.find((column) => column.t === t) ?? board.pool.find((column) => column.t === null)
  );
}

function drawColumn(board, column, t, state) {
  const { plan, view } = board;
  const place = standing(t, state.cursor);
  const key = [t, place, state.cursor.mode, view.ctx.colours.background, state.unit].join();
  const x = lerp(
    columnX(plan.columns, t, board.offset),
    (plan.columns.left + plan.columns.right) / 2,
    state.folded,
  );
  put(column.node, "transform", `translate(${x.toFixed(1)},0)`);
  const opacity =
    t === state.cursor.t ? 1 : (1 - state.folded) * clearness(plan.columns, x);
  put(column.node, "opacity", opacity.toFixed(3));
  column.x = x;
  drawWiresOf(board, column, t, state);
  if (column.t === t && column.key === key) return;
  Object.assign(column, { t, key, firsts: firstUnits(board, t, state) });
  column.node.setAttribute("class", `rvd-column rvd-is-${place}`);
  paintColumn(board, column, state);
  labelColumn(board, column, state, place);
}

/** Where the stacks begin: the chosen unit is in sight, and the strongest input and output. */
function firstUnits({ plan, view: { model } }, t, { unit, cursor: { mode } }) {
  const wanted = (row) => (row === "h" || row === "c" ? unit : model.strongest(row, t, mode));
  return Object.fromEntries(
    plan.rowKeys.map((row) => [row, row === "gates" ? 0 : firstUnit(plan.sizes[row], wanted(row))]),
  );
}

/** Wires: forward alike and thin, backward as wide as the gradient that runs along them. */
function drawWiresOf({ plan, view: { model } }, column, t, { cursor, folded, unit }) {
  const reversed = cursor.mode === "backward";
  const { T } = cursor;
  const folding = folded > 0 && t === cursor.t;
  const widths = reversed
    ? {
        x: arrowWidth(model.delta("x", t, unit) ?? 0),
        h: arrowWidth(model.delta("from_loss", t, unit) ?? 0),
        loss: arrowWidth(model.delta("from_loss", t, unit) ?? 0),
        h_prev: t > 0 ? arrowWidth(model.delta("from_next", t - 1, unit) ?? 0) : 1,
      }
    : {};
  const noLoss = plan.rows.loss !== undefined && Number.isNaN(model.loss(t));
  const skip = [
    ...(folding || (folded > 0 && t === 0) ? ["h_prev"] : []),
    ...(noLoss ? ["loss"] : []),
  ];
  const key = [t, cursor.mode, skip.join(), unit, T, ...Object.values(widths)].join();
  if (column.wired === key) return;
  column.wired = key;
  drawWires(column, t === 0 ? plan.firstShapes : plan.shapes, { reversed, widths, skip });
}

function paintColumn({ plan, view }, column, { cursor, unit }) {
  // What a lens may have left half done when the cursor went on.
  const faded = [...Object.values(column.stacks), ...Object.values(column.wires)].map(
    ({ node }) => node,
  );
  for (const node of [...faded, column.loss, ...column.split]) put(node, "opacity", 1);
  const { model, ctx } = view;
  const { t } = column;
  const backward = cursor.mode === "backward";
  for (const row of plan.rowKeys) {
    column.stacks[row].cells.forEach((cell, i) => {
      put(
        cell,
        "fill",
        row === "gates"
          ? gateFill(model, ctx.colours, i, t, unit)
          : cellFill(view, row, t, column.firsts[row] + i, backward),
      );
    });
  }
  column.stacks.gates?.names.forEach((name, k) =>
    put(name, "style", `fill:${onTop(column.stacks.gates.cells[k].getAttribute("fill"))}`),
  );
  const loss = plan.rows.loss === undefined ? NaN : model.loss(t);
  show(column.loss, Number.isFinite(loss));
  put(
    column.loss,
    "fill-opacity",
    Number.isFinite(loss) ? (0.08 + 0.92 * model.lossShare(t)).toFixed(3) : 0,
  );
  const parts =
    backward && standing(t, cursor) !== "future"
      ? shares(model.delta("from_loss", t, unit), model.delta("from_next", t, unit))
      : null;
  drawSplit(column, parts, plan.rows.h + plan.sizes.h.height / 2 + 10);
  column.ghosts.h?.forEach((ghost, i) =>
    paintGhost(view, ghost, "h", t, column.firsts.h + i, backward),
  );
  column.ghosts.y?.forEach((ghost, i) =>
    paintGhost(view, ghost, "y", t, column.firsts.y + i, backward),
  );
  const { band, tick } = column;
  put(band, "x", (-plan.columns.pitch / 2 + 3).toFixed(1));
  put(band, "width", (plan.columns.pitch - 6).toFixed(1));
  tick.textContent = stepName(ctx.scene, t).tick;
}

export function cellFill({ model, ctx: { colours } }, row, t, unit, backward) {
  const gradient = backward ? model.config.backward?.[row] : null;
  if (backward && !gradient) return colours.surface;
  const value = model.value(row, t, unit, backward ? "backward" : "forward");
  const shade = gradient ? model.gradient(value) : model.shade(row, value);
  return Number.isFinite(shade) ? colours.diverging(shade) : colours.surface;
}

function gateFill(model, colours, k, t, unit) {
  const value = model.gate(k, t, unit);
  if (!Number.isFinite(value)) return colours.surface;
  return model.gateSigned(k) ? colours.diverging(value) : colours.sequential(value);
}

/** The value before the last edit, small beside the new one. */
function paintGhost({ model, ctx: { colours } }, ghost, row, t, unit, backward) {
  const old = model.ghost(row, t, unit);
  const shown = !backward && Number.isFinite(old) && old !== model.value(row, t, unit, "forward");
  show(ghost, shown);
  if (shown) put(ghost, "fill", colours.diverging(model.shade(row, old)));
}

/** Names for those who do not see the picture; only the cursor's column takes the focus. */
function labelColumn({ items, view }, column, { cursor }, place) {
  const nodes = [...Object.values(column.stacks).flatMap(({ cells }) => cells), column.loss];
  for (const node of nodes) {
    const there = node.getAttribute("display") !== "none"; // a step may have no loss
    node.setAttribute("tabindex", place === "current" && there ? "0" : "-1");
    const item = items.get(node)();
    if (!item.array) continue;
    const value = view.model.scene.arrays[item.array]?.at(
      ...[item.t, ...item.index].slice(0, view.model.scene.arrays[item.array].shape.length),
    );
    const name = plain(view.model.name(item));
    node.setAttribute(
      "aria-label",
      view.ctx.words(
        cursor.mode === "forward" && place === "future"
          ? "{name}, not reached yet"
          : "{name}: {value}",
        { name, value: view.model.say(value) },
      ),
    );
  }
}

function drawLenses(board, state) {
  const { cursor, hover } = state;
  const { T } = cursor;
  const hovered =
    hover && hover.t !== null && hover.t !== cursor.t && hover.t < T
      ? board.pool.find(({ t }) => t === hover.t)
      : null;
  show(board.hoverLens.node, Boolean(hovered) && state.folded === 0);
  const current = board.pool.find(({ t }) => t === cursor.t);
  show(board.lens.node, Boolean(current));
  const paint = cursor.mode === "backward" ? drawBackward : drawForward;
  if (hovered)
    paint(board, board.hoverLens, hovered, {
      ...state,
      cursor: { ...cursor, t: hovered.t, frac: 1 },
    });
  if (current) paint(board, board.lens, current, state);
}
