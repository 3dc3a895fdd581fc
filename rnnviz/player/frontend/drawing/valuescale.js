// From a value to a colour: fixed ranges by default, so that a colour means the same on each page.

import { decade, brief } from "./format.js";
import { decades, log10 } from "./scales.js";

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
