import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

import { pieces } from "../../rnnviz/player/frontend/drawing/terms.js";
import { lookup } from "../../rnnviz/player/frontend/words.js";

test("a text is cut at its terms and nothing of it is lost", () => {
  const terms = { "hidden state": "what is remembered", state: "a state", gate: "a gate" };
  const parts = pieces("A hidden state has no gate, and a gate no state.", terms);
  assert.equal(parts.map(([text]) => text).join(""), "A hidden state has no gate, and a gate no state.");
  assert.deepEqual(parts.filter(([, meaning]) => meaning).map(([text]) => text), ["hidden state", "gate"]);
});

test("a text without terms stays whole", () => {
  assert.deepEqual(pieces("Nothing here.", { gate: "a gate" }), [["Nothing here.", null]]);
  assert.deepEqual(pieces("", {}), []);
});

test("the label of a line of the card is never a sentence of another view", () => {
  const folder = new URL("../../rnnviz/player/frontend/card/", import.meta.url);
  const source = readdirSync(folder).filter((name) => name.endsWith(".js"))
    .map((name) => readFileSync(new URL(name, folder), "utf8")).join("");
  const labels = [...source.matchAll(/words\("([a-z ]+)"\)/g)].map(([, key]) => key);
  assert.ok(labels.includes("given"));
  for (const key of labels) assert.equal(lookup()(key), key);
});
