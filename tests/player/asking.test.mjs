import assert from "node:assert/strict";
import { test } from "node:test";

import { createAsking } from "../../rnnviz/player/frontend/asking.js";

function listening(patience) {
  const heard = [];
  const asking = createAsking((value, draft) => heard.push([value, draft]), patience);
  return { heard, asking };
}

test("one question is on its way at a time, and the newest value goes next", () => {
  const { heard, asking } = listening();
  for (const value of [1, 2, 3]) asking.drag(value);
  assert.deepEqual(heard, [[1, true]]);
  asking.answered();
  assert.deepEqual(heard, [[1, true], [3, true]]);
  asking.answered();
  asking.answered();
  assert.equal(heard.length, 2);
  assert.equal(asking.busy, false);
});

test("what is let go is asked for good, after the answer that is out", () => {
  const { heard, asking } = listening();
  asking.drag(1);
  asking.drag(2);
  asking.drop(2.5);
  asking.answered();
  assert.deepEqual(heard, [[1, true], [2.5, false]]);
  asking.answered();
});

test("an answer that never comes is not waited for without end", async () => {
  const { heard, asking } = listening(5);
  asking.drag(1);
  asking.drag(2);
  await new Promise((done) => setTimeout(done, 40));
  assert.deepEqual(heard, [[1, true], [2, true]]);
});
