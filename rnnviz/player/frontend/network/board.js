// The network picture as SVG: boxes with cells, arrows with shapes. Built once, then only lit.

import { svg } from "../drawing/dom.js";
import {
  across, along, around, aside, cellBox, downward, drawn, layout, shapeAt, stateAt, under, upward,
} from "./layout.js";

const END = 46; // width of the box of a state before the first step, or after the last
const STATES = ["done", "now", "later"];

/** A board for the view's config at a width; `array(name)` gives numbers, `pick(node)` a click. */
export class Board {
  constructor(config, width, colours, array, pick) {
    Object.assign(this, { config, colours, array, pick });
    this.place = layout(config, width);
    this.parts = []; // {node, when}: what lights when its step comes
    this.texts = new Map(); // what a shape's label says, by its key: a change is shown
    this.lanes = new Map(config.lanes.map((lane) => [lane.key, lane]));
    this.room = svg("g", { class: "rvn-room" });
    const clip = `rvn-clip-${(Board.count += 1)}`;
    const { left, right, height } = this.place;
    const window = svg("g", { "clip-path": `url(#${clip})` }, this.room);
    const box = svg("rect", { x: left, y: 0, width: Math.max(right - left, 1), height });
    this.node = svg("svg", {
      width, height, class: "rvn-board", role: "img", "aria-label": config.title,
    }, svg("defs", {}, svg("clipPath", { id: clip }, box)), window);
    this.links();
    this.ends();
    for (const lane of config.lanes) this.lane(lane);
    this.ticks();
  }

  text(parent, x, y, text, kind, anchor = "middle", key = null) {
    const node = svg("text", { x, y, class: `rvn-text ${kind}`, "text-anchor": anchor, text });
    if (key) this.texts.set(key, { node, text });
    parent.append(node);
    return node;
  }

  lane(lane) {
    const { place } = this;
    const numbers = this.array(lane.array);
    for (let i = 0; i < lane.when.length; i += 1) this.box(lane, i, numbers);
    const y = place.boxes[lane.line].middle;
    const [x, anchor] = lane.side === "right" ? [place.right + 8, "start"] : [place.left - 8, "end"];
    const lines = [lane.label, ...lane.sub];
    lines.forEach((text, i) => {
      const kind = i ? "rvn-sub" : `rvn-name rvn-ink-${lane.role}`;
      const at = y + 5 + 15 * (i - (lines.length - 1) / 2);
      this.text(this.node, x, at, text, kind, anchor, i ? `lane ${lane.key} ${i}` : null);
    });
  }

  box(lane, i, numbers) {
    const { place, colours } = this;
    const { top, bottom } = place.boxes[lane.line];
    const x = place.center(lane.first + i) - place.box / 2;
    const frame = svg("rect", {
      width: place.box, height: bottom - top, rx: 6, class: `rvn-box rvn-line-${lane.role}`,
    });
    const fill = svg("g", { class: "rvn-fill" });
    const group = svg("g", { transform: `translate(${x} ${top})`, class: "rvn-node" }, frame, fill);
    if (lane.symbols) {
      const middle = { x: place.box / 2, y: (bottom - top) / 2 + 5 };
      fill.append(svg("text", { ...middle, "text-anchor": "middle", class: "rvn-symbol", text: lane.symbols[i] }));
    } else {
      for (let k = 0; k < lane.cells; k += 1) {
        const css = colours.diverging(numbers.at(i, k));
        const cell = svg("rect", { ...cellBox(k, place.box), rx: 2, class: "rvn-cell" });
        cell.style.fill = css;
        fill.append(cell);
      }
      if (lane.more) {
        const at = { x: place.box / 2, y: bottom - top - 4 };
        fill.append(svg("text", { ...at, "text-anchor": "middle", class: "rvn-more", text: `+${lane.more}` }));
      }
    }
    group.addEventListener("click", () => this.pick(lane, i));
    group.dataset.lane = lane.key;
    group.dataset.place = i;
    this.room.append(group);
    this.parts.push({ node: group, when: lane.when[i] });
  }

