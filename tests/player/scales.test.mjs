import assert from "node:assert/strict";
import { test } from "node:test";

import { FLASH, Flash, changes } from "../../rnnviz/player/frontend/drawing/flash.js";
import { frontier, pen } from "../../rnnviz/player/frontend/drawing/marker.js";
import { decadeTicks, decades, extent, labelled, linear, log10, stride, ticks, timeAxis } from "../../rnnviz/player/frontend/drawing/scales.js";
import { nameOfZone } from "../../rnnviz/player/frontend/views/bars_marks.js";

test("a zone is named within itself, or across its edge with an arrow into it", () => {
  assert.deepEqual(nameOfZone({ from: 100, to: 200, edge: 100 }), { y: 113, arrow: "" });
  assert.deepEqual(nameOfZone({ from: 10, to: 50, edge: 50 }), { y: 37, arrow: "" });
  assert.deepEqual(nameOfZone({ from: 10, to: 28, edge: 28 }), { y: 19, arrow: "" });
  assert.deepEqual(nameOfZone({ from: 10, to: 15, edge: 15 }), { y: 26, arrow: " ↑" });
  assert.deepEqual(nameOfZone({ from: 100, to: 104, edge: 100 }), { y: 89, arrow: " ↓" });
});

test("all views of one width share the same axis, and a step is found where it is drawn", () => {
  for (const [width, left] of [[1000, 64], [390, 40]]) {
    const axis = timeAxis(width, { T: 24 });
    assert.equal(axis.left, left);
    assert.equal(axis.right, width - 12);
    for (let t = 0; t < 24; t += 1) assert.equal(axis.at(axis.x(t)), t);
  }
});

test("a pixel outside the axis is the nearest step", () => {
  const axis = timeAxis(1000, { T: 24 });
  assert.equal(axis.at(-50), 0);
  assert.equal(axis.at(5000), 23);
});

test("labels have room, and the first round ones are counted as people count", () => {
  assert.deepEqual(labelled(12, 1), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  assert.deepEqual(labelled(20, 5), [0, 4, 9, 14, 19]);
  for (const T of [1, 2, 24, 200, 1000]) {
    const { band } = timeAxis(390, { T });
    const every = stride(T, band, 28);
    assert.ok(every * band >= 28 || every >= T);
  }
});

test("decades hold every positive value and stop at the floor", () => {
  assert.deepEqual(decades([0.5, 3e-4], 1e-12), { low: -4, high: 0 });
  assert.deepEqual(decades([1, 1e-30], 1e-12), { low: -12, high: 0 });
  assert.deepEqual(decades([0, NaN, Infinity], 1e-12), { low: -2, high: 0 });
  const { low, high } = decades([1], 1e-12);
  assert.ok(high - low >= 2);
});

test("decade ticks are few and lie on the axis", () => {
  const marks = decadeTicks({ low: -12, high: 2 }, 7);
  assert.ok(marks.length <= 8);
  assert.ok(marks.every((power) => power >= -12 && power <= 2));
  assert.equal(marks[0], 2);
});

test("ticks are round and within the range", () => {
  assert.deepEqual(ticks(-1.2, 1.2, 3), [-1, 0, 1]);
  assert.deepEqual(ticks(0, 0.3, 3), [0, 0.1, 0.2, 0.3]);
  assert.deepEqual(ticks(2, 2), [2]);
});

test("an extent passes over what is no number", () => {
  assert.deepEqual(extent([[1, NaN, -2], [Infinity, 3]]), [-2, 3]);
  assert.deepEqual(extent([[NaN]]), [0, 1]);
  assert.deepEqual(extent([[4]]), [3.5, 4.5]);
});

test("a straight scale maps its ends to its ends", () => {
  const y = linear(-1, 1, 100, 0);
  assert.deepEqual([y(-1), y(0), y(1)], [100, 50, 0]);
});

test("the logarithm of nothing is nothing", () => {
  assert.equal(log10(0), null);
  assert.equal(log10(-1), null);
  assert.equal(log10(NaN), null);
  assert.equal(log10(100), 2);
});

test("the frontier goes from one end of the axis to the other in either mode", () => {
  assert.equal(frontier({ t: 0, frac: 0, mode: "forward" }), 0);
  assert.equal(frontier({ t: 4, frac: 1, mode: "forward" }), 5);
  assert.equal(frontier({ t: 4, frac: 0, mode: "backward" }), 5);
  assert.equal(frontier({ t: 0, frac: 1, mode: "backward" }), 0);
});

test("a line is drawn without a jump, and at the end of step t it is in the middle of t", () => {
  assert.equal(pen({ t: 0, frac: 0, mode: "forward", T: 5 }), 0);
  assert.equal(pen({ t: 2, frac: 1, mode: "forward", T: 5 }), 2.5);
  assert.equal(pen({ t: 3, frac: 0, mode: "forward", T: 5 }), 2.5);
  assert.equal(pen({ t: 2, frac: 1, mode: "backward", T: 5 }), 2.5);
  assert.equal(pen({ t: 1, frac: 0, mode: "backward", T: 5 }), 2.5);
});

test("changes are found where numbers differ, and two that are no numbers are alike", () => {
  assert.deepEqual(changes(Float64Array.of(1, NaN, 3), Float64Array.of(1, NaN, 4)), [2]);
  assert.deepEqual(changes(null, Float64Array.of(1)), []);
  assert.deepEqual(changes(Float64Array.of(1), Float64Array.of(1, 2)), [1]);
});

test("what is being dragged does not flash at every answer", () => {
  const flash = new Flash({ scene: { options: { draft: true } }, invalidate: () => assert.fail() });
  flash.begin([1]);
  assert.equal(flash.strength(), 0);
});

test("nothing flashes for a person who asked for less motion", () => {
  const frames = [];
  const calm = new Flash({ reducedMotion: true, invalidate: (ms) => frames.push(ms) });
  calm.begin([1]);
  assert.equal(calm.strength(), 0);
  const lively = new Flash({ reducedMotion: false, invalidate: (ms) => frames.push(ms) });
  lively.begin([1]);
  assert.ok(lively.strength() > 0.5);
  assert.ok(frames.length === 1 && frames[0] >= FLASH);
});
