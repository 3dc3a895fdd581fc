// The probability of every symbol at the current step, as bars that move from step to step.

import { el } from "../drawing/dom.js";
import { number } from "../drawing/format.js";
import { label, likeliest, percent, shownSymbols } from "./symbols.js";

const NARROWEST = 20; // pixels of a bar with its symbol
const WIDE = 76; // the same, of a bar with a word
const LABELLED = 0.01; // a smaller probability is told by its bar alone

class Guess {
  constructor(root, ctx) {
    this.ctx = ctx;
    this.orders = el("div", { class: "rvl-choice", role: "group", "aria-label": ctx.words("order") });
    this.note = el("span", { class: "rvl-name" });
    this.plot = el("div", { class: "rvl-bars", "aria-hidden": "true" });
    root.append(el("div", { class: "rvl-head" }, this.orders, this.note), this.plot);
    this.width = 0;
  }

  get values() {
    return this.ctx.scene.arrays[this.ctx.config.array];
  }

  get sorted() {
    return this.ctx.memory.sorted ?? false;
  }

  /** How many symbols find a place. */
  get most() {
    const { wide } = this.ctx.config;
    return Math.max(Math.floor(this.width / (wide ? WIDE : NARROWEST)), wide ? 4 : 8);
  }

  update() {
    if (!this.width) return;
    const { outputs } = this.ctx.config;
    const n = Math.min(outputs.length, this.most);
    this.plot.classList.toggle("rvl-wide", Boolean(this.ctx.config.wide));
    this.bars = Array.from({ length: n }, () => this.bar());
    this.plot.replaceChildren(...this.bars.map(({ node }) => node));
    this.note.textContent = n < outputs.length
      ? this.ctx.words("the likeliest of", { n, all: outputs.length }) : "";
    this.makeOrders(n < outputs.length);
    this.drawn = null;
    this.ctx.invalidate();
  }

  bar() {
    const share = el("span", { class: "rvl-share" });
    const fill = el("span", { class: "rvl-fill" });
    const symbol = el("span", { class: "rvl-symbol" });
    const mark = el("span", { class: "rvl-mark" });
    const track = el("span", { class: "rvl-track" }, share, fill);
    const node = el("div", { class: "rvl-bar" }, track, symbol, mark);
    node.addEventListener("click", () => this.pick(node));
    return { node, share, fill, symbol, mark };
  }

  makeOrders(forced) {
    const buttons = ["in order", "sorted"].map((name, i) => el("button", {
      type: "button", class: "rvl-mode", text: this.ctx.words(name),
      "aria-pressed": String(this.sorted === Boolean(i)), onclick: () => this.choose(Boolean(i)),
    }));
    this.orders.replaceChildren(...(forced ? [] : buttons));
  }

  choose(sorted) {
    this.ctx.memory.sorted = sorted;
    this.update();
    this.orders.querySelectorAll("button")[Number(sorted)]?.focus({ preventScroll: true });
  }

  /** A click on a bar asks where its logit comes from. */
  pick(node) {
    const { t } = this.ctx.clock.cursor();
    const k = Number(node.dataset.k);
    this.ctx.selection.set({ array: "y", t, index: [k] });
  }

  resize(width) {
    this.width = width;
    this.update();
  }

  draw({ t }) {
    if (!this.bars || this.drawn === t) return;
    this.drawn = t;
    const { outputs, next, next_label: follower } = this.ctx.config;
    const row = this.values.row(t);
    const follows = this.ctx.scene.arrays[next].data[t];
    shownSymbols(row, this.bars.length, this.sorted).forEach((k, i) => {
      const { node, share, fill, symbol, mark } = this.bars[i];
      node.dataset.k = k;
      node.title = `${outputs[k]} ${percent(row[k])}`;
      node.classList.toggle("rvl-follows", k === follows);
      share.textContent = row[k] >= LABELLED ? label(row[k]) : "";
      fill.style.height = `${(100 * row[k]).toFixed(2)}%`;
      share.style.bottom = `${(100 * row[k]).toFixed(2)}%`;
      symbol.textContent = outputs[k];
      mark.textContent = k === follows ? follower : "";
    });
  }

  describe({ t }) {
    const row = this.values.row(t);
    const { outputs, title } = this.ctx.config;
    const k = likeliest(row);
    return `${title}: ${outputs[k]} ${percent(row[k])}`;
  }

  table({ t }) {
    const { words, config } = this.ctx;
    const row = this.values.row(t);
    const follows = this.ctx.scene.arrays[config.next].data[t];
    const rows = shownSymbols(row, row.length, true).map((k) => [
      config.outputs[k], number(row[k], { words }), k === follows ? config.next_label : "",
    ]);
    return { head: [words("symbol"), words("probability"), config.next_label], rows };
  }

  destroy() {}
}

/** Bars of `array` (T, V) at the current step, `next` (T,) marked. */
export function create(root, ctx) {
  return new Guess(root, ctx);
}
