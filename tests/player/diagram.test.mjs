import assert from "node:assert/strict";
import { test } from "node:test";

import { edgePath, edges } from "../../rnnviz/player/frontend/diagram/column.js";
import { unitNames } from "../../rnnviz/player/frontend/diagram/furniture.js";
import {
  HALF,
  arrowWidth,
  clearness,
  columnX,
  columns,
  firstUnit,
  gradientShade,
  offsetFor,
  partAt,
  partNow,
  progress,
  rows,
  shares,
  squashPlot,
  stack,
  standing,
} from "../../rnnviz/player/frontend/diagram/layout.js";
import { createModel } from "../../rnnviz/player/frontend/diagram/model.js";
import { charsAlong, partDone } from "../../rnnviz/player/frontend/diagram/numbers.js";
import { timeAxis } from "../../rnnviz/player/frontend/drawing/scales.js";
import { scene } from "./hand.mjs";

const close = (a, b, tolerance = 1e-9) =>
  assert.ok(Math.abs(a - b) <= tolerance, `${a} is not ${b}`);

test("a phone shows three columns and a wide page up to sixteen", () => {
  assert.equal(columns(358, 40).count, 3);
  assert.equal(columns(1600, 40).count, 15);
  assert.equal(columns(4000, 40).count, 16);
});

test("steps that all fit stand in line with the other views' axis", () => {
  const found = columns(1000, 5);
  const axis = timeAxis(1000, { T: 5 });
  for (let t = 0; t < 5; t += 1) close(columnX(found, t, 0) * found.scale, axis.x(t));
  assert.equal(found.windowed, false);
});

test("the window is centred on the step and stays within the sequence", () => {
  const window = { count: 9, T: 24 };
  assert.equal(offsetFor(window, 0), 0);
  assert.equal(offsetFor(window, 12), 8);
  assert.equal(offsetFor(window, 23), 15);
  assert.equal(offsetFor({ count: 3, T: 3 }, 2), 0);
});

test("at rest no column of a window is cut, and one that slides out has gone before the names", () => {
  assert.equal(offsetFor({ count: 4, T: 24 }, 12), 10);
  const found = columns(358, 40);
  assert.equal(clearness(found, columnX(found, 5, 5)), 1);
  assert.equal(clearness(found, found.left + HALF), 0);
});

test("what returns in a Jordan network leaves the output, but for the state before the first", () => {
  const sizes = { x: { height: 44 }, h: { height: 44 }, y: { height: 44 } };
  const plan = {
    rows: { y: 60, h: 200, x: 340 }, sizes, columns: { pitch: 120 },
    initialX: 24, initialHalf: 22, firstX: 150,
  };
  const start = (more, first) => edges({ ...plan, ...more }, first).h_prev.points[0][1];
  assert.equal(start({ loopFrom: "y" }, false), 60);
  assert.equal(start({ loopFrom: "y" }, true), 200);
  assert.equal(start({ loopFrom: "h" }, false), 200);
});

test("where no gate reads the state, it goes straight on and by no gate", () => {
  const sizes = { x: { height: 44 }, gates: { height: 20 }, h: { height: 44 }, y: { height: 44 } };
  const plan = {
    rows: { y: 60, h: 200, gates: 280, x: 340 }, sizes, columns: { pitch: 120 },
    initialX: 24, initialHalf: 22, firstX: 150, loopFrom: "h",
  };
  const ends = (more) => edges({ ...plan, ...more }, false).h_prev.points.at(-1)[1];
  assert.equal(ends({ readsState: false }), plan.rows.h);
  assert.equal(ends({ readsState: true }), plan.rows.gates);
});

test("a stack keeps the chosen unit in sight", () => {
  const tall = stack(64, 16, 44);
  assert.deepEqual([tall.shown, tall.more, tall.tile], [12, 52, 14]); // room for 12 pixels
  assert.equal(firstUnit(tall, 3), 0);
  assert.equal(firstUnit(tall, 40), 29);
  assert.equal(firstUnit(tall, 63), 52);
});

test("rows go from the loss at the top to the input at the bottom", () => {
  const one = stack(1, 16, 44);
  const places = rows({ x: one, h: one, y: one, c: one, gates: { height: 20 }, loss: true });
  const order = ["loss", "y", "c", "h", "gates", "x"].map((row) => places[row]);
  assert.deepEqual(
    order,
    [...order].sort((a, b) => a - b),
  );
  assert.equal(rows({ x: one, h: one, y: null, c: null, gates: null, loss: false }).y, undefined);
});

test("an arrow is one pixel wide up to 1e-6 and one more for each decade, at most seven", () => {
  assert.equal(arrowWidth(0), 1);
  assert.equal(arrowWidth(1e-9), 1);
  close(arrowWidth(1e-3), 4);
  close(arrowWidth(-0.1), 6);
  assert.equal(arrowWidth(50), 7);
  assert.equal(arrowWidth(NaN), 1);
});

