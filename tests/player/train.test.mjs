import assert from "node:assert/strict";
import { test } from "node:test";

import { nearest, pieces } from "../../rnnviz/player/frontend/train/curves.js";
import { shownSteps } from "../../rnnviz/player/frontend/train/film.js";

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
      const gaps = steps.slice(1).map((step, k) => step - steps[k]);
      if (gaps.length > 1) assert.ok(Math.min(...gaps) >= gaps[0]);
    }
  }
});
