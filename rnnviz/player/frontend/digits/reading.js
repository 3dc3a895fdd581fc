// A digit as it is read, and beside it what each network would answer after every row.

import { fade, mix } from "../drawing/colour.js";
import { el } from "../drawing/dom.js";
import { full, number, percent as share, stepName } from "../drawing/format.js";
import { Picture, SIDE, stepOf, uncovered } from "./picture.js";
import { createTip } from "../drawing/tip.js";

const LARGEST = 208; // pixels of the picture's side
const BESIDE = 460; // pixels of width from which the answers stand beside the picture
const LEVELS = 16;

/** A probability in at most five characters. */
export const percent = (value) => (Number.isFinite(value) ? share(value) : "–");

/** Slow at both ends. */
export const ease = (x) => x * x * (3 - 2 * x);

class Reading {
  constructor(root, ctx) {
    this.ctx = ctx;
    this.left = el("div", { class: "rvd-left" });
    this.picture = new Picture(this.left, {
      pick: (row, column) => this.pick(row, column),
      hover: (row, column, x, y) => this.tip.show(x, y, this.tipFor(row, column)),
      leave: () => this.tip.hide(),
    });
    this.tip = createTip(this.picture.node);
    this.caption = el("p", { class: "rvd-caption" });
    this.left.append(this.caption);
    this.votes = el("div", { class: "rvd-votes" });
    this.node = el("div", { class: "rvd-reading" }, this.left, this.votes);
    root.append(this.node);
    this.width = 0;
  }

  get config() {
    return this.ctx.config;
  }

  get networks() {
    return this.config.networks;
  }

  array(name) {
    return this.ctx.scene.arrays[name];
  }

  update() {
    if (!this.width) return;
    const beside = this.width >= BESIDE;
    this.node.classList.toggle("rvd-beside", beside);
    this.picture.resize(Math.round(Math.min(LARGEST, beside ? 0.34 * this.width : 0.5 * this.width)));
    this.build();
    this.drawn = null;
    this.ctx.invalidate();
  }

  /** One column for each network: its name, its answer, its answers so far, a bar for each class. */
  build() {
    const { networks, config } = this;
    this.votes.style.gridTemplateColumns = `auto repeat(${networks.length}, minmax(0, 1fr))`;
    this.columns = networks.map((network) => this.makeColumn(network));
    const named = config.classes.map((name, c) => el("span", {
      class: `rvd-class${c === config.truth ? " rvd-truth" : ""}`, text: name,
      title: c === config.truth ? this.ctx.words("is the truth") : null,
    }));
    const line = (first, part) => [first, ...this.columns.map((column) => column[part])];
    this.votes.replaceChildren(
      ...line(el("span"), "head"), ...line(el("span"), "trail"),
      ...config.classes.flatMap((_, c) => [named[c], ...this.columns.map(({ bars }) => bars[c].node)]),
    );
  }

  makeColumn(network) {
    const says = el("span", { class: "rvd-says" });
    const mark = el("span", { class: "rvd-mark" });
    const since = el("span", { class: "rvd-since", text: network.settled_text });
    const head = el("div", { class: `rvd-head${network.followed ? " rvd-followed" : ""}` },
      el("span", { class: "rvd-name", text: network.label, title: network.label }),
      el("span", { class: "rvd-answer" }, says, mark), since);
    const answers = [...this.array(network.answers).data];
    const steps = answers.map((answer, t) => el("span", {
      class: t >= network.settled ? "rvd-step rvd-stands" : "rvd-step",
      text: this.config.classes[answer], onclick: () => this.ctx.clock.seek(t),
    }));
    const trail = el("div", { class: "rvd-trail", title: this.ctx.words("answers so far") }, ...steps);
    const bars = this.config.classes.map((_, c) => this.makeBar(network, c));
    return { network, head, says, mark, since, trail, steps, bars, answers };
  }

  makeBar(network, c) {
    const fill = el("span", { class: "rvd-fill" });
    const value = el("span", { class: "rvd-value" });
    if (!network.followed) return { node: el("div", { class: "rvd-bar" }, fill, value), fill, value };
    const label = this.ctx.words("trace", { name: network.label, class: this.config.classes[c] });
    const onclick = () => this.ctx.selection.set({ array: "y", t: this.ctx.clock.cursor().t, index: [c] });
    const attributes = { type: "button", class: "rvd-bar rvd-open", "aria-label": label, onclick };
    return { node: el("button", attributes, fill, value), fill, value };
  }

