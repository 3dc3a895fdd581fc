// A pad to draw a digit on: pen, mouse and touch, or keys; 32 by 32 dots that become 8 by 8 pixels.

import { mix } from "../drawing/colour.js";
import { el } from "../drawing/dom.js";
import { fillIn } from "../drawing/format.js";
import { mounting } from "../mounting.js";
import {
  DOTS, FULL, SAMPLES, SIDE, blank, decode, encode, fitted, fromLevels, greyLevels, sample, stroke,
  togglePixel,
} from "./bitmap.js";
import { Pending } from "./pending.js";
import { watchTheme } from "../drawing/theme_probe.js";

const SIZE = 288; // pixels of the pad's side, at most
const PEN = 1.9; // dots: half the width of a line, about as thick as in the data set
const RUBBER = 2.6;
const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

class Pad {
  constructor(parent, data, emit) {
    Object.assign(this, { data, emit, rubs: false, at: [0, 0], dots: decode(data.drawing) });
    this.pending = new Pending(data.drawing);
    this.node = el("div", { class: "rv rvp", role: "group", "aria-label": this.word("pad") });
    this.node.style.opacity = "0"; // until the style sheet is there
    parent.append(this.node);
    this.theme = watchTheme(this.node, () => this.paint());
    this.canvas = el("canvas", { class: "rvp-canvas", "aria-hidden": "true" });
    this.grid = this.makeGrid();
    this.board = el("div", { class: "rvp-board" }, this.canvas, this.grid);
    this.answers = el("p", { class: "rvp-answers", "aria-live": "polite", text: data.answers });
    this.node.append(this.makeTools(), this.board, this.answers, this.makeSamples(),
      el("p", { class: "rvp-how", text: this.word("how") }));
    this.sizes = new ResizeObserver(() => this.resize());
    this.sizes.observe(this.node);
    this.listen();
    this.resize();
  }

  word(key, fields) {
    return fillIn(this.data.words[key] ?? key, fields);
  }

  button(key, onclick, more = {}) {
    return el("button", { type: "button", class: "rvp-button", text: this.word(key), onclick, ...more });
  }

  makeTools() {
    this.pen = this.button("pen", () => this.choose(false), { "aria-pressed": "true" });
    this.rubber = this.button("rubber", () => this.choose(true), { "aria-pressed": "false" });
    const fit = this.button("fit", () => this.replace(fitted(this.dots)), { title: this.word("fit help") });
    const clear = this.button("clear", () => this.replace(blank()));
    return el("div", { class: "rvp-tools", role: "group", "aria-label": this.word("tools") },
      this.pen, this.rubber, fit, clear);
  }

  makeSamples() {
    const names = Object.keys(SAMPLES);
    const drawn = names.map((name) => this.button(name, () => this.replace(sample(name, PEN)), {
      text: name, "aria-label": this.word("sample", { name }),
    }));
    const own = this.button("test digit", () => this.replace(fromLevels(this.data.levels)));
    return el("div", { class: "rvp-samples", role: "group", "aria-label": this.word("start from") },
      el("span", { class: "rvp-label", text: this.word("start from") }), ...drawn, own);
  }

  /** A cell for each pixel, for keys and for screen readers; the pointer goes through it. */
  makeGrid() {
    const cell = (row, column) => el("div", {
      role: "gridcell", class: "rvp-cell", tabindex: row + column ? "-1" : "0",
      onfocus: () => { this.at = [row, column]; },
    });
    this.cells = Array.from({ length: SIDE }, (_, row) =>
      Array.from({ length: SIDE }, (__, column) => cell(row, column)));
    const rows = this.cells.map((line) => el("div", { role: "row", class: "rvp-row" }, ...line));
    return el("div", {
      role: "grid", class: "rvp-grid", "aria-label": this.word("grid"), onkeydown: (event) => this.press(event),
    }, ...rows);
  }

