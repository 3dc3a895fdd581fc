import assert from "node:assert/strict";
import { test } from "node:test";

import { brief, decade, factor, fillIn, full, number, parsed, percent, signed, stepName } from "../../rnnviz/player/frontend/drawing/format.js";
import { ENGLISH, lookup } from "../../rnnviz/player/frontend/words.js";

test("a number has three significant digits and a true minus sign", () => {
  assert.equal(number(0.412345), "0.412");
  assert.equal(number(-12.345), "\u221212.3");
  assert.equal(number(0), "0");
  assert.equal(number(-0), "0");
  assert.equal(number(1234.5), "1235");
  assert.equal(number(0.99999), "1.00");
  assert.equal(number(9.9999), "10.0");
});

test("very small and very large numbers have a power of ten", () => {
  assert.equal(number(3.14159e-5), "3.14×10⁻⁵");
  assert.equal(number(-3.1e-5), "\u22123.1×10⁻⁵");
  assert.equal(number(1e-12), "1×10⁻¹²");
  assert.equal(number(2.5e300), "2.5×10³⁰⁰");
  assert.equal(full(1.2345e-7), "1.2345×10⁻⁷");
});

test("a share is in percent, and never all or nothing when it is not", () => {
  const shares = [0, 0.0004, 0.8, 0.9996, 1];
  assert.deepEqual(shares.map((share) => percent(share)), ["0 %", "<1 %", "80 %", ">99 %", "100 %"]);
  assert.deepEqual(shares.map((share) => percent(share, { digits: 1 })), ["0 %", "<0.1 %", "80.0 %", ">99.9 %", "100 %"]);
  assert.equal(percent(NaN), "not a number");
});

test("what is no number is said in words, never in digits", () => {
  assert.equal(number(NaN), "not a number");
  assert.equal(number(Infinity), "overflow");
  assert.equal(number(-Infinity), "negative overflow");
  assert.equal(number(undefined), "not a number");
  assert.equal(factor(NaN), "not a number");
  assert.equal(factor(Infinity), "overflow");
  assert.equal(full(Infinity), "overflow");
  const german = lookup({ overflow: "Überlauf" });
  assert.equal(number(Infinity, { words: german }), "Überlauf");
});

test("no text of a number has a hyphen or a plain NaN", () => {
  for (let i = 0; i < 2000; i += 1) {
    const value = (Math.random() - 0.5) * 10 ** (Math.random() * 40 - 20);
    for (const text of [number(value), brief(value), signed(value), full(value), factor(value)]) {
      assert.ok(!text.includes("-") && !text.includes("NaN"), `${value} ${text}`);
    }
  }
});

test("a number read back is the number to three digits", () => {
  for (let i = 0; i < 2000; i += 1) {
    const value = (Math.random() - 0.5) * 10 ** (Math.random() * 30 - 15);
    const read = parsed(number(value));
    assert.ok(Math.abs(read - value) <= 0.00501 * Math.abs(value), `${value} ${read}`);
  }
});

test("a brief number has no zeros at its end, and loses none before the point", () => {
  assert.equal(brief(1), "1");
  assert.equal(brief(0.95), "0.95");
  assert.equal(brief(-1), "\u22121");
  assert.equal(brief(100), "100");
});

test("a signed number shows its sign", () => {
  assert.equal(signed(0.21), "+0.210");
  assert.equal(signed(-0.21), "\u22120.210");
  assert.equal(signed(0), "0");
});

test("powers of ten are short near one", () => {
  assert.deepEqual([-8, -1, 0, 1, 3].map(decade), ["10⁻⁸", "0.1", "1", "10", "10³"]);
});

test("a factor has a multiplication sign", () => {
  assert.equal(factor(0.6234), "×0.62");
  assert.equal(factor(123.4), "×123");
  assert.equal(factor(1.3e7), "×1.3×10⁷");
});

test("fields are filled in, and markup in them stays text", () => {
  assert.equal(fillIn("{a} of {b}", { a: 1, b: "<b>" }), "1 of <b>");
  assert.equal(fillIn("{a} {c}", { a: "$&" }), "$& {c}");
});

test("steps are counted from one, and a tick is shown where it says more", () => {
  assert.deepEqual(stepName({ T: 3, ticks: null }, 0), { now: "t = 1", plain: "t = 1", of: "/ 3", name: "", tick: "1" });
  assert.equal(stepName({ T: 3, ticks: ["a", "b", "c"] }, 1).now, "t = 2 · b");
  assert.equal(stepName({ T: 3, ticks: ["1", "2", "3"] }, 1).now, "t = 2");
  const both = { T: 10, ticks: Array(10).fill("layer 2"), options: { moment: "moment" } };
  assert.equal(stepName(both, 9).now, "moment 10 · layer 2");
});

test("a scene's own words come first, then English, then the key", () => {
  assert.equal(lookup({ play: "播放" })("play"), "播放");
  assert.equal(lookup()("play"), ENGLISH.play);
  assert.equal(lookup()("step of", { t: 2, T: 5 }), "step 2 of 5");
  assert.equal(lookup()("no such key"), "no such key");
});
