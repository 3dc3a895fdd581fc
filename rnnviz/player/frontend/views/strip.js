// A heat map of units over time, and traces of the rows that are pinned.

import { drawHover, drawTicks, font } from "../drawing/axis.js";
import { crisp, hatch, line, writeFitting } from "../drawing/canvas.js";
import { fade, onTop } from "../drawing/colour.js";
import { el } from "../drawing/dom.js";
import { Flash, changes } from "../drawing/flash.js";
import { brief, number, stepName } from "../drawing/format.js";
import { colourBar, swatch } from "../drawing/legend.js";
import { fewDigits } from "../drawing/short.js";
import { chosenScale } from "../drawing/valuescale.js";
import { createRows } from "./strip_rows.js";
import { TimeView } from "../drawing/timeview.js";
import { TRACE, drawTrace } from "./trace.js";

const TOP = 2;
const MOST = 6; // traces pinned at a time
const GAP = 10; // pixels before each trace

const rowHeight = (H) => Math.round(Math.min(Math.max(168 / H, 12), 30));

class Strip extends TimeView {
  constructor(root, ctx) {
    super(root, ctx);
    this.flash = new Flash(ctx);
    this.rows = createRows(this.layers.stack, this);
    this.scalable({ scale: "linear" });
    ctx.memory.pinned ??= [...(ctx.config.pinned ?? [])];
  }

  get values() {
    return this.array(this.ctx.config.array);
  }

  get pinned() {
    return this.ctx.memory.pinned;
  }

  get pinnable() {
    return this.ctx.config.pinnable !== false;
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
    const { config, memory } = this.ctx;
    const now = this.values.row(Math.min(this.at, this.axis.T - 1));
    this.scale = chosenScale(config, this.values.data, now, this.colours, memory);
  }

  y(row) {
    return TOP + row * this.row;
  }

  /** Left, top, width, height of a cell, on whole pixels. */
  cell(t, row) {
    const { axis } = this;
    const x = Math.round(axis.edge(t));
    const width = Math.round(axis.edge(t + 1)) - x - (axis.band >= 8 ? 1 : 0);
    return [x, this.y(row), width, this.row - (this.row >= 8 ? 1 : 0)];
  }

  paint() {
    const { still } = this.layers;
    this.layers.clear();
    for (let t = 0; t < this.axis.T; t += 1) {
      for (let row = 0; row < this.H; row += 1) this.paintCell(still, t, row);
    }
    this.paintMarks(still);
    this.paintBorders(still);
    this.pinned.forEach((row, i) => drawTrace(still, this, row, this.traceTop(i)));
    drawTicks(still, this.axis, this.bottom, this.ctx.scene, this.colours);
    this.rows.update(this.axis.left);
  }

  paintCell(context, t, row) {
    const value = this.values.at(t, row);
    const box = this.cell(t, row);
    const css = this.scale.css(value);
    if (css === null) return hatch(context, ...box, this.colours.muted, 4);
    context.fillStyle = css;
    context.fillRect(...box);
    if (this.isHatched(t, row)) hatch(context, ...box, onTop(css), 6);
    return this.saturated(value) ? this.dot(context, box, onTop(css)) : undefined;
  }

  /** Whether `hatched` (T, H) marks a cell, whose value is drawn all the same. */
  isHatched(t, row) {
    const { hatched } = this.ctx.config;
    return Boolean(hatched && this.array(hatched.array).at(t, row));
  }

  /** A frame around the row that `marks` (T,) names at each step. */
  paintMarks(context) {
    const { marks } = this.ctx.config;
    if (!marks) return;
    context.strokeStyle = this.colours.roles.loss;
    context.lineWidth = this.axis.band >= 8 ? 2 : 1;
    this.array(marks).data.forEach((row, t) => {
      const [x, y, width, height] = this.cell(t, row);
      context.strokeRect(x + 1, y + 1, Math.max(width - 2, 1), height - 2);
    });
  }

  /** A line before each step that begins a piece. */
  paintBorders(context) {
    for (const t of this.ctx.config.borders ?? []) {
      const x = crisp(this.axis.edge(t));
      line(context, x, TOP, x, this.mapBottom, this.colours.text, 2);
    }
  }

  saturated(value) {
    const { saturation } = this.ctx.config;
    return typeof saturation === "number" && Math.abs(value) > saturation;
  }

  dot(context, [x, y, width, height], colour) {
    const radius = Math.max(Math.min(2.2, width / 4, height / 5), 0.8);
    context.fillStyle = fade(colour, 0.8);
    context.beginPath();
    context.arc(x + width / 2, y + height / 2, radius, 0, 2 * Math.PI);
    context.fill();
  }

  traceTop(i) {
    return this.mapBottom + GAP + i * (TRACE + GAP);
  }

