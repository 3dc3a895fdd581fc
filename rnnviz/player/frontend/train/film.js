// A film of the learning: the answer at every kept epoch, small, on the axis of the player.

import { drawHover, font } from "../drawing/axis.js";
import { write } from "../drawing/canvas.js";
import { fade } from "../drawing/colour.js";
import { stepName } from "../drawing/format.js";
import { swatch } from "../drawing/legend.js";
import { extent, linear } from "../drawing/scales.js";
import { TimeView } from "../drawing/timeview.js";
import { pieces } from "./curves.js";

const TOP = 6;
const HEIGHT = 46;
const NARROWEST = 50; // pixels of a picture
const WIDEST = 96;
const BETWEEN = 6; // pixels between two pictures

/** The steps whose pictures have room beside each other on `width` pixels, first and last among them. */
export function shownSteps(T, width) {
  const most = Math.max(2, Math.floor(width / NARROWEST));
  const every = Math.max(1, Math.ceil((T - 1) / (most - 1)));
  const steps = Array.from({ length: Math.floor((T - 1) / every) + 1 }, (_, k) => k * every);
  if (steps.at(-1) === T - 1) return steps;
  return [...(steps.length > 1 ? steps.slice(0, -1) : steps), T - 1];
}

/** How wide each picture may be: the two that lie nearest to each other keep a gap. */
export function pictureWidth(steps, width) {
  const last = steps.at(-1);
  const near = Math.min(...steps.slice(1).map((step, k) => (step - steps[k]) / last));
  return steps.length < 2 ? WIDEST : Math.min(WIDEST, (near * width - BETWEEN) / (1 + near));
}

/** The step whose picture stands for step t: its own, or the last one before it. */
export function pictured(steps, t) {
  return steps.filter((step) => step <= t).at(-1);
}

class Film extends TimeView {
  get frames() {
    return this.array(this.ctx.config.array);
  }

  get target() {
    return this.array(this.ctx.config.target.array).data;
  }

  measure() {
    this.top = TOP;
    this.bottom = TOP + HEIGHT;
    const [low, high] = extent([this.frames.data, this.target]);
    this.y = linear(low, high, this.bottom - 4, this.top + 4);
    const room = this.axis.right - this.axis.left;
    this.steps = shownSteps(this.axis.T, room);
    this.wide = pictureWidth(this.steps, room);
  }

  /** The marker frames a picture, never what lies between two. */
  update() {
    super.update();
    if (!this.width) return;
    const { axis, steps, wide: width } = this;
    const x = (t) => this.leftOf(pictured(steps, t), width) + width / 2;
    this.marker.place({ ...axis, band: width, x }, this.top, this.bottom);
  }

  paint() {
    this.layers.clear();
    const { still } = this.layers;
    const { colours, steps, wide: width } = this;
    const epochs = this.array(this.ctx.config.at.array).data;
    const style = { colour: colours.muted, font: font(colours), align: "center" };
    this.paintFall(still);
    for (const t of steps) {
      const left = this.leftOf(t, width);
      this.paintPicture(still, t, left, width);
      write(still, String(epochs[t]), left + width / 2, this.bottom + 17, style);
    }
  }

  paintFall(context) {
    const { axis, colours } = this;
    this.ctx.config.fell.forEach((is, t) => {
      context.fillStyle = fade(colours.roles.loss, 0.8);
      if (is) context.fillRect(axis.edge(t), this.bottom + 1, axis.band, 3);
    });
  }

  /** Where a picture begins: the first at the left edge, the last at the right one. */
  leftOf(t, width) {
    const { left, right, T } = this.axis;
    return T > 1 ? left + ((right - left - width) * t) / (T - 1) : left;
  }

  paintPicture(context, t, left, width) {
    const { colours } = this;
    context.strokeStyle = colours.grid;
    context.lineWidth = 1;
    context.strokeRect(left, this.top, width, HEIGHT);
    this.paintCurves(context, this.target, left, width, colours.muted, true);
    this.paintCurves(context, this.frames.row(t), left, width, colours.roles.output, this.ctx.config.joined);
  }

  /** All lanes of one answer, over each other. */
  paintCurves(context, row, left, width, colour, joined) {
    const { lanes } = this.ctx.config;
    for (let lane = 0; lane < lanes; lane += 1) {
      const values = [...row].filter((_, i) => i % lanes === lane);
      const x = linear(0, Math.max(values.length - 1, 1), left + 3, left + width - 3);
      if (!joined) {
        context.fillStyle = colour;
        values.forEach((value, i) => context.fillRect(x(i) - 0.75, this.y(value) - 0.75, 1.5, 1.5));
        continue;
      }
      context.beginPath();
      for (const [first, last] of pieces(values)) {
        for (let i = first; i <= last; i += 1) context[i === first ? "moveTo" : "lineTo"](x(i), this.y(values[i]));
      }
      context.strokeStyle = colour;
      context.lineWidth = 1.25;
      context.stroke();
    }
  }

  overlay() {
    drawHover(this.layers.moving, this.axis, this.ctx.hover.get(), this.top, this.bottom, this.colours);
  }

  legend() {
    const { fall, label } = this.ctx.config;
    const note = swatch({ label, colour: this.colours.roles.output });
    return fall ? [note, swatch({ label: fall, colour: this.colours.roles.loss, kind: "box" })] : [note];
  }

  itemAt(x) {
    return { array: "epochs", t: this.axis.at(x), index: [] };
  }

  tipFor({ t }) {
    return [stepName(this.ctx.scene, t).name];
  }

  describe({ t }) {
    return stepName(this.ctx.scene, t).name;
  }

  table() {
    const rows = Array.from({ length: this.axis.T }, (_, t) => [
      String(t + 1), stepName(this.ctx.scene, t).name, this.ctx.config.fell[t] ? this.ctx.config.fall : "",
    ]);
    return { head: [this.ctx.scene.options.moment, this.ctx.words("time"), ""], rows };
  }
}

/** A film; index.js says what a view is. */
export function create(root, ctx) {
  return new Film(root, ctx);
}
