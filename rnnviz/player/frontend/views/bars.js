// Magnitudes per step as bars on a logarithmic axis, for one network or two.

import { drawHover, drawTicks, font } from "../axis.js";
import { crisp, hatch, line, rounded, write } from "../canvas.js";
import { fade, mix } from "../colour.js";
import { el } from "../dom.js";
import { Flash, changes } from "../flash.js";
import { decade, factor, number, stepName } from "../format.js";
import { swatch } from "../legend.js";
import { decadeTicks, decades, linear, log10 } from "../scales.js";
import { TimeView } from "./timeview.js";

const HEIGHT = 220;
const CHIPS = 26; // pixels above the plot for the factors
const ROOM = 44; // pixels a step must have for its factor to stand there always
const WIDEST = 44; // pixels of a bar
const ZONE = 3; // decades from the reference to a zone

class Bars extends TimeView {
  constructor(root, ctx) {
    super(root, ctx);
    this.flash = new Flash(ctx);
    this.release2 = ctx.selection.subscribe(() => this.update());
  }

  marking() {
    return { own: this.ctx.config.reveal ?? "backward" };
  }

  /** The row of the matrix that is selected, or null. */
  get row() {
    const item = this.ctx.selection.get();
    const matrix = this.ctx.config.matrix;
    return matrix && item?.array === matrix ? item.index[0] ?? null : null;
  }

  /** What is shown: the series, or the selected loss alone. */
  get series() {
    const { config, words } = this.ctx;
    if (this.row === null) return config.series.map((one, i) => ({ ...one, values: this.array(one.array).data, fit: one.fit ?? [config.fit].flat()[i] }));
    const values = Float64Array.from(this.array(config.matrix).row(this.row), (v, t) => (t <= this.row ? v : NaN));
    return [{ label: words("selected loss", { t: this.row + 1 }), role: config.series[0].role, values, last: this.row }];
  }

  update(scene) {
    this.shown = this.series;
    const values = this.shown[0].values;
    if (scene) this.flash.begin(changes(this.before, values));
    this.before = values;
    super.update();
    if (!scene) this.ctx.invalidate();
  }

  measure() {
    const { config } = this.ctx;
    this.floor = Math.round(Math.log10(config.floor ?? 1e-12));
    this.top = (config.factors ? CHIPS : 0) + 8;
    this.bottom = this.top + (config.height ?? HEIGHT);
    const { low, high } = decades(this.shown.flatMap((one) => [...one.values]), config.floor ?? 1e-12);
    this.range = { low: config.axis === "fit" ? low : this.floor, high: Math.max(high, this.floor + 2) };
    if (config.axis !== "fit") this.range.high = Math.max(this.range.high, 1);
    this.y = linear(this.range.low, this.range.high, this.bottom, this.top);
    const reference = this.shown[0].values[this.shown[0].last ?? this.axis.T - 1];
    this.reference = log10(config.reference ?? reference);
  }

  paint() {
    const { still } = this.layers;
    this.layers.clear();
    if (this.zoned) this.paintZones(still);
    this.paintGrid(still);
    drawTicks(still, this.axis, this.bottom, this.ctx.scene, this.colours);
    this.shown.forEach((one, i) => one.values.forEach((value, t) => this.paintBar(still, value, t, i)));
    this.shown.forEach((one) => this.paintFit(still, one));
    if (this.ctx.config.factors && this.row === null && this.axis.band >= ROOM) this.paintChips(still);
  }

  /** The zones below a thousandth and above a thousandfold of the reference. */
  get zones() {
    const { inks, roles } = this.colours;
    const within = (power) => Math.min(Math.max(this.y(power), this.top), this.bottom);
    const [low, high] = [within(this.reference - ZONE), within(this.reference + ZONE)];
    return [
      { name: "vanishing", from: low, to: this.bottom, edge: low, label: low + 13, colour: roles.hidden, ink: inks.hidden },
      { name: "exploding", from: this.top, to: high, edge: high, label: high - 13, colour: roles.loss, ink: inks.loss },
    ].filter(({ from, to }) => to - from > 2);
  }

  get zoned() {
    return this.ctx.config.zones && this.reference !== null;
  }

  paintZones(context) {
    const { axis, colours } = this;
    for (const { from, to, colour } of this.zones) {
      context.fillStyle = fade(colour, colours.dark ? 0.11 : 0.07);
      context.fillRect(axis.left, from, axis.right - axis.left, to - from);
    }
    const y = crisp(this.y(this.reference));
    line(context, axis.left, y, axis.right, y, colours.muted, 1, [1, 3]);
  }

