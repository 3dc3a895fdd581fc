// Where everything of a network picture stands, in pixels: columns are places in the sequence,
// lines are rows of boxes, counted from the bottom. Pure geometry, no element is made here.

const NARROW = 600;
const CELL = 10; // pixels of one number's cell
const PAD = 4;
const GAP = 48; // between two lines, for the arrows
const WIDEST = 118;
const GUTTER = 68; // for a state before the first step, or after the last
const SHAPE = 36; // for the shape beside the last arrow
const TIGHT = 30; // a box where all columns have to be in sight
const PAST = 5; // between a box and a way that passes it

/** A lane that shows `most` of its numbers; the others are counted with those left out before. */
export function shortened(lane, most) {
  if (lane.symbols || lane.cells <= most) return lane;
  return { ...lane, cells: most, more: (lane.more ?? 0) + lane.cells - most };
}

/** Height of a box that shows `cells` numbers, `more` of which there is no room for, or a letter. */
export function boxHeight({ cells, more, symbols }) {
  if (symbols) return 30;
  return Math.max(2 * PAD + cells * CELL + (more ? 12 : 0), 22);
}

/** The place of one cell inside its box. */
export function cellBox(k, box) {
  return { x: PAD, y: PAD + k * CELL, width: box - 2 * PAD, height: CELL - 1 };
}

/** Tops and bottoms of the lines, the lowest one last in pixels. */
export function lineBoxes(lanes, count) {
  const heights = Array.from({ length: count }, (_, line) =>
    Math.max(...lanes.filter((lane) => lane.line === line).map(boxHeight), 22));
  let y = 26;
  const boxes = [];
  for (let line = count - 1; line >= 0; line -= 1) {
    boxes[line] = { top: y, bottom: y + heights[line], middle: y + heights[line] / 2 };
    y += heights[line] + GAP;
  }
  return { boxes, height: y - GAP + 26 };
}

/** Whether a way passes boxes of its own column on their right. */
const passed = ({ links = [] }) => links.some(({ via }) => via === "past");

/** The whole layout of the view's config at that width. */
export function layout(config, width) {
  const narrow = width < NARROW;
  const margin = narrow ? 78 : 116;
  const left = config.lanes.some(({ side }) => side !== "right") ? margin : 8;
  const right = width - (config.lanes.some(({ side }) => side === "right") ? margin : 4);
  const has = (side) => config.ends.some((end) => end.side === side);
  const before = has("left") ? GUTTER : 4;
  const past = (box) => (passed(config) ? box / 2 + PAST : 0);
  const wide = narrow ? 36 : 40;
  const usual = narrow ? 62 : 45; // closer boxes rather than boxes out of sight
  const roomOf = (box) => right - left - before - (has("right") ? GUTTER : SHAPE + past(box));
  const tight = config.tight && roomOf(wide) / config.columns < usual; // presented: nobody scrolls
  const [box, least] = tight ? [TIGHT, TIGHT + 4] : [wide, usual];
  const after = has("right") ? GUTTER : SHAPE + past(box);
  const room = roomOf(box);
  const pitch = Math.min(Math.max(room / config.columns, least), WIDEST);
  const { boxes, height } = lineBoxes(config.lanes, config.lines);
  const content = before + config.columns * pitch + after;
  const center = (column) => left + before + (column + 0.5) * pitch;
  const slack = content - (right - left);
  return {
    narrow, left, right, pitch, boxes, height, box, width, content, center,
    labelled: pitch - box >= 44,
    edge: (side) => (side === "left" ? left + before / 2 : left + content - after / 2),
    /** How far the columns move to the left so that this one is seen, its neighbours too. */
    shift(column) {
      const middle = (left + right) / 2;
      if (slack <= 0 || center(column) <= middle) return 0;
      // By whole columns, so that no half of a box stands at the left.
      const whole = Math.ceil((Math.min(center(column) - middle, slack) - before) / pitch);
      return Math.round(before + Math.max(whole, 0) * pitch);
    },
  };
}

const path = (points) => points.map(([x, y], i) => `${i ? "L" : "M"}${x} ${y}`).join("");

/** How far beside the middle of a column a way passes its boxes. */
const beside = ({ box, pitch }) => Math.min(box / 2 + 10, pitch / 2 - 3);

