// What the pass has reached: while a step is under way, no view tells a number before the diagram.

import { progress } from "../diagram/layout.js";
import { partDone } from "../diagram/numbers.js";
import { inTime, wrapper } from "../diagram/equations.js";

const ROW_PART = { x: "input", c: "cell", h: "state", y: "output", loss: "loss" };
const ARRIVING = new Set(["dy", "dh_loss"]); // what a backward step begins with
const MERGED = 0.75; // of a backward step: the two gradients have become one

const diagramOf = (scene) => scene.views.find(({ type }) => type === "diagram");

/** How much of the item's step is done, 0..1. At rest all steps are there to be looked at. */
function shareDone(scene, card, cursor, item) {
  const mode = card.equations?.[item.array]?.mode ?? "forward";
  if (item.t === null || mode !== cursor.mode || !inTime(scene, card, item)) return 1;
  const ahead = mode === "backward" ? cursor.t - item.t : item.t - cursor.t;
  if (ahead === 0) return cursor.frac;
  return ahead > 0 && (cursor.playing || cursor.frac < 1) ? 0 : 1;
}

/** The part of a step in which a forward number is made; null if it is given from the start. */
export function partOf(scene, card, name) {
  const rows = Object.entries(diagramOf(scene)?.rows ?? {});
  const row = rows.find(([, array]) => array === name)?.[0];
  if (row) return ROW_PART[row] ?? null;
  const equation = card.equations?.[name];
  if (!equation) return null;
  if (wrapper(equation)) return "gates";
  const kinds = (equation.terms ?? []).flatMap(({ factors }) => factors.map(({ kind }) => kind));
  return kinds.includes("matvec") ? "sum" : "loss";
}

const partShare = (scene, share, part) =>
  part === null ? 1 : partDone(progress(diagramOf(scene)?.micro ?? [], share), part);

/** Whether the item's number is there. */
export function reached(scene, card, cursor, item) {
  const share = shareDone(scene, card, cursor, item);
  if (share === 0 || share === 1) return share === 1;
  if (cursor.mode === "backward") return ARRIVING.has(item.array) || share > MERGED;
  const part = partOf(scene, card, item.array);
  return partShare(scene, share, part) > (part === "sum" ? 0 : 0.5);
}

/** Whether the step of the item has begun with `part`: its products or its sum. */
export function begun(scene, card, cursor, item, part) {
  const share = shareDone(scene, card, cursor, item);
  return share > 0 && (cursor.mode === "backward" || partShare(scene, share, part) > 0);
}

/** What the card explains, with null for each number that `seen` says is not there yet. */
export function veiled(said, { seen, products, sum }) {
  const known = ({ item, inside }) => (inside ?? [item]).every((one) => !one || seen(one));
  const factor = (one) => ({
    ...one,
    value: known(one) ? one.value : null,
    pieces: one.pieces?.map((piece) => pieceSeen(piece, known(piece.vector), products)),
  });
  const terms = said.terms.map((term) => {
    const factors = term.factors.map(factor);
    const whole = factors.every(({ pieces, value }) =>
      pieces ? pieces.every(({ vector }) => vector.value !== null) : value !== null,
    );
    return { ...term, factors, value: products && whole ? term.value : null };
  });
  return { ...said, terms, sum: said.sum === undefined || sum ? said.sum : null };
}

function pieceSeen(piece, known, products) {
  const vector = { ...piece.vector, value: known ? piece.vector.value : null };
  return { ...piece, vector, product: known && products ? piece.product : null };
}
