// What every view on the axis of time draws alike: the ticks and the line of the hovered step.

import { crisp, line, write } from "./canvas.js";
import { stepName } from "./format.js";
import { labelled, stride } from "./scales.js";

const LETTER = 12; // pixels that a letter needs
export const AXIS = 28; // pixels below a plot for the ticks and their labels

/** The font of labels on a canvas. */
export const font = (colours, size = 12, weight = 400) => `${weight} ${size}px ${colours.font}`;

/** Ticks and the names of the steps under a plot. */
export function drawTicks(context, axis, y, scene, colours) {
  context.font = font(colours);
  const names = scene.ticks ?? [];
  const letters = names.length > 0 && names.every((name) => [...name].length === 1);
  const all = letters && axis.band >= LETTER;
  const widest = Math.max(18, ...names.map((name) => context.measureText(name).width));
  const style = { colour: colours.muted, font: font(colours), align: "center" };
  const every = all ? 1 : stride(axis.T, axis.band, Math.min(widest, 90) + 10);
  for (const t of labelled(axis.T, every)) {
    const x = axis.x(t);
    line(context, crisp(x), y, crisp(x), y + 4, colours.border);
    // Every fourth letter of a text reads as another text: then the numbers of the steps stand.
    write(context, letters && !all ? String(t + 1) : stepName(scene, t).tick, x, y + 17, style);
  }
}

/** What the axes are: below the ticks at the right, and upwards along the left. */
export function drawAxisNames(context, names, axis, [top, bottom], colours) {
  const style = { colour: colours.text, font: font(colours) };
  write(context, names.x, axis.right, bottom + AXIS + 6, { ...style, align: "right" });
  context.save();
  context.translate(8, (top + bottom) / 2);
  context.rotate(-Math.PI / 2);
  write(context, names.y, 0, 0, { ...style, align: "center" });
  context.restore();
}

/** A fine dotted line at the step that is hovered anywhere in the player. */
export function drawHover(context, axis, item, top, bottom, colours) {
  if (typeof item?.t !== "number" || item.t >= axis.T) return;
  const x = crisp(axis.x(item.t));
  line(context, x, top, x, bottom, colours.muted, 1, [2, 3]);
}
