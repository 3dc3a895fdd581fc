// What has changed announces itself for 300 ms.

export const FLASH = 300;

/** Places at which two arrays of numbers differ (NaN equals NaN); all, if their lengths do. */
export function changes(before, after) {
  const places = [];
  if (!before) return places;
  const neither = (i) => Number.isNaN(before[i]) && Number.isNaN(after[i]);
  for (let i = 0; i < after.length; i += 1) {
    if (before[i] !== after[i] && !neither(i)) places.push(i);
  }
  return places;
}

/** Remembers what changed and how bright it still is. */
export class Flash {
  constructor(ctx) {
    this.ctx = ctx;
    this.places = [];
    this.since = -Infinity;
  }

  begin(places) {
    // What is dragged changes all the time, and is seen to.
    if (this.ctx.reducedMotion || this.ctx.scene?.options.draft || !places.length) return;
    this.places = places;
    this.since = performance.now();
    this.ctx.invalidate(FLASH + 50);
  }

  /** From 1 at first to 0 when it is over. */
  strength() {
    return Math.max(0, 1 - (performance.now() - this.since) / FLASH);
  }
}
