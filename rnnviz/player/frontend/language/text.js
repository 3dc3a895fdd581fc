// A text, one tile for each symbol, coloured by a hidden unit or by how likely each symbol was.

import { onTop } from "../drawing/colour.js";
import { el } from "../drawing/dom.js";
import { number, stepName } from "../drawing/format.js";
import { likeliest, percent, readSoFar } from "./symbols.js";
import { colourBar } from "../drawing/legend.js";
import { createUnit } from "../drawing/unit.js";
import { valueScale } from "../drawing/valuescale.js";

const LARGE = 32; // symbols up to which tiles are large

class Text {
  constructor(root, ctx) {
    this.ctx = ctx;
    this.modes = el("div", { class: "rvl-choice", role: "group", "aria-label": ctx.words("colour by") });
    this.key = el("span", { class: "rvl-key" });
    this.row = el("div", { class: "rvl-text", dir: "auto" });
    this.said = el("p", { class: "rvl-said" });
    root.append(el("div", { class: "rvl-head" }, this.modes, this.key), this.row, this.said);
    this.row.addEventListener("click", (event) => this.onTile(event, (t) => this.go(t)));
    this.row.addEventListener("pointermove", (event) => this.onTile(event, (t) => this.hover(t)));
    this.row.addEventListener("pointerleave", () => ctx.hover.set(null));
    this.unit = createUnit(ctx, () => this.paint());
  }

  get config() {
    return this.ctx.config;
  }

  get mode() {
    const { colours } = this.config;
    return colours[Math.min(this.ctx.memory.mode ?? 0, colours.length - 1)];
  }

  array(name) {
    return this.ctx.scene.arrays[name];
  }

  update() {
    const { symbols, given } = this.config;
    const large = symbols.length <= LARGE ? " rvl-large" : "";
    this.tiles = symbols.map((symbol, t) => {
      const start = t < given ? " rvl-given" : "";
      return el("span", { class: `rvl-tile${large}${start}`, "data-t": t, text: symbol });
    });
    const nodes = this.tiles.flatMap((tile, t) =>
      symbols[t] === "↵" ? [tile, el("span", { class: "rvl-break" })] : [tile]);
    this.row.replaceChildren(...nodes);
    this.makeModes();
    this.paint();
  }

  makeModes() {
    const buttons = this.config.colours.map(({ label }, i) => el("button", {
      type: "button", class: "rvl-mode", text: label,
      "aria-pressed": String(this.config.colours[i] === this.mode),
      onclick: () => this.choose(i),
    }));
    const name = el("span", { class: "rvl-name", text: this.ctx.words("colour by") });
    this.modes.replaceChildren(name, ...buttons);
  }

  choose(i) {
    this.ctx.memory.mode = i;
    this.makeModes();
    this.modes.querySelectorAll("button")[i].focus({ preventScroll: true });
    this.paint();
  }

  /** The value that colours a tile: of its own step, or of the step before, which guessed it. */
  value(t) {
    const { array, unit, shift = 0 } = this.mode;
    const values = this.array(array);
    const step = t - shift;
    if (step < 0 || step >= values.shape[0]) return NaN;
    return unit ? values.at(step, this.unit.now) : values.data[step];
  }

  paint() {
    const { array, label, unit } = this.mode;
    const scale = valueScale(this.mode, this.array(array).data, this.ctx.colours);
    this.tiles.forEach((tile, t) => {
      const css = scale.css(this.value(t));
      tile.style.background = css ?? "";
      tile.style.color = css ? onTop(css) : "";
    });
    const name = unit ? `${label} ${this.unit.now + 1}` : label;
    this.key.replaceChildren(el("span", { text: name }), colourBar(scale.ramp, scale.labels));
    this.drawn = null;
    this.ctx.invalidate();
  }

  onTile(event, then) {
    const tile = event.target.closest?.(".rvl-tile");
    if (tile) then(Math.min(Number(tile.dataset.t), this.ctx.scene.T - 1));
  }

  /** Go to a step, and choose the number of the unit there. */
  go(t) {
    this.ctx.clock.seek(t);
    if (this.mode.unit) this.ctx.selection.set({ array: this.mode.array, t, index: [this.unit.now] });
  }

  hover(t) {
    this.ctx.hover.set({ array: this.config.array, t, index: [this.unit.now] });
  }

  resize() {
    this.update();
  }

  draw({ t }) {
    if (!this.tiles || this.drawn === t) return;
    this.drawn = t;
    this.tiles.forEach((tile, i) => {
      tile.classList.toggle("rvl-now", i === t);
      tile.classList.toggle("rvl-next", i === t + 1);
      tile.classList.toggle("rvl-later", i > t + 1);
    });
    this.said.replaceChildren(...this.sentence(t));
  }

  /** What it expects at step t, what follows, and the perplexity so far. */
  sentence(t) {
    const { perplexity } = this.config;
    const parts = [el("span", { text: this.expects(t) })];
    if (perplexity) {
      const value = number(this.array(perplexity).data[t], { words: this.ctx.words });
      const text = `${this.ctx.words("perplexity so far")} ${value}`;
      parts.push(el("span", { class: "rvl-perplexity", text }));
    }
    return parts;
  }

  expects(t) {
    const { guess, next, outputs, symbols, given, next_label: label } = this.config;
    const row = this.array(guess).row(t);
    const k = likeliest(row);
    const follows = this.array(next).data[t];
    const drawn = given ? t + 1 >= given : true;
    return this.ctx.words(drawn ? "expects" : "beginning", {
      guess: outputs[k], share: percent(row[k]), label, next: outputs[follows] ?? symbols[t + 1],
      chance: percent(row[follows]),
    });
  }

  describe({ t }) {
    return `${this.ctx.words("read")}: ${readSoFar(this.config.symbols, t)}. ${this.expects(t)}`;
  }

  table() {
    const { scene, words } = this.ctx;
    const { guess, next, outputs, next_label: label } = this.config;
    const { label: name, unit } = this.mode;
    const say = (value) => (Number.isNaN(value) ? "" : number(value, { words }));
    const rows = Array.from({ length: scene.T }, (_, t) => {
      const follows = this.array(next).data[t];
      const chance = percent(this.array(guess).at(t, follows));
      return [String(t + 1), stepName(scene, t).tick, outputs[follows], chance, say(this.value(t))];
    });
    const last = unit ? `${name} ${this.unit.now + 1}` : name;
    return { head: [words("time"), words("read"), label, words("probability"), last], rows };
  }

  destroy() {
    this.unit.end();
  }
}

/** A text: `symbols`, one more than steps unless its end was not reached; index.js says the rest. */
export function create(root, ctx) {
  return new Text(root, ctx);
}