  draw(cursor) {
    if (!this.width) return;
    const state = [cursor.t, cursor.frac, cursor.mode, JSON.stringify(this.ctx.selection.get())].join();
    if (state === this.drawn) return;
    this.drawn = state;
    this.paint(cursor);
    this.caption.textContent = this.config[cursor.mode === "backward" ? "caption_back" : "caption"];
    // Backward, all has been read: the answers stay, and the gradient walks over the picture.
    const [t, frac] = cursor.mode === "forward" ? [cursor.t, cursor.frac] : [this.ctx.scene.T - 1, 1];
    for (const column of this.columns) this.fill(column, t, frac);
  }

  paint(cursor) {
    const { colours, scene } = this.ctx;
    const { order } = this.config;
    const ink = this.array(this.config.array);
    const paper = colours.surface;
    const css = (row, column) => {
      const level = ink.at(row, column);
      return level > 0 ? mix(paper, colours.text, level / LEVELS) : null;
    };
    const at = Math.min(cursor.t, scene.T - 1);
    const backward = cursor.mode === "backward";
    if (backward) this.paintGradient(cursor, css, paper);
    else this.picture.paint({ order, css, paper, shown: (t) => uncovered(t, cursor) });
    this.picture.frame(order, at, backward ? colours.roles.gradient : colours.roles.input, paper);
  }

  /** The gradient of the network that is taken apart, as far as it has come; before it, the ink. */
  paintGradient(cursor, css, paper) {
    const { order, networks } = this.config;
    const { why } = networks.find(({ followed }) => followed);
    const values = this.array(why.array);
    const there = (row, column) => uncovered(stepOf(order, row, column)[0], cursor, "backward") > 0;
    const gradient = (row, column) =>
      this.ctx.colours.diverging(why.range ? values.at(row, column) / why.range : 0);
    this.picture.paint({
      order, paper, shown: () => 1,
      css: (row, column) => (there(row, column) ? gradient(row, column) : css(row, column)),
    });
    const ink = this.array(this.config.array);
    for (let row = 0; row < SIDE; row += 1) {
      for (let column = 0; column < SIDE; column += 1) {
        const side = there(row, column) ? 0.36 * Math.sqrt(ink.at(row, column) / LEVELS) : 0;
        if (side) this.picture.dot(row, column, side, fade(this.ctx.colours.text, 0.6));
      }
    }
  }

  fill({ network, says, mark, since, steps, bars, answers }, t, frac) {
    const p = this.array(network.array);
    const start = this.array(network.initial);
    const last = t === this.ctx.scene.T - 1 && frac === 1;
    const before = (c) => (t ? p.at(t - 1, c) : start.at(c));
    bars.forEach(({ node, fill, value }, c) => {
      const [from, to] = [before(c), p.at(t, c)];
      fill.style.transform = `scaleX(${from + (to - from) * ease(frac)})`;
      node.classList.toggle("rvd-first", c === answers[t]);
      value.textContent = percent(to);
      node.title = full(to, this.ctx.words);
    });
    says.textContent = `${this.config.classes[answers[t]]}`;
    const { truth } = this.config;
    const judged = last && truth !== null;
    const right = answers[t] === truth;
    mark.textContent = judged ? this.ctx.words(right ? "right" : "wrong") : percent(p.at(t, answers[t]));
    mark.classList.toggle("rvd-right", judged && right);
    mark.classList.toggle("rvd-wrong", judged && !right);
    since.classList.toggle("rvd-later", t < network.settled);
    steps.forEach((node, i) => {
      node.classList.toggle("rvd-later", i > t);
      node.classList.toggle("rvd-now", i === t);
    });
  }

  resize(width) {
    if (width === this.width) return;
    this.width = width;
    this.update();
  }

  pick(row, column) {
    const [t, k] = stepOf(this.config.order, row, column);
    this.ctx.selection.set({ array: "x", t, index: [k] });
    this.ctx.clock.seek(t);
  }

  tipFor(row, column) {
    const ink = this.array(this.config.array).at(row, column);
    const [t] = stepOf(this.config.order, row, column);
    const { words, scene } = this.ctx;
    return [words("pixel", { row: row + 1, column: column + 1 }),
      words("ink of", { ink, most: LEVELS }), stepName(scene, t).now];
  }

  describe({ t }) {
    const said = ({ label, array, answers }) => {
      const answer = this.array(answers).at(t);
      return this.ctx.words("would say", {
        name: label, class: this.config.classes[answer], p: percent(this.array(array).at(t, answer)),
      });
    };
    return this.networks.map(said).join(" ");
  }

  table({ t }) {
    const { words } = this.ctx;
    const text = (array, c) => number(this.array(array).at(t, c), { words });
    return {
      head: [words("class"), ...this.networks.map(({ label }) => label)],
      rows: this.config.classes.map((name, c) => [name, ...this.networks.map(({ array }) => text(array, c))]),
    };
  }

  destroy() {}
}

/** A picture `array` (8, 8) read in `order`, and the answers of `networks` after every step. */
export function create(root, ctx) {
  return new Reading(root, ctx);
}
