// Curves on an axis of their own: points of an answer that is another one at every step of the
// player, or the epochs of a run, of which the player's steps are some.

import { crisp, line, write } from "../drawing/canvas.js";
import { fade } from "../drawing/colour.js";
import { drawHover, font } from "../drawing/axis.js";
import { brief, decade, number, stepName } from "../drawing/format.js";
import { swatch } from "../drawing/legend.js";
import {
  decadeTicks, decades, extent, labelled, linear, log10, stride, ticks, timeAxis,
} from "../drawing/scales.js";
import { TimeView } from "../drawing/timeview.js";

const TOP = 8;
const HEIGHT = 120;
const FLOOR = 1e-12;
const GAP = 6; // pixels between two lanes
const LETTERS = 14; // pixels of a name's height
const DOTS = 7; // pixels a point must have for its dot to be drawn on a line
const MARK = 7; // pixels of the tick of an update that was bounded

/** Which of the kept `epochs` is nearest to one. */
export function nearest(epochs, epoch) {
  let best = 0;
  epochs.forEach((at, k) => {
    if (Math.abs(at - epoch) < Math.abs(epochs[best] - epoch)) best = k;
  });
  return best;
}

/** Where a curve of values is broken: pieces [first, last] without a value that is no number. */
export function pieces(values, finite = Number.isFinite) {
  const found = [];
  values.forEach((value, i) => {
    if (!finite(value)) return;
    if (i && finite(values[i - 1]) && found.length) found.at(-1)[1] = i;
    else found.push([i, i]);
  });
  return found;
}

/** The first of the boxes [left, top, right, bottom] that holds fewest of the points [x, y]. */
export function freest(boxes, points) {
  const held = boxes.map(([left, top, right, bottom]) =>
    points.filter(([x, y]) => x >= left && x <= right && y >= top && y <= bottom).length);
  return boxes[held.indexOf(Math.min(...held))];
}

export class Curves extends TimeView {
  marking() {
    return { own: null, framed: false };
  }

  get config() {
    return this.ctx.config;
  }

  /** The epochs of the player's steps; null where points are drawn, not epochs. */
  get epochs() {
    return this.config.epochs ? [...this.array(this.config.epochs.array).data] : null;
  }

  get lanes() {
    return this.config.lanes ?? 1;
  }

  /** Values of a series on a lane; a moving one's are those of the player's step t. */
  values(series, lane = 0, t = this.ctx.clock.cursor().t) {
    const array = this.array(series.array);
    const row = series.moving ? array.row(t) : array.data;
    return [...row].filter((_, i) => i % this.lanes === lane);
  }

  /** Every value of a series, of all steps. */
  all(series) {
    return this.array(series.array).data;
  }

  makeAxis() {
    const { epochs } = this;
    const first = this.config.series.at(-1);
    const count = epochs ? this.all(first).length : this.values(first, 0, 0).length;
    this.points = timeAxis(this.width, { T: count });
    this.marker.cursor.hidden = !epochs;
    if (!epochs) return this.points;
    const { left, right } = this.points;
    const at = linear(0, Math.max(count - 1, 1), left + 4, right - 6);
    const back = (px) => Math.round(((px - left - 4) / (right - left - 10 || 1)) * Math.max(count - 1, 1));
    const clamp = (epoch) => Math.min(Math.max(epoch, 0), count - 1);
    this.points = { ...this.points, x: at, at: (px) => clamp(back(px)) };
    return {
      ...this.points, T: epochs.length, x: (t) => at(epochs[t]),
      at: (px) => nearest(epochs, this.points.at(px)),
    };
  }

  /** Pixels of the i-th value of a series. */
  place(series, i) {
    return this.points.x(series.kept ? this.epochs[i] : i);
  }

  measure() {
    this.bottom = TOP + (this.config.height ?? HEIGHT);
    const { series, levels = [], log } = this.config;
    const values = [...series.map((one) => this.all(one)), levels.map(({ value }) => value)];
    if (log) {
      const { low, high } = decades(values.flatMap((some) => [...some]), FLOOR, 1);
      this.scale = (bottom, top) => {
        const y = linear(low, high, bottom, top);
        return (value) => (log10(value) === null ? NaN : y(Math.max(log10(value), low)));
      };
      this.marks = decadeTicks({ low, high }, 4).map((power) => [10 ** power, decade(power)]);
      return;
    }
    const [low, high] = extent(values);
    const margin = 0.06 * (high - low);
    this.scale = (bottom, top) => linear(low - margin, high + margin, bottom, top);
    this.marks = ticks(low, high, this.lanes > 1 ? 2 : 4).map((value) => [value, brief(value)]);
  }

  /** Top and bottom of a lane; the first stands on top. */
  lane(k) {
    const height = (this.bottom - TOP - GAP * (this.lanes - 1)) / this.lanes;
    const top = TOP + k * (height + GAP);
    return [top, top + height];
  }