  /** Pin a row, or let it go. */
  toggle(row) {
    if (!this.pinnable) return;
    const others = this.pinned.filter((other) => other !== row);
    const on = others.length < this.pinned.length;
    this.ctx.memory.pinned = on ? others : [...others, row].slice(-MOST);
    super.update();
    this.ctx.invalidate();
  }

  overlay(cursor) {
    const { moving } = this.layers;
    this.drawFlash(moving);
    this.drawNumbers(moving, cursor);
    drawHover(moving, this.axis, this.ctx.hover.get(), TOP, this.bottom, this.colours);
    this.drawChosen(moving, this.ctx.hover.get(), 1);
    this.drawChosen(moving, this.ctx.selection.get(), 2);
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
      if (this.isHatched(t, row)) hatch(context, x, y, width, height, fade(onTop(css), 0.35), 6);
      const style = { colour: onTop(css), font: font(this.colours, 12), align: "center" };
      writeFitting(context, fewDigits(value), width - 2, x + width / 2, y + height / 2 + 0.5, style);
    }
  }

  /** A frame around the hovered or the selected cell. */
  drawChosen(context, item, width) {
    if (item?.array !== this.ctx.config.array || item.t === null) return;
    if (!(item.index[0] < this.H) || !(item.t < this.axis.T)) return;
    const [x, y, w, h] = this.cell(item.t, item.index[0]);
    context.strokeStyle = this.colours.text;
    context.lineWidth = width;
    context.strokeRect(x - 0.5, y - 0.5, w + 1, h + 1);
  }

  legend() {
    const { words, config } = this.ctx;
    const { hatched } = config;
    const bar = colourBar(this.scale.ramp, this.scale.labels);
    const limit = typeof config.saturation === "number" ? brief(config.saturation) : null;
    const frame = { label: config.marks_label, colour: this.colours.roles.loss, kind: "outlined" };
    const dot = { label: words("saturated beyond", { limit }), colour: this.colours.text };
    const hint = this.pinnable && !this.pinned.length;
    return [
      bar, config.marks && swatch(frame),
      hatched && swatch({ label: hatched.label, colour: this.colours.muted, kind: "hatched" }),
      limit && swatch({ ...dot, kind: "dot" }),
      hint && el("span", { class: "rv-note", text: words("pin hint") }),
    ].filter(Boolean);
  }

  itemAt(x, y) {
    const { array } = this.ctx.config;
    const t = this.axis.at(x);
    const row = Math.floor((y - TOP) / this.row);
    if (row >= 0 && row < this.H) return { array, t, index: [row] };
    const trace = this.pinned[Math.floor((y - this.mapBottom - GAP / 2) / (TRACE + GAP))];
    return trace === undefined ? null : { array, t, index: [trace] };
  }

  say(array, t, row) {
    return number(array.at(t, row), { words: this.ctx.words });
  }

  tipFor({ t, index: [row] }) {
    const { words, config, scene } = this.ctx;
    const saturated = this.saturated(this.values.at(t, row)) ? ` (${words("saturated")})` : "";
    const marked = this.isHatched(t, row) ? ` (${config.hatched.label})` : "";
    const details = (config.detail ?? []).map(
      ({ array, label }) => `${label} = ${this.say(this.array(array), t, row)}`);
    const name = `${this.name(row)}, ${stepName(scene, t).now}`;
    return [name, `${this.say(this.values, t, row)}${saturated}${marked}`, ...details];
  }

  /** A click on the map selects the cell and pins its row; below, it goes to the step. */
  pick(x, y) {
    const item = this.axis.inside(x) && y <= this.mapBottom ? this.itemAt(x, y) : null;
    if (!item) return super.pick(x);
    this.ctx.selection.set(item);
    return this.pinned.includes(item.index[0]) ? undefined : this.toggle(item.index[0]);
  }

  describe({ t }) {
    const { words, config } = this.ctx;
    const first = Array.from({ length: Math.min(this.H, MOST) }, (_, row) => row);
    const shown = this.pinned.length ? this.pinned : first;
    const said = shown.map((row) => `${this.name(row)} ${this.say(this.values, t, row)}`);
    const n = [...this.values.row(t)].filter((value) => this.saturated(value)).length;
    const tail = n ? ` ${words("saturated count", { n, H: this.H })}` : "";
    return `${config.title ?? config.array}: ${said.join(", ")}.${tail}`;
  }

  table() {
    const { scene, words } = this.ctx;
    const rows = Array.from({ length: this.H }, (_, row) => row);
    const line = (t) => rows.map((row) => this.say(this.values, t, row));
    return {
      head: [words("time"), ...rows.map((row) => this.name(row))],
      rows: Array.from({ length: scene.T }, (_, t) => [stepName(scene, t).tick, ...line(t)]),
    };
  }
}

/** A strip: `array` (T, H) with one row for each unit. */
export function create(root, ctx) {
  return new Strip(root, ctx);
}
