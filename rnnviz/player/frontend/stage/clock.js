// The one clock of a player. Pure logic: it is told the time and keeps no timer of its own.
//
// `done` counts the steps that have been made, from 0 (nothing yet) to T (all of them). A cursor
// says the same as a step `t` and the part `frac` of it that is done. In backward mode the first
// step made is T-1 and the last one is 0.

const clamp = (value, low, high) => Math.min(Math.max(value, low), high);
const TINY = 1e-9;
const TO_LOSS = 0.6; // seconds in which the rest of a forward pass is made before a backward one

export const SPEEDS = [0.25, 0.5, 1, 2, 4];

/** Where `done` steps lie: the step, and the part of it that is done. */
export function place(done, T, mode) {
  const index = clamp(Math.ceil(done - TINY) - 1, 0, T - 1);
  const frac = clamp(done - index, 0, 1);
  return { t: mode === "backward" ? T - 1 - index : index, frac };
}

/** The `done` at which step `t` is `frac` done. */
export function distance(t, frac, T, mode) {
  const index = mode === "backward" ? T - 1 - t : t;
  return clamp(index, 0, T - 1) + frac;
}

export class Clock {
  constructor({ T, modes = ["forward"], start = {}, speed = 2, micro = 1, discrete = false }) {
    this.listeners = new Set();
    this.rate = 1;
    this.discrete = discrete;
    this.playing = false;
    this.hurry = null; // steps per second, while the forward pass runs to the loss to turn there
    this.configure({ T, modes, speed, micro });
    this.mode = modes.includes(start.mode) ? start.mode : modes[0];
    this.done = distance(clamp(start.t ?? 0, 0, T - 1), 1, T, this.mode);
    if (start.playing) this.play();
  }

  /** New sizes; the step, the mode and the rate stay as far as they exist. */
  configure({ T, modes, speed, micro }) {
    const cursor = this.T ? this.cursor() : null;
    Object.assign(this, { T, modes, speed, micro });
    if (!cursor) return;
    if (!modes.includes(this.mode)) this.mode = modes[0];
    this.done = distance(Math.min(cursor.t, T - 1), cursor.frac, T, this.mode);
    this.changed();
  }

  subscribe(listener) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  changed() {
    for (const listener of this.listeners) listener();
  }

  /** What is to be drawn now. */
  cursor() {
    const { t, frac } = place(this.done, this.T, this.mode);
    const whole = this.discrete && this.playing;
    return { t, frac: whole ? 1 : frac, mode: this.mode, T: this.T, playing: this.playing };
  }

  /** Whether the whole pass is done. */
  get atEnd() {
    return this.done >= this.T - TINY;
  }

  /** Whether no more than the first step of the pass is done. */
  get atStart() {
    return this.done <= 1 + TINY;
  }

  /** Let `seconds` pass. */
  advance(seconds) {
    if (!this.playing) return undefined;
    this.done = Math.min(this.done + seconds * (this.hurry ?? this.speed * this.rate), this.T);
    if (this.atEnd && this.hurry) return this.turn();
    if (this.atEnd) this.playing = false;
    return this.changed();
  }

  /** From the first step (or again from the last) all of it is played, else from here on. */
  play() {
    if (this.atEnd || this.atStart) this.done = 0;
    this.hurry = null;
    this.playing = true;
    this.changed();
  }

  /** Stop; a step under way is finished, so that a number on screen is a whole step's. */
  pause() {
    this.stop();
    this.done = clamp(Math.ceil(this.done - TINY), 1, this.T);
    this.changed();
  }

  toggle() {
    if (this.playing) this.pause();
    else this.play();
  }

  /** Go to step t, whole unless `frac` says otherwise. */
  seek(t, frac = 1) {
    this.stop();
    this.done = distance(clamp(t, 0, this.T - 1), frac, this.T, this.mode);
    this.changed();
  }

  /** `count` steps to the right on the axis of time (left if negative); a part counts as a step. */
  step(count) {
    const along = this.mode === "backward" ? -count : count;
    const whole = along > 0 ? Math.floor(this.done + TINY) : Math.ceil(this.done - TINY);
    this.stop();
    this.done = clamp(whole + along, 1, this.T);
    this.changed();
  }

  /** One part of a step to the right on the axis of time, or to the left. */
  microStep(direction) {
    if (this.micro <= 1) return this.step(direction);
    this.stop();
    const ahead = direction > 0 === (this.mode !== "backward");
    const parts = Math.round(this.done * this.micro * 1e6) / 1e6;
    const next = ahead ? Math.floor(parts) + 1 : Math.ceil(parts) - 1;
    this.done = clamp(next / this.micro, 1 / this.micro, this.T);
    return this.changed();
  }

  first() {
    this.seek(0);
  }

  last() {
    this.seek(this.T - 1);
  }

  stop() {
    this.playing = false;
    this.hurry = null;
  }

  /**
   * Change direction. A gradient begins at the loss, so backward begins behind the whole forward
   * pass, what is missing of it is made first. Forward the step stays; behind a finished backward
   * pass all of it is played.
   */
  setMode(mode) {
    if (!this.modes.includes(mode)) return;
    if (mode === this.mode && this.hurry) this.pause();
    if (mode === this.mode) return;
    if (mode === "backward") this.toLoss();
    else this.toForward();
  }

  toLoss() {
    if (this.atEnd || this.discrete || this.hurry) return this.turn();
    this.hurry = (this.T - this.done) / TO_LOSS;
    this.playing = true;
    return this.changed();
  }

  /** At the loss: the gradient sets out from there. */
  turn() {
    this.mode = "backward";
    this.done = 0;
    this.play();
  }

  toForward() {
    const { t } = this.cursor();
    const finished = this.atEnd;
    this.stop();
    this.mode = "forward";
    this.done = distance(t, 1, this.T, this.mode);
    if (finished) this.play();
    else this.changed();
  }

  setRate(rate) {
    this.rate = clamp(rate, SPEEDS[0], SPEEDS.at(-1));
    this.changed();
  }

  /** What outlives a rerun, and its return. */
  state() {
    const { rate, playing } = this;
    if (this.hurry) return { t: this.T - 1, frac: 0, mode: "backward", rate, playing };
    const { t, frac } = place(this.done, this.T, this.mode);
    return { t, frac, mode: this.mode, rate, playing };
  }

  restore({ t, frac, mode, rate, playing }) {
    this.mode = this.modes.includes(mode) ? mode : this.modes[0];
    this.rate = rate;
    this.hurry = null;
    this.done = distance(clamp(t, 0, this.T - 1), frac, this.T, this.mode);
    this.playing = playing && !this.atEnd;
    this.changed();
  }
}
