// Where a number comes from, read off the equations that the scene declares.
//
// Nothing is computed here but the products weight × value that are shown; the sums and the
// result are the scene's own arrays. All functions are pure: (scene, card, item) -> plain data.

import { atStep } from "../drawing/formula.js";

const FUNCTION = /^[^=]*=\s*(\p{L}+)\((.*)\)$/u;
const FUNCTIONS = new Set(["tanh", "sigmoid", "relu", "ReLU", "σ", "softmax", "exp"]);

/** The number at `index` of an array of the scene, or undefined where there is none. */
export function read(scene, name, index) {
  const array = scene.arrays[name];
  if (!array) return undefined;
  const short = index.slice(0, array.shape.length);
  const inside =
    short.length === array.shape.length &&
    short.every((i, axis) => i >= 0 && i < array.shape[axis]);
  return inside ? array.at(...short) : undefined;
}

/** Whether the item is a weight or a bias: a number that all steps share. */
export const isParameter = (card, name) => Boolean(card.parameters?.[name]);

/** The value of an item of any kind. */
export function valueOf(scene, card, item) {
  return read(scene, item.array, inTime(scene, card, item) ? [item.t, ...item.index] : item.index);
}

/** Whether the array has one row per step (a weight and an initial state have not). */
export function inTime(scene, card, { array }) {
  return !isParameter(card, array) && !initialStates(scene, card).has(array);
}

const factorsOf = (equation) => (equation.terms ?? []).flatMap((term) => term.factors);
const diagramOf = (scene) => scene.views.find((view) => view.type === "diagram");

function initialStates(scene, card) {
  const firsts = Object.values(card.equations ?? {})
    .flatMap(factorsOf)
    .map((factor) => factor.first);
  return new Set([diagramOf(scene)?.initial, ...firsts].filter(Boolean));
}

/** How an array is written: its equation's symbol, else its name with the step. */
export function symbolOf(card, name) {
  const own = card.equations?.[name]?.symbol ?? card.symbols?.[name];
  if (own) return own;
  if (isParameter(card, name)) return name;
  return /\d$/.test(name) ? name.replace(/_?(\d+)$/, "_{$1}") : `${name}_t`;
}

/** The item as a formula: "h_{4}", and its entry "[2]" or "[2,3]" when there are several. */
export function nameOf(scene, card, item) {
  const gate = gateOf(card, item);
  if (gate) return gateName(gate, item);
  const base =
    item.t === null ? symbolOf(card, item.array) : atStep(symbolOf(card, item.array), item.t);
  return base + entry(scene, card, item);
}

/** Of a weight in which gates are stacked, the gate whose row the item is. */
function gateOf(card, { array, index: [row] }) {
  if (!card.stacks?.[array]) return null;
  const shares = card.parameters?.[array]?.shares ?? [];
  return shares.find(({ rows, count }) => row >= rows && row < rows + count) ?? null;
}

/** A weight by its gate and its place there, as formulas have it: "W_hf[1,2]". */
function gateName({ name, rows, count }, { index: [row, ...column] }) {
  const place = [row - rows, ...column].map((k) => k + 1);
  return count > 1 || column.length ? `${name}[${place}]` : name;
}

/** A weight as its factor writes it: row 1 of the gate i of W_hh is "W_hi[1,k]". */
export function weightName(factor, { index: [row, column] }) {
  const symbol = factor.text.split(" ")[0].replace("^⊤", "");
  return `${symbol}[${row - factor.rows + 1},${column + 1}]`;
}

function entry(scene, card, item) {
  const shape = scene.arrays[item.array]?.shape ?? [];
  const own = inTime(scene, card, item) ? shape.slice(1) : shape;
  const names = own.length === 1 ? card.labels?.[item.array] : null;
  return own.some((size) => size > 1)
    ? `[${item.index.map((i) => names?.[i] ?? i + 1).join(",")}]`
    : "";
}

/** The function around the whole sum, if there is one: "h_t = tanh(...)" -> "tanh". */
export function wrapper(equation) {
  if (equation.function !== undefined) return equation.function;
  const [, name, inside] = equation.tex?.match(FUNCTION) ?? [];
  return FUNCTIONS.has(name) && balanced(inside) ? name : null;
}

function balanced(text) {
  let depth = 0;
  for (const sign of text) {
    depth += sign === "(" ? 1 : sign === ")" ? -1 : 0;
    if (depth < 0) return false;
  }
  return depth === 0;
}

