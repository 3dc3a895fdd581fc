// The layers of a plane: each draws one array of x, y rows. What is no number is left out.

import { fade } from "../drawing/colour.js";

const HEAD = 6; // pixels of an arrow's point
const HALO = 2.5;
const SMALL = 3; // pixels below which a point has no rim

/** The colour of a layer. */
export const colourOf = ({ role }, colours) => colours.roles[role] ?? (role === "text" ? colours.text : colours.muted);

/** Rows of an array's flat data. */
export function rows(data, size) {
  return Array.from({ length: Math.floor(data.length / size) }, (_, i) => data.subarray(i * size, (i + 1) * size));
}

/** The points of a layer: x, y rows, or values alone one step apart, the first at `over`. */
export function points({ over }, data) {
  return over === undefined ? rows(data, 2) : [...data].map((y, i) => [over + i, y]);
}

/** How many points of a trail are drawn: whole ones, and the share of the way to the next. */
export function grown({ grow = 1, late = 0 }, { t, frac }, count) {
  const end = Math.min(Math.max(grow * (t + frac - late), 0), count - 1);
  return { whole: Math.floor(end) + 1, share: end - Math.floor(end) };
}

function stroke(context, layer, colours, path) {
  context.lineJoin = "round";
  if (layer.halo) {
    context.strokeStyle = fade(colours.background, 0.8);
    context.lineWidth = (layer.width ?? 2) + 2 * HALO - 1;
    path();
    context.stroke();
  }
  context.strokeStyle = colourOf(layer, colours);
  context.globalAlpha = layer.faint ?? 1;
  context.lineWidth = layer.width ?? 2;
  context.setLineDash(layer.dashed ? [5, 4] : []);
  path();
  context.stroke();
  context.setLineDash([]);
  context.globalAlpha = 1;
}

/** A line through points; NaN breaks it. With `grow` it ends where the player has got to. */
function paintLine(context, layer, data, plot, colours, cursor) {
  const all = points(layer, data);
  const end = layer.grow ? grown(layer, cursor, all.length) : { whole: all.length, share: 0 };
  const shown = all.slice(0, end.whole);
  if (end.share && end.whole < all.length) {
    const [a, b] = [all[end.whole - 1], all[end.whole]];
    shown.push([0, 1].map((k) => a[k] + end.share * (b[k] - a[k])));
  }
  stroke(context, layer, colours, () => {
    context.beginPath();
    let pen = false;
    for (const [x, y] of shown) {
      if (!Number.isFinite(x + y)) pen = false;
      else {
        context[pen ? "lineTo" : "moveTo"](plot.x(x), plot.y(y));
        pen = true;
      }
    }
  });
  const last = shown.at(-1);
  if (layer.grow && last) dot(context, plot.x(last[0]), plot.y(last[1]), 5, colourOf(layer, colours), colours.background);
}

function dot(context, x, y, radius, colour, ring) {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fillStyle = colour;
  context.fill();
  context.strokeStyle = ring;
  context.lineWidth = 1.5;
  context.stroke();
}

/** Filled where a point is stable, open where it is not, a square where it is only slow. */
export function mark(context, x, y, radius, kind, colour, background) {
  if (radius < SMALL) return speck(context, x, y, radius, kind, colour);
  if (kind === 2) {
    context.fillStyle = colour;
    context.fillRect(x - radius, y - radius, 2 * radius, 2 * radius);
    context.strokeStyle = background;
    context.lineWidth = 1;
    context.strokeRect(x - radius, y - radius, 2 * radius, 2 * radius);
    return undefined;
  }
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fillStyle = kind === 1 ? background : colour;
  context.fill();
  context.strokeStyle = kind === 1 ? colour : background;
  context.lineWidth = kind === 1 ? 2 : 1;
  return context.stroke();
}

/** A point among so many that they make a curve: a thin one where it is not stable. */
function speck(context, x, y, radius, kind, colour) {
  context.beginPath();
  context.arc(x, y, kind ? radius / 2 : radius, 0, 2 * Math.PI);
  context.fillStyle = colour;
  context.fill();
}

function paintPoints(context, layer, data, plot, colours, cursor, kinds) {
  let i = 0;
  for (const [x, y] of rows(data, 2)) {
    const kind = kinds ? kinds[i] : 0;
    i += 1;
    if (!Number.isFinite(x + y)) continue;
    mark(context, plot.x(x), plot.y(y), layer.size ?? 5, kind, colourOf(layer, colours), colours.background);
  }
}

function paintSegments(context, layer, data, plot, colours) {
  stroke(context, layer, colours, () => {
    context.beginPath();
    for (const [x1, y1, x2, y2] of rows(data, 4)) {
      if (!Number.isFinite(x1 + y1 + x2 + y2)) continue;
      context.moveTo(plot.x(x1), plot.y(y1));
      context.lineTo(plot.x(x2), plot.y(y2));
    }
  });
}

function paintArrows(context, layer, data, plot, colours) {
  paintSegments(context, layer, data, plot, colours);
  context.fillStyle = colourOf(layer, colours);
  context.globalAlpha = layer.faint ?? 1;
  for (const [x1, y1, x2, y2] of rows(data, 4)) {
    if (Number.isFinite(x1 + y1 + x2 + y2)) paintHead(context, plot.x(x1), plot.y(y1), plot.x(x2), plot.y(y2), layer);
  }
  context.globalAlpha = 1;
}

function paintHead(context, x1, y1, x2, y2, { width = 2 }) {
  const length = Math.hypot(x2 - x1, y2 - y1);
  if (length < 1) return;
  const size = Math.min(HEAD * Math.max(1, width / 2), length);
  const [dx, dy] = [((x2 - x1) / length) * size, ((y2 - y1) / length) * size];
  context.beginPath();
  context.moveTo(x2, y2);
  context.lineTo(x2 - dx - dy / 2, y2 - dy + dx / 2);
  context.lineTo(x2 - dx + dy / 2, y2 - dy - dx / 2);
  context.fill();
}

/** A grid of colours over the whole plane, row by row from below; those of a loss run over. */
function paintHeat(context, layer, data, plot, colours, cursor, kinds, [height, width]) {
  const small = Object.assign(document.createElement("canvas"), { width, height });
  const dots = small.getContext("2d");
  const css = layer.classes ? (v) => classColour(v, colours) : (v) => colours.sequential(v / 255);
  data.forEach((value, i) => {
    const colour = css(value);
    if (!colour) return;
    dots.fillStyle = colour;
    dots.fillRect(i % width, height - 1 - Math.floor(i / width), 1, 1);
  });
  context.imageSmoothingEnabled = !layer.classes;
  context.drawImage(small, plot.left, plot.top, plot.right - plot.left, plot.bottom - plot.top);
}

const CLASSES = ["hidden", "input", "output", "gradient", "loss", "target"];
const classColour = (v, colours) => (v ? fade(colours.roles[CLASSES[(v - 1) % CLASSES.length]], 0.2) : null);

/** The circle of radius 1: inside it, what lies along an eigenvalue shrinks. */
function paintCircle(context, layer, data, plot, colours) {
  context.beginPath();
  context.ellipse(plot.x(0), plot.y(0), plot.x(1) - plot.x(0), plot.y(0) - plot.y(1), 0, 0, 2 * Math.PI);
  context.strokeStyle = colourOf(layer, colours);
  context.lineWidth = 1.5;
  context.stroke();
}

export const PAINT = {
  line: paintLine, points: paintPoints, segments: paintSegments, arrows: paintArrows,
  heat: paintHeat, circle: paintCircle,
};
