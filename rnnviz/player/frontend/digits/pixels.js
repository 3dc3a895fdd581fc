// Heat maps of pixels, one for each network: what more ink in a pixel would do to an answer.

import { fade } from "../drawing/colour.js";
import { el } from "../drawing/dom.js";
import { number, signed } from "../drawing/format.js";
import { colourBar } from "../drawing/legend.js";
import { Picture, SIDE, stepOf, uncovered } from "./picture.js";
import { createTip } from "../drawing/tip.js";

const LARGEST = 168; // pixels of a side
const GAP = 16;
const LEVELS = 16;

class Pixels {
  constructor(root, ctx) {
    this.ctx = ctx;
    this.key = el("div", { class: "rv-legend" });
    this.node = el("div", { class: "rvd-maps" });
    root.append(this.key, this.node);
    this.width = 0;
  }

  get maps() {
    return this.ctx.config.maps;
  }

  array(name) {
    return this.ctx.scene.arrays[name];
  }

  update() {
    if (!this.width) return;
    const n = this.maps.length;
    const size = Math.floor(Math.min(LARGEST, (this.width - (n - 1) * GAP) / Math.max(n, 2)));
    this.node.replaceChildren();
    this.pictures = this.maps.map((map) => this.makeMap(map, size));
    const { colours, words } = this.ctx;
    const bar = colourBar((share) => colours.diverging(2 * share - 1), [words("lowers"), words("raises")]);
    this.key.replaceChildren(bar);
    this.drawn = null;
    this.ctx.invalidate();
  }

  makeMap(map, size) {
    const cell = el("div", { class: "rvd-map" });
    this.node.append(cell);
    const picture = new Picture(cell, {
      pick: (row, column) => this.pick(map, row, column),
      hover: (row, column, x, y) => tip.show(x, y, this.tipFor(map, row, column)),
      leave: () => tip.hide(),
    });
    const tip = createTip(picture.node);
    picture.resize(size);
    cell.style.width = `${size}px`;
    cell.append(el("p", { class: "rvd-map-name", text: map.label }), el("p", { class: "rvd-caption", text: map.caption }));
    return picture;
  }

  draw(cursor) {
    if (!this.width) return;
    const chosen = this.ctx.selection.get();
    const state = [cursor.t, cursor.mode, cursor.frac, JSON.stringify(chosen)].join();
    if (state === this.drawn) return;
    this.drawn = state;
    this.pictures.forEach((picture, i) => this.paint(picture, this.maps[i], cursor, chosen));
  }

  paint(picture, map, cursor, chosen) {
    const { colours, config } = this.ctx;
    const values = this.array(map.array);
    const ink = this.array(config.ink);
    picture.paint({
      order: config.order,
      css: (row, column) => colours.diverging(map.range ? values.at(row, column) / map.range : 0),
      shown: (t) => uncovered(t, cursor, "backward"),
      paper: colours.background,
    });
    for (let row = 0; row < SIDE; row += 1) {
      for (let column = 0; column < SIDE; column += 1) {
        const share = Math.sqrt(ink.at(row, column) / LEVELS);
        if (share) picture.dot(row, column, 0.36 * share, fade(colours.text, 0.6));
        const [t, k] = stepOf(config.order, row, column);
        const own = chosen?.array === (map.followed ? "dx" : null) || chosen?.array === "x";
        if (own && chosen.t === t && chosen.index[0] === k) picture.ring(row, column, colours.text);
      }
    }
    if (cursor.mode === "backward") picture.frame(config.order, cursor.t, colours.roles.gradient, colours.background);
  }

  /** The card has the sum that the gradient of a pixel is, for the network that is taken apart. */
  pick({ followed }, row, column) {
    const [t, k] = stepOf(this.ctx.config.order, row, column);
    this.ctx.selection.set({ array: followed ? "dx" : "x", t, index: [k] });
  }

  resize(width) {
    if (width === this.width) return;
    this.width = width;
    this.update();
  }

  tipFor(map, row, column) {
    const { words, config } = this.ctx;
    const value = signed(this.array(map.array).at(row, column), { words });
    return [words("pixel", { row: row + 1, column: column + 1 }),
      words("ink of", { ink: this.array(config.ink).at(row, column), most: LEVELS }), `${config.symbol} = ${value}`];
  }

  describe() {
    return this.maps.map(({ label, caption }) => `${label}: ${caption}`).join(" ");
  }

  table() {
    const { words } = this.ctx;
    const text = (array, row, column) => number(this.array(array).at(row, column), { words });
    const every = Array.from({ length: SIDE * SIDE }, (_, i) => [Math.floor(i / SIDE), i % SIDE]);
    return {
      head: [words("row and column"), ...this.maps.map(({ label }) => label)],
      rows: every.map(([row, column]) => [
        `${row + 1}, ${column + 1}`, ...this.maps.map(({ array }) => text(array, row, column))]),
    };
  }

  destroy() {}
}

/** Signed `maps` (8, 8), each on its own range, over the picture `ink` (8, 8). */
export function create(root, ctx) {
  return new Pixels(root, ctx);
}