  listen() {
    let last = null;
    const point = (event) => {
      const box = this.board.getBoundingClientRect();
      return [event.clientX - box.left, event.clientY - box.top].map((px) => (DOTS * px) / box.width);
    };
    const draw = (event) => {
      const to = point(event);
      stroke(this.dots, last ?? to, to, this.rubs ? RUBBER : PEN, this.rubs ? 0 : 1);
      last = to;
      this.paint();
    };
    const end = () => {
      if (last) this.changed();
      last = null;
    };
    const { board } = this;
    board.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      event.preventDefault();
      board.setPointerCapture(event.pointerId);
      draw(event);
    });
    board.addEventListener("pointermove", (event) => {
      if (!last) return;
      const every = event.getCoalescedEvents?.() ?? [];
      (every.length ? every : [event]).forEach(draw);
    });
    board.addEventListener("pointerup", end);
    board.addEventListener("pointercancel", end);
  }

  press(event) {
    const [row, column] = this.at;
    const move = ARROWS[event.key];
    if (move) this.go(row + move[0], column + move[1]);
    else if (event.key === " " || event.key === "Enter") {
      togglePixel(this.dots, row, column);
      this.paint();
      this.changed();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  go(row, column) {
    const within = (i) => Math.min(Math.max(i, 0), SIDE - 1);
    const [old, next] = [this.cells[this.at[0]][this.at[1]], this.cells[within(row)][within(column)]];
    old.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }

  choose(rubs) {
    this.rubs = rubs;
    this.pen.setAttribute("aria-pressed", String(!rubs));
    this.rubber.setAttribute("aria-pressed", String(rubs));
  }

  replace(dots) {
    this.dots = dots;
    this.paint();
    this.changed();
  }

  /** The drawing goes to the server when the pen is lifted. */
  changed() {
    const text = encode(this.dots);
    if (text === this.data.drawing) return;
    this.data = { ...this.data, drawing: text };
    this.pending.send(text);
    this.emit(text);
  }

  resize() {
    const size = Math.min(this.node.clientWidth, SIZE);
    if (!size || size === this.size) return;
    const ratio = window.devicePixelRatio || 1;
    this.size = size;
    this.canvas.width = Math.round(size * ratio);
    this.canvas.height = this.canvas.width;
    this.board.style.width = `${size}px`;
    this.board.style.height = `${size}px`;
    this.paint();
  }

  paint() {
    const { colours } = this.theme;
    const context = this.canvas.getContext("2d");
    const unit = this.canvas.width / DOTS;
    const levels = greyLevels(this.dots);
    context.fillStyle = colours.surface;
    context.fillRect(0, 0, this.canvas.width, this.canvas.height);
    levels.forEach((level, i) => { // beneath the dots, the pixels that they make
      context.fillStyle = mix(colours.surface, colours.text, 0.28 * (level / FULL));
      const [row, column] = [Math.floor(i / SIDE), i % SIDE];
      context.fillRect(4 * column * unit, 4 * row * unit, 4 * unit, 4 * unit);
    });
    context.fillStyle = colours.text;
    this.dots.forEach((dot, i) => {
      if (dot) context.fillRect((i % DOTS) * unit, Math.floor(i / DOTS) * unit, unit + 0.5, unit + 0.5);
    });
    context.strokeStyle = mix(colours.surface, colours.text, 0.16);
    for (let k = 1; k < SIDE; k += 1) {
      context.beginPath();
      context.moveTo(4 * k * unit, 0);
      context.lineTo(4 * k * unit, this.canvas.width);
      context.moveTo(0, 4 * k * unit);
      context.lineTo(this.canvas.width, 4 * k * unit);
      context.stroke();
    }
    this.label(levels);
  }

  label(levels) {
    this.cells.flat().forEach((cell, i) => {
      const [row, column] = [Math.floor(i / SIDE) + 1, (i % SIDE) + 1];
      cell.setAttribute("aria-label", this.word("cell", { row, column, ink: levels[i], most: FULL }));
    });
  }

  update(data) {
    const { drawing } = this.data;
    const taken = this.pending.accepts(data.drawing);
    this.data = taken ? data : { ...data, drawing }; // what is drawn here is newer
    if (this.answers.textContent !== data.answers) this.answers.textContent = data.answers;
    if (!taken || data.drawing === drawing) return;
    this.dots = decode(data.drawing);
    this.paint();
  }

  destroy() {
    this.sizes.disconnect();
    this.node.remove();
  }
}

const serve = mounting(
  (parent, data, emit) => new Pad(parent, data, (text) => emit("drawn", text)),
);

/** Streamlit calls this once, and again after each rerun with the new data. */
export default function streamlit(given) {
  return serve(given);
}
