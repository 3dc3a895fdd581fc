// A picture of eight by eight pixels, read in one of three orders, and how it is drawn.

import { el } from "../drawing/dom.js";

export const SIDE = 8;
const UNREAD = 0.14; // how much of a pixel shows before it is read

/** [row, column] of number k of step t. */
export function place(order, t, k) {
  if (order === "up") return [SIDE - 1 - t, k];
  return order === "right" ? [k, t] : [t, k];
}

/** [step, number within it] of a pixel: the inverse of `place`. */
export function stepOf(order, row, column) {
  if (order === "up") return [SIDE - 1 - row, column];
  return order === "right" ? [column, row] : [row, column];
}

/** Left, top, width and height of a step in a picture `size` pixels wide. */
export function stepBox(order, t, size) {
  const cell = size / SIDE;
  const [row, column] = place(order, t, 0);
  return order === "right" ? [column * cell, 0, cell, size] : [0, row * cell, size, cell];
}

/** How much of step `t` the pass has uncovered, 0 to 1. */
export function uncovered(t, { t: now, frac, mode }, own = "forward") {
  if (mode !== own) return 1;
  if (t === now) return frac;
  return (mode === "backward" ? t > now : t < now) ? 1 : 0;
}

export class Picture {
  /** A canvas in `root`; `pick(row, column)` and `hover(row, column, x, y)` hear the pointer. */
  constructor(root, { pick, hover, leave }) {
    this.canvas = el("canvas", { class: "rvd-canvas", "aria-hidden": "true" });
    this.node = el("div", { class: "rvd-picture" }, this.canvas);
    root.append(this.node);
    const cell = (event) => {
      const box = this.canvas.getBoundingClientRect();
      const at = (part, whole) => Math.min(Math.max(Math.floor((SIDE * part) / whole), 0), SIDE - 1);
      const [x, y] = [event.clientX - box.left, event.clientY - box.top];
      return [at(y, box.height), at(x, box.width), x, y];
    };
    this.canvas.addEventListener("click", (event) => pick(...cell(event)));
    this.canvas.addEventListener("pointermove", (event) => hover(...cell(event)));
    this.canvas.addEventListener("pointerleave", leave);
  }

  resize(size) {
    const ratio = window.devicePixelRatio || 1;
    this.size = size;
    this.canvas.width = Math.round(size * ratio);
    this.canvas.height = this.canvas.width;
    Object.assign(this.canvas.style, { width: `${size}px`, height: `${size}px` });
    this.context = this.canvas.getContext("2d");
    this.context.setTransform(ratio, 0, 0, ratio, 0, 0);
  }

  /** Draw every pixel by `css(row, column)`, as far as `shown(step)` says, then `extra`. */
  paint({ order, css, shown, paper }) {
    const { context, size } = this;
    const cell = size / SIDE;
    context.globalAlpha = 1;
    context.fillStyle = paper;
    context.fillRect(0, 0, size, size);
    for (let row = 0; row < SIDE; row += 1) {
      for (let column = 0; column < SIDE; column += 1) {
        const colour = css(row, column);
        if (colour === null) continue;
        const share = shown(stepOf(order, row, column)[0]);
        context.globalAlpha = UNREAD + (1 - UNREAD) * share;
        context.fillStyle = colour;
        const [x, y] = [Math.round(column * cell), Math.round(row * cell)];
        const [right, bottom] = [Math.round((column + 1) * cell), Math.round((row + 1) * cell)];
        context.fillRect(x, y, right - x, bottom - y);
      }
    }
    context.globalAlpha = 1;
  }

  /** A frame around the step that is read. */
  frame(order, t, colour, paper) {
    const [x, y, width, height] = stepBox(order, t, this.size);
    const { context } = this;
    context.strokeStyle = paper;
    context.lineWidth = 4;
    context.strokeRect(x + 1.5, y + 1.5, width - 3, height - 3);
    context.strokeStyle = colour;
    context.lineWidth = 2;
    context.strokeRect(x + 1.5, y + 1.5, width - 3, height - 3);
  }

  /** A square in the middle of a pixel, its side `share` of the pixel's. */
  dot(row, column, share, colour) {
    const cell = this.size / SIDE;
    const side = share * cell;
    const middle = (i) => (i + 0.5) * cell - side / 2;
    this.context.fillStyle = colour;
    this.context.fillRect(middle(column), middle(row), side, side);
  }

  /** A frame around one pixel. */
  ring(row, column, colour) {
    const cell = this.size / SIDE;
    this.context.strokeStyle = colour;
    this.context.lineWidth = 2;
    this.context.strokeRect(column * cell + 1, row * cell + 1, cell - 2, cell - 2);
  }
}