  /** An arrow that lights at step `when`. */
  arrow(way, when, kind = "") {
    const { d, head } = drawn(way);
    const group = svg("g", { class: `rvn-link ${kind}` }, svg("path", { d, class: "rvn-wire" }));
    if (head) group.append(svg("path", { d: "M0 0-7-4v8z", transform: head, class: "rvn-head" }));
    this.room.append(group);
    this.parts.push({ node: group, when });
    return group;
  }

  /** When box `column` of a lane is filled; undefined where the lane has none. */
  when(lane, column) {
    return lane.when[column - lane.first];
  }

  links() {
    for (const link of this.config.links) this[link.kind](link);
  }

  columns(lane) {
    return lane.when.map((_, i) => lane.first + i);
  }

  /** The label of an arrow: always where there is room, else when its step comes. */
  label(group, x, y, link, anchor, always = true) {
    const node = this.text(group, x, y, link.shape, "rvn-shape", anchor);
    if (!always) node.classList.add("rvn-tight");
    const key = `link ${link.from} ${link.to} ${link.kind}`;
    const known = this.texts.get(key);
    if (known) known.more.push(node);
    else this.texts.set(key, { node, text: link.shape, more: [] });
  }

  up(link) {
    const [from, to] = [this.lanes.get(link.from), this.lanes.get(link.to)];
    for (const column of this.columns(to)) {
      if (this.when(from, column) === undefined) continue;
      const way = link.kind === "down"
        ? downward(this.place, column, from.line, to.line)
        : upward(this.place, column, from.line, to.line, link.via);
      const group = this.arrow(way, this.when(to, column));
      if (!link.shape) continue;
      const top = Math.max(from.line, to.line);
      const { x, y } = shapeAt(this.place, column, top, link, this.config);
      this.label(group, x, y, link, "start", this.place.labelled);
    }
  }

  /** From a box down to the one below. */
  down(link) {
    this.up(link);
  }

  /** From where a backward walk ends to the first box of the line below. */
  under(link) {
    const [from, to] = [this.lanes.get(link.from), this.lanes.get(link.to)];
    const way = under(this.place, from.first, from.line, to.first, to.line);
    this.arrow(way, to.when[0], "rvn-strong");
  }

  next(link) {
    const lane = this.lanes.get(link.from);
    const columns = this.columns(lane);
    const order = link.back ? columns.reverse() : columns;
    order.slice(1).forEach((column, i) => {
      const group = this.arrow(along(this.place, order[i], column, lane.line), this.when(lane, column));
      this.between(group, order[i], column, lane.line, link);
    });
  }

  between(group, one, other, line, link) {
    if (!link.shape) return;
    const x = (this.place.center(one) + this.place.center(other)) / 2;
    const fits = this.place.pitch - this.place.box > 6.4 * link.shape.length;
    const { middle, top } = this.place.boxes[line];
    this.label(group, x, fits ? middle - 8 : top - 5, link, "middle", fits);
  }

  /** From the last box of one lane to the first of another on the same line. */
  over(link) {
    const [from, to] = [this.lanes.get(link.from), this.lanes.get(link.to)];
    const last = from.first + from.when.length - 1;
    const way = along(this.place, last, to.first, from.line);
    this.between(this.arrow(way, to.when[0], "rvn-strong"), last, to.first, from.line, link);
  }

  /** An output that is the next input. */
  feedback(link) {
    const [from, to] = [this.lanes.get(link.from), this.lanes.get(link.to)];
    for (const column of this.columns(from)) {
      const when = this.when(to, column + 1);
      if (when === undefined) continue;
      this.arrow(around(this.place, column, from.line, to.line), when, link.quiet ? "rvn-again rvn-quiet" : "rvn-again");
    }
  }

  /** From one far box to another. */
  far(link) {
    const [from, to] = [this.lanes.get(link.from), this.lanes.get(link.to)];
    const way = across(this.place, link.column, from.line, to.first, to.line);
    this.arrow(way, to.when[0], "rvn-strong");
  }

