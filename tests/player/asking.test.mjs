import assert from "node:assert/strict";
import { test } from "node:test";

import { createAsking } from "../../rnnviz/player/frontend/asking.js";

/** What is sent, as [name, value, draft]; `own` may give the promise of an answer. */
function listening(patience, own = () => null) {
  const heard = [];
  const asking = createAsking((question) => {
    heard.push([question.name, question.value.value, question.draft]);
    return own(question);
  }, patience);
  return { heard, asking, edit: asking.of("edit"), dial: asking.of("dial") };
}

/** Answers that come by themselves, given one after the other. */
function promised() {
  const waiting = [];
  return {
    own: ({ draft }) => (draft ? new Promise((done) => waiting.push(done)) : null),
    async answer(heard = true) {
      waiting.shift()(heard);
      await new Promise((done) => setTimeout(done));
    },
    get out() { return waiting.length; },
  };
}

test("one question is on its way at a time, and the newest value goes next", () => {
  const { heard, asking, edit } = listening();
  for (const v of [1, 2, 3]) edit.drag({ value: v });
  assert.deepEqual(heard, [["edit", 1, true]]);
  asking.answered();
  assert.deepEqual(heard.at(-1), ["edit", 3, true]);
  asking.answered();
  asking.answered();
  assert.equal(heard.length, 2);
  assert.equal(asking.busy, false);
});

test("all parts of a player share the one way", () => {
  const { heard, asking, edit, dial } = listening();
  edit.drag({ value: 1 });
  dial.drag({ value: 2 });
  assert.equal(heard.length, 1);
  asking.answered();
  assert.deepEqual(heard.at(-1), ["dial", 2, true]);
  asking.answered();
});

test("what is let go is asked for good, after the answer that is out", () => {
  const { heard, asking, edit } = listening();
  edit.drag({ value: 1 });
  edit.drag({ value: 2 });
  edit.drop({ value: 2.5 });
  asking.answered();
  assert.deepEqual(heard, [["edit", 1, true], ["edit", 2.5, false]]);
  asking.answered();
});

test("what was let go is skipped for no other, but for a newer value of its own", () => {
  const { heard, asking, edit } = listening();
  edit.drop({ of: "a", value: 1 });
  edit.drop({ of: "b", value: 2 });
  edit.drop({ of: "b", value: 3 });
  edit.drag({ of: "c", value: 4 });
  edit.drag({ of: "c", value: 5 });
  for (const _each of [1, 2, 3]) asking.answered();
  assert.deepEqual(heard, [["edit", 1, false], ["edit", 3, false], ["edit", 5, true]]);
});

test("what is forgotten is what is on the way, not what was let go", () => {
  const { heard, asking, edit } = listening();
  edit.drag({ value: 1 });
  edit.drag({ value: 2 });
  asking.forget();
  asking.answered();
  assert.equal(heard.length, 1);
  edit.drag({ value: 3 });
  edit.drop({ value: 4 });
  asking.forget();
  asking.answered();
  assert.deepEqual(heard.at(-1), ["edit", 4, false]);
  asking.answered();
});

test("an answer that never comes is not waited for without end", async () => {
  const { heard, edit } = listening(5);
  edit.drag({ value: 1 });
  edit.drag({ value: 2 });
  await new Promise((done) => setTimeout(done, 40));
  assert.deepEqual(heard, [["edit", 1, true], ["edit", 2, true]]);
});

test("where an answer comes by itself, a scene of the page is not taken for it", async () => {
  const way = promised();
  const { heard, asking, edit } = listening(5, way.own);
  edit.drag({ value: 1 });
  edit.drag({ value: 2 });
  asking.answered();
  await new Promise((done) => setTimeout(done, 20));
  assert.equal(heard.length, 1);
  assert.equal(way.out, 1);
  await way.answer();
  assert.deepEqual(heard.at(-1), ["edit", 2, true]);
  await way.answer();
  assert.equal(asking.busy, false);
});

test("what could not be answered by itself is asked anew", async () => {
  const way = promised();
  let open = true;
  const { heard, asking, edit } = listening(undefined, (question) => (open ? way.own(question) : null));
  edit.drag({ value: 1 });
  open = false;
  await way.answer(false);
  assert.deepEqual(heard, [["edit", 1, true], ["edit", 1, true]]);
  assert.equal(asking.busy, true);
  asking.answered();
  assert.equal(asking.busy, false);
});
