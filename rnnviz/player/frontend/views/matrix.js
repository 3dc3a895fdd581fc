// A triangle: how strongly the loss at each step (row) reaches the state at each step (column).

import { drawHover, drawTicks, font } from "../drawing/axis.js";
import { crisp, hatch, line, write } from "../drawing/canvas.js";
import { fade } from "../drawing/colour.js";
import { sameItem } from "../drawing/dom.js";
import { Flash, changes } from "../drawing/flash.js";
import { number, stepName } from "../drawing/format.js";
import { colourBar, swatch } from "../drawing/legend.js";
import { labelled, stride } from "../drawing/scales.js";
import { chosenScale } from "../drawing/valuescale.js";
import { TimeView } from "../drawing/timeview.js";

const TOP = 2;
const TALLEST = 420;
const NAMED = 6; // steps from which the empty corner has room for names

class Matrix extends TimeView {
  constructor(root, ctx) {
    super(root, ctx);
    this.flash = new Flash(ctx);
    this.scalable({ scale: "log", range: "this view" });
  }

  marking() {
    return { own: this.ctx.config.reveal ?? null };
  }

  get values() {
    return this.array(this.ctx.config.array);
  }

  update(scene) {
    const { data } = this.values;
    if (scene) this.flash.begin(changes(this.before, data));
    this.before = data;
    super.update();
  }

  measure() {
    const { axis } = this;
    const { config } = this.ctx;
    const height = Math.min(axis.right - axis.left, config.height ?? TALLEST, 40 * axis.T);
    this.row = height / axis.T;
    this.bottom = TOP + Math.round(height);
    const filled = this.values.data.filter((_, i) => i % axis.T <= Math.floor(i / axis.T));
    this.empty = filled.some((value) => !(value > 0));
    const now = Array.from({ length: axis.T - this.at }, (_, i) => this.values.at(this.at + i, this.at));
    this.scale = chosenScale({ scale: "log", ...config }, filled, now, this.colours, this.ctx.memory);
  }

  /** Left, top, width, height of a cell, on whole pixels. */
  cell(row, column) {
    const { axis } = this;
    const gap = Math.min(axis.band, this.row) >= 8 ? 1 : 0;
    const x = Math.round(axis.edge(column));
    const y = Math.round(TOP + row * this.row);
    const right = Math.round(axis.edge(column + 1));
    return [x, y, right - x - gap, Math.round(TOP + (row + 1) * this.row) - y - gap];
  }

  paint() {
    const { still } = this.layers;
    const { axis, colours } = this;
    const { scene } = this.ctx;
    const style = { colour: colours.muted, font: font(colours), align: "right" };
    this.layers.clear();
    for (let row = 0; row < axis.T; row += 1) {
      for (let column = 0; column <= row; column += 1) this.paintCell(still, row, column);
    }
    for (const row of labelled(axis.T, stride(axis.T, this.row, 16))) {
      const y = TOP + (row + 0.5) * this.row;
      write(still, stepName(scene, row).tick, axis.left - 8, y, style);
    }
    drawTicks(still, axis, this.bottom, scene, colours);
    if (axis.T >= NAMED) this.paintNames(still, style);
  }

  paintCell(context, row, column) {
    const box = this.cell(row, column);
    const css = this.scale.css(this.values.at(row, column));
    if (css === null) return hatch(context, ...box, this.colours.grid, 5);
    context.fillStyle = css;
    return context.fillRect(...box);
  }

  /** What rows and columns are, in the empty corner. */
  paintNames(context, style) {
    const { row_label: row, col_label: column } = this.ctx.config;
    if (row) write(context, `↓ ${row}`, this.axis.right, TOP + 10, style);
    if (column) write(context, `→ ${column}`, this.axis.right, TOP + 28, style);
  }

  overlay(cursor) {
    const { moving } = this.layers;
    this.marker.raise(this.cell(cursor.t, cursor.t)[1] - 1, this.bottom);
    this.drawFlash(moving);
    drawHover(moving, this.axis, this.ctx.hover.get(), TOP, this.bottom, this.colours);
    this.drawChosen(moving, this.ctx.selection.get(), 2);
    this.drawChosen(moving, this.ctx.hover.get(), 1);
  }

  drawFlash(context) {
    const strength = this.flash.strength();
    if (!strength) return;
    const { T } = this.axis;
    context.fillStyle = fade(this.colours.primary, 0.5 * strength);
    for (const place of this.flash.places) {
      const [row, column] = [Math.floor(place / T), place % T];
      if (column <= row) context.fillRect(...this.cell(row, column));
    }
  }

  /** The row of a loss framed, the column of a state marked. */
  drawChosen(context, item, width) {
    if (item?.array !== this.ctx.config.array || !(item.index[0] < this.axis.T)) return;
    const [row, column] = item.index;
    const [x, y, , height] = this.cell(row, 0);
    const [right, , last] = this.cell(row, row);
    context.strokeStyle = this.colours.text;
    context.lineWidth = width;
    context.strokeRect(x - 1, y - 1, right + last - x + 2, height + 2);
    if (typeof column !== "number") return;
    const middle = crisp(this.axis.x(column));
    const top = this.cell(column, 0)[1];
    line(context, middle, top, middle, this.bottom, this.colours.text, width, [4, 3]);
  }

  legend() {
    const bar = colourBar(this.scale.ramp, this.scale.labels);
    const label = this.ctx.words("nothing");
    const nothing = swatch({ label, colour: this.colours.muted, kind: "hatched" });
    return this.empty ? [bar, nothing] : [bar];
  }

  itemAt(x, y) {
    const row = Math.floor((y - TOP) / this.row);
    const column = this.axis.at(x);
    if (row < column || row < 0 || row >= this.axis.T) return null;
    return { array: this.ctx.config.array, t: column, index: [row, column] };
  }

  text(row, column) {
    return number(this.values.at(row, column), { words: this.ctx.words });
  }

  place(row, column) {
    const name = (t) => stepName(this.ctx.scene, t).now;
    return this.ctx.words("loss to state", { row: name(row), column: name(column) });
  }

  tipFor({ index: [row, column] }) {
    return [this.place(row, column), this.text(row, column)];
  }

  /** A cell chooses its row, for the bars, and marks its column; again, it lets go. */
  pick(x, y) {
    const item = this.axis.inside(x) ? this.itemAt(x, y) : null;
    const again = sameItem(item, this.ctx.selection.get());
    this.ctx.selection.set(again ? null : item);
  }

  describe({ t }) {
    const last = this.ctx.scene.T - 1;
    return `${this.place(last, t)}: ${this.text(last, t)}`;
  }

  table() {
    const { scene, words } = this.ctx;
    const steps = Array.from({ length: scene.T }, (_, t) => t);
    const names = steps.map((t) => stepName(scene, t).tick);
    const told = (row) => steps.map((t) => (t <= row ? this.text(row, t) : ""));
    return {
      head: [words("loss state"), ...names],
      rows: steps.map((row) => [names[row], ...told(row)]),
    };
  }
}

/** A matrix: `array` (T, T), filled where the column is no later than the row. */
export function create(root, ctx) {
  return new Matrix(root, ctx);
}
