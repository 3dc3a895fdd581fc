// The unrolled diagram: one column per step, bottom to top input, state, output, loss; forward the
// parts of a step one by one, backward the gradient and its split at each state.

import { createBoard } from "./board.js";
import { createLegend, createParts, createReadout } from "./controls.js";
import { lerp, partNow } from "./layout.js";
import { createMap } from "./map.js";
import { chosenUnit, createModel } from "./model.js";
import { createSums } from "./sums.js";
import { themeKey } from "../drawing/colour.js";
import { el } from "../drawing/dom.js";
import { plain, written } from "../drawing/formula.js";

const FOLDING = 800; // milliseconds

/** See the contract of a view: update, draw, resize, describe, table, destroy. */
export function create(root, ctx) {
  const node = el("div", { class: "rvd" });
  root.append(node);
  const view = {
    ctx,
    node,
    width: 0,
    folded: false,
    foldedAt: -Infinity,
    cursor: ctx.clock.cursor(),
  };
  const remodel = () => {
    view.model = createModel(ctx.scene, ctx.config, ctx.words);
  };
  remodel();
  const legend = createLegend(view, () => fold(view));
  const parts = createParts(view);
  const board = createBoard(view);
  const sums = createSums(view);
  const readout = createReadout(view);
  const map = createMap(view);
  node.append(legend.node, parts.node, board.node, sums.node, readout.node, map.node);
  paint(view);

  return {
    update() {
      remodel();
      paint(view);
      legend.update();
      parts.update();
      board.update(view.width);
      map.resize(view.width, board.windowed());
    },
    draw(cursor) {
      view.cursor = cursor;
      const moving = board.draw(cursor, foldShare(view));
      legend.draw(view.folded);
      parts.draw(cursor);
      sums.draw(cursor, board.place(), foldShare(view));
      readout.draw(cursor);
      map.draw(cursor, shownSteps(board.window(), cursor, foldShare(view)));
      if (moving) ctx.invalidate();
    },
    resize(width) {
      view.width = width;
      node.classList.toggle("rvd-narrow", width < 600);
      parts.resize(width);
      board.resize(width);
      map.resize(width, board.windowed());
    },
    describe: (cursor) => describe(view, cursor),
    table: (cursor) => table(view, cursor),
    destroy: () => node.remove(),
  };
}

function fold(view) {
  view.folded = !view.folded;
  view.node.closest(".rv-view")?.classList.toggle("rvd-is-folded", view.folded);
  view.foldedAt = performance.now();
  view.ctx.invalidate(view.ctx.reducedMotion ? 0 : FOLDING);
}

/** How far the columns have slid onto one: 0 unfolded, 1 folded. */
function foldShare({ folded, foldedAt, ctx }) {
  const share = ctx.reducedMotion ? 1 : Math.min((performance.now() - foldedAt) / FOLDING, 1);
  return folded ? share : 1 - share;
}

/** The theme as CSS variables of this view. */
function paint(view) {
  const { node, ctx: { colours } } = view;
  if (view.painted === themeKey(colours)) return;
  view.painted = themeKey(colours);
  const named = {
    text: colours.text,
    muted: colours.muted,
    page: colours.background,
    surface: colours.surface,
    border: colours.border,
  };
  const roles = Object.entries(colours.roles).map(([role, colour]) => [role, colour]);
  const inks = Object.entries(colours.inks ?? colours.roles).map(([role, colour]) => [
    `${role}-ink`,
    colour,
  ]);
  const scope = node.closest(".rv-view") ?? node; // its legend stands beside the title
  for (const [name, colour] of [...Object.entries(named), ...roles, ...inks])
    scope.style.setProperty(`--rvd-${name}`, colour);
  node.classList.toggle("rvd-dark", colours.dark);
}

/** The steps in the window; folded it is the one step that is shown. */
function shownSteps({ from, count }, { t }, folded) {
  return { from: lerp(from, t, folded), count: lerp(count, 1, folded) };
}

function describe(view, cursor) {
  const { model, ctx } = view;
  const { t, mode } = cursor;
  const unit = chosenUnit(view);
  const values = ["x", "h", "y"]
    .filter((row) => model.has(row) && model.value(row, t, 0, mode) !== undefined)
    .map((row) => itemAndValue(model, row, t, row === "h" ? unit : 0, mode));
  const part =
    mode === "forward" && cursor.frac < 1
      ? model.config.micro?.[partNow(model.config.micro, cursor.frac, Number.isFinite(model.loss(t)))]
      : null;
  const said = values.map(([name, value]) => `${plain(name)} = ${value}`).join("; ");
  return part ? `${ctx.words("Now: {part}.", { part: plain(part.label) })} ${said}.` : `${said}.`;
}

function itemAndValue(model, row, t, unit, mode) {
  return [model.name(model.item(row, t, unit, mode)), model.say(model.value(row, t, unit, mode))];
}

/** Every step and every number of the diagram, one row per step. */
function table({ model, ctx }, { mode }) {
  const rows = ["x", "c", "h", "y"].filter(
    (row) => model.has(row) && model.value(row, 0, 0, mode) !== undefined,
  );
  const cells = rows.flatMap((row) =>
    Array.from({ length: model.count(row) }, (_, unit) => [row, unit]),
  );
  const title = ([row, unit]) =>
    written(model.name({ ...model.item(row, 0, unit, mode), t: null }));
  const steps = Array.from({ length: ctx.scene.T }, (_, t) => t);
  return {
    head: [ctx.words("time"), ...cells.map(title)],
    rows: steps.map((t) => [
      String(t + 1),
      ...cells.map(([row, unit]) => model.say(model.value(row, t, unit, mode))),
    ]),
  };
}
