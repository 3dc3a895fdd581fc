// The skeleton of a cell: where things stand, how far sliders are filled, which unit is shown.

import assert from "node:assert/strict";
import { test } from "node:test";

import { SLOTS, fillOf, layout, shareAt, stageAt } from "../../rnnviz/player/frontend/gates/layout.js";
import { unitIn } from "../../rnnviz/player/frontend/drawing/unit.js";

test("the slots stand in order, with room for their numbers, at every width", () => {
  for (const width of [320, 358, 600, 1000]) {
    const { x } = layout(width);
    const places = [x.left, ...SLOTS.map((slot) => x[slot]), x.right];
    places.slice(1).forEach((place, i) => assert.ok(place > places[i], `${width}: ${places}`));
    SLOTS.slice(1).forEach((slot, i) => assert.ok(x[slot] - x[SLOTS[i]] >= 42));
    assert.ok(x.right + 20 + 25 <= width, `${width}: the last chip is cut`);
    assert.ok(x.left - 20 - 25 >= 0, `${width}: the first chip is cut`);
  }
});

test("a stage is the part that is under way, and none when the step is done", () => {
  assert.deepEqual([0, 0.2, 0.25, 0.26, 0.6, 0.99, 1].map((frac) => stageAt(frac, 4)), [0, 0, 0, 1, 2, 3, null]);
});

test("a gate is filled from the bottom, a candidate from the middle", () => {
  const box = { top: 0, bottom: 100 };
  assert.deepEqual(fillOf(0.25, false, box), { y: 75, height: 25 });
  assert.deepEqual(fillOf(0.5, true, box), { y: 25, height: 25 });
  assert.deepEqual(fillOf(-0.5, true, box), { y: 50, height: 25 });
  assert.deepEqual(fillOf(7, true, box), { y: 0, height: 50 });
  assert.deepEqual(fillOf(NaN, false, box), { y: 100, height: 0 });
});

test("only a number of one unit chooses a unit", () => {
  const config = { follow: ["f", "h"], hidden_units: 3 };
  assert.equal(unitIn({ array: "f", t: 2, index: [1] }, config), 1);
  assert.equal(unitIn({ array: "x", t: 2, index: [1] }, config), null);
  assert.equal(unitIn({ array: "W_hh", t: null, index: [1, 1] }, config), null);
  assert.equal(unitIn({ array: "f", t: 2, index: [5] }, config), null);
  assert.equal(unitIn(null, config), null);
});

test("a gate is dragged to the share at that height, the coupled one to the rest of it", () => {
  const box = { top: 100, bottom: 200 };
  assert.equal(shareAt(175, box), 0.25);
  assert.equal(shareAt(175, box, true), 0.75);
  assert.deepEqual([shareAt(0, box), shareAt(999, box)], [1, 0]);
});

test("every mark of a function has room between the words and the wire it hangs on", () => {
  for (const width of [320, 1000]) {
    const { y, narrow } = layout(width);
    assert.ok(y.mark - 11 > y.bottom + (narrow ? 33 : 50));
    assert.ok(y.mark + 11 < y.bus - 7);
  }
});
