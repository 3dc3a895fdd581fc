// What the views of a text share. Pure logic: which symbols to show, and how they are said.

import { percent as share } from "../drawing/format.js";

/** A probability as people say it: "98.7 %", "<0.1 %". */
export const percent = (value) => share(value, { digits: 1 });

/** The label of a bar: percent without the sign, and never 100 for what is not all. */
export const label = (value) => share(value).replace(/\s*%$/, "");

/** Numbers of the symbols to show: all in order, or the likeliest `most` of them, likeliest first. */
export function shownSymbols(row, most, sorted) {
  const all = [...row.keys()];
  if (!sorted && all.length <= most) return all;
  return all.sort((a, b) => row[b] - row[a] || a - b).slice(0, most);
}

/** The number of the likeliest symbol. */
export function likeliest(row) {
  return row.reduce((best, value, k) => (value > row[best] ? k : best), 0);
}

/** The text up to step t in one line, its end only if it is long. */
export function readSoFar(symbols, t, most = 40) {
  const read = symbols.slice(0, t + 1);
  return read.length > most ? `…${read.slice(-most).join("")}` : read.join("");
}
