// A heat map of units over time, and traces of the rows that are pinned.

import { drawHover, drawTicks, font } from "../axis.js";
import { hatch, write } from "../canvas.js";
import { fade, onTop } from "../colour.js";
import { el } from "../dom.js";
import { Flash, changes } from "../flash.js";
import { number, brief, stepName } from "../format.js";
import { colourBar, swatch } from "../legend.js";
import { valueScale } from "../valuescale.js";
import { TimeView } from "./timeview.js";
import { TRACE, drawTrace } from "./trace.js";

const TOP = 2;
const MOST = 6; // traces pinned at a time
const GAP = 10; // pixels before each trace

const rowHeight = (H) => Math.round(Math.min(Math.max(168 / H, 12), 30));

class Strip extends TimeView {
  constructor(root, ctx) {
    super(root, ctx);
    this.flash = new Flash(ctx);
    this.labels = el("div", { role: "group", "aria-label": ctx.config.title ?? ctx.config.array });
    this.labels.addEventListener("keydown", (event) => this.onArrow(event));
    this.traces = el("div");
    this.layers.stack.append(this.labels, this.traces);
    ctx.memory.pinned ??= [...(ctx.config.pinned ?? [])];
  }

  get values() {
    return this.array(this.ctx.config.array);
  }

  get pinned() {
    return this.ctx.memory.pinned;
  }

  get H() {
    return this.values.shape[1];
  }

  name(row) {
    return this.ctx.config.rows?.[row] ?? String(row + 1);
  }

  update(scene) {
    const { data } = this.values;
    if (scene) this.flash.begin(changes(this.before, data));
    this.before = data;
    this.ctx.memory.pinned = this.pinned.filter((row) => row < this.H);
    super.update();
  }

  measure() {
    this.row = this.ctx.config.row_height ?? rowHeight(this.H);
    this.mapBottom = TOP + this.H * this.row;
    this.bottom = this.mapBottom + this.pinned.length * (TRACE + GAP) + 4;
    this.scale = valueScale(this.ctx.config, this.values.data, this.colours);
  }

  y(row) {
    return TOP + row * this.row;
  }

  /** Left, top, width, height of a cell, on whole pixels. */
  cell(t, row) {
    const { axis } = this;
    const x = Math.round(axis.edge(t));
    const gap = axis.band >= 8 ? 1 : 0;
    return [x, this.y(row), Math.round(axis.edge(t + 1)) - x - gap, this.row - (this.row >= 8 ? 1 : 0)];
  }

  paint() {
    const { still } = this.layers;
    this.layers.clear();
    for (let t = 0; t < this.axis.T; t += 1) {
      for (let row = 0; row < this.H; row += 1) this.paintCell(still, t, row);
    }
    this.pinned.forEach((row, i) => drawTrace(still, this, row, this.traceTop(i)));
    drawTicks(still, this.axis, this.bottom, this.ctx.scene, this.colours);
    this.label();
  }

  paintCell(context, t, row) {
    const value = this.values.at(t, row);
    const box = this.cell(t, row);
    const css = this.scale.css(value);
    if (css === null) return hatch(context, ...box, this.colours.muted, 4);
    context.fillStyle = css;
    context.fillRect(...box);
    if (this.saturated(value)) this.dot(context, box, onTop(css));
    return undefined;
  }

  saturated(value) {
    const { saturation } = this.ctx.config;
    return typeof saturation === "number" && Math.abs(value) > saturation;
  }

  dot(context, [x, y, width, height], colour) {
    const radius = Math.min(2.2, width / 4, height / 5);
    context.fillStyle = fade(colour, 0.8);
    context.beginPath();
    context.arc(x + width / 2, y + height / 2, Math.max(radius, 0.8), 0, 2 * Math.PI);
    context.fill();
  }

  traceTop(i) {
    return this.mapBottom + GAP + i * (TRACE + GAP);
  }

  /** The names of the rows are buttons: a row is pinned by click or by Enter. */
  label() {
    const width = this.axis.left;
    this.labels.replaceChildren(...Array.from({ length: this.H }, (_, row) => this.rowButton(row, width)));
    this.traces.replaceChildren(...this.pinned.map((row, i) => this.unpinButton(row, i, width)));
  }

  rowButton(row, width) {
    const on = this.pinned.includes(row);
    const node = el("button", {
      type: "button", class: "rv-row", text: this.name(row), tabindex: row === (this.focused ?? 0) ? "0" : "-1",
      "aria-pressed": String(on), title: this.ctx.words(on ? "unpin" : "pin", { name: this.name(row) }),
      onclick: () => this.toggle(row),
    });
    Object.assign(node.style, { top: `${this.y(row)}px`, width: `${width}px`, height: `${this.row}px` });
    if (this.ctx.config.pinnable === false) node.disabled = true;
    return node;
  }

  unpinButton(row, i, width) {
    const label = this.ctx.words("unpin", { name: this.name(row) });
    const node = el("button", { type: "button", class: "rv-unpin", "aria-label": label, title: label, onclick: () => this.toggle(row) },
      el("i", { text: "×" }), this.name(row));
    Object.assign(node.style, { top: `${this.traceTop(i) + TRACE / 2 - 12}px`, width: `${width}px` });
    return node;
  }

