// What bars are drawn with: solid, hollow and overflowing bars, zones, the fitted line, the chips.

import { font } from "../drawing/axis.js";
import { crisp, hatch, line, rounded, write } from "../drawing/canvas.js";
import { fade, mix } from "../drawing/colour.js";
import { factor } from "../drawing/format.js";

const NAMED = 16; // pixels that the name of a zone needs
const HOLLOW = 12; // pixels: the height of a bar that stands for nothing

/** A pale column under a strong cap: the cap is the value. The second network's is outlined. */
export function solidBar(context, [x, y, width, height], colour, colours, second) {
  context.fillStyle = mix(colour, colours.background, second ? 0.9 : 0.6);
  context.fillRect(x, y, width, height);
  context.strokeStyle = fade(colour, 0.75);
  context.lineWidth = 1;
  if (second && width > 6) context.strokeRect(x + 0.5, y, width - 1, height);
  context.fillStyle = colour;
  rounded(context, x, y - 1.5, width, 3, 1);
  context.fill();
}

/** A value alone: its place on the axis says how much it is. The second network's is hollow. */
export function mark(context, [x, y, width], colour, second) {
  const [middle, radius] = [x + width / 2, Math.min(Math.max(width / 2, 2), 5)];
  context.beginPath();
  context.arc(middle, y, radius, 0, 2 * Math.PI);
  context.lineWidth = 2;
  context.strokeStyle = colour;
  context.fillStyle = colour;
  if (second) context.stroke();
  else context.fill();
}

/** Zero (said so), or less than the floor. */
export function hollowBar(context, [x, , width], bottom, value, colour, colours) {
  const top = bottom - HOLLOW;
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.strokeRect(crisp(x), crisp(top), Math.max(width - 1, 1), HOLLOW);
  if (value !== 0 || width < 8) return;
  const style = { colour: colours.muted, font: font(colours, 12), align: "center" };
  write(context, "0", x + width / 2, top - 8, style);
}

/** More than a number can hold. */
export function overflowBar(context, box, colours) {
  hatch(context, ...box, colours.inks.loss, 4);
}

/** The tint of the zones, and the line of the reference. */
export function paintZones(context, zones, reference, { left, right }, colours) {
  for (const { from, to, colour } of zones) {
    if (!colour) continue; // the edge of one network among several
    context.fillStyle = fade(colour, colours.dark ? 0.11 : 0.07);
    context.fillRect(left, from, right - left, to - from);
  }
  line(context, left, crisp(reference), right, crisp(reference), colours.muted, 1, [1, 3]);
}

/** Where the name of a zone stands: in it, or, where it is too low for that, across with an arrow. */
export function nameOfZone({ from, to, edge, side }) {
  if (side) return { y: edge + 11 * side, arrow: "" };
  const into = edge === from ? 1 : -1; // down, or up
  if (to - from >= 24) return { y: edge + 13 * into, arrow: "" };
  if (to - from >= NAMED) return { y: (from + to) / 2, arrow: "" };
  return { y: edge - 11 * into, arrow: into > 0 ? " ↓" : " ↑" };
}

/**
 * The edges of the zones and their names. The names stand at the right, where the reference is and
 * no bar ends in a zone, and have a halo, not a plate.
 */
export function drawZoneEdges(context, zones, { left, right }, colours) {
  for (const zone of zones) {
    const { edge, ink } = zone;
    const { y, arrow } = nameOfZone(zone);
    const text = `${zone.name}${arrow}`;
    const own = Boolean(zone.side); // at the left, where the marks of several networks are far below
    const x = own ? left + (right - left) / 4 : right - 8;
    line(context, left, crisp(edge), right, crisp(edge), ink, 1, [5, 4]);
    const style = { colour: ink, font: font(colours, 12, 600), align: own ? "left" : "right" };
    halo(context, text, x, y + 0.5, fade(colours.background, 0.8), style);
    write(context, text, x, y + 0.5, style);
  }
}

function halo(context, text, x, y, colour, { font: face, align }) {
  Object.assign(context, { font: face, textAlign: align, textBaseline: "middle" });
  Object.assign(context, { strokeStyle: colour, lineWidth: 4, lineJoin: "round" });
  context.strokeText(text, x, y);
}

/** The line through the logarithms, clipped to the plot; on a linear axis it is a curve. */
export function paintFit(context, y, axis, [top, bottom], colour, dash = [6, 4]) {
  context.save();
  context.beginPath();
  context.rect(axis.left, top, axis.right - axis.left, bottom - top);
  context.clip();
  context.setLineDash(dash);
  context.strokeStyle = colour;
  context.lineWidth = 1.5;
  context.beginPath();
  for (let t = 0; t < axis.T; t += 1) context[t ? "lineTo" : "moveTo"](axis.x(t), y(t));
  context.stroke();
  context.restore();
}

/** The factor from step t+1 to step t, above the gap between them; a `strong` one is filled. */
export function paintChip(context, value, t, axis, colours, words, strong) {
  if (Number.isNaN(value) || t >= axis.T - 1) return;
  const text = factor(value, words);
  const face = font(colours, 12, strong ? 600 : 400);
  context.font = face;
  const half = context.measureText(text).width / 2 + 5;
  const x = Math.min(Math.max(axis.edge(t + 1), axis.left + half), axis.right - half);
  rounded(context, x - half, 3, 2 * half, 19, 9.5);
  context.fillStyle = strong ? colours.inks.gradient : colours.background;
  context.fill();
  context.strokeStyle = strong ? colours.inks.gradient : colours.border;
  context.lineWidth = 1;
  context.stroke();
  const colour = strong ? colours.background : colours.muted;
  write(context, text, x, 13, { colour, font: face, align: "center" });
}
