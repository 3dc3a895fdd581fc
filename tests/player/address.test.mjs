// The player's place in the page's address.

import assert from "node:assert/strict";
import test from "node:test";

import { Address, itemOf, pickName, placeOf, startIn, withPlace } from "../../rnnviz/player/frontend/stage/address.js";

const BOTH = ["forward", "backward"];
const at = (t, mode = "forward") => ({ t, mode });

test("steps and places are counted from 1, as they are shown", () => {
  assert.equal(pickName({ array: "h", t: 6, index: [1] }), "h.7.2");
  assert.equal(pickName({ array: "W_hh", t: null, index: [0, 2] }), "W_hh..1.3");
  assert.equal(pickName(null), null);
  assert.deepEqual(placeOf(at(6), null, {}, BOTH), { t: "7", mode: null, pick: null });
});

test("what is as the screen opens is not in the address", () => {
  assert.deepEqual(placeOf(at(0), null, {}, BOTH), { t: null, mode: null, pick: null });
  const home = { t: 29, mode: "backward" };
  assert.deepEqual(placeOf(at(29, "backward"), null, home, BOTH), { t: null, mode: null, pick: null });
});

test("a pass that was turned round has both its step and its direction in the address", () => {
  assert.deepEqual(placeOf(at(0, "backward"), null, {}, BOTH), { t: "1", mode: "backward", pick: null });
});

test("the rest of the address stays as it was", () => {
  const place = { t: "7", mode: null, pick: "h.7.2" };
  assert.equal(withPlace("http://a/unroll?hidden=2&mode=backward", place),
    "http://a/unroll?hidden=2&t=7&pick=h.7.2");
  const same = "http://a/unroll?typed=0.2,%20-0.4";
  assert.equal(withPlace(same, { t: null, mode: null, pick: null }), same);
});

test("the word of a number is read back as it was written, and no other word is", () => {
  for (const item of [{ array: "h", t: 6, index: [1] }, { array: "W_hh", t: null, index: [0, 2] }, { array: "loss", t: 2, index: [] }]) {
    assert.deepEqual(itemOf(pickName(item)), item);
  }
  for (const word of [null, "", "h", "h.0.1", "h.1.0", "1.1.1", "h.1.1.1.1.1", "h.99999.1", "<b>.1.1"]) {
    assert.equal(itemOf(word), null, word);
  }
});

test("a link of the page that says where to stand is followed, and one that does not is none", () => {
  const home = { t: 11, mode: "backward" };
  const start = (query) => startIn(`http://a/gradients${query}`, home, ["backward", "forward"]);
  assert.equal(start("?gain=2"), null);
  assert.deepEqual(start("?t=7"), { t: 6, mode: "backward", pick: null, playing: false });
  assert.deepEqual(start("?mode=forward&pick=h.3.1"),
    { t: 11, mode: "forward", pick: { array: "h", t: 2, index: [0] }, playing: false });
  assert.deepEqual(start("?t=-1&mode=sideways"), { t: 11, mode: "backward", pick: null, playing: false });
});

/** A window at an address: `went` is where the player was sent, `change` what the page does to it. */
function standing(href) {
  const heard = new Map();
  const listening = { addEventListener: (name, hear) => heard.set(name, hear), removeEventListener() {} };
  const put = (next) => Object.assign(globalThis.location, { href: next, pathname: new URL(next).pathname });
  globalThis.location = {};
  put(href);
  globalThis.history = { state: null, replaceState: (_state, _title, next) => put(next) };
  globalThis.window = { ...listening, navigation: listening };
  const went = [];
  let place = { t: "4", mode: null, pick: null };
  const go = (to) => {
    const start = startIn(to, {}, BOTH);
    if (start) went.push(start.t);
    return Boolean(start);
  };
  const address = new Address(listening, () => place, go);
  const change = (next, navigationType = "push") => {
    put(next);
    heard.get("currententrychange")({ navigationType });
  };
  const move = (t) => {
    heard.get("pointerdown")();
    place = { ...place, t: String(t) };
    address.write();
  };
  return { went, change, move, get href() { return globalThis.location.href; } };
}

test("a change of settings that repeats where one arrived sends nobody back there", () => {
  const page = standing("http://x/unroll?t=4");
  page.move(6);
  assert.equal(page.href, "http://x/unroll?t=6");
  page.change("http://x/unroll?edits=a&t=4");
  assert.deepEqual(page.went, []);
  assert.equal(page.href, "http://x/unroll?edits=a&t=6");
});

test("a link that says where to stand is followed, and so is the one after it", () => {
  const page = standing("http://x/unroll");
  page.move(6);
  page.change("http://x/unroll?t=2");
  page.change("http://x/unroll?t=9&mode=backward");
  assert.deepEqual(page.went, [1, 8]);
});

test("after the way back the place of that entry is what the page repeats", () => {
  const page = standing("http://x/unroll?t=4");
  page.change("http://x/unroll?t=7", "traverse");
  page.move(5);
  page.change("http://x/unroll?edits=a&t=7");
  assert.deepEqual(page.went, []);
  assert.equal(page.href, "http://x/unroll?edits=a&t=5");
});

test("an address without a place is given the one where the player stands, once it was touched", () => {
  const page = standing("http://x/unroll?t=4");
  page.change("http://x/unroll?edits=a");
  assert.equal(page.href, "http://x/unroll?edits=a");
  page.move(3);
  page.change("http://x/unroll?edits=b");
  assert.equal(page.href, "http://x/unroll?edits=b&t=3");
  assert.deepEqual(page.went, []);
});
