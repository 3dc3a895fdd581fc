// Which symbols are shown, and how probabilities are said.

import assert from "node:assert/strict";
import { test } from "node:test";

import {
  label, likeliest, percent, readSoFar, shownSymbols,
} from "../../rnnviz/player/frontend/language/symbols.js";

test("a probability is said in percent, a tiny one as less than the smallest", () => {
  assert.deepEqual([1, 0.9996, 0.987, 0.5, 0.001, 0.0004, 0].map(percent),
    ["100 %", ">99.9 %", "98.7 %", "50.0 %", "0.1 %", "<0.1 %", "0 %"]);
  assert.equal(percent(NaN), "not a number");
});

test("a bar is labelled 100 only where it is all", () => {
  assert.deepEqual([1, 0.999, 0.996, 0.987, 0.5, 0.014].map(label),
    ["100", ">99", ">99", "99", "50", "1"]);
});

test("all symbols stand in order where they find a place, else the likeliest", () => {
  const row = Float64Array.from([0.1, 0.6, 0.1, 0.2]);
  assert.deepEqual(shownSymbols(row, 4, false), [0, 1, 2, 3]);
  assert.deepEqual(shownSymbols(row, 4, true), [1, 3, 0, 2]);
  assert.deepEqual(shownSymbols(row, 2, false), [1, 3]);
});

test("the likeliest symbol is the first of the largest", () => {
  assert.equal(likeliest(Float64Array.from([0.2, 0.4, 0.4])), 1);
  assert.equal(likeliest(Float64Array.from([1])), 0);
});

test("what was read is said whole if it is short, else its end", () => {
  assert.equal(readSoFar(["J", "A", "Z", "Z"], 2), "JAZ");
  assert.equal(readSoFar([..."abcdefgh"], 7, 3), "…fgh");
});