/** All that the card says of an item that has an equation; null if it has none. */
export function explain(scene, card, item) {
  const equation = card.equations?.[item.array];
  if (!equation) return null;
  const [unit] = item.index;
  const own = [item.t, ...item.index];
  const inner = innerSum(card, equation);
  return {
    formula: equation.tex,
    inner: inner?.equation.tex ?? null,
    function: wrapper(equation),
    terms: ((inner?.equation ?? equation).terms ?? []).map((term) =>
      explainTerm(scene, term, item.t, unit),
    ),
    sum: inner || equation.sum ? read(scene, inner?.name ?? equation.sum, own) : undefined,
    sumItem: inner ? { ...item, array: inner.name } : null,
    result: read(scene, item.array, own),
    note: equation.note ?? null,
  };
}

/** For h = tanh(a): the sum a, whose terms are then shown inside the tanh. */
function innerSum(card, equation) {
  const [factor, ...others] = factorsOf(equation);
  if (!wrapper(equation) || others.length || factor?.kind !== "value" || factor.shift) return null;
  const inner = card.equations[factor.array];
  return inner && inner !== equation && !wrapper(inner)
    ? { name: factor.array, equation: inner }
    : null;
}

function explainTerm(scene, term, t, unit) {
  return {
    sign: term.sign ?? 1,
    text: term.factors
      .map(({ kind, text }) => (kind === "const" ? `${text} ` : `${text} ⊙ `))
      .join("")
      .replace(/ (⊙ )?$/, ""),
    factors: term.factors.map((factor) => explainFactor(scene, factor, t, unit)),
    value: read(scene, term.array, [t, unit]),
  };
}

function explainFactor(scene, factor, t, unit) {
  const make = { const: constant, bias, matvec: row, value: element }[factor.kind] ?? element;
  const own = { kind: factor.kind, text: factor.text, rows: factor.rows ?? 0 };
  return { ...own, ...make(scene, factor, t, unit) };
}

const constant = (_, factor) => ({ value: factor.value, item: null });

function bias(scene, factor, _, unit) {
  const index = [(factor.rows ?? 0) + unit];
  return { value: read(scene, factor.array, index), item: { array: factor.array, t: null, index } };
}

/** One number of the same unit; a computed one, such as tanh(c_t), leads to what it is made of. */
function element(scene, factor, t, unit) {
  const found = reach(scene, factor, t, unit);
  if (!isComputed(factor)) return found;
  return {
    value: found.value,
    item: null,
    inside: arraysIn(scene, factor).map(
      (inner) => reach(scene, { ...factor, ...inner }, t, unit).item,
    ),
  };
}

// The scene names an array of computed factors after the code that made it: "factor.1 - h_prev".
const isComputed = ({ array }) => Boolean(array?.startsWith("factor."));

function arraysIn(scene, { array }) {
  const names = array.slice("factor.".length).match(/[A-Za-z_]\w*/g) ?? [];
  return names
    .map((name) =>
      name.endsWith("_prev") ? { array: name.slice(0, -5), shift: -1 } : { array: name, shift: 0 },
    )
    .filter((inner) => scene.arrays[inner.array]);
}

/** One row of a matrix times a vector: the pieces weight × value, in the order of their units. */
function row(scene, factor, t, unit) {
  const [rows, columns] = scene.arrays[factor.weight].shape;
  const length = factor.transpose ? vectorLength(scene, factor) : columns;
  const start = factor.rows ?? 0;
  const pieces = Array.from(
    { length: Math.min(length, factor.transpose ? rows - start : columns) },
    (_, k) => {
      const index = factor.transpose ? [start + k, unit] : [start + unit, k];
      return piece(scene, factor, index, reach(scene, factor, t, k), k);
    },
  );
  return { pieces };
}

function piece(scene, factor, index, vector, k) {
  const weight = read(scene, factor.weight, index);
  const item = { array: factor.weight, t: null, index };
  return { k, weight, item, vector, product: weight * vector.value };
}

function vectorLength(scene, factor) {
  const shape = scene.arrays[factor.array].shape;
  return shape.length > 1 ? shape[1] : 1;
}

