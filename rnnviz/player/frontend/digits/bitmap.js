// A drawing of 32 by 32 dots, and the 8 by 8 grey levels that it makes: pure functions.

export const SIDE = 8; // pixels
export const BLOCK = 4; // dots along a pixel's side
export const DOTS = SIDE * BLOCK;
export const FULL = BLOCK * BLOCK;

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

export const blank = () => new Uint8Array(DOTS * DOTS);

/** The drawing as text for a link: bits, row by row, six to a letter; "" if it is blank. */
export function encode(dots) {
  if (!dots.some(Boolean)) return "";
  let text = "";
  for (let i = 0; i < dots.length; i += 6) {
    let value = 0;
    for (let k = 0; k < 6; k += 1) value = 2 * value + (dots[i + k] ? 1 : 0);
    text += LETTERS[value];
  }
  return text;
}

/** The inverse of `encode`; what cannot be read is blank. */
export function decode(text) {
  const dots = blank();
  [...text].forEach((letter, i) => {
    const value = Math.max(LETTERS.indexOf(letter), 0);
    for (let k = 0; k < 6; k += 1) {
      if (6 * i + k < dots.length) dots[6 * i + k] = (value >> (5 - k)) & 1;
    }
  });
  return dots;
}

/** How many dots of each pixel are ink, 0 to 16, row by row: the data set was made so. */
export function greyLevels(dots) {
  const levels = new Uint8Array(SIDE * SIDE);
  dots.forEach((dot, i) => {
    const [row, column] = [Math.floor(i / DOTS), i % DOTS];
    levels[SIDE * Math.floor(row / BLOCK) + Math.floor(column / BLOCK)] += dot;
  });
  return levels;
}

// The order in which the dots of a pixel are filled: from its middle outward.
const FILLING = [5, 6, 9, 10, 4, 7, 8, 11, 1, 2, 13, 14, 0, 3, 12, 15];

/** A drawing that has exactly these grey levels: a digit of the data set on the pad. */
export function fromLevels(levels) {
  const dots = blank();
  levels.forEach((level, i) => {
    const [top, left] = [BLOCK * Math.floor(i / SIDE), BLOCK * (i % SIDE)];
    for (const place of FILLING.slice(0, level)) {
      dots[DOTS * (top + Math.floor(place / BLOCK)) + left + (place % BLOCK)] = 1;
    }
  });
  return dots;
}

/** Draw (1) or rub out (0) with a round pen along a line; points are [x, y] in dots. */
export function stroke(dots, from, to, radius, ink = 1) {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const count = Math.max(1, Math.ceil(2 * length));
  for (let i = 0; i <= count; i += 1) {
    const [x, y] = [0, 1].map((k) => from[k] + ((to[k] - from[k]) * i) / count);
    disc(dots, x, y, radius, ink);
  }
}

function disc(dots, x, y, radius, ink) {
  const [top, bottom] = [Math.max(Math.floor(y - radius), 0), Math.min(Math.ceil(y + radius), DOTS - 1)];
  const [left, right] = [Math.max(Math.floor(x - radius), 0), Math.min(Math.ceil(x + radius), DOTS - 1)];
  for (let row = top; row <= bottom; row += 1) {
    for (let column = left; column <= right; column += 1) {
      const inside = (column + 0.5 - x) ** 2 + (row + 0.5 - y) ** 2 <= radius ** 2;
      if (inside) dots[DOTS * row + column] = ink;
    }
  }
}

/** Fill a whole pixel, or empty it if it is full. */
export function togglePixel(dots, row, column) {
  const ink = greyLevels(dots)[SIDE * row + column] === FULL ? 0 : 1;
  for (let i = 0; i < FULL; i += 1) {
    dots[DOTS * (BLOCK * row + Math.floor(i / BLOCK)) + BLOCK * column + (i % BLOCK)] = ink;
  }
}

/** First and last row and column with ink, or null on a blank pad. */
export function bounds(dots) {
  let [top, bottom, left, right] = [DOTS, -1, DOTS, -1];
  dots.forEach((dot, i) => {
    if (!dot) return;
    const [row, column] = [Math.floor(i / DOTS), i % DOTS];
    [top, bottom] = [Math.min(top, row), Math.max(bottom, row)];
    [left, right] = [Math.min(left, column), Math.max(right, column)];
  });
  return bottom < 0 ? null : { top, bottom, left, right };
}

/**
 * The drawing moved and stretched alike in both directions, so that it stands in the middle and
 * reaches from the first row to the last, as every digit of the data set does.
 */
export function fitted(dots) {
  const box = bounds(dots);
  if (!box) return blank();
  const [height, width] = [box.bottom - box.top + 1, box.right - box.left + 1];
  const scale = Math.min(DOTS / height, DOTS / width);
  const [x, y] = [(DOTS - scale * width) / 2, (DOTS - scale * height) / 2];
  const out = blank();
  for (let row = 0; row < DOTS; row += 1) {
    for (let column = 0; column < DOTS; column += 1) {
      const [from, at] = [Math.floor((row + 0.5 - y) / scale), Math.floor((column + 0.5 - x) / scale)];
      const within = from >= 0 && from < height && at >= 0 && at < width;
      if (within) out[DOTS * row + column] = dots[DOTS * (box.top + from) + box.left + at];
    }
  }
  return out;
}

const arc = (cx, cy, rx, ry, from, to) => Array.from({ length: 25 }, (_, i) => {
  const angle = ((from + ((to - from) * i) / 24) * Math.PI) / 180;
  return [cx + rx * Math.cos(angle), cy + ry * Math.sin(angle)];
});

// Lines drawn by hand for this pad, in dots from the upper left corner.
export const SAMPLES = {
  3: [[...arc(15, 9, 7, 7, -140, 90), ...arc(15, 23, 8, 7, -90, 140)]],
  4: [[[19, 2], [7, 19], [26, 19]], [[19, 10], [19, 30]]],
  7: [[[7, 3], [24, 3], [13, 30]], [[11, 16], [23, 16]]],
  8: [arc(16, 9, 6, 7, 0, 360), arc(16, 23, 7, 7, 0, 360)],
};

/** A sample as a drawing. */
export function sample(name, radius) {
  const dots = blank();
  for (const points of SAMPLES[name]) {
    points.slice(1).forEach((point, i) => stroke(dots, points[i], point, radius));
  }
  return dots;
}
