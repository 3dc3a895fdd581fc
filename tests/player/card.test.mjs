import assert from "node:assert/strict";
import { test } from "node:test";

import { around, leading, signAndSize } from "../../rnnviz/player/frontend/card/lines.js";
import { allDigits } from "../../rnnviz/player/frontend/card/edit.js";
import {
  comesFrom,
  counterpart,
  explain,
  inTime,
  nameOf,
  read,
  usedBy,
  valueOf,
  weightName,
  wrapper,
} from "../../rnnviz/player/frontend/diagram/equations.js";
import { bracketed, parseNumber, short } from "../../rnnviz/player/frontend/drawing/short.js";
import { card, scene, tensor } from "./hand.mjs";

const item = (array, t, ...index) => ({ array, t, index: index.length ? index : [0] });

test("the hand example's state is explained by its numbers, terms, sum and result", () => {
  const said = explain(scene, card, item("h", 2));
  assert.equal(said.function, "tanh");
  const [input, memory, bias] = said.terms;
  assert.equal(input.factors[0].pieces[0].product, 0.5 * 0.6);
  assert.equal(memory.factors[0].pieces[0].vector.value, 0.057836);
  assert.equal(bias.factors[0].value, 0.1);
  assert.deepEqual(
    said.terms.map(({ value }) => value),
    [0.3, 0.046269, 0.1],
  );
  assert.equal(said.sum, 0.446269);
  assert.equal(said.result, 0.418827);
});

test("before the first step the initial state is read", () => {
  const [, memory] = explain(scene, card, item("h", 0)).terms;
  assert.deepEqual(memory.factors[0].pieces[0].vector, { value: 0, item: item("h0", null) });
});

test("after the last step nothing comes back, and nothing is invented to point at", () => {
  const [term] = explain(scene, card, item("dh", 2)).terms;
  assert.equal(term.factors[0].pieces[0].vector.value, 0);
  assert.deepEqual(comesFrom({ terms: [term] }), [item("W_hh", null, 0, 0)]);
});

test("the chips lead back to every number that was put in", () => {
  assert.deepEqual(comesFrom(explain(scene, card, item("h", 1))), [
    item("x", 1),
    item("W_xh", null, 0, 0),
    item("h", 0),
    item("W_hh", null, 0, 0),
    item("b_h", null),
  ]);
});

test("a state is used by the next state, a weight by the state of the step at hand", () => {
  assert.deepEqual(usedBy(scene, card, item("h", 0)), [item("h", 1)]);
  assert.deepEqual(usedBy(scene, card, item("h", 2)), []);
  assert.deepEqual(usedBy(scene, card, item("W_hh", null, 0, 0), { t: 1, mode: "forward" }), [
    item("h", 1),
  ]);
  assert.deepEqual(usedBy(scene, card, item("h0", null)), [item("h", 0)]);
});

test("a sum is used by the function of it", () => {
  assert.deepEqual(usedBy(scene, card, item("a", 1)), [item("h", 1)]);
});

const wide = {
  T: 2,
  views: [],
  arrays: {
    h: tensor([1, 10, 100, 0, 0, 0], [2, 3]),
    s: tensor([0, 0, 0, 0, 0, 0], [2, 3]),
    W: tensor([1, -2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18], [6, 3]),
  },
};
const factor = { kind: "matvec", weight: "W", array: "h", shift: -1, rows: 3, text: "W h_{t-1}" };
const gated = (more) => ({
  parameters: { W: {} },
  equations: {
    s: {
      symbol: "s_t",
      tex: "s_t = W h_{t-1}",
      terms: [{ sign: 1, array: "s", factors: [{ ...factor, ...more }] }],
    },
  },
});

test("a gate reads its own rows of the stacked weights, in the order of the units", () => {
  const { pieces } = explain(wide, gated({}), item("s", 1, 2)).terms[0].factors[0];
  assert.deepEqual(
    pieces.map(({ k, weight, product }) => [k, weight, product]),
    [
      [0, 16, 16],
      [1, 17, 170],
      [2, 18, 1800],
    ],
  );
  assert.deepEqual(pieces[0].item, item("W", null, 5, 0));
});

test("of many products the biggest are shown, always in their own order", () => {
  const pieces = [3, -9, 0, 5].map((product, k) => ({ k, product }));
  const shown = (top) => leading(pieces, top).map(({ k }) => k);
  assert.deepEqual([shown(1), shown(2), shown(3), shown(9)], [[1], [1, 3], [0, 1, 3], [0, 1, 2, 3]]);
});

test("the chips of a sum over letters name the letter that was read before the zeros", () => {
  const scene = { ...wide, arrays: { ...wide.arrays, h: tensor([0, 0, 1, 0, 0, 0], [2, 3]) } };
  const [first] = comesFrom(explain(scene, gated({}), item("s", 1, 0)));
  assert.deepEqual(first, item("h", 0, 2));
});