  paintGrid(context) {
    const { axis, colours } = this;
    for (const power of decadeTicks(this.range, 7)) {
      const y = crisp(this.y(power));
      line(context, axis.left, y, axis.right, y, colours.grid);
      write(context, decade(power), axis.left - 8, y, { colour: colours.muted, font: font(colours), align: "right" });
    }
    line(context, axis.left, crisp(this.bottom), axis.right, crisp(this.bottom), colours.border);
  }

  /** Left, top, width, height of a bar of the given height in decades. */
  box(power, t, i) {
    const { axis } = this;
    const n = this.shown.length;
    const group = Math.min(axis.band - (axis.band >= 6 ? Math.min(axis.band * 0.22, 10) : 0), WIDEST * n);
    const width = Math.max(group / n - (n > 1 && axis.band > 12 ? 1 : 0), 1);
    const y = Math.min(this.y(power), this.bottom - 3);
    return [axis.x(t) - group / 2 + (i * group) / n, y, width, this.bottom - y];
  }

  paintBar(context, value, t, i) {
    const { colours } = this;
    const colour = colours.roles[this.shown[i].role] ?? colours.roles.gradient;
    if (Number.isNaN(value)) return;
    const power = log10(value);
    if (value === Infinity) this.paintOverflow(context, this.box(this.range.high, t, i));
    else if (power === null || power < this.range.low) this.paintHollow(context, this.box(this.range.low, t, i), value, colour);
    else this.paintSolid(context, this.box(Math.min(power, this.range.high), t, i), colour, i);
  }

  /** A bar is a pale column under a strong cap: the cap is the value. */
  paintSolid(context, [x, y, width, height], colour, i) {
    context.fillStyle = mix(colour, this.colours.background, i ? 0.9 : 0.6);
    context.fillRect(x, y, width, height);
    context.strokeStyle = fade(colour, 0.75);
    context.lineWidth = 1;
    if (i && width > 6) context.strokeRect(x + 0.5, y, width - 1, height);
    context.fillStyle = colour;
    rounded(context, x, y - 1.5, width, 3, 1);
    context.fill();
  }

  /** Zero, or less than the floor: a hollow bar. */
  paintHollow(context, [x, , width], value, colour) {
    const height = 12;
    context.strokeStyle = colour;
    context.lineWidth = 1;
    context.strokeRect(crisp(x), crisp(this.bottom - height), Math.max(width - 1, 1), height);
    if (value !== 0 || width < 8) return;
    write(context, "0", x + width / 2, this.bottom - height - 8, { colour: this.colours.muted, font: font(this.colours, 11), align: "center" });
  }

  paintOverflow(context, [x, y, width, height]) {
    hatch(context, x, y, width, height, this.colours.inks.loss, 4);
  }

  paintFit(context, { fit, role }) {
    if (!fit || this.row !== null) return;
    const { axis } = this;
    const y = (t) => this.y(fit.intercept + fit.slope * t);
    context.save();
    context.beginPath();
    context.rect(axis.left, this.top, axis.right - axis.left, this.bottom - this.top);
    context.clip();
    line(context, axis.x(0), y(0), axis.x(axis.T - 1), y(axis.T - 1), this.colours.inks[role] ?? this.colours.text, 1.5, [6, 4]);
    context.restore();
  }

  paintChips(context) {
    const { data } = this.array(this.ctx.config.factors);
    data.forEach((value, t) => this.paintChip(context, value, t, false));
  }

  /** The factor from step t+1 to step t, above the gap between them. */
  paintChip(context, value, t, strong) {
    if (Number.isNaN(value) || t >= this.axis.T - 1) return;
    const { colours } = this;
    const text = factor(value, this.ctx.words);
    context.font = font(colours, 11, strong ? 600 : 400);
    const width = context.measureText(text).width + 10;
    const x = Math.min(Math.max(this.axis.edge(t + 1), this.axis.left + width / 2), this.axis.right - width / 2);
    rounded(context, x - width / 2, 3, width, 19, 9.5);
    context.fillStyle = strong ? colours.inks.gradient : colours.background;
    context.fill();
    context.strokeStyle = strong ? colours.inks.gradient : colours.border;
    context.lineWidth = 1;
    context.stroke();
    write(context, text, x, 13, { colour: strong ? colours.background : colours.muted, font: context.font, align: "center" });
  }

