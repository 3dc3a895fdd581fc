// The lines of the number card: formula, numbers put in, products, result. DOM only.

import { el } from "../drawing/dom.js";
import { full } from "../drawing/format.js";
import { typeset } from "../drawing/formula.js";
import { bracketed, short } from "../drawing/short.js";

/** How many products of each row are shown at once: three, or one if there are many rows. */
function topOf({ terms }) {
  const rows = terms.flatMap(({ factors }) => factors).filter(({ pieces }) => pieces);
  return rows.length > 2 ? 1 : 3;
}

const WRAPS = { square: ["(", ")²"], half_square: ["½ (", ")²"] };

/** What stands before and after a sum: "tanh(" and ")", or nothing. */
export function around(name) {
  if (!name) return ["", ""];
  return WRAPS[name] ?? [`${name}(`, ")"];
}

/** The sign before a number and the number without it: the first has a sign only if negative. */
export function signAndSize(value, sign, first) {
  if (value === null) return [first ? "" : sign < 0 ? " − " : " + ", null];
  const negative = sign * value < 0;
  return [first ? (negative ? "−" : "") : negative ? " − " : " + ", Math.abs(value)];
}

const sign = (term, first) => (first ? (term.sign < 0 ? "−" : "") : term.sign < 0 ? " − " : " + ");

const quiet = (text) => el("span", { class: "rvc-quiet", text });

/** A number as text; one that is not there yet (null) is three dots. */
export const said = (value, words) => (value === null ? "…" : short(value, words));

/** A number that tells all its digits when the pointer rests on it. */
function figure(value, words, text = said(value, words)) {
  if (value === null) return quiet("…");
  return el("span", { class: "rvc-number", title: full(value, words), text });
}

/** Of many products those shown at once: the biggest, but in their own order. */
export function leading(pieces, top) {
  const size = ({ product }) => Math.abs(product ?? 0);
  const biggest = [...pieces].sort((a, b) => size(b) - size(a) || a.k - b.k).slice(0, top);
  return pieces.filter((piece) => biggest.includes(piece));
}

/** "0.5 × 0.6 + 0.8 × 0.058 + 0.1", rows of matrices by their three biggest products. */
export function substituted(explained, words) {
  const [before, after] = around(explained.function);
  const terms = explained.terms.flatMap((term, i) => [
    quiet(sign(term, i === 0)),
    ...factorsOf(term, i === 0, topOf(explained), words),
  ]);
  return el("span", { class: "rvc-sum" }, quiet(`= ${before}`), ...terms, quiet(after));
}

function factorsOf(term, first, top, words) {
  const alone = term.factors.length === 1 && term.sign > 0;
  return term.factors.flatMap((factor, i) => [
    ...(i ? [quiet(" × ")] : []),
    ...(factor.pieces
      ? rowOf(factor.pieces, first && i === 0, alone, top, words)
      : [factorOf(factor.value, first && i === 0, words)]),
  ]);
}

/** A negative number stands in parentheses unless it is the first of all. */
const factorOf = (value, first, words) =>
  figure(value, words, first ? short(value, words) : bracketed(value, words));

function rowOf(pieces, first, alone, top, words) {
  const shown = leading(pieces, top)
    .flatMap((piece, i) => [...(i ? [quiet(" + ")] : []), pieceOf(piece, first && i === 0, words)]);
  const rest = pieces.length - top;
  const more = rest > 0 ? [quiet(` + … ${words("{count} more", { count: rest })}`)] : [];
  return alone || pieces.length === 1
    ? [...shown, ...more]
    : [quiet("("), ...shown, ...more, quiet(")")];
}

function pieceOf({ weight, vector }, first, words) {
  return el(
    "span",
    { class: "rvc-product" },
    factorOf(weight, first, words),
    quiet(" × "),
    factorOf(vector.value, false, words),
  );
}

/** Each term's value above its name, and their sum inside the function if there is one. */
export function products(explained, words) {
  const [before, after] = around(explained.function);
  const terms = explained.terms.flatMap((term, i) => partial(term, i, words));
  const sum =
    explained.sum === undefined || !explained.function || explained.terms.length < 2
      ? []
      : [
          el(
            "span",
            { class: "rvc-then" },
            quiet(`= ${before}`),
            figure(explained.sum, words),
            quiet(after),
          ),
        ];
  return el(
    "span",
    { class: "rvc-partials" },
    quiet(`= ${before}`),
    ...terms,
    quiet(after),
    ...sum,
  );
}

function partial(term, i, words) {
  const [mark, size] = signAndSize(term.value, term.sign, i === 0);
  const name = el("span", { class: "rvc-under" }, typeset(term.text));
  const number = figure(size, words, i === 0 ? mark + said(size, words) : said(size, words));
  const between = i === 0 ? [] : [el("span", { class: "rvc-mark rvc-quiet", text: mark })];
  return [...between, el("span", { class: "rvc-partial" }, number, name)];
}

/** All products of the rows with more of them than are shown at once, in their own order. */
export function productTables(explained, words) {
  return explained.terms
    .flatMap((term) => term.factors.filter(({ pieces }) => pieces?.length > topOf(explained)))
    .map((factor) => productTable(factor, words));
}

/** Whether there is more to show. */
export const hasMore = (explained) =>
  explained.terms.some(({ factors }) =>
    factors.some(({ pieces }) => pieces?.length > topOf(explained)),
  );

export const productCount = (explained) =>
  explained.terms
    .flatMap(({ factors }) => factors)
    .reduce((sum, { pieces }) => sum + (pieces?.length ?? 0), 0);

function productTable({ text, pieces }, words) {
  const most = Math.max(
    ...pieces.map(({ product }) => Math.abs(product)).filter(Number.isFinite),
    1e-300,
  );
  const rows = pieces.map((piece) => productRow(piece, most, words));
  const caption = el("caption", {}, typeset(text));
  const head = ["", words("weight"), words("value"), words("product"), ""].map((name) =>
    el("th", { scope: "col", text: name }),
  );
  return el(
    "table",
    { class: "rvc-table" },
    caption,
    el("thead", {}, el("tr", {}, ...head)),
    el("tbody", {}, ...rows),
  );
}

function productRow({ k, weight, vector, product }, most, words) {
  const finite = product === null || Number.isFinite(product);
  const share = finite ? (100 * Math.abs(product)) / most : 100;
  const bar = el("span", {
    class: product < 0 ? "rvc-bar rvc-bar-minus" : "rvc-bar",
    style: `width:${share.toFixed(1)}%`,
  });
  const cells = [weight, vector.value, product].map((value) =>
    el("td", { title: value === null ? "" : full(value, words), text: said(value, words) }),
  );
  return el(
    "tr",
    {},
    el("th", { scope: "row", text: String(k + 1) }),
    ...cells,
    el("td", { class: "rvc-bar-cell", "aria-hidden": "true" }, bar),
  );
}
