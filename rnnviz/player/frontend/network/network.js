// A network as boxes and arrows, unrolled: its boxes fill as time passes, its arrows say shapes.

import { el } from "../drawing/dom.js";
import { number } from "../drawing/format.js";
import { colourBar } from "../drawing/legend.js";
import { Board } from "./board.js";
import { shortened } from "./layout.js";
import { createTip } from "../drawing/tip.js";

const TALL = 3; // lines of boxes from which a presented network shows fewer numbers in each
const FEW = 3;
const HALF = 0.5; // the part of a step after which its boxes are full

class Network {
  constructor(root, ctx) {
    this.ctx = ctx;
    this.key = el("div", { class: "rv-legend" });
    this.stack = el("div", { class: "rvn" });
    root.append(this.key, this.stack);
    this.tip = createTip(this.stack);
    this.stack.addEventListener("pointermove", (event) => this.hover(event));
    this.stack.addEventListener("pointerleave", () => this.tip.hide());
    this.width = 0;
  }

  get config() {
    return this.ctx.config;
  }

  update(scene) {
    if (!this.width) return;
    const { ctx, board } = this;
    const config = this.drawn();
    const array = (name) => ctx.scene.arrays[name];
    const pick = (lane, i) => ctx.clock.seek(lane.when[i]);
    this.board = new Board(config, this.width, ctx.colours, array, pick);
    this.stack.replaceChildren(this.board.node, this.stack.lastChild);
    if (scene && board) this.board.mark(board.texts);
    const bar = colourBar((share) => ctx.colours.diverging(2 * share - 1), ["−1", "0", "1"]);
    this.key.replaceChildren(bar, el("span", { class: "rv-note", text: config.legend ?? "" }));
    this.shown = null;
    ctx.invalidate();
  }

  /** The view's config; presented, a tall network is to be whole on one screen. */
  drawn() {
    const { ctx, config } = this;
    if (!ctx.scene.options.present) return config;
    if (config.lines <= TALL) return { ...config, tight: true };
    return { ...config, tight: true, lanes: config.lanes.map((lane) => shortened(lane, FEW)) };
  }

  resize(width) {
    this.width = width;
    this.update();
  }

  draw({ t, frac }) {
    if (!this.board) return;
    const state = `${t} ${frac >= HALF}`;
    if (state === this.shown) return;
    this.shown = state;
    // Where not all columns fit, a network that stands at its end is first seen from its beginning.
    this.first ??= t;
    this.moved ||= t !== this.first;
    this.board.light(t, frac >= HALF, this.moved || t < this.ctx.scene.T - 1);
  }

  say(lane, i) {
    if (lane.symbols) return lane.symbols[i];
    const numbers = this.ctx.scene.arrays[lane.array];
    const told = Array.from({ length: lane.cells }, (_, k) =>
      number(numbers.at(i, k), { words: this.ctx.words }));
    return `${told.join(", ")}${lane.more ? ", …" : ""}`;
  }

  hover(event) {
    const node = event.target.closest?.(".rvn-node");
    if (!node) return this.tip.hide();
    const lane = this.config.lanes.find(({ key }) => key === node.dataset.lane);
    const i = Number(node.dataset.place);
    const box = this.stack.getBoundingClientRect();
    const name = `${lane.label}, ${this.config.names[lane.first + i]}`;
    return this.tip.show(event.clientX - box.left, event.clientY - box.top, [name, this.say(lane, i)]);
  }

  /** What happens at step t. */
  now(t) {
    return this.config.lanes.flatMap((lane) =>
      lane.when.flatMap((when, i) => (when === t ? [[lane, i]] : [])));
  }

  describe({ t }) {
    const said = this.now(t).map(([lane, i]) =>
      `${lane.label} ${this.config.names[lane.first + i]}: ${this.say(lane, i)}`);
    return `${this.config.title}: ${said.join("; ")}`;
  }

  table() {
    const { config } = this;
    const columns = Array.from({ length: config.columns }, (_, column) => column);
    const cell = (lane, column) => {
      const i = column - lane.first;
      return i >= 0 && i < lane.when.length ? this.say(lane, i) : "";
    };
    return {
      head: [this.ctx.words("box"), this.ctx.words("shape"), ...config.names],
      rows: [...config.lanes].reverse().map((lane) =>
        [lane.label, lane.sub.join(" "), ...columns.map((column) => cell(lane, column))]),
    };
  }

  destroy() {}
}

/** Boxes (`lanes`), arrows (`links`) and the states at both ends (`ends`). */
export function create(root, ctx) {
  return new Network(root, ctx);
}
