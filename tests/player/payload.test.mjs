import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

import { decode, same } from "../../rnnviz/player/frontend/payload.js";

const FRONTEND = new URL("../../rnnviz/player/frontend/", import.meta.url);

/** A scene as payload.py makes it. */
function encode(header, arrays) {
  const ceil = (n) => Math.ceil(n / 8) * 8;
  const places = {};
  let offset = 0;
  for (const [name, [dtype, shape, data]] of Object.entries(arrays)) {
    places[name] = { dtype, shape, offset };
    offset += ceil(data.byteLength);
  }
  const text = new TextEncoder().encode(JSON.stringify({ ...header, arrays: places }));
  const length = ceil(text.length);
  const bytes = new Uint8Array(8 + length + offset).fill(32, 8, 8 + length);
  bytes.set(new TextEncoder().encode("RNNV"));
  new DataView(bytes.buffer).setUint32(4, length, true);
  bytes.set(text, 8);
  for (const [name, [, , data]] of Object.entries(arrays)) {
    bytes.set(new Uint8Array(data.buffer), 8 + length + places[name].offset);
  }
  return bytes;
}

const SCENE = encode({ version: 1, title: "Grüße <b>", steps: 3, views: [] }, {
  a: ["f4", [3, 2], Float32Array.of(1, 2, 3, 4, 5, NaN)],
  b: ["f8", [], Float64Array.of(Infinity)],
  c: ["u1", [3], Uint8Array.of(1, 0, 255)],
  d: ["i4", [0], Int32Array.of()],
});

test("a scene is decoded with its numbers, shapes and text", () => {
  const scene = decode(SCENE);
  assert.equal(scene.title, "Grüße <b>");
  assert.equal(scene.T, 3);
  assert.deepEqual([scene.arrays.a.at(0, 1), scene.arrays.a.at(2, 0), scene.arrays.a.at(2, 1)], [2, 5, NaN]);
  assert.deepEqual([...scene.arrays.a.row(1)], [3, 4]);
  assert.equal(scene.arrays.b.at(), Infinity);
  assert.equal(scene.arrays.c.at(2), 255);
  assert.equal(scene.arrays.d.data.length, 0);
});

test("bytes that lie anywhere in a buffer are decoded, and so is a whole buffer", () => {
  for (const shift of [1, 3, 8]) {
    const buffer = new Uint8Array(SCENE.length + shift);
    buffer.set(SCENE, shift);
    assert.equal(decode(buffer.subarray(shift)).arrays.b.at(), Infinity);
  }
  assert.equal(decode(SCENE.buffer).T, 3);
});

test("what is not a scene is refused", () => {
  assert.throws(() => decode(new Uint8Array(4)), /not a scene/);
  assert.throws(() => decode(new TextEncoder().encode("<html>!!")), /not a scene/);
});

test("the same bytes are the same", () => {
  assert.equal(same(SCENE, new Uint8Array(SCENE)), true);
  const other = new Uint8Array(SCENE);
  other[20] ^= 1;
  assert.equal(same(SCENE, other), false);
  assert.equal(same(SCENE, SCENE.subarray(1)), false);
  assert.equal(same(null, SCENE), false);
});

test("no module sets markup or evaluates text, and one alone asks the network", () => {
  const files = readdirSync(FRONTEND, { recursive: true }).filter((name) => name.endsWith(".js") && !name.startsWith("bundle"));
  assert.ok(files.length > 15);
  for (const name of files) {
    const text = readFileSync(new URL(name, FRONTEND), "utf8").replace(/^\s*\/\/.*$/gm, "");
    const found = text.replace(name === "shortway.js" ? "fetch(" : "", "").match(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|fetch\(|XMLHttpRequest|WebSocket|sendBeacon/);
    assert.equal(found, null, `${name}: ${found}`);
  }
});

test("the words of a view stand beside what it is set to, and overwrite none of it", () => {
  const view = { type: "attention", how: "a gate", terms: "terms", score: "e", title: "T" };
  const scene = decode(encode({ version: 1, steps: 1, views: [view], meanings: [{ gate: "g" }] }, {}));
  assert.deepEqual(scene.views, [{ ...view, meanings: { gate: "g" } }]);
});
