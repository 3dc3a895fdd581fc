// Colours: the page's own (from Streamlit's --st-* variables), the roles, and the two maps.
//
// Roles are Okabe and Ito's colours, lightened on a dark page; `inks` are the same roles dark (or
// light) enough to be read as text. The diverging map runs from blue (negative) over the page's
// neutral to red (positive); the sequential one is cividis (Nuñez, Anderton and Renslow, 2018).
// Both are mixed in OKLab (Ottosson, 2020), where equal steps look equal.

const ROLES = {
  light: {
    input: "#E69F00", hidden: "#0072B2", output: "#009E73", loss: "#D55E00",
    gradient: "#CC79A7", weight: "#80868F", target: "#5F6670",
  },
  dark: {
    input: "#F0B33A", hidden: "#4BA9E2", output: "#2FC297", loss: "#F08340",
    gradient: "#E09BC3", weight: "#9AA1AB", target: "#B4BAC4",
  },
};

const INKS = {
  light: {
    input: "#8A5F00", hidden: "#005C91", output: "#00704F", loss: "#AB4A00",
    gradient: "#9C3F73", weight: "#5B616A", target: "#4C525B",
  },
  dark: ROLES.dark,
};

const DIVERGING = {
  light: ["#0A4C86", "#5C9ACB", "#F3F3F1", "#E38D66", "#A02C18"],
  dark: ["#8CCBFF", "#2E76B3", "#262A32", "#B5532F", "#FFA27D"],
};

const CIVIDIS = [
  "#00224E", "#123570", "#3B496C", "#575D6D", "#707173",
  "#8A8678", "#A59C74", "#C3B369", "#E1CC55", "#FEE838",
];

/** "#RGB", "#RRGGBB", "rgb(...)", "rgba(...)" as [r, g, b, alpha], each colour from 0 to 255. */
export function parse(text) {
  const css = String(text).trim();
  const numbers = css.match(/^rgba?\(([^)]+)\)$/)?.[1].split(/[\s,/]+/).map(Number);
  if (numbers) return [numbers[0], numbers[1], numbers[2], numbers[3] ?? 1];
  const hex = css.match(/^#([0-9a-f]{3,8})$/i)?.[1];
  if (!hex) return null;
  const long = hex.length < 6 ? [...hex].map((digit) => digit + digit).join("") : hex;
  const byte = (i) => parseInt(long.slice(2 * i, 2 * i + 2), 16);
  return [byte(0), byte(1), byte(2), long.length === 8 ? byte(3) / 255 : 1];
}

const linear = (c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
const gamma = (c) => (c <= 0.0031308 ? c * 12.92 : 1.055 * c ** (1 / 2.4) - 0.055);
const byte = (c) => Math.round(255 * Math.min(Math.max(gamma(c), 0), 1));

/** Relative luminance (WCAG), 0 to 1. */
export function luminance([r, g, b]) {
  return 0.2126 * linear(r / 255) + 0.7152 * linear(g / 255) + 0.0722 * linear(b / 255);
}

/** Contrast of two parsed colours (WCAG), 1 to 21. */
export function contrast(a, b) {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

function toLab([red, green, blue]) {
  const [r, g, b] = [linear(red / 255), linear(green / 255), linear(blue / 255)];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function fromLab([L, a, b]) {
  const l = (L + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (L - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (L - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    byte(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    byte(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    byte(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

/** A map from 0..1 to CSS colours through anchors, read from a table of 256. */
export function ramp(anchors) {
  const labs = anchors.map((anchor) => toLab(parse(anchor)));
  const table = Array.from({ length: 256 }, (_, i) => {
    const place = (i / 255) * (labs.length - 1);
    const low = Math.min(Math.floor(place), labs.length - 2);
    const mix = labs[low].map((c, k) => c + (place - low) * (labs[low + 1][k] - c));
    return `rgb(${fromLab(mix).join(",")})`;
  });
  return (v) => table[Math.round(255 * Math.min(Math.max(v, 0), 1))];
}

/** A colour with another opacity. */
export function fade(css, alpha) {
  const [r, g, b] = parse(css) ?? [128, 128, 128];
  return `rgba(${r},${g},${b},${alpha})`;
}

/** Two colours mixed, `share` of the second; opaque. */
export function mix(first, second, share) {
  const [a, b] = [parse(first), parse(second)];
  return `rgb(${[0, 1, 2].map((i) => Math.round(a[i] + share * (b[i] - a[i]))).join(",")})`;
}

/** Black or white, whichever reads better on the colour. */
export function onTop(css) {
  const [black, white, colour] = ["#101318", "#FFFFFF", css].map(parse);
  return contrast(black, colour) > contrast(white, colour) ? "#101318" : "#FFFFFF";
}

/** A border over the page, opaque: Streamlit's own is translucent. */
function over(page, css) {
  const colour = parse(css);
  return colour ? mix(page, fade(css, 1), colour[3]) : mix(page, "#808080", 0.25);
}

/** The theme from named CSS values (what `resolve` reads from the page). */
export function theme({ text, background, surface, border, primary, font }) {
  const dark = luminance(parse(background)) < 0.2;
  const tone = dark ? "dark" : "light";
  const signed = ramp(DIVERGING[tone]);
  return {
    dark, text, background, surface, primary, font,
    border: over(background, border),
    muted: mix(text, background, dark ? 0.34 : 0.32),
    grid: mix(text, background, 0.88),
    ghost: 0.25,
    roles: ROLES[tone],
    inks: INKS[tone],
    diverging: (v) => signed((v + 1) / 2),
    sequential: ramp(CIVIDIS),
  };
}

/** Two themes are alike if their keys are. */
export const themeKey = ({ text, background, surface, font }) =>
  [text, background, surface, font].join();

const FALLBACK = {
  text: "#31333F", background: "#FFFFFF", surface: "#F0F2F6", border: "#D5D8DE",
  primary: "#0072B2", font: "system-ui, sans-serif",
};

const VARIABLES = {
  text: "--st-text-color", background: "--st-background-color",
  surface: "--st-secondary-background-color", border: "--st-border-color",
  primary: "--st-primary-color", font: "--st-font",
};

/** The theme in force at an element. */
export function resolve(element) {
  const style = getComputedStyle(element);
  const named = {};
  for (const [name, variable] of Object.entries(VARIABLES)) {
    const value = style.getPropertyValue(variable).trim();
    const usable = value && (name === "font" || parse(value));
    named[name] = usable ? value : FALLBACK[name];
  }
  return theme(named);
}