  overlay(cursor) {
    const { moving } = this.layers;
    const { axis, colours, ctx } = this;
    this.drawFlash(moving);
    drawHover(moving, axis, ctx.hover.get(), this.top, this.bottom, colours);
    this.drawZoneEdges(moving);
    const t = ctx.hover.get()?.t ?? cursor.t;
    if (ctx.config.factors && this.row === null && t < axis.T) this.paintChip(moving, this.array(ctx.config.factors).data[t], t, true);
  }

  drawFlash(context) {
    const strength = this.flash.strength();
    if (!strength) return;
    context.fillStyle = fade(this.colours.primary, 0.5 * strength);
    for (const t of this.flash.places) {
      const power = log10(this.shown[0].values[t]) ?? this.range.low;
      context.fillRect(...this.box(Math.min(Math.max(power, this.range.low), this.range.high), t, 0));
    }
  }

  /** The edges of the zones and their names, over the bars. */
  drawZoneEdges(context) {
    if (!this.zoned) return;
    const { axis, colours } = this;
    for (const { name, edge, label, from, to, ink } of this.zones) {
      line(context, axis.left, crisp(edge), axis.right, crisp(edge), ink, 1, [5, 4]);
      if (to - from < 24) continue;
      const text = this.ctx.words(name);
      context.font = font(colours, 12, 600);
      context.fillStyle = fade(colours.background, 0.88);
      rounded(context, axis.left + 4, label - 9, context.measureText(text).width + 12, 18, 5);
      context.fill();
      write(context, text, axis.left + 10, label + 0.5, { colour: ink, font: context.font });
    }
  }

  legend(cursor) {
    const { colours, ctx } = this;
    const keys = this.shown.map(({ label, role, values }, i) => swatch({
      label, colour: colours.roles[role], kind: i ? "outlined" : "box",
      value: number(values[cursor.t], { words: ctx.words }),
    }));
    const fits = this.row === null ? this.shown.filter(({ fit }) => fit?.label).map(({ fit, role }) =>
      swatch({ label: fit.label, colour: colours.inks[role], kind: "dashed" })) : [];
    return [...keys, ...fits, ...(this.row === null ? [] : [this.clearChip()])];
  }

  clearChip() {
    const clear = el("button", { type: "button", text: this.ctx.words("clear"), onclick: () => this.ctx.selection.set(null) });
    return el("span", { class: "rv-chip" }, clear);
  }

  itemAt(x) {
    return { array: this.ctx.config.series[0].array ?? "", t: this.axis.at(x), index: [] };
  }

  text(value) {
    return number(value, { words: this.ctx.words });
  }

  tipFor({ t }) {
    const lines = this.shown.map(({ label, values }) => `${label} = ${this.text(values[t])}`);
    const reference = this.shown[0].values[this.shown[0].last ?? this.axis.T - 1];
    const share = this.ctx.words("of reference", { share: factor(this.shown[0].values[t] / reference), t: (this.shown[0].last ?? this.axis.T - 1) + 1 });
    return [stepName(this.ctx.scene, t).now, ...lines, Number.isFinite(reference) && reference > 0 ? share : ""].filter(Boolean);
  }

  describe({ t }) {
    const say = ({ label, values }) => this.ctx.words("value at", { name: label, t: t + 1, value: this.text(values[t]) });
    return [...this.shown.map(say), ...this.shown.map(({ fit }) => fit?.label).filter(Boolean)].join("; ");
  }

  table() {
    const { scene, words, config } = this.ctx;
    const factors = config.factors && this.row === null ? this.array(config.factors).data : null;
    const head = [words("time"), ...this.shown.map(({ label }) => label), ...(factors ? [words("factor")] : [])];
    const rows = Array.from({ length: scene.T }, (_, t) => [stepName(scene, t).tick,
      ...this.shown.map(({ values }) => this.text(values[t])),
      ...(factors ? [Number.isNaN(factors[t]) ? "" : factor(factors[t], words)] : [])]);
    return { head, rows };
  }

  destroy() {
    this.release2();
    super.destroy();
  }
}

/** Bars: one or two `series` of magnitudes (T,); `matrix` (T, T) gives the loss of one step. */
export function create(root, ctx) {
  return new Bars(root, ctx);
}
