import assert from "node:assert/strict";
import { test } from "node:test";

import { atStep, parse, plain, written } from "../../rnnviz/player/frontend/drawing/formula.js";

const kinds = (text) => parse(text).map(({ kind, text: said }) => [kind, said]);

test("one letter is a quantity, a longer word stands upright", () => {
  assert.deepEqual(kinds("tanh(a)"), [
    ["word", "tanh"],
    ["text", "("],
    ["var", "a"],
    ["text", ")"],
  ]);
});

test("a subscript is one name or what stands in braces", () => {
  assert.deepEqual(kinds("W_hh"), [
    ["var", "W"],
    ["sub", "hh"],
  ]);
  assert.deepEqual(kinds("h_{t-1}"), [
    ["var", "h"],
    ["sub", "t−1"],
  ]);
});

test("a superscript may follow a subscript", () => {
  assert.deepEqual(kinds("W_hh^T"), [
    ["var", "W"],
    ["sub", "hh"],
    ["sup", "T"],
  ]);
});

test("operators with spaces around them are set apart and the minus is a true one", () => {
  assert.deepEqual(kinds("o ⊙ c - d"), [
    ["var", "o"],
    ["op", "⊙"],
    ["var", "c"],
    ["op", "−"],
    ["var", "d"],
  ]);
});

test("a minus without spaces belongs to its number", () => {
  assert.deepEqual(kinds("-1"), [["text", "−1"]]);
});

test("gradients keep their ∂ upright beside italic quantities", () => {
  assert.deepEqual(kinds("∂L/∂h_t"), [
    ["text", "∂"],
    ["var", "L"],
    ["text", "/∂"],
    ["var", "h"],
    ["sub", "t"],
  ]);
});

test("any text is parsed to its end without loss", () => {
  for (const text of ["", "_", "a_", "^^", "{}", "h_{", "<b>x</b>", "名_t", "1e400", "a__b"]) {
    assert.ok(
      parse(text).every(({ text: said }) => typeof said === "string"),
      text,
    );
  }
  assert.equal(plain("<b>"), "<b>");
});

test("steps are counted from 1, so that the state before the first is h_0", () => {
  assert.equal(atStep("h_t = f(h_{t-1}, x_{t+1})", 0), "h_{1} = f(h_{0}, x_{2})");
});

test("a name that begins with t is no step", () => {
  assert.equal(atStep("b_tanh", 4), "b_tanh");
});

test("in a table a formula keeps its scripts", () => {
  assert.equal(written("∂L/∂h_t"), "∂L/∂h_t");
  assert.equal(written("W_hi h_{t-1}"), "W_hi h_{t−1}");
  assert.equal(written("h_{12}[1]"), "h_12[1]");
});

test("a formula is said in plain words", () => {
  assert.equal(plain("h_{t-1} + b_h"), "h t−1 + b h");
});
