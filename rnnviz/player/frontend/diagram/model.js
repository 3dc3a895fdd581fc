// What the diagram shows, read from the scene: values, terms and gradients by row, step and unit.

import { gradientShade } from "./layout.js";
import { explain, nameOf, read } from "./equations.js";
import { bracketed, short, tight } from "../drawing/short.js";

const SIGNED_GATES = new Set(["g", "n"]);

const width = (array) => (array.shape.length > 1 ? array.shape[1] : 1);

function strongest(array, t) {
  const units = Array.from({ length: width(array) }, (_, unit) => Math.abs(array.at(t, unit)));
  return units.reduce((best, size, unit) => (size > units[best] ? unit : best), 0);
}

const parametersOf = ({ weights = [] }) =>
  Object.fromEntries(weights.map(({ array }) => [array, {}]));

/** The gates that the card names, if their values are there; a plain cell has none. */
function gatesOf(scene, { gates = [] }) {
  return gates.length > 1
    ? gates.filter((name) => scene.arrays[name]).map((name) => ({ array: name, label: name }))
    : [];
}

/** Names of the arrays that the drawing shows step by step. */
function timedArrays(rows, backward, gates) {
  const names = [
    ...Object.values(rows),
    ...Object.values(backward),
    ...gates.map((gate) => gate.array),
  ];
  return Object.fromEntries(
    names.filter((name) => typeof name === "string").map((name) => [name, true]),
  );
}

function largest(arrays) {
  let most = 0;
  for (const array of arrays) {
    for (const value of array?.data ?? [])
      if (Number.isFinite(value)) most = Math.max(most, Math.abs(value));
  }
  return most;
}

/** The scene as the diagram asks for it. Nothing is computed but weight × value products' texts. */
export function createModel(scene, config, words) {
  const card = scene.views.find((view) => view.type === "card") ?? {
    parameters: parametersOf(config),
  };
  const array = (name) => (name ? scene.arrays[name] : undefined);
  const rows = config.rows;
  const gates = config.gates ?? gatesOf(scene, card);
  const backward = config.backward ?? {};
  const scales = makeScales(rows, array);

  const nameFor = (row, mode) => (mode === "backward" ? backward[row] : rows[row]);
  const valueAt = (name, t, unit) => (name ? read(scene, name, [t, unit]) : undefined);

  const model = {
    scene,
    card,
    config,
    gates,
    rows,
    timed: timedArrays(rows, backward, gates),
    weights: config.weights ?? [],
    count: (row) => width(array(rows[row])),
    has: (row) => Boolean(array(rows[row])),
    value: (row, t, unit, mode) => valueAt(nameFor(row, mode), t, unit),
    strongest: (row, t, mode) => strongest(array(nameFor(row, mode) ?? rows[row]), t),
    initial: (unit) => read(scene, config.initial, [unit]) ?? 0,
    ghost: (row, t, unit) => valueAt(config.ghost?.[row], t, unit),
    gate: (k, t, unit) => valueAt(gates[k]?.array, t, unit),
    // A step whose loss does not count has none to show.
    loss: (t) => (valueAt(rows.counts, t, 0) === 0 ? NaN : valueAt(rows.loss, t, 0)),
    target: (t, unit) => valueAt(rows.target, t, unit),
    scales,
    shade: (row, value) =>
      Number.isFinite(value) ? Math.max(-1, Math.min(1, value / scales[row])) : NaN,
    item: (row, t, unit, mode) => itemOf(config, row, t, unit, mode),
    gateItem: (k, t, unit) => ({ array: gates[k].array, t, index: [unit] }),
    gateSigned: (k) =>
      gates[k].scale ? gates[k].scale === "diverging" : SIGNED_GATES.has(gates[k].array),
    name: (item) => nameOf(scene, card, item),
    sum: (t, unit) => valueAt(config.squash?.array, t, unit),
    delta: (kind, t, unit) => deltaAt(scene, backward, kind, t, unit),
    lossShare: (t) => model.loss(t) / (scales.loss || 1),
    gradient: gradientShade,
    say: (value) => short(value, words),
    fit: (value, room) => tight(value, room, words),
  };
  return Object.assign(model, termReaders(model, words));
}

