// What can be pressed, hovered and focused in the drawing, and what is lit up there.

import { put } from "./column.js";
import { chosenUnit } from "./model.js";
import { sameItem } from "../drawing/dom.js";

/** Tell which item a node stands for, whatever step its column shows at the time. */
export function register({ items, view }, column) {
  const unitOf = (row, i) => column.firsts[row] + i;
  for (const [row, { cells }] of Object.entries(column.stacks)) {
    cells.forEach((cell, i) => {
      cell.setAttribute("role", "button");
      cell.dataset.place = `${row} ${i}`;
      items.set(cell, () =>
        row === "gates"
          ? view.model.gateItem(i, column.t, chosenUnit(view))
          : view.model.item(row, column.t, unitOf(row, i), view.cursor.mode),
      );
    });
  }
  column.loss.setAttribute("role", "button");
  column.loss.dataset.place = "loss 0";
  items.set(column.loss, () => ({ array: view.model.rows.loss, t: column.t, index: [0] }));
  for (const wire of Object.values(column.wires)) {
    if (wire.weight)
      items.set(wire.node, () => ({
        array: wire.weight.array,
        t: null,
        index: weightIndex(view, wire.weight),
      }));
  }
}

const weightIndex = ({ model }, { array }) => model.scene.arrays[array].shape.map(() => 0);

function itemAt(board, event) {
  for (let node = event.target; node && node !== board.node; node = node.parentNode) {
    if (board.items.has(node)) return board.items.get(node)();
  }
  return null;
}

export function listen(board) {
  const { node, view } = board;
  const { ctx } = view;
  const hover = (event) => {
    const item = itemAt(board, event);
    if (!sameItem(item, ctx.hover.get())) ctx.hover.set(item);
  };
  node.addEventListener("pointerover", hover);
  node.addEventListener("pointerleave", () => ctx.hover.set(null));
  node.addEventListener("focusin", hover);
  node.addEventListener("focusout", () => ctx.hover.set(null));
  node.addEventListener("click", (event) => choose(board, itemAt(board, event)));
  node.addEventListener("keydown", (event) => onKey(board, event));
}

/** Choose an item; at rest the cursor goes to its step, where its numbers are. */
function choose({ view: { ctx } }, item) {
  if (!item) return;
  ctx.selection.set(item);
  if (item.t !== null && !ctx.clock.playing && item.t !== ctx.clock.cursor().t)
    ctx.clock.seek(item.t);
}

function onKey(board, event) {
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    event.stopPropagation();
    choose(board, itemAt(board, event));
  }
  if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
  const stops = [...board.svg.querySelectorAll(".rvd-item[tabindex='0']")].sort(
    (a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top,
  );
  const next = stops[stops.indexOf(event.target) + (event.key === "ArrowUp" ? -1 : 1)];
  event.preventDefault();
  next?.focus();
}

/** Light up what is chosen, what lies under the pointer, and all copies of a weight. */
export function light(board, { hover }) {
  const {
    view: { ctx },
    plan,
    svg: picture,
  } = board;
  const chosen = chosenNow(board.view);
  const lit = plan.weights.findIndex(
    ({ array }) => array === (hover?.t === null ? hover.array : null),
  );
  const held = plan.weights.findIndex(({ array }) => array === chosen?.array);
  const classes = [
    "rvd-svg",
    lit >= 0 && `rvd-lit rvd-lit-${lit}`,
    held >= 0 && `rvd-lit-${held}`,
    board.view.cursor.mode === "backward" && "rvd-backward",
    board.view.model.config.backward?.y && "rvd-dy",
  ];
  put(picture, "class", classes.filter(Boolean).join(" "));
  const key = JSON.stringify([
    chosen,
    board.pool.map(({ t, firsts }) => [t, firsts?.h]),
    board.view.cursor.mode,
  ]);
  if (key === board.marked) return;
  board.marked = key;
  for (const column of board.pool) {
    if (column.t === null) continue;
    for (const { cells } of Object.values(column.stacks))
      for (const cell of cells) mark(board, cell, chosen);
    mark(board, column.loss, chosen);
  }
}

/** The chosen item; one that follows the cursor is at its step; of several units one is always. */
function chosenNow({ ctx, model, cursor }) {
  const item = ctx.selection.get();
  if (item) return item.t === null && item.array in model.timed ? { ...item, t: cursor.t } : item;
  return model.count("h") > 1 ? model.item("h", cursor.t, 0, cursor.mode) : null;
}

function mark({ items }, node, chosen) {
  const item = chosen ? items.get(node)() : null;
  node.classList.toggle(
    "rvd-chosen",
    Boolean(item) && item.t === chosen.t && sameItem(item, chosen),
  );
}

/** The row and place of the item that has the focus, so that it moves along with the cursor. */
export function focusedPlace({ svg: picture }) {
  const focused = picture.getRootNode().activeElement;
  return focused && picture.contains(focused) && focused.getAttribute("tabindex") === "0"
    ? focused.dataset.place
    : null;
}

export function refocus(board, place, t) {
  const focused = board.svg.getRootNode().activeElement;
  const column = board.pool.find((candidate) => candidate.t === t);
  const node = column?.node.querySelector(`[data-place="${place}"]`);
  if (node && node !== focused) node.focus({ preventScroll: true });
}
