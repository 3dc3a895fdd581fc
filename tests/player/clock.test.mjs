import assert from "node:assert/strict";
import { test } from "node:test";

import { Clock, distance, place } from "../../rnnviz/player/frontend/stage/clock.js";

const clock = (options = {}) => new Clock({ T: 5, speed: 2, modes: ["forward", "backward"], ...options });

test("a clock begins at its start step, whole and at rest", () => {
  const { t, frac, mode, T, playing } = clock({ start: { t: 3 } }).cursor();
  assert.deepEqual({ t, frac, mode, T, playing }, { t: 3, frac: 1, mode: "forward", T: 5, playing: false });
});

test("a start beyond the last step is the last step, and one in an unknown mode is forward", () => {
  const cursor = clock({ start: { t: 99, mode: "sideways" } }).cursor();
  assert.equal(cursor.t, 4);
  assert.equal(cursor.mode, "forward");
});

test("play from the first step plays that step too, and stops whole at the last", () => {
  const c = clock();
  c.play();
  assert.deepEqual([c.cursor().t, c.cursor().frac], [0, 0]);
  c.advance(0.25);
  assert.deepEqual([c.cursor().t, c.cursor().frac], [0, 0.5]);
  c.advance(100);
  assert.deepEqual([c.cursor().t, c.cursor().frac, c.playing], [4, 1, false]);
});

test("play at the end begins again", () => {
  const c = clock({ start: { t: 4 } });
  c.play();
  assert.equal(c.cursor().t, 0);
});

test("play in the middle goes on from there", () => {
  const c = clock({ start: { t: 2 } });
  c.play();
  c.advance(0.25);
  assert.deepEqual([c.cursor().t, c.cursor().frac], [3, 0.5]);
});

test("the rate multiplies the speed and stays between a quarter and four", () => {
  const c = clock();
  c.setRate(4);
  c.play();
  c.advance(0.25);
  assert.deepEqual([c.cursor().t, c.cursor().frac], [1, 1]);
  c.setRate(1000);
  assert.equal(c.rate, 4);
  c.setRate(0);
  assert.equal(c.rate, 0.25);
});

test("a backward pass runs from the last step to the first", () => {
  const c = clock({ start: { t: 4, mode: "backward" } });
  c.play();
  assert.equal(c.cursor().t, 4);
  c.advance(0.75);
  assert.deepEqual([c.cursor().t, c.cursor().frac], [3, 0.5]);
  c.advance(100);
  assert.equal(c.cursor().t, 0);
  assert.equal(c.atEnd, true);
});

test("a step to the right is a later step in either mode", () => {
  for (const mode of ["forward", "backward"]) {
    const c = clock({ start: { t: 2, mode } });
    c.step(1);
    assert.equal(c.cursor().t, 3, mode);
    c.step(-1);
    c.step(-1);
    assert.equal(c.cursor().t, 1, mode);
  }
});

test("steps stop at both ends", () => {
  const c = clock();
  c.step(-1);
  assert.equal(c.cursor().t, 0);
  c.step(99);
  assert.equal(c.cursor().t, 4);
  c.first();
  assert.equal(c.cursor().t, 0);
  c.last();
  assert.equal(c.cursor().t, 4);
});

test("a pause finishes the step under way", () => {
  const c = clock({ start: { t: 1 } });
  c.play();
  c.advance(0.2);
  c.pause();
  assert.deepEqual([c.cursor().t, c.cursor().frac], [2, 1]);
});

test("parts of a step follow one another, on and back, without loss by rounding", () => {
  const c = clock({ micro: 7 });
  for (let i = 0; i < 14; i += 1) c.microStep(1);
  assert.deepEqual([c.cursor().t, c.cursor().frac], [2, 1]);
  for (let i = 0; i < 14; i += 1) c.microStep(-1);
  assert.deepEqual([c.cursor().t, c.cursor().frac], [0, 1]);
});

test("without parts a part is a step", () => {
  const c = clock();
  c.microStep(1);
  assert.equal(c.cursor().t, 1);
});

test("a whole step from a part of one ends it", () => {
  const c = clock({ micro: 4, start: { t: 2 } });
  c.microStep(1);
  c.step(1);
  assert.deepEqual([c.cursor().t, c.cursor().frac], [3, 1]);
});

test("a finished forward pass is followed by the backward one", () => {
  const c = clock({ start: { t: 4 } });
  c.setMode("backward");
  assert.deepEqual([c.cursor().t, c.cursor().mode, c.playing], [4, "backward", true]);
});

