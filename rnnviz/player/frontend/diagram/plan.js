// The plan of a drawing: sizes of the stacks, heights of the rows, and the wires, for one width.

import { edges } from "./column.js";
import { FINGER, HALF, SQUARE, TILE, columnX, columns, rows, stack } from "./layout.js";

const ROWS = ["x", "gates", "h", "c", "y"];

/** Sizes, rows and edges for a width. */
export function makePlan({ model, ctx }, width) {
  const tile = matchMedia("(pointer: coarse)").matches ? FINGER : TILE;
  const sizes = {
    x: stack(model.count("x"), 8, SQUARE, { tall: 64, tile }),
    h: stack(model.count("h"), 16, 2 * HALF, { tile }),
    y: model.has("y") ? stack(model.count("y"), 6, SQUARE, { tall: 64, tile }) : null,
    c: model.has("c") ? stack(model.count("c"), 12, 26, { tall: 120, tile }) : null,
    gates: model.gates.length ? { count: model.gates.length, height: 20 } : null,
  };
  const places = rows({ ...sizes, loss: model.has("loss") });
  const cols = columns(width, ctx.scene.T, ctx.scene.options?.ahead);
  const initialHalf = Math.min(HALF, cols.left / 2 - 6);
  const plan = {
    columns: cols,
    sizes,
    rows: places,
    width,
    initialHalf,
    initialX: initialHalf + 2,
    firstX: columnX(cols, 0, 0),
    weights: model.weights,
    gates: model.gates,
    squash: model.config.squash,
    loopFrom: model.config.loop_from,
    readsState: model.config.reads_state !== false,
    ghosts: Boolean(model.config.ghost),
    rowKeys: ROWS.filter((row) => sizes[row]),
  };
  plan.shapes = edges(plan, false);
  plan.firstShapes = edges(plan, true);
  plan.edgeKeys = Object.keys(plan.shapes).filter((key) => plan.shapes[key]);
  // From the step after, in the coordinates of this one: the gradient's way in.
  plan.shapes.next = {
    ...plan.shapes.h_prev,
    along: (share) => shifted(plan.shapes.h_prev.along(share), cols.pitch),
  };
  return plan;
}

const shifted = ([x, y], dx) => [x + dx, y];

/** What decides whether the nodes can stay: all sizes, but no values. */
export const signature = ({ columns: c, sizes, rows: r, ghosts, weights }) =>
  JSON.stringify([c, sizes, r, ghosts, weights]);
