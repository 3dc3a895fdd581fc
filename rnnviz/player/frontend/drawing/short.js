// Numbers as they stand in the card: written in as few digits as are true (an exact 0.5 is "0.5",
// a rounded 0.4999 is "0.500"), and read from what was typed.

import { brief, number, parsed, plain } from "./format.js";

const sameNumber = (a, b) => a === b || Math.fround(a) === Math.fround(b);

/** Three significant digits; zeros at the end only where the number was rounded. */
export function short(value, words) {
  const text = number(value, { words });
  if (!Number.isFinite(value) || !text.includes(".") || text.includes("×")) return text;
  const stripped = text.replace(/\.?0+$/, "");
  return sameNumber(parsed(stripped), value) ? stripped : text;
}

/** How much room a text takes, in characters: raised ones are narrow. */
export const roomOf = (text) => text.length - 0.5 * (text.match(/[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]/g) ?? []).length;

/** In `room` characters, with fewer digits if it must be: −3.24×10⁻⁴, −3.2×10⁻⁴, −3×10⁻⁴. */
export function tight(value, room, words) {
  const fewer = [2, 1].map((digits) => brief(value, { digits, words }));
  const texts = [short(value, words), ...fewer];
  return texts.find((text) => roomOf(text) <= room) ?? texts.at(-1);
}

/** In two digits, or in one: what a narrow place may choose from. */
export const fewDigits = (value) => [2, 1].map((digits) => number(value, { digits }));

/** As a factor: a negative number stands in parentheses. */
export function bracketed(value, words) {
  const text = short(value, words);
  return value < 0 ? `(${text})` : text;
}

/** What was typed as a number, or a word for what is wrong with it: {value} or {wrong}. */
export function parseNumber(text, limits = null) {
  const clean = plain(text.trim())
    .replace(/^[−–]/, "-")
    .replace(/([eE])[−–]/, "$1-");
  const point = /^[^.]*,[^.,]*$/.test(clean) ? clean.replace(",", ".") : clean;
  if (point === "") return { wrong: "empty" };
  if (!/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(point)) return { wrong: "text" };
  const value = Number(point);
  if (!Number.isFinite(value)) return { wrong: "size" };
  if (limits && (value < limits[0] || value > limits[1])) return { wrong: "limits" };
  return { value };
}