test("backward begins at the loss wherever one stands: the forward pass is made whole first", () => {
  for (const t of [0, 2]) {
    const c = clock({ start: { t } });
    c.setMode("backward");
    assert.deepEqual([c.cursor().t, c.cursor().mode, c.playing], [t, "forward", true]);
    c.advance(0.3);
    assert.equal(c.cursor().mode, "forward");
    c.advance(0.31);
    assert.deepEqual([c.cursor().t, c.cursor().frac], [4, 0]);
    assert.deepEqual([c.cursor().mode, c.playing], ["backward", true]);
    c.advance(0.75);
    assert.deepEqual([c.cursor().t, c.cursor().frac], [3, 0.5]);
  }
});

test("with little motion backward begins at the loss at once", () => {
  const c = clock({ discrete: true, start: { t: 1 } });
  c.setMode("backward");
  assert.deepEqual([c.cursor().t, c.cursor().mode, c.playing], [4, "backward", true]);
});

test("on the way to the loss a second press turns at once, and any other stops there", () => {
  const onItsWay = () => {
    const c = clock({ start: { t: 1 } });
    c.setMode("backward");
    c.advance(0.2);
    return c;
  };
  const twice = onItsWay();
  twice.setMode("backward");
  assert.deepEqual([twice.cursor().t, twice.mode], [4, "backward"]);
  for (const press of ["pause", "first", "last"]) {
    const c = onItsWay();
    c[press]();
    c.advance(5);
    assert.deepEqual([c.mode, c.playing], ["forward", false], press);
  }
  const forward = onItsWay();
  forward.setMode("forward");
  forward.advance(5);
  assert.deepEqual([forward.mode, forward.playing], ["forward", false]);
});

test("what is kept on the way to the loss is the backward pass that was asked for", () => {
  const a = clock({ start: { t: 1 } });
  a.setMode("backward");
  a.advance(0.2);
  const b = clock();
  b.restore(a.state());
  assert.deepEqual([b.cursor().t, b.mode, b.playing], [4, "backward", true]);
});

test("forward in the middle of a backward pass keeps the step", () => {
  const c = clock({ start: { t: 2, mode: "backward" } });
  c.setMode("forward");
  assert.deepEqual([c.cursor().t, c.cursor().mode, c.playing], [2, "forward", false]);
});

test("a mode that the scene lacks is not entered", () => {
  const c = clock({ modes: ["forward"] });
  c.setMode("backward");
  assert.equal(c.mode, "forward");
});

test("new sizes keep the step as far as it exists", () => {
  const c = clock({ start: { t: 3 } });
  c.configure({ T: 9, modes: ["forward"], speed: 2, micro: 1 });
  assert.equal(c.cursor().t, 3);
  c.configure({ T: 2, modes: ["forward"], speed: 2, micro: 1 });
  assert.equal(c.cursor().t, 1);
});

test("new sizes in a backward pass keep the step, not the number of steps made", () => {
  const c = clock({ start: { t: 3, mode: "backward" } });
  c.configure({ T: 9, modes: ["forward", "backward"], speed: 2, micro: 1 });
  assert.deepEqual([c.cursor().t, c.cursor().mode], [3, "backward"]);
});

test("a state that is kept and restored is the same state", () => {
  const a = clock({ start: { t: 2, mode: "backward" } });
  a.setRate(2);
  const b = clock();
  b.restore(a.state());
  assert.deepEqual(b.state(), a.state());
});

test("with discrete play only whole steps are shown", () => {
  const c = clock({ discrete: true });
  c.play();
  for (let i = 0; i < 20; i += 1) {
    c.advance(0.1);
    assert.equal(c.cursor().frac, 1);
  }
});

test("one step is enough", () => {
  const c = clock({ T: 1 });
  c.play();
  c.advance(10);
  assert.deepEqual([c.cursor().t, c.cursor().frac], [0, 1]);
});

test("listeners hear each change until they end", () => {
  const c = clock();
  let heard = 0;
  const end = c.subscribe(() => { heard += 1; });
  c.step(1);
  end();
  c.step(1);
  assert.equal(heard, 1);
});

test("place and distance are inverse to each other", () => {
  for (const mode of ["forward", "backward"]) {
    for (let t = 0; t < 5; t += 1) {
      for (const frac of [0.25, 0.5, 1]) {
        assert.deepEqual(place(distance(t, frac, 5, mode), 5, mode), { t, frac });
      }
    }
  }
});
