// What the views of one unit over time share: its values, a scale around zero, bars and marks.

import { drawTicks, font } from "../drawing/axis.js";
import { crisp, line, write } from "../drawing/canvas.js";
import { brief, number, stepName } from "../drawing/format.js";
import { linear, ticks } from "../drawing/scales.js";
import { createUnit } from "../drawing/unit.js";
import { TimeView } from "../drawing/timeview.js";

const TOP = 18;
const WIDEST = 44;
const HEIGHT = 92;
const PRESENTED = 220; // all of the window that the sentence leaves

/** A subclass gives `range(steps)`: the lowest and highest value to be drawn at those steps. */
export class UnitView extends TimeView {
  constructor(root, ctx) {
    super(root, ctx);
    this.scalable({ scale: "linear", range: "this view" }, ["linear"]);
    this.unit = createUnit(ctx, () => {
      this.update();
      ctx.invalidate();
    });
  }

  value(name, t) {
    return this.array(name).at(t, this.unit.now);
  }

  text(value) {
    return number(value, { words: this.ctx.words });
  }

  measure() {
    const { config, scene: { options } } = this.ctx;
    this.top = TOP;
    this.bottom = TOP + (options.present ? PRESENTED : config.height ?? HEIGHT);
    const { range } = this.ctx.memory;
    const all = Array.from({ length: this.axis.T }, (_, t) => t);
    let [low, high] = this.range(range === "this step" ? [Math.min(this.at, this.axis.T - 1)] : all);
    if (range === "fixed") [low, high] = [Math.min(low, -1), Math.max(high, 1)];
    const [below, above] = this.room(low, high);
    this.marks = ticks(low, high, 4);
    this.y = linear(low, high > low ? high : low + 1, this.bottom - below, TOP + above);
  }

  /** Pixels left free below the lowest and above the highest value. */
  room() {
    const share = 0.07 * (this.bottom - TOP);
    return [share, share];
  }

  grid(context) {
    const { axis, colours } = this;
    const style = { colour: colours.muted, font: font(colours), align: "right" };
    for (const mark of this.marks) {
      const y = crisp(this.y(mark));
      line(context, axis.left, y, axis.right, y, mark === 0 ? colours.muted : colours.grid);
      write(context, brief(mark), axis.left - 8, y, style);
    }
    drawTicks(context, axis, this.bottom, this.ctx.scene, colours);
  }

  /** Left edge and width of a bar. */
  column(t) {
    const { axis } = this;
    const width = Math.min(Math.max(axis.band * 0.72, 1), WIDEST);
    return [axis.x(t) - width / 2, width];
  }

  bar(context, t, from, to, colour) {
    const [x, width] = this.column(t);
    const [y1, y2] = [this.y(from), this.y(to)];
    context.fillStyle = colour;
    context.fillRect(x, Math.min(y1, y2), width, Math.abs(y1 - y2));
  }

  /** What is selected when the view is clicked: the state of this unit at that step. */
  pick(x, y) {
    if (!this.axis.inside(x) || y > this.bottom) return super.pick(x);
    super.pick(x);
    const { state, lines } = this.ctx.config;
    const t = this.axis.at(x);
    return this.ctx.selection.set({ array: state ?? lines[0].array, t, index: [this.unit.now] });
  }

  itemAt(x) {
    const { array } = this.ctx.config;
    return { array, t: this.axis.at(x), index: [this.unit.now] };
  }

  heading(t) {
    const { words, scene } = this.ctx;
    return `${words("unit")} ${this.unit.now + 1}, ${stepName(scene, t).now}`;
  }

  destroy() {
    this.unit.end();
    super.destroy();
  }
}