/** A way between lines in one column: its points, and whether it ends in an arrow. */
export function upward(place, column, from, to, via) {
  const x = place.center(column);
  const side = beside(place);
  const { boxes } = place;
  const over = (line) => (boxes[line].top + boxes[line + 1].bottom) / 2;
  if (via === "join") {
    const start = boxes[from].top;
    const end = over(to - 1);
    return { points: [[x - 12, start], [x - 12, start - 10], [x - side, start - 10], [x - side, end], [x, end]] };
  }
  if (via === "branch") {
    const start = over(from);
    const end = boxes[to].bottom;
    return {
      points: [[x, start], [x + side, start], [x + side, end + 12], [x + 12, end + 12], [x + 12, end]],
      arrow: true,
    };
  }
  if (via === "past") {
    const [start, end, half] = [boxes[from].top, boxes[to].bottom, place.box / 2 + PAST];
    return {
      points: [[x + 12, start], [x + 12, start - 9], [x + half, start - 9], [x + half, end + 9], [x + 12, end + 9], [x + 12, end]],
      arrow: true,
    };
  }
  return { points: [[x, boxes[from].top], [x, boxes[to].bottom]], arrow: true };
}

/** Where the shape of a way up or down is written, clear of every other way; `line` is its top. */
export function shapeAt(place, column, line, link, config) {
  const x = place.center(column);
  const leaves = (via) => config.links.some((one) => one.via === via && one.from === link.from);
  const crowded = config.links.some(({ via }) => via === "join" || via === "branch");
  const y = place.boxes[line].bottom + (leaves("branch") ? GAP - 10 : crowded ? 19 : 28);
  const outside = link.via === "past" || (link.kind === "down" && passed(config));
  return { x: x + (outside ? place.box / 2 + PAST + 4 : 6), y };
}

/** From a box down to the one below it. */
export function downward(place, column, from, to) {
  const x = place.center(column);
  return { points: [[x, place.boxes[from].bottom], [x, place.boxes[to].top]], arrow: true };
}

/** From the left end of one line, through the gap below it, to a box of the line underneath. */
export function under(place, column, from, target, to) {
  const half = place.box / 2;
  const { boxes } = place;
  const [x, y] = [place.center(column) - half, boxes[from].middle];
  const gap = boxes[from].bottom + 12;
  const last = place.center(target) - half;
  return {
    points: [[x, y], [x - 9, y], [x - 9, gap], [last - 11, gap], [last - 11, boxes[to].middle], [last, boxes[to].middle]],
    arrow: true,
  };
}

/** From one column to its neighbour on the same line, to the right or (`back`) to the left. */
export function along(place, column, next, line) {
  const y = place.boxes[line].middle;
  const sign = Math.sign(next - column);
  const half = (sign * place.box) / 2;
  return { points: [[place.center(column) + half, y], [place.center(next) - half, y]], arrow: true };
}

/** From the top of one column down to the bottom line of the next: an output that is read again. */
export function around(place, column, from, to) {
  const half = place.box / 2;
  const x = place.center(column + 1) - half - 7;
  return {
    points: [
      [place.center(column) + half, place.boxes[from].middle], [x, place.boxes[from].middle],
      [x, place.boxes[to].middle], [place.center(column + 1) - half, place.boxes[to].middle],
    ],
    arrow: true,
  };
}

/** From the top of a far column, over all, to the side of a box on a higher line. */
export function across(place, column, from, target, to) {
  const y = place.boxes[to].middle - 6;
  const x = place.center(column) + (target >= column ? -14 : 14);
  const half = (target >= column ? -1 : 1) * (place.box / 2);
  return { points: [[x, place.boxes[from].top], [x, y], [place.center(target) + half, y]], arrow: true };
}

/** From a box up beside all that stands over it, to the left side of a box on a higher line. */
export function aside(place, column, from, to) {
  const x = place.center(column);
  const side = x - beside(place);
  const { top } = place.boxes[from];
  const y = place.boxes[to].middle + 6;
  return {
    points: [[x - 12, top], [x - 12, top - 10], [side, top - 10], [side, y], [x - place.box / 2, y]],
    arrow: true,
  };
}

/** The `d` of a way, and the transform of its arrow head. */
export function drawn({ points, arrow }) {
  const [[x1, y1], [x, y]] = points.slice(-2);
  const angle = (Math.atan2(y - y1, x - x1) * 180) / Math.PI;
  return { d: path(points), head: arrow ? `translate(${x} ${y}) rotate(${angle})` : null };
}

/** "done", "now" or "later": what a clock at step t has to say to something that happens at `when`. */
export function stateAt(when, t) {
  if (when === t) return "now";
  return when < t ? "done" : "later";
}
