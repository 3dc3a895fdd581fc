// The transport bar: play, pause, step, scrub, speed, direction. Left and right are the axis of
// time's own: in a backward pass play points to the left.

import { SPEEDS } from "./clock.js";
import { el, icon } from "../drawing/dom.js";
import { stepName } from "../drawing/format.js";

const ICONS = {
  play: "M6 4.1c0-.8.9-1.3 1.6-.9l8.8 5.9c.6.4.6 1.3 0 1.7l-8.8 5.9c-.7.5-1.6 0-1.6-.9z",
  pause: "M5.2 3.6h3.2v12.8H5.2zM11.6 3.6h3.2v12.8h-3.2z",
  back: "M12.6 4 14 5.4 9.4 10l4.6 4.6-1.4 1.4-6-6z",
  on: "M7.4 4 6 5.4l4.6 4.6L6 14.6 7.4 16l6-6z",
  start: "M4.2 4.2H6v11.6H4.2zM14.4 4l1.4 1.4-4.6 4.6 4.6 4.6-1.4 1.4-6-6z",
  end: "M15.8 4.2H14v11.6h1.8zM5.6 4 4.2 5.4 8.8 10l-4.6 4.6L5.6 16l6-6z",
};
const THUMB = 20;

class Transport {
  constructor(root, clock, scene, words) {
    Object.assign(this, { clock, scene, words, shown: "" });
    this.start = this.button("start", "to start", "Home", () => clock.first());
    this.back = this.button("back", "step back", "←", () => clock.step(-1));
    this.play = this.button("play", "play", "Space", () => clock.toggle());
    this.on = this.button("on", "step on", "→", () => clock.step(1));
    this.end = this.button("end", "to end", "End", () => clock.last());
    this.readout = el("div", { class: "rv-readout" });
    this.direction = this.makeDirection();
    this.speed = this.makeSpeed();
    this.range = this.makeSlider();
    const buttons = [this.start, this.back, this.play, this.on, this.end];
    const bar = { class: "rv-transport", role: "group", "aria-label": words("controls") };
    this.node = el("div", bar, el("div", { class: "rv-track" }, this.range),
      el("div", { class: "rv-buttons" }, ...buttons), this.direction, this.readout, this.speed);
    root.append(this.node);
  }

  button(name, label, keys, onclick) {
    const tip = `${this.words(label)} (${keys})`;
    const attributes = { type: "button", class: `rv-button rv-${name}`, "data-tip": tip, onclick };
    return el("button", { ...attributes, "aria-label": this.words(label) }, icon(ICONS[name]));
  }

  makeSpeed() {
    const options = SPEEDS.map((rate) => el("option", { value: rate, text: `${rate}×` }));
    return el("select", {
      class: "rv-speed", "aria-label": this.words("speed"), title: this.words("speed"),
      onchange: (event) => this.clock.setRate(Number(event.target.value)),
    }, ...options);
  }

  makeDirection() {
    const choose = (mode) => el("button", {
      type: "button", class: `rv-segment rv-${mode}`, "data-mode": mode,
      onclick: () => this.clock.setMode(mode),
    });
    const both = [choose("forward"), choose("backward")];
    const label = this.words("direction");
    return el("div", { class: "rv-segments", role: "group", "aria-label": label }, ...both);
  }

  makeSlider() {
    return el("input", {
      type: "range", class: "rv-slider", min: 0, step: "any",
      "aria-label": this.words("time"),
      oninput: (event) => this.clock.seek(Math.round(Number(event.target.value))),
    });
  }

  draw(cursor) {
    const last = Math.max(cursor.T - 1, 0);
    this.range.max = last;
    this.range.value = cursor.t;
    this.range.style.setProperty("--rv-done", last ? cursor.t / last : 0);
    const { atEnd, rate } = this.clock;
    const state = [cursor.t, cursor.T, cursor.mode, cursor.playing, atEnd, rate].join();
    if (state === this.shown) return;
    this.shown = state;
    this.showStep(cursor);
    this.showPlay(cursor);
    this.showDirection(cursor);
    this.speed.value = String(rate);
  }

  showStep({ t, T }) {
    const name = stepName(this.scene(), t);
    this.readout.replaceChildren(
      el("span", { class: "rv-now", text: name.plain }),
      el("span", { class: "rv-of", text: name.of }),
      el("span", { class: "rv-name", text: name.name }));
    this.range.disabled = T < 2;
    this.range.setAttribute("aria-valuetext", this.words("step of", { t: t + 1, T }));
    const off = (node, is) => node.setAttribute("aria-disabled", String(is));
    for (const node of [this.start, this.back]) off(node, t === 0);
    for (const node of [this.on, this.end]) off(node, t === T - 1);
  }

  showPlay({ playing }) {
    const label = this.words(playing ? "pause" : "play");
    this.play.firstChild.classList.toggle("rv-points", !playing);
    this.play.querySelector("path").setAttribute("d", ICONS[playing ? "pause" : "play"]);
    this.play.setAttribute("aria-label", label);
    this.play.setAttribute("data-tip", `${label} (Space)`);
  }

  showDirection({ mode }) {
    const both = this.clock.modes.length > 1;
    const invite = both && mode === "forward" && this.clock.atEnd;
    this.direction.hidden = !both;
    for (const part of this.direction.children) {
      part.setAttribute("aria-label", this.words(part.dataset.mode));
      part.setAttribute("aria-pressed", String(part.dataset.mode === mode));
    }
    const [forward, backward] = this.direction.children;
    forward.textContent = `${this.words("forward")} →`;
    backward.textContent = `← ${this.words("backward")}`;
    backward.title = invite ? this.words("play back") : "";
    backward.classList.toggle("rv-invite", invite);
  }

  /** Words or names of steps have changed. */
  refresh() {
    this.shown = "";
  }

  /** Put the slider over the axis of the views, so that its thumb stands above the step. */
  align(axis) {
    this.range.style.marginLeft = `${axis.x(0) - THUMB / 2}px`;
    this.range.style.width = `${axis.x(axis.T - 1) - axis.x(0) + THUMB}px`;
  }
}

/** The bar in `root`; `scene()` gives the scene in force. */
export function createTransport(root, clock, scene, words) {
  return new Transport(root, clock, scene, words);
}
