// Networks as boxes and arrows, the tally of their shapes, and the map of attention.

import assert from "node:assert/strict";
import { test } from "node:test";

import {
  across, along, around, aside, boxHeight, cellBox, downward, drawn, layout, lineBoxes, shapeAt, shortened, stateAt, under, upward,
} from "../../rnnviz/player/frontend/network/layout.js";
import { memoryName } from "../../rnnviz/player/frontend/stage/stage.js";
import { filled, largest } from "../../rnnviz/player/frontend/network/attention.js";
import { differences, grouped, said } from "../../rnnviz/player/frontend/network/tally.js";

const lane = (key, line, cells, more = 0) => ({ key, line, cells, more, first: 0, when: [0, 1, 2] });
const config = {
  columns: 3, lines: 3, lanes: [lane("x", 0, 2), lane("h", 1, 4), lane("y", 2, 1)],
  ends: [{ side: "left" }, { side: "right" }],
};

test("a lane shows fewer numbers and counts all that it leaves out", () => {
  assert.deepEqual(shortened(lane("h", 1, 6, 18), 3), lane("h", 1, 3, 21));
  assert.deepEqual(shortened(lane("h", 1, 2), 3), lane("h", 1, 2));
  const letters = { ...lane("x", 0, 9), symbols: ["a", "b", "c"] };
  assert.equal(shortened(letters, 3), letters);
});

test("lines stand above one another, and every box holds its cells", () => {
  const { boxes, height } = lineBoxes(config.lanes, 3);
  assert.ok(boxes[2].bottom < boxes[1].top && boxes[1].bottom < boxes[0].top && boxes[0].bottom < height);
  for (const { line, cells } of config.lanes) {
    const last = cellBox(cells - 1, 44);
    assert.ok(last.y + last.height <= boxes[line].bottom - boxes[line].top);
  }
  assert.ok(boxHeight({ cells: 4, more: 9 }) > boxHeight({ cells: 4, more: 0 }));
  assert.equal(boxHeight({ symbols: ["a"], cells: 0 }), 30);
});

test("columns fit where there is room, and else move so that the one at work is seen", () => {
  const wide = layout(config, 1000);
  assert.equal(wide.shift(2), 0);
  assert.ok(wide.center(2) + wide.box / 2 <= wide.right);
  const long = layout({ ...config, columns: 40 }, 390);
  assert.equal(long.shift(0), 0);
  for (const column of [0, 7, 20, 39]) {
    const x = long.center(column) - long.shift(column);
    assert.ok(x - long.box / 2 >= long.left && x + long.box / 2 <= long.right, `${column}: ${x}`);
  }
});

test("ways lead from box to box, and only upright or level", () => {
  const place = layout(config, 1000);
  const { boxes, center, box } = place;
  const ways = [
    upward(place, 1, 0, 1, "straight"), upward(place, 1, 0, 2, "join"), upward(place, 1, 0, 2, "branch"),
    upward(place, 1, 0, 2, "past"), downward(place, 1, 2, 1), along(place, 0, 1, 1), along(place, 1, 0, 1),
    around(place, 0, 2, 0), across(place, 0, 1, 2, 2), aside(place, 2, 0, 2), under(place, 0, 2, 2, 1),
  ];
  for (const { points } of ways) {
    points.slice(1).forEach(([x, y], i) => {
      const [x0, y0] = points[i];
      assert.ok(x === x0 || y === y0, `${points}`);
    });
  }
  const up = upward(place, 1, 0, 1, "straight").points;
  assert.deepEqual(up, [[center(1), boxes[0].top], [center(1), boxes[1].bottom]]);
  const right = along(place, 0, 1, 1).points;
  assert.deepEqual(right, [[center(0) + box / 2, boxes[1].middle], [center(1) - box / 2, boxes[1].middle]]);
  const back = along(place, 1, 0, 1).points;
  assert.deepEqual(back, [...right].reverse());
  assert.deepEqual(upward(place, 1, 0, 2, "branch").points.at(-1)[1], boxes[2].bottom);
});

test("a shape stands below the place where a branch leaves its arrow, not between both", () => {
  const links = [
    { kind: "up", from: "x", to: "h", via: "straight" }, { kind: "up", from: "x", to: "y", via: "branch" },
  ];
  for (const width of [390, 1440]) {
    const place = layout({ ...config, links }, width);
    const [, [, bend]] = upward(place, 1, 0, 2, "branch").points;
    const { y } = shapeAt(place, 1, 1, links[0], { links });
    assert.ok(y - 10 > bend && y < place.boxes[0].top, `${width}: ${y}`);
  }
});