test("a gradient's shade keeps its sign and says nothing of what is no number", () => {
  close(gradientShade(-1e-3), -0.5);
  assert.equal(gradientShade(0), 0);
  assert.ok(Number.isNaN(gradientShade(Infinity)));
});

const parts = ["input", "products", "sum", "squash", "state"].map((key) => ({ key }));

test("a step without a loss ends with the part before it", () => {
  const micro = [{ key: "output" }, { key: "loss" }];
  assert.equal(partNow(micro, 1, true), 1);
  assert.equal(partNow(micro, 1, false), 0);
  assert.equal(partNow(micro, 0.4, false), 0);
});

test("the parts of a step follow one another", () => {
  const done = progress(parts, 0.5);
  assert.deepEqual([done.input, done.products, done.sum, done.squash], [1, 1, 0.5, 0]);
  assert.deepEqual(
    [0, 0.2, 0.21, 1].map((frac) => partAt(parts, frac)),
    [0, 0, 1, 4],
  );
});

test("a part that a scene does not have is done with the one before it", () => {
  const done = progress([{ key: "input" }, { key: "state" }], 0.5);
  assert.equal(partDone(done, "squash"), 1);
  assert.equal(partDone(done, "output"), 0);
  assert.equal(partDone({}, "state"), 1);
});

test("past and future turn round in backward mode", () => {
  assert.deepEqual(
    [1, 2, 3].map((t) => standing(t, { t: 2, mode: "forward" })),
    ["past", "current", "future"],
  );
  assert.deepEqual(
    [1, 2, 3].map((t) => standing(t, { t: 2, mode: "backward" })),
    ["future", "current", "past"],
  );
});

test("a gradient is split by size, and not at all if there is none", () => {
  assert.deepEqual(shares(-1, 3), [0.25, 0.75]);
  assert.equal(shares(0, 0), null);
  assert.equal(shares(NaN, 1), null);
});

test("the mini-plot holds every sum, however large", () => {
  for (const kind of ["tanh", "relu", "sigmoid", "linear"]) {
    const plot = squashPlot(kind, 40, 30);
    for (const a of [-1e9, -1, 0, 2, 1e9]) {
      const [x, y] = plot.on(a);
      assert.ok(x >= 0 && x <= 40 && y >= -1e-9 && y <= 30 + 1e-9, `${kind} ${a}`);
    }
  }
});

test("an arrow that runs the other way has its head at the other end", () => {
  const edge = {
    points: [
      [0, 100],
      [0, 0],
    ],
  };
  assert.match(edgePath(edge, false).head, /^M0\.0,0\.0/);
  assert.match(edgePath(edge, true).head, /^M0\.0,100\.0/);
});

test("the drawing reads values, products and gradients off the scene", () => {
  const config = {
    ...scene.views[0],
    initial: "h0",
    squash: { array: "a", kind: "tanh" },
    weights: [
      { array: "W_xh", from: "x", to: "h" },
      { array: "W_hh", from: "h_prev", to: "h" },
    ],
    backward: { h: "dh", from_next: "da" },
  };
  const model = createModel(scene, config, (key) => key);
  assert.equal(model.term("h_prev", 2, 0, true), "0.8 × 0.0578 = 0.0463");
  assert.equal(model.term("x", 1, 0, true), "0.5 × (−0.4) = −0.2");
  assert.equal(model.term("x", 1, 0, false), "−0.2");
  assert.equal(model.bias(0, 0), 0.1);
  assert.equal(model.delta("from_next", 1, 0), 0.161881);
  assert.equal(model.delta("from_loss", 1, 0), undefined);
  assert.deepEqual(model.item("h", 1, 0, "backward"), { array: "dh", t: 1, index: [0] });
});

test("a number beside a level wire is no longer than the wire between its boxes", () => {
  const wire = (length) => ({ points: [[100, 360], [100 - length, 360]] });
  for (const length of [36, 43, 47, 60]) assert.ok(charsAlong(wire(length)) * 6 <= length, String(length));
  assert.equal(charsAlong(wire(300)), 8);
  assert.equal(charsAlong({ points: [[0, 0], [5, 0], [5, 40]] }), 8);
});

test("units with names of their own have them beside the row, if all are shown", () => {
  const y = stack(4, 6, 40, { tall: 64, tile: 16 });
  const plan = { sizes: { x: stack(1, 8, 40), y }, rows: { x: 200, y: 50 } };
  const found = unitNames({ x: ["x"], y: ["J", "A", "Z", "\u220E"] }, plan);
  assert.deepEqual(found.map(({ text }) => text), ["J", "A", "Z", "\u220E"]);
  assert.deepEqual(found.map((one) => one.y), [30, 46, 62, 78]);
  assert.ok(found.every(({ row }) => row === "y"));
  const many = { sizes: { y: stack(9, 4, 40) }, rows: { y: 50 } };
  assert.deepEqual(unitNames({ y: [..."abcdefghi"] }, many), []);
  assert.deepEqual(unitNames(undefined, plan), []);
});