  /** From a box beside those over it. */
  aside(link) {
    const [from, to] = [this.lanes.get(link.from), this.lanes.get(link.to)];
    this.arrow(aside(this.place, link.column, from.line, to.line), to.when[0], "rvn-strong");
  }

  /** From every box of one lane to each box of another, as strongly as `array` (to, from) says. */
  attend(link) {
    const [from, to] = [this.lanes.get(link.from), this.lanes.get(link.to)];
    const weights = this.array(link.array);
    const { boxes, box } = this.place;
    const level = from.line === to.line;
    to.when.forEach((when, j) => {
      const group = svg("g", { class: "rvn-link rvn-attend" });
      const center = this.place.center(to.first + j);
      const [x, y] = level ? [center - 6, boxes[to.line].top] : [center - box / 2, boxes[to.line].middle];
      from.when.forEach((_, i) => {
        const [x0, y0] = [this.place.center(from.first + i), boxes[from.line].top];
        const share = weights.at(j, i);
        const high = level ? y - 44 : y;
        const d = level ? `M${x0} ${y0}C${x0} ${high} ${x} ${high} ${x} ${y}`
          : `M${x0} ${y0}C${x0} ${y} ${(x0 + x) / 2} ${y} ${x} ${y}`;
        const wire = svg("path", { d, class: "rvn-ray" });
        wire.style.strokeWidth = String(0.75 + 7 * share);
        wire.style.opacity = String(0.25 + 0.75 * share);
        group.append(wire);
      });
      this.room.append(group);
      this.parts.push({ node: group, when });
    });
  }

  /** States before the first step and after the last. */
  ends() {
    const { place } = this;
    for (const end of this.config.ends) {
      const lane = this.lanes.get(end.lane);
      const y = place.boxes[lane.line].middle;
      const x = place.edge(end.side);
      const left = end.side === "left";
      const column = left ? lane.first : lane.first + lane.when.length - 1;
      const inner = place.center(column) + (left ? -1 : 1) * (place.box / 2);
      const outer = x + (left ? END / 2 : -END / 2);
      const points = end.into ? [[outer, y], [inner, y]] : [[inner, y], [outer, y]];
      const when = lane.when[column - lane.first];
      this.arrow({ points, arrow: true }, when);
      const box = { x: x - END / 2, y: y - 11, width: END, height: 22, rx: 6 };
      const node = svg("g", { class: "rvn-end" }, svg("rect", box));
      this.text(node, x, y + 4, end.label, "rvn-end-name");
      this.text(node, x, y + 25, end.sub, "rvn-shape", "middle", `end ${end.lane} ${end.side}`);
      this.room.append(node);
    }
  }

  ticks() {
    const y = this.place.height - 6;
    this.config.names.forEach((name, column) => {
      this.text(this.room, this.place.center(column), y, name, "rvn-tick");
    });
  }

  /** Light what happens at step t; what is still to come is a ghost. Not `asked`: from the start. */
  light(t, whole, asked = true) {
    for (const part of this.parts) {
      const state = stateAt(part.when, t);
      const name = state === "now" && !whole ? "now rvn-half" : state;
      if (part.state === name) continue;
      part.node.classList.remove("rvn-half", ...STATES.map((one) => `rvn-${one}`));
      part.node.classList.add(...`rvn-${name}`.split(" "));
      part.state = name;
    }
    const shift = asked ? this.place.shift(this.config.focus[t] ?? 0) : 0;
    if (shift !== this.shifted) this.room.style.transform = `translateX(${-shift}px)`;
    this.shifted = shift;
  }

  /** Mark the shapes that another board did not have; give how many. */
  mark(before) {
    let changed = 0;
    for (const [key, { node, text, more = [] }] of this.texts) {
      if (before.get(key)?.text === text) continue;
      changed += 1;
      for (const one of [node, ...more]) one.classList.add("rvn-new");
    }
    return changed;
  }
}

Board.count = 0;
