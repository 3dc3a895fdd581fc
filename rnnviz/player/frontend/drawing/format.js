// Numbers as text: three significant digits, a true minus sign, words for what is no number.

const MINUS = "\u2212";

const minus = (text) => text.replaceAll("-", MINUS);

/** Words for what is not finite; null for a number. */
export function special(value, words = (key) => key) {
  if (Number.isNaN(value) || value === undefined || value === null) return words("not a number");
  if (!Number.isFinite(value)) return words(value > 0 ? "overflow" : "negative overflow");
  return null;
}

function exponential(value, digits) {
  const [mantissa, exponent] = value.toExponential(digits - 1).split("e");
  const short = mantissa.includes(".") ? mantissa.replace(/\.?0+$/, "") : mantissa;
  const power = exponent.slice(1).padStart(2, "0");
  return minus(`${short}e${exponent[0] === "-" ? "-" : "+"}${power}`);
}

/** 0.412, −12.3, 1235, 3.1e−05, "overflow". */
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
  return special(value, words) ?? minus(String(value));
}

/** A power of ten for an axis or a legend: 1e−8, 1e0 as 1, 1e1 as 10. */
export function decade(exponent) {
  if (exponent >= -2 && exponent <= 2) return String(Number(`1e${exponent}`));
  return minus(`1e${exponent}`);
}

/** A factor as it is spoken of: ×0.62, ×1.3e+03. */
export function factor(value, words) {
  const said = special(value, words);
  return said ?? `×${number(value, { digits: Math.abs(value) < 10 ? 2 : 3 })}`;
}

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
