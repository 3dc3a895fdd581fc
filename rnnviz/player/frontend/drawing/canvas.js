// Canvases that are crisp on any screen: a still one beneath, a moving one above.

import { el } from "./dom.js";

function fit(canvas, width, height) {
  const ratio = (window.devicePixelRatio || 1) * (canvas.currentCSSZoom ?? 1);
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  canvas.getContext("2d").setTransform(ratio, 0, 0, ratio, 0, 0);
}

/** A pair of canvases in `root`; `still` and `moving` are their 2d contexts in CSS pixels. */
export function layers(root) {
  const below = el("canvas", { class: "rv-canvas", "aria-hidden": "true" });
  const above = el("canvas", { class: "rv-canvas rv-canvas-above", "aria-hidden": "true" });
  const stack = el("div", { class: "rv-stack" }, below, above);
  root.append(stack);
  return {
    stack,
    width: 0,
    height: 0,
    still: below.getContext("2d"),
    moving: above.getContext("2d"),
    resize(width, height) {
      const size = [width, height, window.devicePixelRatio].join();
      if (size === this.size) {
        this.wipe();
        return this.clear();
      }
      Object.assign(this, { width, height, size });
      stack.style.height = `${height}px`;
      fit(below, width, height);
      return fit(above, width, height);
    },
    wipe() {
      this.moving.clearRect(0, 0, this.width, this.height);
    },
    clear() {
      this.still.clearRect(0, 0, this.width, this.height);
    },
  };
}

/** The middle of a device pixel, so that a line one pixel wide stays sharp. */
export const crisp = (px) => Math.round(px - 0.5) + 0.5;

/** A straight line. */
export function line(context, x1, y1, x2, y2, colour, width = 1, dash = []) {
  context.beginPath();
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.setLineDash(dash);
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  context.stroke();
  context.setLineDash([]);
}

/** Text; `align` and `baseline` are the canvas's own. */
export function write(context, text, x, y, { colour, font, align = "left", baseline = "middle" }) {
  context.font = font;
  context.fillStyle = colour;
  context.textAlign = align;
  context.textBaseline = baseline;
  context.fillText(text, x, y);
}

/** The first of some texts that fits into `room` pixels; nothing if none does. */
export function writeFitting(context, texts, room, x, y, style) {
  context.font = style.font;
  const text = texts.find((one) => context.measureText(one).width <= room);
  if (text) write(context, text, x, y, style);
}

/** A rounded rectangle's path. */
export function rounded(context, x, y, width, height, radius) {
  context.beginPath();
  context.roundRect(x, y, width, height, Math.min(radius, width / 2, height / 2));
}

/** Text that fits into `room` pixels, cut with an ellipsis if it must be. */
export function shorten(context, text, room) {
  if (context.measureText(text).width <= room) return text;
  let cut = text.length - 1;
  while (cut > 1 && context.measureText(`${text.slice(0, cut)}…`).width > room) cut -= 1;
  return `${text.slice(0, cut)}…`;
}

/** Diagonal lines in a rectangle: "no value here", whatever the colours. */
export function hatch(context, x, y, width, height, colour, gap = 5) {
  context.save();
  context.beginPath();
  context.rect(x, y, width, height);
  context.clip();
  context.beginPath();
  for (let d = -height; d < width; d += gap) {
    context.moveTo(x + d, y + height);
    context.lineTo(x + d + height, y);
  }
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.stroke();
  context.restore();
}
