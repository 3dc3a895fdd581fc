import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import { addressOf, createShortWay } from "../../rnnviz/player/frontend/shortway.js";

const PAGE = { screen: "unroll", query: { hidden: "2" } };
const MOVED = { name: "dial", value: { name: "gain", value: 2 } };
const SCENE = new Uint8Array([1, 2, 3]);

globalThis.location = { href: "http://here/unroll" };
afterEach(() => { asked.length = 0; });

const asked = [];
const answering = (status, type = "application/octet-stream") => (href, how) => {
  asked.push({ href, ...how });
  const headers = new Headers({ "content-type": type });
  return Promise.resolve({ status, headers, arrayBuffer: () => Promise.resolve(SCENE.buffer) });
};
const failing = (name) => () => Promise.reject(Object.assign(new Error("no"), { name }));

test("the short way stands beside the page, below whatever path the app lives", () => {
  for (const [page, way] of [
    ["http://here/unroll", "http://here/_rnnviz/draft"],
    ["https://here:8501/a/b/gates/?clamp=f#x", "https://here:8501/a/b/_rnnviz/draft"],
  ]) assert.equal(addressOf(page), way);
});

test("it stands below the path that the server was told, on the landing page too", () => {
  for (const page of ["https://here/a/b", "https://here/a/b/", "https://here/a/b/gates?clamp=f"]) {
    assert.equal(addressOf(page, "a/b"), "https://here/a/b/_rnnviz/draft");
  }
  createShortWay(answering(200))({ ...PAGE, base: "a/b" }, MOVED);
  assert.equal(asked[0].href, "http://here/a/b/_rnnviz/draft");
  assert.equal(JSON.parse(asked[0].body).base, undefined);
});

test("a question names the page's settings and what was moved, and is answered by a scene", async () => {
  const ask = createShortWay(answering(200));
  assert.deepEqual(await ask(PAGE, MOVED), SCENE);
  await ask(PAGE, MOVED);
  const [first, second] = asked.map(({ body }) => JSON.parse(body));
  const { who, ...question } = first;
  assert.deepEqual(question, { ...PAGE, ...MOVED });
  assert.ok(who.length > 4);
  assert.equal(second.who, who);
  assert.equal(asked[0].mode, "same-origin");
});

test("where the page has no short way nothing is asked", () => {
  assert.equal(createShortWay(answering(200))(undefined, MOVED), null);
  assert.equal(createShortWay(answering(200))(null, MOVED), null);
  assert.equal(asked.length, 0);
});

test("no picture, a busy server and one that is too slow leave the picture and the way as they are", async () => {
  for (const ask of [answering(204), answering(429), answering(503), failing("TimeoutError")]) {
    const way = createShortWay(ask);
    assert.equal(await way(PAGE, MOVED), null);
    assert.notEqual(way(PAGE, MOVED), null);
  }
});

test("where nobody answers, or somebody else does, the way is given up", async () => {
  for (const ask of [answering(404), answering(405), answering(200, "text/html"), failing("TypeError")]) {
    const way = createShortWay(ask);
    assert.equal(await way(PAGE, MOVED), false);
    assert.equal(way(PAGE, MOVED), null);
  }
});
