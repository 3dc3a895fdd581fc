import assert from "node:assert/strict";
import { test } from "node:test";

import { dialOf, valueOf } from "../../rnnviz/player/frontend/stage/dials.js";

const inside = (css) => ({ closest: (selector) => (selector === `.${css}` ? { css } : null) });
const thumb = (attributes) => ({ value: attributes.value, getAttribute: (name) => attributes[name] ?? null });

test("a slider of the page is known by the class of its setting, and no other node is", () => {
  const names = { gain: "st-key-unroll-gain", forget_bias: "st-key-unroll-bias" };
  assert.equal(dialOf(inside("st-key-unroll-bias"), names).name, "forget_bias");
  assert.equal(dialOf(inside("st-key-unroll-seed"), names), null);
  assert.equal(dialOf(inside("st-key-unroll-gain"), undefined), null);
  assert.equal(dialOf({}, names), null);
});

test("a slider's number is what it tells screen readers, else its value", () => {
  assert.equal(valueOf(thumb({ "aria-valuenow": "-0.5", value: "3" })), -0.5);
  assert.equal(valueOf(thumb({ value: "1.25" })), 1.25);
  assert.equal(valueOf(thumb({ "aria-valuenow": "one" })), null);
  assert.equal(valueOf(thumb({})), null);
  assert.equal(valueOf(null), null);
});
