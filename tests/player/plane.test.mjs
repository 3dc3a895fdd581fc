import assert from "node:assert/strict";
import { test } from "node:test";

import { grown, points } from "../../rnnviz/player/frontend/plane/layers.js";
import { member, part } from "../../rnnviz/player/frontend/plane/plane.js";
import { space } from "../../rnnviz/player/frontend/plane/space.js";

const slider = (dial, low, step, count, at) => ({ dial, low, step, count, at });

test("the picture is that of the slider's place while it is moved, and else of where it stands", () => {
  const family = [slider("w", -3, 0.1, 61, 45)];
  assert.equal(member(family), 45);
  assert.equal(member(family, { other: 2 }), 45);
  assert.equal(member(family, { w: -3 }), 0);
  assert.equal(member(family, { w: 0.1 }), 31);
  assert.equal(member(family, { w: 99 }), 60);
  assert.equal(member([], { w: 1 }), 0);
});

test("two sliders have a picture for each pair of places", () => {
  const family = [slider("alpha", 0.2, 0.2, 20, 4), slider("beta", 0, 0.05, 20, 3)];
  assert.equal(member(family), 83);
  assert.equal(member(family, { beta: 0.5 }), 90);
  assert.equal(member(family, { alpha: 4, beta: 0.95 }), 399);
});

test("a layer takes its member, then its step, from an array", () => {
  const array = { data: Float32Array.from({ length: 24 }, (_, i) => i), shape: [2, 3, 2, 2] };
  const both = { family: true, pick: "t" };
  assert.deepEqual([...part(array, both, 1, 2).data], [20, 21, 22, 23]);
  assert.deepEqual(part(array, both, 1, 2).shape, [2, 2]);
  assert.deepEqual([...part(array, { pick: "t" }, 1, 1).data], [12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23]);
  assert.equal(part(array, {}, 1, 2).data.length, 24);
});

test("a trail grows with the steps, and ends where the player does", () => {
  assert.deepEqual(grown({ grow: 2 }, { t: 0, frac: 1 }, 81), { whole: 3, share: 0 });
  assert.deepEqual(grown({ grow: 2 }, { t: 0, frac: 0.25 }, 81), { whole: 1, share: 0.5 });
  assert.deepEqual(grown({ grow: 1, late: 1 }, { t: 0, frac: 1 }, 10), { whole: 1, share: 0 });
  assert.deepEqual(grown({ grow: 1, late: 1 }, { t: 9, frac: 1 }, 10), { whole: 10, share: 0 });
});

test("values alone stand one step apart", () => {
  assert.deepEqual(points({ over: 1 }, [5, 6]), [[1, 5], [2, 6]]);
  assert.deepEqual(points({}, Float32Array.of(1, 2, 3, 4)).map((row) => [...row]), [[1, 2], [3, 4]]);
});

test("a place in pixels is the place that is drawn there, and equal units are equal", () => {
  const config = { x: { low: -1, high: 3 }, y: { low: 0, high: 2 }, height: 200 };
  for (const equal of [false, true]) {
    const plot = space({ ...config, equal }, 700);
    assert.ok(Math.abs(plot.atX(plot.x(1.25)) - 1.25) < 1e-9);
    assert.ok(Math.abs(plot.atY(plot.y(0.5)) - 0.5) < 1e-9);
    assert.ok(plot.inside(plot.x(0), plot.y(1)));
    assert.ok(!plot.inside(plot.right + 1, plot.y(1)));
    if (equal) assert.ok(Math.abs(plot.x(1) - plot.x(0) - (plot.y(0) - plot.y(1))) < 1e-9);
  }
});