  onArrow(event) {
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!move) return;
    event.preventDefault();
    const buttons = [...this.labels.children];
    this.focused = Math.min(Math.max(buttons.indexOf(event.target) + move, 0), buttons.length - 1);
    buttons.forEach((button, row) => button.setAttribute("tabindex", row === this.focused ? "0" : "-1"));
    buttons[this.focused].focus();
  }

  toggle(row) {
    if (this.ctx.config.pinnable === false) return;
    const { pinned } = this;
    if (pinned.includes(row)) this.ctx.memory.pinned = pinned.filter((other) => other !== row);
    else this.ctx.memory.pinned = [...pinned, row].slice(-MOST);
    this.focused = row;
    const focused = this.labels.contains(this.labels.getRootNode().activeElement);
    super.update();
    if (focused) this.labels.children[row]?.focus();
    this.ctx.invalidate();
  }

  overlay(cursor) {
    const { moving } = this.layers;
    const { axis, colours } = this;
    this.drawFlash(moving);
    this.drawNumbers(moving, cursor);
    drawHover(moving, axis, this.ctx.hover.get(), TOP, this.bottom, colours);
    this.drawChosen(moving);
  }

  drawFlash(context) {
    const strength = this.flash.strength();
    if (!strength) return;
    context.fillStyle = fade(this.colours.primary, 0.55 * strength);
    for (const place of this.flash.places) {
      context.fillRect(...this.cell(Math.floor(place / this.H), place % this.H));
    }
  }

  /** The numbers of the current step, where there is room for them. */
  drawNumbers(context, { t, frac }) {
    if (this.axis.band < 36 || this.row < 16 || frac < 1) return;
    for (let row = 0; row < this.H; row += 1) {
      const [x, y, width, height] = this.cell(t, row);
      const value = this.values.at(t, row);
      const css = this.scale.css(value);
      if (css === null) continue;
      context.fillStyle = css;
      context.fillRect(x, y, width, height);
      const text = number(value, { digits: 2 });
      write(context, text, x + width / 2, y + height / 2 + 0.5, { colour: onTop(css), font: font(this.colours, 11), align: "center" });
    }
  }

  /** A frame around the hovered and the selected cell. */
  drawChosen(context) {
    const items = [[this.ctx.hover.get(), 1], [this.ctx.selection.get(), 2]];
    for (const [item, width] of items) {
      if (item?.array !== this.ctx.config.array || item.t === null || !(item.index[0] < this.H) || !(item.t < this.axis.T)) continue;
      const [x, y, w, h] = this.cell(item.t, item.index[0]);
      context.strokeStyle = this.colours.text;
      context.lineWidth = width;
      context.strokeRect(x - 0.5, y - 0.5, w + 1, h + 1);
    }
  }

  legend() {
    const { scale, colours } = this;
    const { config, words } = this.ctx;
    const parts = [colourBar(scale.ramp, scale.labels)];
    if (typeof config.saturation === "number") parts.push(swatch({ label: words("saturated beyond", { limit: brief(config.saturation) }), colour: colours.text, kind: "dot" }));
    if (config.pinnable !== false && !this.pinned.length) parts.push(el("span", { class: "rv-note", text: words("pin hint") }));
    return parts;
  }

  itemAt(x, y) {
    const row = Math.floor((y - TOP) / this.row);
    const t = this.axis.at(x);
    if (row >= 0 && row < this.H) return { array: this.ctx.config.array, t, index: [row] };
    const trace = this.pinned[Math.floor((y - this.mapBottom - GAP / 2) / (TRACE + GAP))];
    return trace === undefined ? null : { array: this.ctx.config.array, t, index: [trace] };
  }

  say(array, t, row) {
    return number(array.at(t, row), { words: this.ctx.words });
  }

  tipFor({ t, index: [row] }) {
    const value = this.values.at(t, row);
    const saturated = this.saturated(value) ? ` (${this.ctx.words("saturated")})` : "";
    const details = (this.ctx.config.detail ?? []).map(
      ({ array, label }) => `${label} = ${this.say(this.array(array), t, row)}`);
    return [`${this.name(row)}, ${stepName(this.ctx.scene, t).now}`, `${this.say(this.values, t, row)}${saturated}`, ...details];
  }

  pick(x, y) {
    const item = this.itemAt(x, y);
    if (!item || y > this.mapBottom) return super.pick(x);
    this.ctx.selection.set(item);
    return this.toggle(item.index[0]);
  }

  describe({ t }) {
    const { words, config } = this.ctx;
    const shown = this.pinned.length ? this.pinned : [...Array(Math.min(this.H, MOST)).keys()];
    const values = shown.map((row) => `${this.name(row)} ${this.say(this.values, t, row)}`).join(", ");
    const count = [...this.values.row(t)].filter((value) => this.saturated(value)).length;
    const tail = count ? ` ${words("saturated count", { n: count, H: this.H })}` : "";
    return `${config.title ?? config.array}: ${values}.${tail}`;
  }

  table() {
    const { scene, words } = this.ctx;
    const head = [words("time"), ...Array.from({ length: this.H }, (_, row) => this.name(row))];
    const rows = Array.from({ length: scene.T }, (_, t) =>
      [stepName(scene, t).tick, ...Array.from({ length: this.H }, (_, row) => this.say(this.values, t, row))]);
    return { head, rows };
  }
}

/** A strip: `array` (T, H) with one row for each unit. */
export function create(root, ctx) {
  return new Strip(root, ctx);
}

