// Pictures in reading order, what is uncovered when, and the drawing pad's arithmetic.

import assert from "node:assert/strict";
import { test } from "node:test";

import {
  DOTS, SAMPLES, blank, bounds, decode, encode, fitted, fromLevels, greyLevels, sample, stroke,
  togglePixel,
} from "../../rnnviz/player/frontend/digits/bitmap.js";
import { place, stepBox, stepOf, uncovered } from "../../rnnviz/player/frontend/digits/picture.js";
import { ease, percent } from "../../rnnviz/player/frontend/digits/reading.js";

/** Dots from a small generator, the same each time. */
function noise(seed, share = 0.5) {
  let state = seed;
  return blank().map(() => {
    state = (1103515245 * state + 12345) % 2147483648;
    return state / 2147483648 < share ? 1 : 0;
  });
}

test("each pixel is read once, and its step is found again", () => {
  for (const order of ["down", "up", "right"]) {
    const seen = new Set();
    for (let t = 0; t < 8; t += 1) {
      for (let k = 0; k < 8; k += 1) {
        const [row, column] = place(order, t, k);
        seen.add(8 * row + column);
        assert.deepEqual(stepOf(order, row, column), [t, k]);
      }
    }
    assert.equal(seen.size, 64);
  }
});

test("the step that is read is a row from the top, from the bottom, or a column", () => {
  assert.deepEqual(stepBox("down", 2, 80), [0, 20, 80, 10]);
  assert.deepEqual(stepBox("up", 2, 80), [0, 50, 80, 10]);
  assert.deepEqual(stepBox("right", 2, 80), [20, 0, 10, 80]);
});

test("reading uncovers forward, the gradient backward, and the other pass nothing", () => {
  const forward = { t: 3, frac: 0.25, mode: "forward" };
  assert.deepEqual([2, 3, 4].map((t) => uncovered(t, forward)), [1, 0.25, 0]);
  assert.deepEqual([2, 3, 4].map((t) => uncovered(t, forward, "backward")), [1, 1, 1]);
  const backward = { t: 3, frac: 0.25, mode: "backward" };
  assert.deepEqual([2, 3, 4].map((t) => uncovered(t, backward, "backward")), [0, 0.25, 1]);
});

test("a probability never reads as certain or as nothing unless it is", () => {
  const texts = [0, 0.0049, 0.005, 0.123, 0.995, 0.9951, 1 - 1e-12, 1, NaN].map(percent);
  assert.deepEqual(texts, ["0 %", "<1 %", "1 %", "12 %", ">99 %", ">99 %", ">99 %", "100 %", "–"]);
});

test("a bar arrives where it is sent", () => {
  assert.deepEqual([ease(0), ease(0.5), ease(1)], [0, 0.5, 1]);
});

test("grey levels count the dots of each block", () => {
  const dots = blank();
  for (const i of [0, 1, DOTS, 4, DOTS * 31 + 31]) dots[i] = 1;
  const levels = greyLevels(dots);
  assert.deepEqual([levels[0], levels[1], levels[63]], [3, 1, 1]);
  assert.equal(levels.reduce((a, b) => a + b), 5);
});

test("a drawing comes back from its text, and a blank one has none", () => {
  for (const seed of [1, 2, 3]) {
    const dots = noise(seed);
    const text = encode(dots);
    assert.equal(text.length, 171);
    assert.deepEqual(decode(text), dots);
  }
  assert.equal(encode(blank()), "");
  assert.deepEqual(decode(""), blank());
  assert.equal(decode("?*é").length, DOTS * DOTS);
});

test("a digit of the data set on the pad keeps its grey levels exactly", () => {
  const levels = Uint8Array.from({ length: 64 }, (_, i) => i % 17);
  assert.deepEqual(greyLevels(fromLevels(levels)), levels);
});

test("the pen draws a line without gaps and the rubber takes it away", () => {
  const dots = blank();
  stroke(dots, [4, 4], [28, 28], 1.9);
  for (let i = 4; i < 28; i += 1) assert.equal(dots[DOTS * i + i], 1);
  stroke(dots, [4, 4], [28, 28], 4, 0);
  assert.equal(dots.some(Boolean), false);
  stroke(dots, [-5, -5], [40, -5], 1.9); // outside of the pad nothing is drawn
  assert.equal(dots.some(Boolean), false);
});

test("a key fills a pixel, or empties it if it is full", () => {
  const dots = blank();
  dots[0] = 1;
  togglePixel(dots, 0, 0);
  assert.equal(greyLevels(dots)[0], 16);
  togglePixel(dots, 7, 7);
  togglePixel(dots, 0, 0);
  const levels = greyLevels(dots);
  assert.deepEqual([levels[0], levels[63]], [0, 16]);
});

test("a fitted drawing reaches two opposite sides, stands in the middle and keeps its shape", () => {
  for (const [from, to] of [[[3, 3], [8, 13]], [[20, 25], [30, 28]], [[2, 2], [2, 2]]]) {
    const dots = blank();
    stroke(dots, from, to, 1.5);
    const before = bounds(dots);
    const { top, bottom, left, right } = bounds(fitted(dots));
    const [height, width] = [bottom - top + 1, right - left + 1];
    assert.equal(Math.max(height, width), DOTS);
    assert.ok(Math.abs(top - (DOTS - 1 - bottom)) <= 1 && Math.abs(left - (DOTS - 1 - right)) <= 1);
    const shape = (before.bottom - before.top + 1) / (before.right - before.left + 1);
    assert.ok(Math.abs(height / width / shape - 1) < 0.12, `${height / width} ${shape}`);
  }
  assert.deepEqual(fitted(blank()), blank());
  assert.equal(bounds(blank()), null);
});

test("each sample fills the pad as the data set's digits do", () => {
  for (const name of Object.keys(SAMPLES)) {
    const levels = greyLevels(sample(name, 1.9));
    assert.ok(levels.slice(0, 8).some(Boolean) && levels.slice(56).some(Boolean), name);
    const mean = levels.reduce((a, b) => a + b) / 64;
    assert.ok(mean > 3 && mean < 7, `${name}: ${mean}`);
  }
});