  paint() {
    this.layers.clear();
    const { still } = this.layers;
    this.paintFalls(still);
    for (let k = 0; k < this.lanes; k += 1) {
      const [top, bottom] = this.lane(k);
      const y = this.scale(bottom, top);
      this.paintGrid(still, y);
      for (const one of this.config.series) {
        if (!one.moving) this.paintCurve(still, one, this.values(one, k), y);
      }
    }
    this.paintTicks(still);
    this.paintMarks(still);
  }

  paintGrid(context, y) {
    const { axis, colours, config } = this;
    const style = { colour: colours.muted, font: font(colours), align: "right" };
    for (const [value, text] of this.marks) {
      line(context, axis.left, crisp(y(value)), axis.right, crisp(y(value)), colours.grid);
      write(context, text, axis.left - 8, y(value), style);
    }
    for (const level of config.levels ?? []) this.paintLevel(context, level, y(level.value));
  }

  /** A level drawn in across the plot, with its name where the curves leave most room for it. */
  paintLevel(context, { value, label }, y) {
    const { axis, colours } = this;
    line(context, axis.left, crisp(y), axis.right, crisp(y), colours.muted, 1, [5, 4]);
    const text = `${label} ${this.text(value)}`;
    const halo = { strokeStyle: colours.background, lineWidth: 3, lineJoin: "round" };
    Object.assign(context, { font: font(colours), textAlign: "left", textBaseline: "middle", ...halo });
    const [left, top] = freest(this.boxes(context.measureText(text).width, y), this.drawnPoints());
    const place = [left, top + LETTERS / 2];
    context.strokeText(text, ...place);
    write(context, text, ...place, { colour: colours.muted, font: font(colours) });
  }

  /** Where the name of a level at y may stand: above or below it, at the right, the left, between. */
  boxes(width, y) {
    const { axis } = this;
    const tops = [y - 2 - LETTERS, y + 3].filter((top) => top >= TOP - 4 && top + LETTERS <= this.bottom);
    const room = axis.right - axis.left - width - 8;
    const lefts = [1, 0.5, 0, 0.75, 0.25].map((share) => axis.left + 4 + share * room);
    return lefts.flatMap((left) => tops.map((top) => [left, top, left + width, top + LETTERS]));
  }

  /** Points along every curve that stands still, dense enough that none slips past a name. */
  drawnPoints() {
    const y = this.scale(...this.lane(0).reverse());
    const still = this.config.series.filter(({ moving }) => !moving);
    return still.flatMap((one) => {
      const at = this.values(one).map((value, i) => [this.place(one, i), y(value)]);
      return at.flatMap(([x, height], i) => {
        const [next, far] = at[i + 1] ?? [x, height];
        return [0, 0.25, 0.5, 0.75].map((part) => [x + part * (next - x), height + part * (far - height)]);
      });
    });
  }

  paintTicks(context) {
    const { axis, points, colours } = this;
    const style = { colour: colours.muted, font: font(colours), align: "center" };
    line(context, axis.left, crisp(this.bottom), axis.right, crisp(this.bottom), colours.border);
    for (const [i, text] of this.tickTexts(context)) {
      const x = points.x(i);
      line(context, crisp(x), this.bottom, crisp(x), this.bottom + 4, colours.border);
      write(context, text, x, this.bottom + 17, style);
    }
  }

  /** [place, text] of the marks of the axis below. */
  tickTexts(context) {
    const { points } = this;
    context.font = font(this.colours);
    if (this.epochs) return ticks(0, points.T - 1, 4).map((e) => [e, brief(e)]).filter(([e]) => e % 1 === 0);
    const names = this.config.ticks ?? [];
    const widest = Math.max(18, ...names.map((name) => context.measureText(name).width));
    const every = stride(points.T, points.band, Math.min(widest, 90) + 10);
    return labelled(points.T, every).map((i) => [i, names[i] ?? String(i + 1)]);
  }

  paintFalls(context) {
    for (const [from, to] of this.config.falls ?? []) {
      const x = this.points.x(from);
      context.fillStyle = fade(this.colours.roles.loss, this.colours.dark ? 0.22 : 0.14);
      context.fillRect(x, TOP, Math.max(this.points.x(to) - x, 2), this.bottom - TOP);
    }
  }

  /** A tick at the top for each epoch whose update was bounded. */
  paintMarks(context) {
    if (!this.config.marks) return;
    this.array(this.config.marks.array).data.forEach((is, epoch) => {
      const x = crisp(this.points.x(epoch));
      if (is) line(context, x, TOP, x, TOP + MARK, this.colours.roles.loss, 1);
    });
  }

  colour({ role }) {
    return this.colours.roles[role] ?? this.colours.muted;
  }

  paintCurve(context, series, values, y) {
    const at = values.map((value, i) => [this.place(series, i), y(value)]);
    const joined = this.epochs || this.config.joined || !series.moving;
    if (joined) this.paintLine(context, series, at);
    const spots = series.kept || (series.moving && (!joined || this.points.band >= DOTS));
    if (!spots) return;
    for (const [x, height] of at) if (Number.isFinite(height)) this.dot(context, x, height, series.kept ? 2 : 2.5, this.colour(series));
  }

