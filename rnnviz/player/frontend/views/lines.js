// Lines over time: inputs, outputs, targets. Steps that the pass has not reached are veiled. A
// series with `shift` stands at the step that it is about; one with `last` goes on to that value.

import { drawHover, drawTicks, font } from "../drawing/axis.js";
import { crisp, hatch, line, write } from "../drawing/canvas.js";
import { number, brief, stepName } from "../drawing/format.js";
import { swatch } from "../drawing/legend.js";
import { extent, linear, ticks } from "../drawing/scales.js";
import { TimeView } from "../drawing/timeview.js";

const TOP = 8;
const HEIGHT = 120;
const DOTS = 9; // pixels a step must have for its dots to be drawn

class Lines extends TimeView {
  marking() {
    return { ...super.marking(), framed: false };
  }

  get series() {
    return this.ctx.config.series;
  }

  values(series) {
    return this.array(series.array).data;
  }

  /** The values that are drawn: those of the steps, and the one that came after them. */
  drawnValues(series) {
    const values = [...this.values(series)];
    return series.last ? [...values, this.values({ array: series.last }).at(-1)] : values;
  }

  /** Where the value of step t stands. */
  x(series, t) {
    return this.axis.x(t + (series.shift ?? 0));
  }

  colour(role) {
    return this.colours.roles[role] ?? this.colours.muted;
  }

  measure() {
    this.bottom = TOP + (this.ctx.config.height ?? HEIGHT);
    const [low, high] = this.ctx.config.range ?? extent(this.series.map((s) => this.values(s)));
    const margin = 0.06 * (high - low);
    const tries = [3, 4, 6].map((most) => ticks(low, high, most));
    this.marks = tries.find((marks) => marks.length > 2) ?? [low, high];
    this.y = linear(low - margin, high + margin, this.bottom, TOP);
  }

  paint() {
    const { still } = this.layers;
    const { axis, colours } = this;
    this.layers.clear();
    const style = { colour: colours.muted, font: font(colours), align: "right" };
    for (const mark of this.marks) {
      const y = crisp(this.y(mark));
      line(still, axis.left, y, axis.right, y, mark === 0 ? colours.border : colours.grid);
      write(still, brief(mark), axis.left - 8, y, style);
    }
    drawTicks(still, axis, this.bottom, this.ctx.scene, colours);
    const drawn = this.series.filter((series) => !series.unseen);
    drawn.forEach((series) => this.paintLine(still, series));
  }

  paintLine(context, series) {
    const values = this.drawnValues(series);
    const colour = this.colour(series.role);
    context.beginPath();
    values.forEach((value, t) => {
      if (!Number.isFinite(value)) return;
      const begin = t === 0 || !Number.isFinite(values[t - 1]);
      context[begin ? "moveTo" : "lineTo"](this.x(series, t), this.y(value));
    });
    context.strokeStyle = colour;
    context.lineWidth = 2;
    context.lineJoin = "round";
    context.setLineDash(series.role === "target" ? [6, 4] : []);
    context.stroke();
    context.setLineDash([]);
    values.forEach((value, t) => this.paintPoint(context, value, t + (series.shift ?? 0), colour));
  }

  paintPoint(context, value, t, colour) {
    const { axis } = this;
    if (!Number.isFinite(value)) {
      hatch(context, axis.edge(t), TOP, axis.band, this.bottom - TOP, this.colours.inks.loss);
    } else if (axis.band >= DOTS) {
      this.dot(context, this.axis.x(t), this.y(value), 2.5, colour);
    }
  }

  dot(context, x, y, radius, colour, ring = null) {
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fillStyle = colour;
    context.fill();
    if (!ring) return;
    context.strokeStyle = ring;
    context.lineWidth = 2;
    context.stroke();
  }

  overlay(cursor) {
    const { moving } = this.layers;
    const { axis, colours } = this;
    drawHover(moving, axis, this.ctx.hover.get(), TOP, this.bottom, colours);
    for (const series of this.series) {
      const value = this.values(series)[cursor.t];
      if (!Number.isFinite(value) || cursor.frac < 1) continue;
      const colour = this.colour(series.role);
      if (series.unseen) continue;
      this.dot(moving, this.x(series, cursor.t), this.y(value), 5, colour, colours.background);
    }
  }

  legend(cursor) {
    const drawn = this.series.filter((series) => !series.unseen);
    return drawn.map((series) => swatch({
      label: this.label(series, cursor.t),
      colour: this.colour(series.role),
      kind: series.role === "target" ? "dashed" : "line",
      value: this.text(series, cursor.t),
    }));
  }

  /** What a series is called at step t, and which step its value is then about. */
  label({ label, shift = 0 }, t) {
    const { scene } = this.ctx;
    return shift && t + shift < scene.T ? `${label} → ${stepName(scene, t + shift).tick}` : label;
  }

  text(series, t) {
    return number(this.values(series)[t], { words: this.ctx.words });
  }

  itemAt(x) {
    return { array: this.series[0].array, t: this.axis.at(x), index: [] };
  }

  tipFor({ t }) {
    const lines = this.series.map((series) => `${series.label} = ${this.text(series, t)}`);
    return [stepName(this.ctx.scene, t).now, ...lines];
  }

  describe({ t }) {
    const say = (series) =>
      this.ctx.words("value at", { name: series.label, t: t + 1, value: this.text(series, t) });
    return this.series.map(say).join("; ");
  }

  table() {
    const { scene, words } = this.ctx;
    const head = [words("time"), ...this.series.map((series) => series.label)];
    const rows = Array.from({ length: scene.T }, (_, t) =>
      [stepName(scene, t).tick, ...this.series.map((series) => this.text(series, t))]);
    return { head, rows };
  }
}

/** A chart of lines; index.js says what a view is. */
export function create(root, ctx) {
  return new Lines(root, ctx);
}
