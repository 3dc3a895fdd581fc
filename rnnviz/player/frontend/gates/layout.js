// Where everything of the skeleton stands, in pixels. One layout for all cells and all widths.

export const SLOTS = ["keep", "write", "candidate", "reset", "show"];
export const SLIDER = { width: 16, height: 84 };

const NARROW = 600;

/** Columns x, rows y and the size of the drawing at that width. */
export function layout(width) {
  const narrow = width < NARROW;
  const margin = narrow ? 50 : 92;
  const span = width - 2 * margin;
  const x = { left: margin - 4, right: width - margin + 4, end: width };
  SLOTS.forEach((slot, i) => {
    x[slot] = Math.round(margin + span * (0.09 + 0.195 * i));
  });
  x.plus = Math.round((x.write + x.candidate) / 2);
  x.peep = Math.round((x.left + x.keep) / 2);
  x.tap = Math.round(x.show - Math.min(28, (x.show - x.reset) / 2.2));
  const top = 150;
  const bottom = top + SLIDER.height;
  const mark = bottom + (narrow ? 56 : 72); // where σ or tanh acts
  const bus = mark + 32;
  const y = { belt: 30, tanh: 68, product: 106, top, bottom, middle: top + 42, mark, bus };
  return { x, y, narrow, width, height: bus + 26 };
}

/** The share that a gate is dragged to at this height of the drawing, in hundredths. */
export function shareAt(y, { top, bottom }, inverse = false) {
  const share = Math.min(Math.max((bottom - y) / (bottom - top), 0), 1);
  return Math.round(100 * (inverse ? 1 - share : share)) / 100;
}

/** The part of a step, from 0, that is under way or just done; null when the whole step is. */
export function stageAt(frac, count) {
  return frac >= 1 ? null : Math.max(Math.ceil(frac * count - 1e-9) - 1, 0);
}

/** From where to where a slider is filled: a share from the bottom, a signed value from the middle. */
export function fillOf(value, signed, { top, bottom }) {
  if (!Number.isFinite(value)) return { y: bottom, height: 0 };
  const zero = signed ? (top + bottom) / 2 : bottom;
  const reach = signed ? (bottom - top) / 2 : bottom - top;
  const end = zero - Math.min(Math.max(value, signed ? -1 : 0), 1) * reach;
  return { y: Math.min(zero, end), height: Math.abs(zero - end) };
}
