import assert from "node:assert/strict";
import { test } from "node:test";

import { nameOf } from "../../rnnviz/player/frontend/diagram/equations.js";
import {
  grown,
  hasSum,
  isLearned,
  largestOf,
  reachedStep,
  running,
  sharesOf,
  stepsOf,
  sumFormula,
} from "../../rnnviz/player/frontend/diagram/weightsum.js";
import { card as plain, scene as hand, tensor } from "./hand.mjs";

const item = (array, ...index) => ({ array, t: null, index });
const share = (delta, value, more = {}) => ({
  name: "W_hh", rows: 0, count: 1, kind: value ? "outer" : "bias",
  delta: { array: delta, shift: 0, text: "∂L/∂a_t" }, value, ...more,
});
const memory = { array: "h", shift: -1, text: "h_{t-1}", first: "h0" };
const parameters = {
  W_hh: { grad: "dW_hh", shares: [share("da", memory)], learned: null },
  b_h: { grad: "db_h", shares: [share("da", null, { name: "b_h" })], learned: null },
  W_xh: { grad: "dW_xh", shares: [], learned: null },
};
const card = { ...plain, parameters };

test("the hand example's recurrent weight gets one product from each step, and their sum", () => {
  const steps = stepsOf(hand, card, item("W_hh", 0, 0));
  const wanted = [0, 0.161881 * 0.197375, 0.20303 * 0.057836];
  assert.deepEqual(steps.map(({ value }) => value), wanted);
  assert.equal(running(steps, 2), wanted[2]);
  assert.equal(running(steps, 0), wanted[2] + wanted[1] + wanted[0]);
  assert.equal(running(steps, 3), 0);
  assert.equal(largestOf(steps), wanted[1]);
});

test("each product leads to its two factors; before the first step to the state given there", () => {
  const [first, second] = stepsOf(hand, card, item("W_hh", 0, 0));
  assert.deepEqual(first.parts[0].value.item, { array: "h0", t: null, index: [0] });
  assert.deepEqual(second.parts[0].value.item, { array: "h", t: 0, index: [0] });
  assert.deepEqual(second.parts[0].delta.item, { array: "da", t: 1, index: [0] });
});

test("a bias gets the gradient itself from each step", () => {
  const steps = stepsOf(hand, card, item("b_h", 0));
  assert.deepEqual(steps.map(({ value }) => value), [0.12446, 0.161881, 0.20303]);
  assert.deepEqual(steps[0].parts[0].value, null);
});

test("a weight that nothing reads has no sum, nor has one that is 0 for good", () => {
  assert.equal(hasSum(hand, card, item("W_xh", 0, 0)), false);
  const scene = { ...hand, arrays: { ...hand.arrays, mask: tensor([0], [1, 1]) } };
  const masked = { parameters: { W_hh: { ...parameters.W_hh, learned: "mask" } } };
  assert.equal(isLearned(scene, masked, item("W_hh", 0, 0)), false);
  assert.equal(hasSum(scene, masked, item("W_hh", 0, 0)), false);
  assert.equal(hasSum(hand, card, item("W_hh", 0, 0)), true);
  assert.equal(hasSum(hand, card, null), false);
});

const wide = {
  T: 2,
  views: [],
  arrays: {
    h: tensor([1, 2, 3, 4], [2, 2]),
    h0: tensor([0, 0], [2]),
    da_f: tensor([10, 20, 30, 40], [2, 2]),
    W_hh: tensor([0, 0, 0, 0, 0, 0, 0, 0], [4, 2]),
  },
};
const gated = {
  equations: {},
  stacks: { W_hh: ["i", "f"] },
  parameters: {
    W_hh: {
      shares: [
        share("da_i", memory, { name: "W_hi", count: 2 }),
        share("da_f", memory, { name: "W_hf", rows: 2, count: 2,
          delta: { array: "da_f", shift: 0, text: "∂L/∂a_{f,t}" } }),
      ],
    },
  },
};

test("a row of a stacked matrix is named after its gate, and reads that gate's gradient", () => {
  const one = item("W_hh", 3, 0);
  assert.equal(sharesOf(gated, one)[0].name, "W_hf");
  assert.equal(nameOf(wide, gated, one), "W_hf[2,1]");
  assert.equal(sumFormula(wide, gated, one), "∂L/∂W_hf[2,1] = ∑_t ∂L/∂a_{f,t}[2] · h_{t-1}[1]");
  assert.equal(sumFormula(wide, gated, one, 1), "∂L/∂a_{f,2}[2] · h_{1}[1]");
  assert.deepEqual(stepsOf(wide, gated, one).map(({ value }) => value), [0, 40 * 1]);
});

test("bars grow one by one from the last step to the first, and only backward", () => {
  const at = (t, frac, mode = "backward") => ({ t, frac, mode, T: 3 });
  const all = (cursor) => [0, 1, 2].map((t) => grown(cursor, t));
  assert.deepEqual(all(at(1, 1, "forward")), [0, 0, 0]);
  assert.deepEqual(all(at(2, 0)), [0, 0, 0]);
  assert.deepEqual(all(at(1, 0.75)), [0, 0.5, 1]);
  assert.deepEqual(all(at(0, 1)), [1, 1, 1]);
  assert.equal(reachedStep(at(2, 0.4)), 3);
  assert.equal(reachedStep(at(1, 1)), 1);
  assert.equal(reachedStep(at(1, 1, "forward")), 3);
});
