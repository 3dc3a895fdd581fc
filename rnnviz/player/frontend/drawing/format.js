// Numbers as text: three significant digits, a true minus sign, powers of ten as 3.1×10⁻⁵, words
// for what is no number. The same writing as `rnnviz/words/numbers.py`: a test compares them.

const MINUS = "\u2212";
const RAISED = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };

const minus = (text) => text.replaceAll("-", MINUS);
const raised = (exponent) => [...String(exponent)].map((sign) => RAISED[sign]).join("");

/** "3.1e-5" as people write it: 3.1×10⁻⁵. */
function power(text) {
  const [mantissa, exponent] = text.split("e");
  return minus(mantissa) + (exponent === undefined ? "" : `×10${raised(Number(exponent))}`);
}

/** Words for what is not finite; null for a number. */
export function special(value, words = (key) => key) {
  if (Number.isNaN(value) || value === undefined || value === null) return words("not a number");
  if (!Number.isFinite(value)) return words(value > 0 ? "overflow" : "negative overflow");
  return null;
}

function exponential(value, digits) {
  const [mantissa, exponent] = value.toExponential(digits - 1).split("e");
  const short = mantissa.includes(".") ? mantissa.replace(/\.?0+$/, "") : mantissa;
  return power(`${short}e${exponent}`);
}

/** 0.412, −12.3, 1235, 3.1×10⁻⁵, "overflow". */
export function number(value, { digits = 3, words } = {}) {
  const said = special(value, words);
  if (said !== null) return said;
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size < 1e-3 || size >= 1e5) return exponential(value, digits);
  const rounded = Number(value.toPrecision(digits));
  const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(Math.abs(rounded))));
  return minus((decimals ? rounded : value).toFixed(Math.min(decimals, digits + 2)));
}

/** A number without zeros at its end, for axes and limits: 1, 0.95, −2.5. */
export function brief(value, options) {
  const text = number(value, options);
  return /^\W?\d+\.\d+$/.test(text) ? text.replace(/\.?0+$/, "") : text;
}

/** The number with its sign always shown: +0.21, −0.03. */
export function signed(value, options = {}) {
  const text = number(value, options);
  return value > 0 && Number.isFinite(value) ? `+${text}` : text;
}

/** All digits that are there, for a hover. */
export function full(value, words) {
  return special(value, words) ?? power(String(value));
}

/** A power of ten for an axis or a legend: 10⁻⁸, and 0.1, 1, 10 as they are. */
export function decade(exponent) {
  if (exponent >= -2 && exponent <= 2) return String(Number(`1e${exponent}`));
  return `10${raised(exponent)}`;
}

/** A factor as it is spoken of: ×0.62, ×123, ×9.9×10⁴; with more digits where they are asked for. */
export function factor(value, words, digits = factorDigits(Math.abs(value))) {
  const far = Math.abs(value) >= 1e4 && Number.isFinite(value);
  return special(value, words) ?? `×${far ? exponential(value, digits) : number(value, { digits })}`;
}

const factorDigits = (size) => (size < 10 || size >= 1e4 ? 2 : 3);

/** A share in percent: 80 %, and never 0 % or 100 % for what is neither nothing nor all. */
export function percent(share, { digits = 0, words } = {}) {
  const said = special(share, words);
  if (said !== null) return said;
  if (share === 0 || share === 1) return `${100 * share} %`;
  const text = (100 * share).toFixed(digits);
  const least = 10 ** -digits;
  if (share > 0 && Number(text) === 0) return `<${least.toFixed(digits)} %`;
  if (share < 1 && Number(text) === 100) return `>${(100 - least).toFixed(digits)} %`;
  return `${minus(text)} %`;
}

/** "3.1×10⁻⁵" as computers write it: "3.1e-5"; other texts as they are. */
export function plain(text) {
  const lowered = (signs) => [...signs].map((sign) => Object.keys(RAISED).find((k) => RAISED[k] === sign)).join("");
  return text.replace(/[×·]10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)$/, (_, signs) => `e${lowered(signs)}`);
}

/** The number that a text of this file says; NaN if it says none. */
export const parsed = (text) => Number(plain(text).replaceAll(MINUS, "-"));

/** "{name} is {value}" with its fields filled in; a field that is not given stays as it is. */
export function fillIn(template, fields = {}) {
  return template.replace(/\{(\w+)\}/g, (whole, name) => (name in fields ? fields[name] : whole));
}

/**
 * A step's name for people, who count from 1: `now` is "t = 4", or "t = 4 · d" with a tick. A
 * scene whose steps of play are not steps in time has a word of its own for them (`moment`).
 */
export function stepName(scene, t) {
  const count = String(t + 1);
  const tick = scene.ticks?.[t] ?? count;
  const name = tick === count ? "" : tick;
  const { moment } = scene.options ?? {};
  const plain = moment ? `${moment} ${count}` : `t = ${count}`;
  return { now: name ? `${plain} · ${name}` : plain, plain, of: `/ ${scene.T}`, name, tick };
}
