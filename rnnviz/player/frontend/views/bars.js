// Magnitudes per step, for one network or two: marks on a logarithmic axis, which has no zero for a
// bar to stand on, and bars on a linear one.

import { AXIS, drawAxisNames, drawHover, drawTicks, font } from "../drawing/axis.js";
import { crisp, line, write } from "../drawing/canvas.js";
import { fade } from "../drawing/colour.js";
import { el } from "../drawing/dom.js";
import { Flash, changes } from "../drawing/flash.js";
import { factor, number, stepName } from "../drawing/format.js";
import { swatch } from "../drawing/legend.js";
import { linear } from "../drawing/scales.js";
import {
  drawZoneEdges, hollowBar, mark, overflowBar, paintChip, paintFit, paintZones, solidBar,
} from "./bars_marks.js";
import { edgesOf, factorColumns, heightOf, marksOf, ownEdgesOf, rangeOf } from "../drawing/scalecontrol.js";
import { TimeView } from "../drawing/timeview.js";

const HEIGHT = 220;
const FLOOR = 1e-12;
const CHIPS = 26; // pixels above the plot for the factors
const ROOM = 44; // pixels a step must have for its factor to stand there always
const WIDEST = 44; // pixels of a bar
const NAME = 18; // pixels below the axis for its name
const MARK = 7; // pixels above the highest value, so that its mark is whole

class Bars extends TimeView {
  constructor(root, ctx) {
    super(root, ctx);
    this.flash = new Flash(ctx);
    this.scalable(ctx.config.opens);
    this.unsubscribe = ctx.selection.subscribe(() => this.update());
  }

  marking() {
    return { own: this.ctx.config.reveal ?? "backward" };
  }

  /** The row of the matrix that is selected, or null. */
  get row() {
    const item = this.ctx.selection.get();
    const { matrix } = this.ctx.config;
    return matrix && item?.array === matrix ? item.index[0] ?? null : null;
  }

  /** What is shown: the series, or the selected loss alone. */
  get series() {
    const { config, words, scene } = this.ctx;
    const fits = [config.fit].flat();
    if (this.row === null) {
      const last = scene.T - 1;
      const values = ({ array }) => this.array(array).data;
      return config.series.map((one, i) => ({ fit: fits[i], ...one, values: values(one), last }));
    }
    const row = this.array(config.matrix).row(this.row);
    const values = Float64Array.from(row, (value, t) => (t <= this.row ? value : NaN));
    const label = words("selected loss", { t: this.row + 1 });
    return [{ label, role: config.series[0].role, values, last: this.row }];
  }

  get factors() {
    const { factors } = this.ctx.config;
    return factors && this.row === null ? this.array(factors).data : null;
  }

  update(scene) {
    this.shown = this.series;
    const { values } = this.shown[0];
    if (scene) this.flash.begin(changes(this.before, values));
    this.before = values;
    super.update();
    if (!scene) this.ctx.invalidate();
  }

  measure() {
    const { config } = this.ctx;
    const floor = config.floor ?? FLOOR;
    this.top = (config.factors ? CHIPS : 0) + 8;
    this.bottom = this.top + (config.height ?? HEIGHT);
    const now = this.shown.map(({ values }) => values[this.at]);
    this.range = rangeOf(this.shown.flatMap(({ values }) => [...values]), now, this.ctx.memory, floor);
    this.y = linear(this.range.low, this.range.high, this.bottom, this.top + (this.log ? MARK : 0));
    const { values, last } = this.shown[0];
    this.reference = this.height(config.reference ?? values[last]);
    this.zones = config.zones && this.log && this.reference !== null ? this.findZones() : [];
  }

  /** The names of the axes, where nothing else says what they are. */
  get axes() {
    const { scene, config } = this.ctx;
    return scene.options.present ? config.axes : null;
  }

  get foot() {
    return AXIS + (this.axes ? NAME : 0);
  }

  get log() {
    return this.ctx.memory.scale === "log";
  }

  height(value) {
    return heightOf(value, this.ctx.memory.scale);
  }

