import assert from "node:assert/strict";
import { test } from "node:test";

import { edgesOf, factorColumns, heightOf, marksOf, ownEdgesOf, rangeOf } from "../../rnnviz/player/frontend/drawing/scalecontrol.js";
import { factor } from "../../rnnviz/player/frontend/drawing/format.js";
import { chosenScale } from "../../rnnviz/player/frontend/drawing/valuescale.js";

const colours = { diverging: (v) => `d${v}`, sequential: (v) => `s${v}` };

const FLOOR = 1e-12;
const VALUES = [2e-6, 0.003, 0.8, 40];

test("a linear axis begins at zero, so that the length of a bar is its value", () => {
  for (const range of ["fixed", "this view", "this step"]) {
    assert.equal(rangeOf(VALUES, [0.003], { scale: "linear", range }, FLOOR).low, 0);
  }
  assert.equal(rangeOf(VALUES, [0.003], { scale: "linear", range: "this view" }, FLOOR).high, 40);
  assert.equal(rangeOf(VALUES, [0.003], { scale: "linear", range: "this step" }, FLOOR).high, 0.003);
  assert.equal(rangeOf([0.1], [0.1], { scale: "linear", range: "fixed" }, FLOOR).high, 1);
});

test("a logarithmic axis holds all that it is fitted to, and one decade at least", () => {
  for (const values of [VALUES, [2.91, 3.02], [1], [0, NaN], []]) {
    for (const range of ["fixed", "this view", "this step"]) {
      const { low, high } = rangeOf(values, values, { scale: "log", range }, FLOOR);
      assert.ok(high - low >= 1);
      for (const value of values) {
        const height = heightOf(value, "log");
        assert.ok(height === null || (low <= height && height <= high), `${value}`);
      }
    }
  }
  assert.equal(rangeOf(VALUES, [0.5], { scale: "log", range: "fixed" }, FLOOR).low, -12);
});

test("a fixed axis with a lower floor has its zones where the reference is, not all of it", () => {
  for (const reference of [1, 1e-4, 2.6e-22, 1e-80]) {
    const power = Math.log10(reference);
    const floor = 10 ** (Math.floor(power) - 12);
    const range = rangeOf([reference, reference * 1e-6], [], { scale: "log", range: "fixed" }, floor);
    const { below, above } = edgesOf(power, range, 3);
    assert.equal(below, power - 3);
    assert.ok(range.low < below && power < range.high);
    assert.ok(above === null || (power < above && above < range.high));
  }
});

test("an edge outside the axis is none", () => {
  assert.deepEqual(edgesOf(-22, { low: -12, high: 1 }, 3), { below: null, above: null });
  assert.deepEqual(edgesOf(-1, { low: -12, high: 1 }, 3), { below: -4, above: null });
  assert.deepEqual(edgesOf(-12, { low: -12, high: 1 }, 3), { below: null, above: -9 });
});

test("of two networks each has its own edges, and their names do not meet", () => {
  const range = { low: -12, high: 1 };
  assert.deepEqual(ownEdgesOf([-1, -0.5], range, 2), {
    below: [{ of: 1, at: -2.5, side: -1 }, { of: 0, at: -3, side: 1 }],
    above: [],
  });
  assert.deepEqual(ownEdgesOf([null, -4], range, 2), {
    below: [{ of: 1, at: -6, side: -1 }],
    above: [{ of: 1, at: -2, side: -1 }],
  });
});

test("what is no magnitude has no height", () => {
  assert.equal(heightOf(0, "log"), null);
  assert.equal(heightOf(0, "linear"), 0);
  assert.equal(heightOf(NaN, "linear"), null);
  assert.equal(heightOf(Infinity, "linear"), null);
});

test("marks are written in full", () => {
  assert.deepEqual(marksOf({ low: -3, high: 1 }, "log").map(([, text]) => text).reverse(), ["10⁻³", "0.01", "0.1", "1", "10"]);
  assert.deepEqual(marksOf({ low: 0, high: 40 }, "linear").map(([, text]) => text), ["0", "10", "20", "30", "40"]);
});

test("a signed value has a height by its power of ten, and the legend says which", () => {
  const config = { scale: "diverging", range: [-1, 1] };
  const made = chosenScale(config, [0.5, -0.01], [0.5], colours, { scale: "log", range: "fixed" });
  assert.equal(made.share(1), 1);
  assert.equal(made.share(-1), 0);
  assert.equal(made.share(0), 0.5);
  assert.equal(made.share(1e-9), 0.5);
  assert.ok(Math.abs(made.share(0.01) - 0.75) < 1e-12);
  assert.equal(made.share(-0.01) + made.share(0.01), 1);
  assert.deepEqual(made.labels, ["−1", "±10⁻⁴", "1"]);
});

test("a range is the page's own, that of the view, or that of the step", () => {
  const values = [0.5, -0.25, 0.1];
  const ends = (config, choice) => chosenScale(config, values, [0.1], colours, choice).labels.at(-1);
  const signed = { scale: "diverging", range: [-1, 1] };
  for (const scale of ["linear", "log"]) {
    assert.equal(ends(signed, { scale, range: "fixed" }), "1");
    assert.equal(ends(signed, { scale, range: "this view" }), "0.5");
    assert.equal(ends(signed, { scale, range: "this step" }), "0.1");
  }
  assert.equal(ends({ scale: "gate", range: [0, 1] }, { scale: "linear", range: "fixed" }), "1");
  assert.equal(ends({ scale: "gate", range: [0, 1] }, { scale: "linear", range: "this view" }), "0.5");
  assert.equal(ends({ scale: "gate", range: [0, 1] }, { scale: "log", range: "fixed" }), "1");
  assert.equal(ends({ scale: "log", floor: 1e-6 }, { scale: "linear", range: "this view" }), "0.5");
});

test("all of nothing has a scale too", () => {
  for (const scale of ["linear", "log"]) {
    for (const range of ["fixed", "this view", "this step"]) {
      for (const kind of ["diverging", "gate", "log"]) {
        const made = chosenScale({ scale: kind }, [0, NaN], [], colours, { scale, range });
        assert.ok(made.labels.every((text) => !text.includes("not a number")), `${kind} ${scale}`);
      }
    }
  }
});

test("a table of two networks says whose factor it is", () => {
  const words = (key, fields) => `${key} ${fields.name}`;
  const [one, other] = [{ label: "A", factors: "factor0" }, { label: "B", factors: "factor1" }];
  assert.deepEqual(factorColumns([one], words).head, ["factor A"]);
  assert.deepEqual(factorColumns([one, other], words), {
    head: ["factor of A", "factor of B"], columns: ["factor0", "factor1"],
  });
  assert.deepEqual(factorColumns([{ label: "C" }], words), { head: [], columns: [] });
});

test("a factor near 1 has three digits in a table", () => {
  assert.equal(factor(1.0231, undefined, 3), "×1.02");
  assert.equal(factor(1.0231), "×1.0");
});