test("a transposed product reads a column from the gate's first row on", () => {
  const { pieces } = explain(wide, gated({ transpose: true }), item("s", 1, 1)).terms[0].factors[0];
  assert.deepEqual(
    pieces.map(({ k, weight }) => [k, weight]),
    [
      [0, 11],
      [1, 14],
      [2, 17],
    ],
  );
});

test("entries are named from 1, and only where there are several", () => {
  assert.equal(nameOf(wide, gated({}), item("W", null, 5, 2)), "W[6,3]");
  assert.equal(nameOf(scene, card, item("h", 2)), "h_{3}");
  assert.equal(nameOf(scene, card, item("h0", null)), "h_{0}");
});

test("weights and initial states have no step", () => {
  assert.deepEqual(
    ["W_hh", "h0", "h", "x"].map((array) => inTime(scene, card, { array })),
    [false, false, true, true],
  );
  assert.equal(valueOf(scene, card, item("W_hh", null, 0, 0)), 0.8);
});

test("an index outside an array has no value", () => {
  assert.equal(read(scene, "h", [3, 0]), undefined);
  assert.equal(read(scene, "h", [-1, 0]), undefined);
  assert.equal(read(scene, "nowhere", [0]), undefined);
});

test("the function around a whole sum is found, one inside it is not", () => {
  assert.equal(wrapper({ tex: "h_t = tanh(a_t)" }), "tanh");
  assert.equal(wrapper({ tex: "h_t = o_t ⊙ tanh(c_t)" }), null);
  assert.equal(wrapper({ tex: "h_t = tanh(a) + tanh(b)" }), null);
  assert.equal(wrapper({ tex: "L_t = (y_t - d_t)^2", function: "square" }), "square");
  assert.deepEqual(around("square"), ["(", ")²"]);
});

test("a state and its gradient are counterparts", () => {
  assert.equal(counterpart(scene, "h", "backward"), "dh");
  assert.equal(counterpart(scene, "dh", "forward"), "h");
  assert.equal(counterpart(scene, "W_hh", "backward"), "W_hh");
});

test("numbers are read as people write them", () => {
  for (const [text, value] of [
    ["0.8", 0.8],
    ["−0,5", -0.5],
    [" 1e-3 ", 1e-3],
    ["+.5", 0.5],
    ["2.", 2],
    ["1E−2", 0.01],
    ["3.1×10⁻⁵", 3.1e-5],
  ]) {
    assert.deepEqual(parseNumber(text), { value });
  }
});

test("nonsense is called by its name and gives no value", () => {
  for (const [text, wrong] of [
    ["", "empty"],
    ["abc", "text"],
    ["NaN", "text"],
    ["inf", "text"],
    ["Infinity", "text"],
    ["0x10", "text"],
    ["1 2", "text"],
    ["1,000,0", "text"],
    ["1e400", "size"],
    ["-1e400", "size"],
  ]) {
    assert.deepEqual(parseNumber(text), { wrong }, text);
  }
  assert.deepEqual(parseNumber("11", [-10, 10]), { wrong: "limits" });
});

test("zeros at the end are shown only where the number was rounded", () => {
  assert.deepEqual(
    [0.5, 0.4999, 2, -0.8, Math.fround(0.2), 0, 3.1e-5].map((v) => short(v)),
    ["0.5", "0.500", "2", "−0.8", "0.2", "0", "3.1×10⁻⁵"],
  );
  assert.equal(bracketed(-0.4), "(−0.4)");
  assert.equal(
    short(NaN, (key) => key),
    "not a number",
  );
});

test("signs stand between terms, and before the first only if it is negative", () => {
  assert.deepEqual(signAndSize(-0.2, 1, true), ["−", 0.2]);
  assert.deepEqual(signAndSize(-0.2, -1, false), [" + ", 0.2]);
  assert.deepEqual(signAndSize(0.2, -1, false), [" − ", 0.2]);
});

test("a field shows a float32 in its seven digits and a float64 in all", () => {
  assert.equal(allDigits(Math.fround(-0.1)), "−0.1");
  assert.equal(allDigits(0.123456789012), "0.123456789012");
});

test("of several units every one is named, in the order of their indices", () => {
  const said = explain(wide, gated({}), item("s", 1, 2));
  assert.deepEqual(
    comesFrom(said).map(({ array, index }) => `${array} ${index}`),
    ["h 0", "h 1", "h 2", "W 5,0", "W 5,1", "W 5,2"],
  );
});

test("a weight of a gate has the gate's own name and row", () => {
  const [factor] = explain(wide, gated({ text: "W_hf h_{t-1}" }), item("s", 1, 2)).terms[0].factors;
  assert.equal(weightName(factor, factor.pieces[0].item), "W_hf[3,1]");
});
