import assert from "node:assert/strict";
import test from "node:test";

import { onKey } from "../../rnnviz/player/frontend/stage/keyboard.js";

const heard = new Set();
const body = { matches: () => false };
globalThis.window = { addEventListener: (_name, hear) => heard.add(hear), removeEventListener: (_name, hear) => heard.delete(hear) };
globalThis.document = { body, documentElement: {} };

const player = (top) => {
  const on = {};
  const steps = [];
  const node = {
    classList: { contains: () => false },
    addEventListener: (name, hear) => { on[name] = hear; },
    removeEventListener: () => {},
    getBoundingClientRect: () => ({ top, height: 100 }),
  };
  const clock = { step: (by) => steps.push(by), toggle: () => steps.push("toggle"), first: () => steps.push("first") };
  return { on, steps, end: onKey(node, clock) };
};

const press = (key, target = body) => {
  const event = { key, composedPath: () => [target], preventDefault() { this.defaultPrevented = true; }, stopPropagation() {} };
  for (const hear of heard) hear(event);
};

const element = (fits) => ({ matches: (selector) => fits(selector) });
const button = element((selector) => selector.startsWith("button"));
const field = element((selector) => selector.startsWith("textarea"));

test("keys move the topmost player of a page where nothing has the focus, and no other", () => {
  const below = player(900);
  const above = player(100);
  press("ArrowRight");
  assert.deepEqual([above.steps, below.steps], [[1], []]);
  above.end();
  below.end();
});

test("the player under the pointer is meant before the topmost one", () => {
  const below = player(900);
  const above = player(100);
  below.on.pointerenter();
  press("ArrowLeft");
  assert.deepEqual([above.steps, below.steps], [[], [-1]]);
  above.end();
  below.end();
});

test("arrows reach the player from a button that was pressed, Space and what is typed do not", () => {
  const one = player(100);
  press("ArrowRight", button);
  press(" ", button);
  press("ArrowRight", field);
  assert.deepEqual(one.steps, [1]);
  one.end();
});

test("Home and End scroll the page unless the player is pointed at", () => {
  const one = player(100);
  press("Home");
  assert.deepEqual(one.steps, []);
  one.on.pointerenter();
  press("Home");
  assert.deepEqual(one.steps, ["first"]);
  one.end();
});
