// The cursor on a view and the veil over what the pass has not reached. Both are plain elements
// that are only ever moved, so that a frame of play costs no drawing.

import { el } from "./dom.js";

const FRAMED = 12; // pixels: a column at least so wide is framed, a narrower one gets a line

/** Where the pass has got to, in steps from the left edge: what is on the near side is done. */
export function frontier({ t, frac, mode }) {
  return mode === "backward" ? t + 1 - frac : t + frac;
}

/** The same for a line through the middles of the steps: at the end of step t it is there. */
export function pen({ t, frac, mode, T }) {
  return Math.min(Math.max(mode === "backward" ? t + 1.5 - frac : t - 0.5 + frac, 0), T);
}

/**
 * A marker in `root`. `own` is the mode whose pass uncovers the view; in the other one all of it
 * is seen. `framed` is false where a column has no body to frame.
 */
export function createMarker(root, { own, framed = true }) {
  const veil = el("div", { class: "rv-veil" });
  const cursor = el("div", { class: "rv-cursor" });
  root.append(veil, cursor);
  let axis = null;
  let wide = false;

  return {
    veil,
    cursor,
    /** A new axis; both stand between `top` and `bottom`. */
    place(next, top, bottom) {
      axis = next;
      wide = framed && axis.band >= FRAMED;
      cursor.classList.toggle("rv-cursor-line", !wide);
      const box = { top: `${top}px`, height: `${bottom - top}px` };
      Object.assign(cursor.style, box, { width: wide ? `${axis.band + 1}px` : "2px" });
      const span = { left: `${axis.left}px`, width: `${axis.right - axis.left}px` };
      Object.assign(veil.style, box, span);
    },
    /** The cursor's upper end, where a view is not a rectangle. */
    raise(top, bottom) {
      Object.assign(cursor.style, { top: `${top}px`, height: `${bottom - top}px` });
    },
    /** The cursor stands on the step under way, as in every view; the veil goes on within it. */
    move(now) {
      const x = axis.x(now.t);
      cursor.style.transform = `translateX(${x - (wide ? (axis.band + 1) / 2 : 1)}px)`;
      const done = (framed ? frontier(now) : pen({ ...now, T: axis.T })) / axis.T;
      const left = now.mode === "backward" ? done : 1 - done;
      veil.style.transformOrigin = now.mode === "backward" ? "left" : "right";
      veil.style.transform = `scaleX(${now.mode === own ? left : 0})`;
    },
  };
}
