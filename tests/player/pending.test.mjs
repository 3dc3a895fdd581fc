import assert from "node:assert/strict";
import test from "node:test";

import { Pending } from "../../rnnviz/player/frontend/digits/pending.js";

const after = (start, ...sent) => {
  const pending = new Pending(start);
  sent.forEach((value) => pending.send(value));
  return pending;
};

test("an answer to a drawing that has been overtaken is not taken", () => {
  const pending = after("", "a", "ab", "abc");
  assert.deepEqual(["", "a", "ab", "abc"].map((value) => pending.accepts(value)),
    [false, false, false, true]);
});

test("answers that are left out on the way change nothing", () => {
  const pending = after("", "a", "ab", "abc");
  assert.equal(pending.accepts("abc"), true);
  pending.send("b");
  assert.equal(pending.accepts("abc"), false); // a rerun that left before
  assert.equal(pending.accepts("b"), true);
});

test("what the server sets by itself is taken, and nothing is waited for any more", () => {
  const pending = after("", "a");
  assert.equal(pending.accepts("from a link"), true);
  assert.equal(pending.accepts("a"), true);
});

test("a drawing that is drawn again after something else waits for its last answer", () => {
  const pending = after("", "a", "ab", "a");
  assert.equal(pending.accepts("ab"), false);
  assert.equal(pending.accepts("a"), true);
});