  paintLine(context, series, at) {
    context.beginPath();
    for (const [first, last] of pieces(at.map(([, y]) => y))) {
      for (let i = first; i <= last; i += 1) context[i === first ? "moveTo" : "lineTo"](...at[i]);
    }
    context.strokeStyle = this.colour(series);
    context.lineWidth = series.dashed || series.kept ? 1.25 : 2;
    context.lineJoin = "round";
    context.setLineDash(series.dashed ? [3, 4] : []);
    context.stroke();
    context.setLineDash([]);
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
    const { colours } = this;
    if (this.epochs) drawHover(moving, this.axis, this.ctx.hover.get(), TOP, this.bottom, colours);
    for (let k = 0; k < this.lanes; k += 1) {
      const [top, bottom] = this.lane(k);
      const y = this.scale(bottom, top);
      for (const one of this.config.series) {
        if (one.moving) this.paintCurve(moving, one, this.values(one, k, cursor.t), y);
        else if (this.epochs) this.paintNow(moving, one, cursor.t, y);
      }
    }
  }

  paintNow(context, series, t, y) {
    const height = y(this.valueAt(series, this.epochs[t], t));
    const [x, { background }] = [this.points.x(this.epochs[t]), this.colours];
    if (Number.isFinite(height)) this.dot(context, x, height, 4.5, this.colour(series), background);
  }

  /** The value of a series at an epoch; of one that only kept epochs have, at step t. */
  valueAt(series, epoch, t) {
    return this.all(series)[series.kept ? t : epoch];
  }

  legend(cursor) {
    const { series, marks } = this.config;
    const keys = series.map((one) => swatch({
      label: one.label, colour: this.colour(one), kind: this.mark(one),
      value: this.epochs ? this.text(this.valueAt(one, this.epochs[cursor.t], cursor.t)) : this.moment(one, cursor),
    }));
    const bounded = marks ? [swatch({ label: marks.label, colour: this.colours.roles.loss, kind: "box" })] : [];
    return [...keys.reverse(), ...bounded];
  }

  /** When a curve that is another one at every step was so. */
  moment({ moving }, { t }) {
    return moving ? stepName(this.ctx.scene, t).name : null;
  }

  mark({ dashed, moving }) {
    if (moving && !this.config.joined) return "dot";
    return dashed ? "dashed" : "line";
  }

  text(value) {
    return number(value, { words: this.ctx.words });
  }

  onHover(x, y) {
    if (!this.points.inside(x) || y > this.bottom) return this.onLeave();
    if (this.epochs) this.ctx.hover.set({ array: "epochs", t: this.axis.at(x), index: [] });
    return this.tip.show(x, y, this.tipFor({ point: this.points.at(x) }));
  }

  tipFor({ point }) {
    const { series, ticks: names } = this.config;
    if (this.epochs) {
      const own = series.filter((one) => !one.kept);
      return [this.ctx.words("epoch", { n: point }),
        ...own.map((one) => `${one.label} = ${this.text(this.all(one)[point])}`)];
    }
    const said = series.map((one) => `${one.label} = ${this.pointText(one, point)}`);
    return [`${this.config.point} ${names?.[point] ?? point + 1}`, ...said.reverse()];
  }

  /** What a series says at a point, lane by lane. */
  pointText(series, point, t = this.ctx.clock.cursor().t) {
    const each = Array.from({ length: this.lanes }, (_, k) => this.values(series, k, t)[point]);
    return each.map((value) => (Number.isNaN(value) ? "–" : this.text(value))).join(", ");
  }

  itemAt() {
    return null;
  }

  pick(x) {
    if (this.epochs) super.pick(x);
  }

  describe({ t }) {
    if (!this.epochs) return "";
    const epoch = this.epochs[t];
    const say = (one) => `${one.label} ${this.text(this.valueAt(one, epoch, t))}`;
    return `${this.config.title}: ${this.config.series.map(say).join(", ")}`;
  }

  table(cursor) {
    const { series, ticks: names, point } = this.config;
    if (!this.epochs) {
      const rows = Array.from({ length: this.points.T }, (_, i) =>
        [names?.[i] ?? String(i + 1), ...series.map((one) => this.pointText(one, i, cursor.t))]);
      return { head: [point, ...series.map(({ label }) => label)], rows };
    }
    const rows = this.epochs.map((epoch, t) =>
      [stepName(this.ctx.scene, t).tick, ...series.map((one) => this.text(this.valueAt(one, epoch, t)))]);
    return { head: [this.ctx.words("time"), ...series.map(({ label }) => label)], rows };
  }
}

/** Curves; index.js says what a view is. */
export function create(root, ctx) {
  return new Curves(root, ctx);
}
