// From a value to a colour: fixed ranges by default, so that a colour means the same on each page.

import { decade, brief } from "./format.js";
import { decades, log10 } from "./scales.js";

const SIGNED = 4; // decades of a signed logarithmic scale, on either side of nothing
const FLOOR = 1e-4; // of magnitudes that are given none

function straight([low, high], colour) {
  return {
    share: (value) => (value - low) / (high - low),
    ramp: colour,
    labels: (low < 0 && high > 0 ? [low, 0, high] : [low, high]).map((value) => brief(value)),
  };
}

function logarithmic(range, colour) {
  const { low, high } = range;
  const middle = Math.round((low + high) / 2);
  const powers = high - low > 2 ? [low, middle, high] : [low, high];
  return {
    share: (value) => ((log10(value) ?? -Infinity) - low) / (high - low),
    ramp: colour,
    labels: powers.map(decade),
  };
}

/**
 * The scale of a view: `config.scale` is "diverging" (symmetric, [-1, 1]), "gate" ([0, 1]) or
 * "log" (decades of the values down to `config.floor`). `css(value)` is null where there is no
 * colour to give: no number, or nothing at all on a logarithmic scale.
 */
export function valueScale(config, values, colours) {
  const range = () => config.decades ?? decades(values, config.floor ?? 1e-12);
  const made = {
    diverging: () => straight(config.range ?? [-1, 1], (share) => colours.diverging(2 * share - 1)),
    gate: () => straight(config.range ?? [0, 1], colours.sequential),
    log: () => logarithmic(range(), colours.sequential),
  }[config.scale ?? "diverging"]();
  const empty = (value) => !Number.isFinite(value) || (config.scale === "log" && !(value > 0));
  return { ...made, css: (value) => (empty(value) ? null : made.ramp(made.share(value))) };
}

/** The largest magnitude there is, or 0. */
function largest(values) {
  let most = 0;
  for (const value of values) if (Number.isFinite(value)) most = Math.max(most, Math.abs(value));
  return most;
}

/** Signed values by their powers of ten; what is smaller than the last of them counts as nothing. */
function signedLog(reach, colours) {
  const low = Math.log10(reach) - SIGNED;
  const least = Number.isInteger(low) ? decade(low) : brief(10 ** low, { digits: 1 });
  const part = (value) => Math.max(0, ((log10(Math.abs(value)) ?? -Infinity) - low) / SIGNED);
  const ramp = (share) => colours.diverging(2 * share - 1);
  const share = (value) => 0.5 + 0.5 * Math.sign(value) * part(value);
  return {
    share,
    ramp,
    labels: [brief(-reach), `±${least}`, brief(reach)],
    css: (value) => (Number.isFinite(value) ? ramp(share(value)) : null),
  };
}

/**
 * The scale of a view as it is chosen: `scale` "linear" or "log", `range` "fixed" (the same on each
 * page), "this view" (all `values`) or "this step" (those of `now`).
 */
export function chosenScale(config, values, now, colours, { scale, range }) {
  const seen = range === "this step" ? now : values;
  const most = largest(seen);
  const given = config.range?.[1];
  if ((config.scale ?? "diverging") === "diverging") {
    const reach = range === "fixed" ? given ?? 1 : most || 1;
    if (scale === "log") return signedLog(reach, colours);
    return valueScale({ ...config, range: [-reach, reach] }, seen, colours);
  }
  if (scale === "linear") {
    const high = range === "fixed" ? given ?? Math.max(most, 1) : most || 1;
    return valueScale({ scale: "gate", range: [0, high] }, seen, colours);
  }
  const floor = config.floor ?? FLOOR;
  const fitted = decades(seen, floor);
  const high = given ? Math.ceil(Math.log10(given)) : Math.max(fitted.high, 1);
  const whole = { low: Math.round(Math.log10(floor)), high };
  return valueScale({ scale: "log", decades: range === "fixed" ? whole : fitted }, seen, colours);
}
