// Scales: from steps and values to pixels, and the ticks that go with them.

export const WIDE = 600;

/**
 * The shared axis of steps: the same margins in every view, so that steps stand in line. A scene
 * whose outputs are about the step to come has room for one more step, `ahead`.
 */
export function timeAxis(width, { T, options }) {
  const left = width >= WIDE ? 64 : 40;
  const right = width - 12;
  const band = (right - left) / (T + (options?.ahead ?? 0));
  return {
    left, right, band, T, width,
    x: (t) => left + (t + 0.5) * band,
    edge: (t) => left + t * band,
    at: (px) => Math.min(Math.max(Math.floor((px - left) / band), 0), T - 1),
    inside: (px) => px >= left && px <= right,
  };
}

/** Every how many steps a label fits, in units of 1, 2, 5, 10, ... */
export function stride(T, band, room) {
  for (let unit = 1; ; unit *= 10) {
    for (const times of [1, 2, 5]) {
      if (times * unit * band >= room || times * unit >= T) return times * unit;
    }
  }
}

/** Steps (counted from 0) to label: 1, then every round number, as people count them. */
export function labelled(T, every) {
  const steps = [];
  for (let t = 0; t < T; t += 1) if (every === 1 || (t + 1) % every === 0 || t === 0) steps.push(t);
  if (every > 1 && steps.length > 1 && steps[1] - steps[0] < every * 0.6) steps.splice(0, 1);
  return steps;
}

/** A straight scale from [low, high] to pixels [from, to]. */
export function linear(low, high, from, to) {
  const span = high - low || 1;
  return (v) => from + ((v - low) / span) * (to - from);
}

/** The logarithm to base 10, or null for zero and for what is no number. */
export function log10(value) {
  return value > 0 && Number.isFinite(value) ? Math.log10(value) : null;
}

/** Whole decades that hold all positive values, none below `floor`; at least `least` of them. */
export function decades(values, floor, least = 2) {
  const lowest = Math.round(Math.log10(floor));
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    const power = log10(value);
    if (power === null) continue;
    low = Math.min(low, power);
    high = Math.max(high, power);
  }
  if (high === -Infinity) return { low: -least, high: 0 };
  high = Math.max(Math.ceil(high - 1e-9) + 0, lowest + least); // + 0: never minus zero
  low = Math.max(Math.min(Math.floor(low + 1e-9), high - least), lowest);
  return { low, high };
}

/** Exponents to label between two decades, at most `most` of them, the upper one among them. */
export function decadeTicks({ low, high }, most) {
  const every = [1, 2, 3, 4, 5, 10, 20, 50, 100].find((n) => (high - low) / n <= most) ?? 100;
  const ticks = [];
  for (let power = high; power >= low; power -= every) ticks.push(power);
  return ticks;
}

/** A round step (1, 2, 2.5 or 5 times a power of ten) that gives at most `most` intervals. */
export function roundStep(span, most) {
  const raw = span / Math.max(most, 1);
  const power = 10 ** Math.floor(Math.log10(raw));
  return [1, 2, 2.5, 5, 10].find((n) => n * power >= raw - 1e-12) * power;
}

/** Round ticks within [low, high]. */
export function ticks(low, high, most = 4) {
  if (!(high > low)) return [low];
  const step = roundStep(high - low, most);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  const at = (i) => Number(((first + i) * step).toPrecision(12));
  return Array.from({ length: last - first + 1 }, (_, i) => at(i));
}

/** Smallest and largest finite value of several arrays; [0, 1] if there is none. */
export function extent(arrays) {
  let low = Infinity;
  let high = -Infinity;
  for (const array of arrays) {
    for (const value of array) {
      if (!Number.isFinite(value)) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  if (low > high) return [0, 1];
  return low === high ? [low - 0.5, high + 0.5] : [low, high];
}
