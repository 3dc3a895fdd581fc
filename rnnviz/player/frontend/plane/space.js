// The two axes of a plane: from values to pixels and back, with ticks.

import { font } from "../drawing/axis.js";
import { crisp, line, write } from "../drawing/canvas.js";
import { brief, decade } from "../drawing/format.js";
import { linear, ticks } from "../drawing/scales.js";

export const EDGES = { left: 48, right: 12, top: 10, bottom: 40 };
const TICK = 60; // pixels that a label needs

/** Where a plot `width` wide and `height` high stands; with `equal` a unit is as long both ways. */
export function space({ x, y, equal, height }, width) {
  const left = EDGES.left;
  let right = width - EDGES.right;
  const top = EDGES.top;
  let bottom = top + height;
  if (equal) {
    const unit = Math.min((right - left) / (x.high - x.low), height / (y.high - y.low));
    right = left + unit * (x.high - x.low);
    bottom = top + unit * (y.high - y.low);
  }
  return {
    left, right, top, bottom,
    x: linear(x.low, x.high, left, right),
    y: linear(y.low, y.high, bottom, top),
    atX: linear(left, right, x.low, x.high),
    atY: linear(bottom, top, y.low, y.high),
    inside: (px, py) => px >= left && px <= right && py >= top && py <= bottom,
  };
}

/** Places of ticks with their labels; of powers of ten whole ones, where there are two of them. */
function marks(axis, pixels) {
  const all = ticks(axis.low, axis.high, Math.max(2, Math.floor(pixels / TICK)));
  if (!axis.log) return all.map((value) => [value, brief(value)]);
  const whole = all.filter((value) => Number.isInteger(value));
  return whole.length > 1 ? whole.map((value) => [value, decade(value)]) : all.map((value) => [value, brief(10 ** value, { digits: 2 })]);
}

/** The frame of a plot: ticks, their labels, and the names of both axes. */
export function paintAxes(context, { x, y }, plot, colours) {
  const style = { colour: colours.muted, font: font(colours) };
  for (const [value, text] of marks(x, plot.right - plot.left)) {
    const px = crisp(plot.x(value));
    line(context, px, plot.top, px, plot.bottom, colours.grid);
    write(context, text, px, plot.bottom + 13, { ...style, align: "center" });
  }
  for (const [value, text] of marks(y, plot.bottom - plot.top)) {
    const py = crisp(plot.y(value));
    line(context, plot.left, py, plot.right, py, colours.grid);
    write(context, text, plot.left - 6, py, { ...style, align: "right" });
  }
  context.strokeStyle = colours.border;
  context.lineWidth = 1;
  context.strokeRect(plot.left + 0.5, plot.top + 0.5, plot.right - plot.left, plot.bottom - plot.top);
  const end = { ...style, align: "right" };
  write(context, x.label, plot.right, plot.bottom + 30, end);
}

/** The name of the axis that goes up, inside of the plot: what is drawn goes under it. */
export function paintUp(context, { y }, plot, colours) {
  Object.assign(context, { strokeStyle: colours.background, lineWidth: 4, lineJoin: "round", font: font(colours), textAlign: "left", textBaseline: "middle" });
  context.strokeText(y.label, plot.left + 6, plot.top + 11);
  write(context, y.label, plot.left + 6, plot.top + 11, { colour: colours.muted, font: font(colours) });
}