  /** The zones far below and far above the reference, if in sight; the scene says how far. */
  findZones() {
    const { share, below: least, above: most } = this.ctx.config.zones;
    const { inks, roles } = this.colours;
    if (this.shown.length > 1) return this.ownEdges(-Math.log10(share), least, most);
    const { top, bottom } = this;
    const { below, above } = edgesOf(this.reference, this.range, -Math.log10(share));
    const [low, high] = [this.y(below), this.y(above)];
    const { words } = this.ctx;
    const vanishing = { name: words("vanishing", { least }), from: low, to: bottom, edge: low };
    const exploding = { name: words("exploding", { most }), from: top, to: high, edge: high };
    return [
      ...(below === null ? [] : [{ ...vanishing, colour: roles.hidden, ink: inks.hidden }]),
      ...(above === null ? [] : [{ ...exploding, colour: roles.loss, ink: inks.loss }]),
    ].filter(({ from, to }) => to - from > 2);
  }

  /** Of several networks each has its own edges, with its name: a share is one of its own last. */
  ownEdges(far, least, most) {
    const { words } = this.ctx;
    const ends = this.shown.map(({ values, last }) => this.height(values[last]));
    const { below, above } = ownEdgesOf(ends, this.range, far);
    const edge = (said) => ({ of, at, side }) => {
      const { label: name, role } = this.shown[of];
      const y = this.y(at);
      const ink = this.colours.inks[role] ?? this.colours.text;
      return { name: words(said, { name, least, most }), from: y, to: y, edge: y, ink, side };
    };
    return [...below.map(edge("own below")), ...above.map(edge("own above"))];
  }

  colour({ role }) {
    return this.colours.roles[role] ?? this.colours.roles.gradient;
  }

  paint() {
    const { still } = this.layers;
    const { axis, colours, shown } = this;
    this.layers.clear();
    if (this.zones.length) paintZones(still, this.zones, this.y(this.reference), axis, colours);
    this.paintGrid(still);
    drawTicks(still, axis, this.bottom, this.ctx.scene, colours);
    if (this.axes) drawAxisNames(still, this.axes, axis, [this.top, this.bottom], colours);
    shown.forEach((one, i) => one.values.forEach((value, t) => this.paintBar(still, value, t, i)));
    shown.forEach(({ fit, exponent, role }) => {
      const ink = colours.inks[role] ?? colours.text;
      if (exponent) this.paintLine(still, exponent, ink, [1, 3]);
      if (fit) this.paintLine(still, fit, ink);
    });
    if (axis.band < ROOM) return;
    this.factors?.forEach((value, t) => this.chip(still, value, t, false));
  }

  /** A straight line in decades: the fitted one, or, dotted, that of the Lyapunov exponent. */
  paintLine(context, { slope, intercept }, ink, dash) {
    const y = (t) => this.y(this.log ? intercept + slope * t : 10 ** (intercept + slope * t));
    paintFit(context, y, this.axis, [this.top, this.bottom], ink, dash);
  }

  chip(context, value, t, strong) {
    paintChip(context, value, t, this.axis, this.colours, this.ctx.words, strong);
  }

  paintGrid(context) {
    const { axis, colours } = this;
    const style = { colour: colours.muted, font: font(colours), align: "right" };
    for (const [height, text] of marksOf(this.range, this.ctx.memory.scale)) {
      const y = crisp(this.y(height));
      line(context, axis.left, y, axis.right, y, colours.grid);
      write(context, text, axis.left - 8, y, style);
    }
    line(context, axis.left, crisp(this.bottom), axis.right, crisp(this.bottom), colours.border);
  }

  /** Left, top, width, height of a bar of the given height, in units of the axis. */
  box(height, t, i) {
    const { axis } = this;
    const n = this.shown.length;
    const gap = axis.band >= 6 ? Math.min(axis.band * 0.22, 10) : 0;
    const group = Math.min(axis.band - gap, WIDEST * n);
    const width = Math.max(group / n - (n > 1 && axis.band > 12 ? 1 : 0), 1);
    const y = Math.min(this.y(Math.min(height, this.range.high)), this.bottom - (this.log ? 3 : 0));
    return [axis.x(t) - group / 2 + (i * group) / n, y, width, this.bottom - y];
  }