test("a way past a box has room for its shape after the last column, and crosses no other", () => {
  const links = [
    { kind: "up", from: "x", to: "y", via: "past" }, { kind: "down", from: "h", to: "x" },
  ];
  for (const [width, columns] of [[390, 12], [1000, 12], [1000, 3]]) {
    const place = layout({ ...config, columns, links, ends: [] }, width);
    const last = columns - 1;
    const riser = Math.max(...upward(place, last, 0, 2, "past").points.map(([x]) => x));
    for (const [link, line] of [[links[0], 2], [links[1], 1]]) {
      const { x } = shapeAt(place, last, line, link, { links });
      assert.ok(x > riser, `${width}: ${x}`);
      assert.ok(x - place.shift(last) + 54 <= place.right, `${width}: ${x}`); // "(64, 24)"
    }
  }
});

test("an arrow's head points along its last piece", () => {
  assert.equal(drawn({ points: [[0, 5], [10, 5]], arrow: true }).head, "translate(10 5) rotate(0)");
  assert.equal(drawn({ points: [[0, 5], [0, 0]], arrow: true }).head, "translate(0 0) rotate(-90)");
  assert.equal(drawn({ points: [[0, 5], [0, 0]] }).head, null);
});

test("what happens at a step is now, before it done, after it later", () => {
  assert.deepEqual([1, 2, 3].map((when) => stateAt(when, 2)), ["done", "now", "later"]);
});

test("a tally knows what a change has changed, what is new, and what is as it was", () => {
  const before = said([{ title: "A", rows: [{ name: "x", shape: "(1, 2)" }, { name: "y", shape: "(3,)" }], total: 5 }]);
  const after = said([{ title: "A", rows: [{ name: "x", shape: "(1, 4)" }, { name: "y", shape: "(3,)" }, { name: "z", shape: "(2,)" }], total: 9 }]);
  const found = differences(before, after);
  assert.deepEqual([...found], [["A: x", "(1, 2)"], ["A: z", null], ["A: total", "5"]]);
  assert.equal(differences(undefined, after).size, 0);
  assert.equal(differences(after, after).size, 0);
});

test("thousands are told apart", () => {
  assert.equal(grouped(825706), "825,706");
  assert.equal(grouped(706), "706");
});

test("the map fills row by row, each from the left, as the decoder writes", () => {
  const at = (t, frac) => [0, 1, 2].map((j) => filled(j, 4, 5, { t, frac }));
  assert.deepEqual(at(4, 1), [0, 0, 0]);
  assert.deepEqual(at(5, 0.5), [2, 0, 0]);
  assert.deepEqual(at(6, 0), [4, 0, 0]);
  assert.deepEqual(at(7, 1), [4, 4, 4]);
});

test("the largest terms come first, whatever their sign", () => {
  assert.deepEqual(largest([0.1, -3, 2, 0], 2), [1, 2]);
});

test("a tally is remembered though a view of another type now stands before it", () => {
  const tallies = [{ type: "network" }, { type: "tally" }, { type: "tally" }];
  const mapped = [{ type: "network" }, { type: "attention", array: "alpha" }, { type: "tally" }, { type: "tally" }];
  const names = (views) => views.map((_, i) => memoryName(views, i)).filter((name) => name.startsWith("tally"));
  assert.deepEqual(names(mapped), names(tallies));
  assert.equal(new Set(names(tallies)).size, 2);
  assert.equal(memoryName(mapped, 1), "attention alpha");
});

test("presented, an encoder and a decoder of thirteen columns are in sight, first to last", () => {
  const both = { ...config, columns: 13, ends: [], lanes: [lane("x", 0, 2), { ...lane("y", 2, 1), side: "right" }] };
  for (const width of [725, 744, 900]) {
    const place = layout({ ...both, tight: true }, width);
    assert.ok(place.pitch > place.box + 3, `boxes of ${width} stand apart`);
    for (const column of [0, 6, 12]) {
      const x = place.center(column) - place.shift(column);
      assert.ok(x - place.box / 2 >= place.left && x + place.box / 2 <= place.right, `${column} in ${width}`);
      assert.equal(place.shift(column), 0);
    }
  }
  const roomy = { ...config, tight: true };
  assert.deepEqual(layout(roomy, 1000).box, layout(config, 1000).box);
});