/** The entry k of a factor's array at its step; before the first step, of the initial state. */
function reach(scene, factor, t, k) {
  const step = t + (factor.shift ?? 0);
  if (step >= 0 && step < scene.T) {
    return {
      value: read(scene, factor.array, [step, k]),
      item: { array: factor.array, t: step, index: [k] },
    };
  }
  const first = step < 0 ? factor.first : factor.last;
  if (!first) return { value: 0, item: null };
  return { value: read(scene, first, [k]) ?? 0, item: { array: first, t: null, index: [k] } };
}

/**
 * All items that the explained number is made of, in the order of their indices, none twice; of a
 * sum the terms that are 0 (all but one for a letter) come behind those that are not.
 */
export function comesFrom(explained) {
  const found = explained.terms.flatMap((term) => term.factors.flatMap(sources));
  return unique([explained.sumItem, ...found].filter(Boolean));
}

function sources(factor) {
  if (!factor.pieces) return factor.inside ?? [factor.item];
  const some = factor.pieces.filter(({ vector }) => vector.value !== 0);
  const pieces = [...some, ...factor.pieces.filter(({ vector }) => vector.value === 0)];
  return [...pieces.map(({ vector }) => vector.item), ...pieces.map(({ item }) => item)];
}

const keyOf = (item) => `${item.array} ${item.t} ${item.index}`;

function unique(items) {
  return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}

/** All items whose equations read this one, at the steps at which they do, in a fixed order. */
export function usedBy(scene, card, item, { t = item.t, mode = null } = {}) {
  const users = Object.entries(card.equations ?? {})
    .filter(([, equation]) => !mode || (equation.mode ?? "forward") === mode)
    .flatMap(([name, equation]) => readers(scene, card, name, equation, item, t));
  return unique(users);
}

function readers(scene, card, name, equation, item, t) {
  if (equation.sum === item.array) return [{ ...item, array: name }];
  if (isSumOfAnother(card, name)) return [];
  const factors = factorsOf(equation).flatMap((factor) =>
    isComputed(factor)
      ? arraysIn(scene, factor).map((inner) => ({ kind: "value", ...inner }))
      : [factor],
  );
  return factors.flatMap((factor) => {
    const step = stepOfReader(scene, card, factor, item, t);
    if (step === null) return [];
    return unitsOfReader(scene, name, factor, item).map((unit) => ({
      array: name,
      t: step,
      index: [unit],
    }));
  });
}

// A sum whose function is shown as one equation with it would only name every reader twice.
function isSumOfAnother(card, name) {
  return Object.entries(card.equations).some(([other, { sum }]) => other !== name && sum === name);
}

// The step at which `factor` reads `item`, or null if it never does.
function stepOfReader(scene, card, factor, item, t) {
  if (isParameter(card, item.array))
    return [factor.weight, factor.array].includes(item.array) ? t : null;
  const shift = factor.shift ?? 0;
  if (item.t === null) return readsInitial(scene, factor, item) ? -1 - shift : null;
  const step = item.t - shift;
  return factor.array === item.array && step >= 0 && step < scene.T ? step : null;
}

function readsInitial(scene, { array, first, shift }, item) {
  const diagram = diagramOf(scene);
  return (
    shift < 0 &&
    (first === item.array || (diagram?.initial === item.array && array === diagram.rows.h))
  );
}

function unitsOfReader(scene, name, factor, item) {
  const width = scene.arrays[name]?.shape[1] ?? 1;
  if (factor.kind !== "matvec")
    return ownUnit(item.index[0] - (factor.kind === "bias" ? (factor.rows ?? 0) : 0), width);
  if (factor.weight === item.array) {
    return ownUnit(factor.transpose ? item.index[1] : item.index[0] - (factor.rows ?? 0), width);
  }
  return Array.from({ length: width }, (_, unit) => unit);
}

const ownUnit = (unit, width) => (unit >= 0 && unit < width ? [unit] : []);

/** The array with that meaning in the other direction: h <-> dh, as the diagram pairs them. */
export function counterpart(scene, name, mode) {
  const diagram = diagramOf(scene);
  const pairs = Object.entries(diagram?.backward ?? {})
    .map(([row, gradient]) => [diagram.rows?.[row], gradient])
    .filter(([value, gradient]) => value && gradient && typeof gradient === "string");
  const found = pairs.find((pair) => pair[mode === "backward" ? 0 : 1] === name);
  return found ? found[mode === "backward" ? 1 : 0] : name;
}
