import assert from "node:assert/strict";
import { test } from "node:test";

import { explain } from "../../rnnviz/player/frontend/diagram/equations.js";
import { begun, partOf, reached, veiled } from "../../rnnviz/player/frontend/card/reached.js";
import { tight } from "../../rnnviz/player/frontend/drawing/short.js";
import { card, scene as hand } from "./hand.mjs";

const micro = ["input", "products", "sum", "squash", "state"].map((key) => ({ key }));
const scene = { ...hand, views: [{ ...hand.views[0], micro }, card] };
const item = (array, t, ...index) => ({ array, t, index: index.length ? index : [0] });
const at = (t, frac, more) => ({ t, frac, mode: "forward", playing: true, T: 3, ...more });
const has = (cursor, one) => reached(scene, card, cursor, one);

test("a state is there when its part of the step is, not before", () => {
  assert.equal(partOf(scene, card, "h"), "state");
  assert.equal(has(at(1, 0.3), item("h", 1)), false);
  assert.equal(has(at(1, 0.95), item("h", 1)), true);
  assert.equal(has(at(1, 0.3), item("h", 0)), true);
  assert.equal(has(at(1, 0.3), item("x", 1)), true);
  assert.equal(has(at(1, 0.3), item("W_hh", null, 0, 0)), true);
});

test("the steps ahead have no numbers while playing, and all of them at rest", () => {
  assert.equal(has(at(1, 1), item("h", 2)), false);
  assert.equal(has(at(1, 1, { playing: false }), item("h", 2)), true);
});

test("backward, the gradient of a state is there when its two parts have merged", () => {
  const back = (frac) => at(1, frac, { mode: "backward" });
  assert.equal(has(back(0.6), item("dh", 1)), false);
  assert.equal(has(back(0.8), item("dh", 1)), true);
  assert.equal(has(back(0), item("dh", 2)), true);
  assert.equal(has(back(0), item("dh", 0)), false);
  assert.equal(has(back(0), item("h", 0)), true);
});

test("what is not reached is left out of the explanation, weights are not", () => {
  const cursor = at(2, 0.1);
  const one = item("h", 2);
  const seen = (other) => has(cursor, other);
  const said = veiled(explain(scene, card, one), {
    seen,
    products: begun(scene, card, cursor, one, "products"),
    sum: begun(scene, card, cursor, one, "sum"),
  });
  const [input, memory] = said.terms;
  assert.equal(input.factors[0].pieces[0].vector.value, null);
  assert.equal(memory.factors[0].pieces[0].vector.value, 0.057836);
  assert.equal(memory.factors[0].pieces[0].weight, 0.8);
  assert.equal(memory.value, null);
  assert.equal(said.sum, null);
});

test("a number that has no room is told in fewer digits", () => {
  assert.equal(tight(-3.24e-4, 9), "−3.24×10⁻⁴");
  assert.equal(tight(-3.24e-4, 8), "−3.2×10⁻⁴");
  assert.equal(tight(-3.24e-4, 6), "−3×10⁻⁴");
  assert.equal(tight(0.412, 6), "0.412");
});