function makeScales(rows, array) {
  const y = largest([array(rows.y), array(rows.target)]);
  return {
    x: Math.max(largest([array(rows.x)]), 1e-9),
    y: y || 1,
    loss: largest([array(rows.loss)]),
    h: Math.max(1, largest([array(rows.h)])),
    c: Math.max(1, largest([array(rows.c)])),
  };
}

function itemOf(config, row, t, unit, mode) {
  const name =
    mode === "backward" ? (config.backward?.[row] ?? config.rows[row]) : config.rows[row];
  return { array: name, t, index: [unit] };
}

// A gradient on an arrow: the scene's norm over the units if it has one, else this unit's number.
function deltaAt(scene, backward, kind, t, unit) {
  const norm = backward.norms?.[kind];
  if (norm) return read(scene, norm, [t, 0]);
  return backward[kind] ? read(scene, backward[kind], [t, unit]) : undefined;
}

/** The terms of the sums, as texts for the wires: "0.5 × 0.6 = 0.3", or the sum alone. */
function termReaders({ scene, card, config }, words) {
  const known = remember((name, t, unit) =>
    card.equations?.[name] ? explain(scene, card, { array: name, t, index: [unit] }) : null,
  );
  const find = (name, t, unit, wanted) => known(name, t, unit)?.terms.find(wanted);
  const within = (key, t, unit) => {
    const weight = config.weights.find(({ from }) => from === key);
    if (!weight) return undefined;
    const name = weight.to === "y" ? config.rows.y : (config.squash?.array ?? config.rows.h);
    const reads = (term) =>
      term.factors.some(({ pieces }) => pieces?.[0]?.item.array === weight.array);
    return find(name, t, unit, reads) ?? find(config.rows[weight.to], t, unit, reads);
  };
  return {
    term: (key, t, unit, roomy) => termText(within(key, t, unit), roomy, words),
    belt: (k, t, unit, roomy) => {
      const said = config.rows.c ? known(config.rows.c, t, unit) : null;
      return said?.terms[k] ? beltText(said.terms[k], roomy, words) : "";
    },
    beltLabel: (k) => {
      const terms = card.equations?.[config.rows.c]?.terms ?? [];
      const factors = terms[k]?.factors ?? [];
      return k === 0
        ? factors[0] && `⊙ ${factors[0].text}`
        : factors.map(({ text }) => text).join(" ⊙ ");
    },
    bias: (t, unit) => {
      const isBias = (term) => term.factors.length === 1 && term.factors[0].kind === "bias";
      return (find(config.squash?.array, t, unit, isBias) ?? find(config.rows.h, t, unit, isBias))
        ?.value;
    },
  };
}

/** A function that keeps its latest answers: a step is drawn many times. */
function remember(make, most = 64) {
  const answers = new Map();
  return (...given) => {
    const key = given.join();
    if (!answers.has(key)) answers.set(key, make(...given));
    if (answers.size > most) answers.delete(answers.keys().next().value);
    return answers.get(key);
  };
}

function termText(term, roomy, words) {
  if (!term) return "";
  const value = short(term.value, words);
  const [factor] = term.factors;
  if (!roomy || term.factors.length > 1 || factor.pieces.length > 1) return value;
  const [{ weight, vector }] = factor.pieces;
  return `${short(weight, words)} × ${bracketed(vector.value, words)} = ${value}`;
}

function beltText(term, roomy, words) {
  const value = short(term.value, words);
  if (!roomy || term.factors.length !== 2) return value;
  const [a, b] = term.factors;
  return `${short(a.value, words)} × ${bracketed(b.value, words)} = ${value}`;
}

/** The unit whose numbers are shown on the wires: the chosen one, else the first. */
export function chosenUnit({ ctx, model }) {
  const item = ctx.selection.get();
  const names = [
    model.rows.h,
    model.rows.c,
    model.config.backward?.h,
    model.config.squash?.array,
    ...model.gates.map((gate) => gate.array),
  ];
  return item && names.includes(item.array) ? (item.index[0] ?? 0) : 0;
}
