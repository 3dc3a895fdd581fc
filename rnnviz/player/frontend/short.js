// A number in as few digits as are true: an exact 0.5 is "0.5", a rounded 0.4999 is "0.500".

import { number } from "./format.js";

const sameNumber = (a, b) => a === b || Math.fround(a) === Math.fround(b);

/** Three significant digits; zeros at the end only where the number was rounded. */
export function short(value, words) {
  const text = number(value, { words });
  if (!Number.isFinite(value) || !text.includes(".") || text.includes("e")) return text;
  const stripped = text.replace(/\.?0+$/, "");
  return sameNumber(Number(stripped.replace("\u2212", "-")), value) ? stripped : text;
}

/** As a factor: a negative number stands in parentheses. */
export function bracketed(value, words) {
  const text = short(value, words);
  return value < 0 ? `(${text})` : text;
}
