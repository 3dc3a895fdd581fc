// A triangle: how strongly the loss at each step (row) reaches the state at each step (column).

import { drawHover, drawTicks, font } from "../axis.js";
import { crisp, hatch, line, write } from "../canvas.js";
import { fade } from "../colour.js";
import { Flash, changes } from "../flash.js";
import { number, stepName } from "../format.js";
import { colourBar, swatch } from "../legend.js";
import { labelled, stride } from "../scales.js";
import { valueScale } from "../valuescale.js";
import { TimeView } from "./timeview.js";

const TOP = 2;
const TALLEST = 420;

class Matrix extends TimeView {
  constructor(root, ctx) {
    super(root, ctx);
    this.flash = new Flash(ctx);
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
    const height = Math.min(axis.right - axis.left, this.ctx.config.height ?? TALLEST, 40 * axis.T);
    this.row = height / axis.T;
    this.bottom = TOP + Math.round(height);
    const filled = this.values.data.filter((_, i) => i % axis.T <= Math.floor(i / axis.T));
    this.empty = filled.some((value) => !(value > 0));
    this.scale = valueScale({ scale: "log", ...this.ctx.config }, filled, this.colours);
  }

  cell(row, column) {
    const { axis } = this;
    const gap = Math.min(axis.band, this.row) >= 8 ? 1 : 0;
    const [x, y] = [Math.round(axis.edge(column)), Math.round(TOP + row * this.row)];
    return [x, y, Math.round(axis.edge(column + 1)) - x - gap, Math.round(TOP + (row + 1) * this.row) - y - gap];
  }

  paint() {
    const { still } = this.layers;
    const { axis, colours } = this;
    this.layers.clear();
    for (let row = 0; row < axis.T; row += 1) {
      for (let column = 0; column <= row; column += 1) this.paintCell(still, row, column);
    }
    for (const row of labelled(axis.T, stride(axis.T, this.row, 16))) {
      const y = TOP + (row + 0.5) * this.row;
      write(still, stepName(this.ctx.scene, row).tick, axis.left - 8, y, { colour: colours.muted, font: font(colours), align: "right" });
    }
    drawTicks(still, axis, this.bottom, this.ctx.scene, colours);
    this.paintNames(still);
  }

  paintCell(context, row, column) {
    const box = this.cell(row, column);
    const css = this.scale.css(this.values.at(row, column));
    if (css === null) return hatch(context, ...box, this.colours.grid, 5);
    context.fillStyle = css;
    return context.fillRect(...box);
  }

  /** What rows and columns are, in the empty corner. */
  paintNames(context) {
    const { row_label: row, col_label: column } = this.ctx.config;
    const style = { colour: this.colours.muted, font: font(this.colours), align: "right" };
    if (row) write(context, `↓ ${row}`, this.axis.right, TOP + 10, style);
    if (column) write(context, `→ ${column}`, this.axis.right, TOP + 28, style);
  }

  overlay(cursor) {
    const { moving } = this.layers;
    const { axis, colours } = this;
    this.drawFlash(moving);
    drawHover(moving, axis, this.ctx.hover.get(), TOP, this.bottom, colours);
    this.marker.raise(this.cell(cursor.t, cursor.t)[1] - 1, this.bottom);
    this.drawChosen(moving, this.ctx.selection.get(), 2);
    this.drawChosen(moving, this.ctx.hover.get(), 1);
  }

  drawFlash(context) {
    const strength = this.flash.strength();
    if (!strength) return;
    context.fillStyle = fade(this.colours.primary, 0.5 * strength);
    const { T } = this.axis;
    for (const place of this.flash.places) context.fillRect(...this.cell(Math.floor(place / T), place % T));
  }

  /** The row of a loss framed, the column of a state marked. */
  drawChosen(context, item, width) {
    const { T } = this.axis;
    if (item?.array !== this.ctx.config.array || !(item.index[0] < T)) return;
    const row = item.index[0];
    const [x, y, , height] = this.cell(row, 0);
    const [right, , last] = this.cell(row, row);
    context.strokeStyle = this.colours.text;
    context.lineWidth = width;
    context.strokeRect(x - 1, y - 1, right + last - x + 2, height + 2);
    if (typeof item.index[1] !== "number") return;
    const middle = crisp(this.axis.x(item.index[1]));
    line(context, middle, this.cell(item.index[1], 0)[1], middle, this.bottom, this.colours.text, width, [4, 3]);
  }

  legend() {
    const bar = colourBar(this.scale.ramp, this.scale.labels);
    const nothing = swatch({ label: this.ctx.words("nothing"), colour: this.colours.muted, kind: "hatched" });
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

  tipFor({ index: [row, column] }) {
    const { scene, words } = this.ctx;
    const place = words("loss to state", { row: stepName(scene, row).now, column: stepName(scene, column).now });
    return [place, this.text(row, column)];
  }

  /** A cell chooses its row, for the bars, and marks its column; again, it lets go. */
  pick(x, y) {
    const item = this.itemAt(x, y);
    const now = this.ctx.selection.get();
    const again = now?.array === item?.array && String(now?.index) === String(item?.index);
    this.ctx.selection.set(again ? null : item);
  }

  describe({ t }) {
    const { words, scene } = this.ctx;
    const last = scene.T - 1;
    return words("value at", { name: words("loss to state", { row: stepName(scene, last).now, column: stepName(scene, t).now }), t: t + 1, value: this.text(last, t) });
  }

  table() {
    const { scene, words } = this.ctx;
    const steps = Array.from({ length: scene.T }, (_, t) => t);
    const head = [words("loss state"), ...steps.map((t) => stepName(scene, t).tick)];
    const rows = steps.map((row) => [stepName(scene, row).tick, ...steps.map((t) => (t <= row ? this.text(row, t) : ""))]);
    return { head, rows };
  }
}

/** A matrix: `array` (T, T), filled where the column is no later than the row. */
export function create(root, ctx) {
  return new Matrix(root, ctx);
}
