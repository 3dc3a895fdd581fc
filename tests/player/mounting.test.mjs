import assert from "node:assert/strict";
import { test } from "node:test";

import { mounting, placeOf } from "../../rnnviz/player/frontend/mounting.js";

/** A component that keeps what it is told, and how it tells something itself. */
function recorder() {
  const log = [];
  const serve = mounting((parent, data, emit) => {
    log.push(["made", data]);
    return {
      update: (next) => log.push(["updated", next]),
      destroy: () => log.push(["gone"]),
      emit,
    };
  });
  return { log, serve };
}

/** A component's element in its shadow, and the part of the page around it. */
function placed() {
  const place = { dataset: {} };
  const host = { closest: (selector) => (selector === "[class*='st-key-']" ? place : null) };
  return { place, host, parentElement: { getRootNode: () => ({ host }) } };
}

test("the place of a component knows when it is there", () => {
  const { log, serve } = recorder();
  const { place, parentElement } = placed();
  serve({ data: 1, parentElement, setTriggerValue: () => {} });
  assert.deepEqual(log, [["made", 1]]);
  assert.equal(place.dataset.ready, "");
  assert.equal(placeOf(parentElement, "[class*='-room']"), null);
});

test("a component is made once, updated after each rerun, and made anew after its end", () => {
  const { log, serve } = recorder();
  const { parentElement } = placed();
  const end = serve({ data: 1, parentElement, setTriggerValue: () => {} });
  assert.equal(serve({ data: 2, parentElement, setTriggerValue: () => {} }), end);
  end();
  serve({ data: 3, parentElement, setTriggerValue: () => {} });
  assert.deepEqual(log, [["made", 1], ["updated", 2], ["gone"], ["made", 3]]);
});

test("what a component tells goes to the latest rerun", () => {
  const told = [];
  let tell;
  const serve = mounting((parent, data, emit) => {
    tell = emit;
    return { update() {}, destroy() {} };
  });
  const { parentElement } = placed();
  serve({ data: 1, parentElement, setTriggerValue: (...what) => told.push(["old", ...what]) });
  serve({ data: 2, parentElement, setTriggerValue: (...what) => told.push(["new", ...what]) });
  tell("drawn", "abc");
  assert.deepEqual(told, [["new", "drawn", "abc"]]);
});
