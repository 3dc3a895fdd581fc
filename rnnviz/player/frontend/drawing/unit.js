// The one unit that several views show: chosen by a click on any of its numbers, anywhere.

/** Whether an item is a number of one unit, in one of the arrays that a view follows. */
export function unitIn(item, { follow = [], hidden_units: H }) {
  const known = item && item.index.length === 1 && follow.includes(item.array);
  return known && item.index[0] < H ? item.index[0] : null;
}

/** The unit of a view; `changed` is called when another one is chosen. */
export function createUnit(ctx, changed) {
  const { memory } = ctx;
  const end = ctx.selection.subscribe((item) => {
    const unit = unitIn(item, ctx.config);
    if (unit === null || unit === memory.unit) return;
    memory.unit = unit;
    changed();
  });
  return {
    get now() {
      const { unit, hidden_units: H } = ctx.config;
      if (memory.asked !== unit) Object.assign(memory, { asked: unit, unit });
      return Math.min(memory.unit, H - 1);
    },
    end,
  };
}
