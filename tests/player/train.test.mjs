import assert from "node:assert/strict";
import { test } from "node:test";

import { freest, nearest, pieces } from "../../rnnviz/player/frontend/train/curves.js";
import { pictured, pictureWidth, shownSteps } from "../../rnnviz/player/frontend/train/film.js";

test("the kept epoch that is nearest to one is found, the earlier of two", () => {
  const epochs = [0, 1, 2, 5, 10, 20];
  assert.equal(nearest(epochs, 4), 3);
  assert.equal(nearest(epochs, 15), 4);
  assert.equal(nearest(epochs, 1000), 5);
  assert.equal(nearest(epochs, 0), 0);
});

test("a curve is broken where there is no number", () => {
  assert.deepEqual(pieces([NaN, 1, 2, NaN, 3, Infinity]), [[1, 2], [4, 4]]);
  assert.deepEqual(pieces([]), []);
});

test("pictures of the film never overlap, and the first and the last epoch are among them", () => {
  for (const width of [200, 344, 764, 1100]) {
    for (let T = 1; T <= 41; T += 1) {
      const steps = shownSteps(T, width);
      assert.equal(steps[0], 0);
      assert.equal(steps.at(-1), T - 1);
      assert.ok(steps.length <= Math.max(2, Math.floor(width / 50)), `${T} in ${width}`);
      const picture = pictureWidth(steps, width);
      assert.ok(picture >= 28, `${picture} for ${T} in ${width}`);
      const lefts = steps.map((step) => (T > 1 ? ((width - picture) * step) / (T - 1) : 0));
      for (let k = 1; k < lefts.length; k += 1) {
        assert.ok(lefts[k] - lefts[k - 1] >= picture + 5.99, `${T} in ${width}`);
      }
    }
  }
});

test("the name of a level stands where the fewest points of the curves are", () => {
  const boxes = [[0, 0, 10, 10], [0, 20, 10, 30], [20, 0, 30, 10]];
  assert.deepEqual(freest(boxes, []), boxes[0]);
  assert.deepEqual(freest(boxes, [[5, 5]]), boxes[1]);
  assert.deepEqual(freest(boxes, [[5, 5], [5, 25], [9, 21]]), boxes[2]);
  assert.deepEqual(freest(boxes, [[5, 5], [6, 6], [5, 25], [25, 5], [25, 6]]), boxes[1]);
});

test("every kept epoch has a picture of the film: its own, or the last one before it", () => {
  const steps = shownSteps(25, 764);
  for (let t = 0; t < 25; t += 1) {
    assert.ok(steps.includes(pictured(steps, t)));
    assert.ok(pictured(steps, t) <= t);
    if (steps.includes(t)) assert.equal(pictured(steps, t), t);
  }
});
