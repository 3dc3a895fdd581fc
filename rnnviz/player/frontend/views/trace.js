// One pinned unit over time, like a channel of a logic analyser.

import { crisp, line } from "../drawing/canvas.js";
import { fade } from "../drawing/colour.js";
import { linear } from "../drawing/scales.js";

export const TRACE = 60; // pixels

/** The trace of a row of a strip, with its top at `top`. */
export function drawTrace(context, strip, row, top) {
  const { axis, colours, values, scale } = strip;
  const y = linear(0, 1, top + TRACE - 4, top + 4);
  const at = (t) => y(Math.min(Math.max(scale.share(values.at(t, row)), 0), 1));
  const config = strip.ctx.config;
  const base = config.scale === "gate" || config.scale === "log" ? 0 : scale.share(0);
  guides(context, axis, y, scale, config, colours, base);
  context.beginPath();
  for (let t = 0; t < axis.T; t += 1) {
    if (!Number.isFinite(at(t))) continue;
    context.lineTo(axis.edge(t), at(t));
    context.lineTo(axis.edge(t + 1), at(t));
  }
  context.strokeStyle = colours.roles[config.role ?? "hidden"];
  context.lineWidth = 1.75;
  context.lineJoin = "miter";
  context.stroke();
  context.lineTo(axis.right, y(base));
  context.lineTo(axis.left, y(base));
  context.fillStyle = fade(colours.roles[config.role ?? "hidden"], 0.12);
  context.fill();
}

function guides(context, axis, y, scale, config, colours, base) {
  const straight = (share, colour, dash) =>
    line(context, axis.left, crisp(y(share)), axis.right, crisp(y(share)), colour, 1, dash);
  straight(base, colours.border, []);
  straight(1, colours.grid, []);
  if (base > 0) straight(0, colours.grid, []);
  if (typeof config.saturation !== "number") return;
  for (const limit of [-config.saturation, config.saturation]) {
    straight(scale.share(limit), colours.border, [3, 4]);
  }
}
