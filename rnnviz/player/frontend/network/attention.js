// Attention: a row for each letter that is written, a column for each that was read. It fills row
// by row as the decoder writes; a cell that is chosen says where its weight comes from.

import { el } from "../drawing/dom.js";
import { onTop } from "../drawing/colour.js";
import { number, signed } from "../drawing/format.js";
import { colourBar } from "../drawing/legend.js";

const LARGEST = 3; // terms that are shown of a score
const ROOMY = 30; // pixels from which a cell has room for its number

/** How many cells of row `j` are there when the clock, whose row 0 starts at `first`, is at t. */
export function filled(j, columns, first, { t, frac }) {
  if (t < first + j) return 0;
  return t > first + j ? columns : Math.min(Math.floor(frac * columns + 1e-9), columns);
}

/** The places of the largest numbers, by size. */
export function largest(numbers, most) {
  const places = Array.from(numbers, (_, i) => i);
  return places.sort((a, b) => Math.abs(numbers[b]) - Math.abs(numbers[a])).slice(0, most);
}

class Attention {
  constructor(root, ctx) {
    this.ctx = ctx;
    this.key = el("div", { class: "rv-legend" });
    this.grid = el("div", { class: "rvn-map" });
    this.card = el("div", { class: "rvn-why", "aria-live": "polite" });
    root.append(this.key, this.grid, this.card);
    this.end = ctx.selection.subscribe(() => this.choose());
    this.focused = [0, 0];
    this.width = 0;
  }

  get config() {
    return this.ctx.config;
  }

  array(name) {
    return this.ctx.scene.arrays[this.config[name]];
  }

  update() {
    if (!this.width) return;
    const { read, written } = this.config;
    const size = Math.max(Math.min(Math.floor((this.width - 40) / read.length), 44), 18);
    this.grid.style.setProperty("--rvn-cell", `${size}px`);
    this.roomy = size >= ROOMY;
    const head = el("tr", {}, el("td", {}), ...read.map((letter) => el("th", { scope: "col", text: letter })));
    this.cells = written.map((_, j) => read.map((__, i) => this.cell(j, i)));
    const rows = this.cells.map((cells, j) =>
      el("tr", {}, el("th", { scope: "row", text: written[j] }), ...cells.map((cell) => el("td", {}, cell))));
    this.rows = rows;
    const caption = el("caption", { class: "rv-hidden", text: this.config.title });
    this.grid.replaceChildren(el("table", {}, caption, el("thead", {}, head), el("tbody", {}, ...rows)));
    this.grid.onkeydown = (event) => this.move(event);
    this.key.replaceChildren(
      colourBar(this.ctx.colours.sequential, ["0", "0.5", "1"]),
      el("span", { class: "rv-note", text: this.ctx.words("looks") }));
    this.shown = null;
    this.choose();
    this.ctx.invalidate();
  }

  cell(j, i) {
    const alpha = this.array("array").at(j, i);
    const css = this.ctx.colours.sequential(alpha);
    const name = this.ctx.words("attends", {
      written: this.config.written[j], read: this.config.read[i], alpha: number(alpha, { digits: 2 }) });
    const node = el("button", {
      type: "button", class: "rvn-look", "aria-label": name, "aria-pressed": "false",
      tabindex: j === this.focused[0] && i === this.focused[1] ? "0" : "-1",
      text: this.roomy && alpha >= 0.05 ? alpha.toFixed(2).replace(/^0/, "") : "",
      onclick: () => this.ctx.selection.set({ array: this.config.array, t: null, index: [j, i] }),
    });
    node.style.background = css;
    node.style.color = onTop(css);
    return node;
  }

  /** The arrows go from cell to cell: all of them are one stop of the Tab key. */
  move(event) {
    const step = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] }[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    const [j, i] = this.focused.map((place, k) => place + step[k]);
    const next = this.cells[j]?.[i];
    if (!next) return;
    this.cells[this.focused[0]][this.focused[1]].setAttribute("tabindex", "-1");
    this.focused = [j, i];
    next.setAttribute("tabindex", "0");
    next.focus({ preventScroll: true });
  }

  get chosen() {
    const item = this.ctx.selection.get();
    const [j, i] = item?.array === this.config.array ? item.index : [null, null];
    return this.cells?.[j]?.[i] ? [j, i] : null;
  }

  choose() {
    if (!this.cells) return;
    const { chosen } = this;
    this.cells.forEach((cells, j) => cells.forEach((cell, i) => {
      const on = chosen !== null && chosen[0] === j && chosen[1] === i;
      cell.setAttribute("aria-pressed", String(on));
    }));
    this.card.hidden = chosen === null;
    if (chosen) this.card.replaceChildren(...this.why(...chosen));
  }

  /** Where a weight comes from: the score, its largest terms, and the sum it is a share of. */
  why(j, i) {
    const { words } = this.ctx;
    const { written, read, units } = this.config;
    const [alpha, e] = [this.array("array").at(j, i), this.array("score").at(j, i)];
    const row = this.array("score").row(j);
    const terms = Array.from({ length: units }, (_, k) => this.array("terms").at(j, i, k));
    const shown = largest(terms, LARGEST).map((k) => `${signed(terms[k])} (${k + 1})`);
    const all = Array.from(row, (one, k) => `${read[k]} ${number(one)}`);
    const line = (text) => el("p", { text });
    return [
      el("h3", { text: words("look at", { t: j + 1, written: written[j], s: i + 1, read: read[i] }) }),
      line(`α = exp(e) / Σ exp(e) = ${number(alpha)}`),
      line(`e = vᵀ tanh(W_s sₜ₋₁ + W_h hⱼ) = ${number(e)}`),
      line(words("terms of", { terms: shown.join(", "), n: units })),
      line(words("all scores", { scores: all.join(", ") })),
    ];
  }

  draw(cursor) {
    if (!this.cells) return;
    const { first, read } = this.config;
    const cells = this.cells.map((_, j) => filled(j, read.length, first, cursor));
    const state = [cursor.t, ...cells].join();
    if (state === this.shown) return;
    this.shown = state;
    this.cells.forEach((cells, j) => {
      const there = filled(j, read.length, first, cursor);
      cells.forEach((cell, i) => cell.classList.toggle("rvn-unseen", i >= there));
      this.rows[j].classList.toggle("rvn-row-now", cursor.t === first + j);
      this.rows[j].classList.toggle("rvn-row-later", cursor.t < first + j);
    });
  }

  resize(width) {
    this.width = width;
    this.update();
  }

  describe({ t }) {
    const j = t - this.config.first;
    if (j < 0) return this.ctx.words("still reading");
    const row = this.array("array").row(j);
    const [i] = largest(row, 1);
    const { written, read } = this.config;
    return this.ctx.words("attends", { written: written[j], read: read[i], alpha: number(row[i], { digits: 2 }) });
  }

  table() {
    const { read, written } = this.config;
    const alpha = this.array("array");
    return {
      head: [this.ctx.words("written read"), ...read],
      rows: written.map((letter, j) => [letter, ...read.map((_, i) => number(alpha.at(j, i)))]),
    };
  }

  destroy() {
    this.end();
  }
}

/** The map of `array` (T_out, T_in), with `score` and its `terms` behind each cell. */
export function create(root, ctx) {
  return new Attention(root, ctx);
}