  paintBar(context, value, t, i) {
    if (Number.isNaN(value)) return;
    const { colours } = this;
    const colour = this.colour(this.shown[i]);
    const height = this.height(value);
    const beyond = height > this.range.high + 1e-9 && this.ctx.memory.range === "this step";
    if (value === Infinity || beyond) overflowBar(context, this.box(this.range.high, t, i), colours);
    else if (height === null || height < this.range.low) {
      hollowBar(context, this.box(this.range.low, t, i), this.bottom, value, colour, colours);
    } else if (this.log) mark(context, this.box(height, t, i), colour, i > 0);
    else solidBar(context, this.box(height, t, i), colour, colours, i > 0);
  }

  overlay(cursor) {
    const { moving } = this.layers;
    const { axis, colours, ctx } = this;
    this.drawFlash(moving);
    drawHover(moving, axis, ctx.hover.get(), this.top, this.bottom, colours);
    drawZoneEdges(moving, this.zones, axis, colours);
    const t = ctx.hover.get()?.t ?? cursor.t;
    if (this.factors && t < axis.T) this.chip(moving, this.factors[t], t, true);
  }

  drawFlash(context) {
    const strength = this.flash.strength();
    if (!strength) return;
    context.fillStyle = fade(this.colours.primary, 0.5 * strength);
    for (const t of this.flash.places) {
      const height = this.height(this.shown[0].values[t]) ?? this.range.low;
      context.fillRect(...this.box(Math.max(height, this.range.low), t, 0));
    }
  }

  legend(cursor) {
    const keys = this.shown.map((one, i) => swatch({
      label: one.label, colour: this.colour(one), kind: i ? "outlined" : "box",
      value: this.text(one.values[cursor.t]),
    }));
    const fits = this.shown.filter(({ fit }) => fit?.label).map(({ fit, role }) =>
      swatch({ label: fit.label, colour: this.colours.inks[role], kind: "dashed" }));
    const exponents = this.shown.filter(({ exponent }) => exponent).map(({ exponent, role }) =>
      swatch({ label: exponent.label, colour: this.colours.inks[role], kind: "dotted" }));
    return [...keys, ...fits, ...exponents, ...(this.row === null ? [] : [this.clearChip()])];
  }

  clearChip() {
    const onclick = () => this.ctx.selection.set(null);
    const text = this.ctx.words("clear");
    return el("span", { class: "rv-chip" }, el("button", { type: "button", text, onclick }));
  }

  itemAt(x) {
    return { array: this.ctx.config.series[0].array, t: this.axis.at(x), index: [] };
  }

  text(value) {
    return number(value, { words: this.ctx.words });
  }

  tipFor({ t }) {
    const lines = this.shown.flatMap(({ label, values, last }) => {
      const line = `${label} = ${this.text(values[t])}`;
      if (!(values[last] > 0 && Number.isFinite(values[last]))) return [line];
      const share = factor(values[t] / values[last], this.ctx.words);
      return [line, this.ctx.words("of reference", { share, t: last + 1 })];
    });
    return [stepName(this.ctx.scene, t).now, ...lines];
  }

  describe({ t }) {
    const say = ({ label, values }) =>
      this.ctx.words("value at", { name: label, t: t + 1, value: this.text(values[t]) });
    const fits = this.shown.flatMap(({ fit, exponent }) => [fit?.label, exponent?.label])
      .filter(Boolean);
    return [...this.shown.map(say), ...fits].join("; ");
  }

  table() {
    const { scene, words } = this.ctx;
    const { head, columns } = factorColumns(this.row === null ? this.shown : [], words);
    const data = columns.map((name) => this.array(name).data);
    const labels = this.shown.map(({ label }) => label);
    const said = (value) => (Number.isNaN(value) ? "" : factor(value, words, 3));
    const rows = Array.from({ length: scene.T }, (_, t) => [
      stepName(scene, t).tick, ...this.shown.map(({ values }) => this.text(values[t])),
      ...data.map((values) => said(values[t])),
    ]);
    return { head: [words("time"), ...labels, ...head], rows };
  }

  destroy() {
    this.unsubscribe();
    super.destroy();
  }
}

/** Bars: one or two `series` of magnitudes (T,); `matrix` (T, T) gives the loss of one step. */
export function create(root, ctx) {
  return new Bars(root, ctx);
}
