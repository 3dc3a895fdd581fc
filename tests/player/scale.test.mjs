import assert from "node:assert/strict";
import { test } from "node:test";

import { heightOf, marksOf, rangeOf } from "../../rnnviz/player/frontend/views/scale.js";

const FLOOR = 1e-12;
const VALUES = [2e-6, 0.003, 0.8, 40];

test("a linear axis begins at zero, so that the length of a bar is its value", () => {
  for (const range of ["fixed", "this view", "this step"]) {
    assert.equal(rangeOf(VALUES, [0.003], { scale: "linear", range }, FLOOR).low, 0);
  }
  assert.equal(rangeOf(VALUES, [0.003], { scale: "linear", range: "this view" }, FLOOR).high, 40);
  assert.equal(rangeOf(VALUES, [0.003], { scale: "linear", range: "this step" }, FLOOR).high, 0.003);
  assert.equal(rangeOf([0.1], [0.1], { scale: "linear", range: "fixed" }, FLOOR).high, 1);
});

test("a logarithmic axis holds all that it is fitted to, and one decade at least", () => {
  for (const values of [VALUES, [2.91, 3.02], [1], [0, NaN], []]) {
    for (const range of ["fixed", "this view", "this step"]) {
      const { low, high } = rangeOf(values, values, { scale: "log", range }, FLOOR);
      assert.ok(high - low >= 1);
      for (const value of values) {
        const height = heightOf(value, "log");
        assert.ok(height === null || (low <= height && height <= high), `${value}`);
      }
    }
  }
  assert.equal(rangeOf(VALUES, [0.5], { scale: "log", range: "fixed" }, FLOOR).low, -12);
});

test("what is no magnitude has no height", () => {
  assert.equal(heightOf(0, "log"), null);
  assert.equal(heightOf(0, "linear"), 0);
  assert.equal(heightOf(NaN, "linear"), null);
  assert.equal(heightOf(Infinity, "linear"), null);
});

test("marks are written in full", () => {
  assert.deepEqual(marksOf({ low: -3, high: 1 }, "log").map(([, text]) => text).reverse(), ["10⁻³", "0.01", "0.1", "1", "10"]);
  assert.deepEqual(marksOf({ low: 0, high: 40 }, "linear").map(([, text]) => text), ["0", "10", "20", "30", "40"]);
});
