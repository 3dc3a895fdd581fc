// The sketch of a prediction: what a stroke does to the heights, and how a height is spoken.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const file = new URL("../../../rnnviz/ui/frame/lesson/sketch.js", import.meta.url);
const code = Buffer.from(readFileSync(file)).toString("base64"); // the file is no module by its name
const { middle, stroke, together, told } = await import(`data:text/javascript;base64,${code}`);

test("a stroke from one column to another sets those between on its line", () => {
  const to = stroke([0, 0, 0, 0, 9], { column: 0, share: 0 }, { column: 3, share: 0.75 });
  assert.deepEqual(to, [0, 0.25, 0.5, 0.75, 9]);
  const back = stroke([1, 1, 1], { column: 2, share: 0.5 }, { column: 0, share: 0 });
  assert.deepEqual(back, [0, 0.25, 0.5]);
});

test("a touch sets one column alone", () => {
  const at = { column: 1, share: 0.4 };
  assert.deepEqual(stroke([0, 0, 0], at, at), [0, 0.4, 0]);
});

test("a height is spoken as the value at that share of the scale", () => {
  assert.equal(told(0.5, { low: 0, high: 1, log: false }), "0.5");
  assert.equal(told(0, { low: -4, high: 4, log: false }), "\u22124");
  assert.equal(told(0.5, { low: 1e-6, high: 1, log: true }), "0.001");
});

test("a height far from 1 is spoken as a power of ten", () => {
  const wide = { low: 1e-8, high: 1e8, log: true };
  assert.equal(told(1, wide), "10\u2078");
  assert.equal(told(0.5, wide), "1");
  assert.equal(told(0, wide), "10\u207B\u2078");
  assert.equal(told(0.5, { low: 1e-7, high: 1, log: true }), "3.2\u00D710\u207B\u2074");
});

test("shares of one whole stay so: what one column takes, the others give", () => {
  for (const [heights, k] of [[[0.7, 0.25, 0.25, 0.25], 0], [[1, 0, 0], 0], [[0.4, 1, 0], 1], [[0, 0, 0, 0], 2]]) {
    const made = together(heights, k);
    assert.equal(made[k], heights[k]);
    assert.ok(Math.abs(made.reduce((a, b) => a + b) - 1) < 1e-12);
    assert.ok(made.every((one) => one >= 0));
  }
  assert.deepEqual(together([0.5, 0.4, 0.1], 0), [0.5, 0.4, 0.1]);
});

test("the mark between the ends of powers of ten is a short one", () => {
  assert.equal(middle({ low: 0, high: 3, log: false }), 0.5);
  for (const [low, high] of [[1e-7, 1], [1, 200], [1e-8, 1e8]]) {
    const share = middle({ low, high, log: true });
    assert.ok(share > 0.3 && share < 0.7);
    assert.match(told(share, { low, high, log: true }), /^(10[⁻⁰-⁹¹²³]+|0?\.?0*10*)$/);
  }
});
