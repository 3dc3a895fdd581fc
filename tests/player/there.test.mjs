import assert from "node:assert/strict";
import { test } from "node:test";

import { isThere } from "../../rnnviz/player/frontend/stage/there.js";

const scene = { arrays: { W: { shape: [2, 3] }, h: { shape: [5, 2] } } };

test("a weight is there as long as its row and its column are", () => {
  assert.ok(isThere(scene, { array: "W", t: null, index: [1, 2] }));
  assert.ok(!isThere(scene, { array: "W", t: null, index: [2, 0] }));
  assert.ok(!isThere(scene, { array: "W", t: null, index: [0, 3] }));
});

test("a state is there as long as its step and its unit are", () => {
  assert.ok(isThere(scene, { array: "h", t: 4, index: [1] }));
  assert.ok(!isThere(scene, { array: "h", t: 5, index: [0] }));
  assert.ok(!isThere(scene, { array: "h", t: 0, index: [2] }));
});

test("what a scene has no array of is not missed", () => {
  assert.ok(isThere(scene, { array: "c", t: 9, index: [9] }));
  assert.ok(isThere(scene, { array: "h", t: 0, index: [0, 7] }));
});
