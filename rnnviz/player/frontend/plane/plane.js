// A plane: layers of lines, points, arrows and colours over two axes. Where a slider of the page is
// moved, a whole family of pictures lies ready and the one that belongs to its place is drawn.

import { layers } from "../drawing/canvas.js";
import { el, renew, say } from "../drawing/dom.js";
import { number } from "../drawing/format.js";
import { colourBar, swatch } from "../drawing/legend.js";
import { createTip } from "../drawing/tip.js";
import { colourOf, PAINT, points, rows } from "./layers.js";
import { EDGES, paintAxes, paintUp, space } from "./space.js";

const NARROW = 0.85; // of the width is the height of a plot at most
const PRESENTED = 262; // pixels of a plot at most where it fills the window
const REACH = 14; // pixels from a point at which it is meant

/** Which member of a family belongs to the places of its sliders; `moved` are those on the way. */
export function member(family = [], moved = {}) {
  return family.reduce((index, { dial, low, step, count, at }) => {
    const value = moved[dial];
    const place = value === undefined ? at : Math.round((value - low) / step);
    return index * count + Math.min(Math.max(place, 0), count - 1);
  }, 0);
}

/** The part of an array that a layer shows: of a member of the family, then at a step. */
export function part({ data, shape }, layer, index, step) {
  const lead = (layer.family ? 1 : 0) + (layer.pick ? 1 : 0);
  const inner = shape.slice(lead);
  const size = inner.reduce((a, b) => a * b, 1);
  const place = (layer.family ? index : 0) * (layer.pick ? shape[lead - 1] : 1) + (layer.pick ? step : 0);
  return { data: data.subarray(place * size, (place + 1) * size), shape: inner };
}

class Plane {
  constructor(root, ctx) {
    this.ctx = ctx;
    this.key = el("div", { class: "rv-legend" });
    this.said = el("p", { class: "rvp-said" });
    root.append(this.key);
    this.layers = layers(root);
    root.append(this.said);
    this.tip = createTip(this.layers.stack);
    this.width = 0;
    this.ends = [ctx.dial.subscribe(() => ctx.invalidate())];
    this.listen();
  }

  get config() {
    return this.ctx.config;
  }

  listen() {
    const { stack } = this.layers;
    const at = (event) => {
      const box = stack.getBoundingClientRect();
      const zoom = box.width / stack.offsetWidth || 1;
      return [(event.clientX - box.left) / zoom, (event.clientY - box.top) / zoom];
    };
    const heard = {
      pointermove: (event) => this.onHover(...at(event)),
      pointerleave: () => this.tip.hide(),
      click: (event) => this.onClick(...at(event)),
    };
    for (const [name, hear] of Object.entries(heard)) stack.addEventListener(name, hear);
  }

  onClick(px, py) {
    if (!this.config.click || !this.plot?.inside(px, py)) return;
    this.ctx.emit("start", { x: this.plot.atX(px), y: this.plot.atY(py) });
  }

  update() {
    if (!this.width) return;
    const presented = this.layers.stack.closest(".rv-present");
    const height = Math.min(this.config.height, presented ? PRESENTED : Infinity, NARROW * this.width);
    this.tip.hide(); // what it named may be gone
    this.plot = space({ ...this.config, height }, this.width);
    this.layers.resize(this.width, this.plot.bottom + EDGES.bottom);
    this.layers.stack.style.cursor = this.config.click ? "crosshair" : "";
    this.still = null;
    this.moving = null;
  }

  resize(width) {
    this.width = width;
    this.update();
  }

  index() {
    return member(this.config.family, this.ctx.dial.get() ?? {});
  }

  /** Which of the pictures of a layer is shown at a step. */
  step({ pick }, t) {
    return pick === "t" ? t : pick && this.ctx.scene.arrays[pick].data[t];
  }

  shown(layer, t) {
    return part(this.ctx.scene.arrays[layer.array], layer, this.index(), this.step(layer, t));
  }

  draw(cursor) {
    if (!this.width) return;
    const index = this.index();
    if (this.still !== index) this.paint(this.layers.still, cursor, false);
    const now = `${index} ${cursor.t} ${cursor.frac}`;
    if (this.moving !== now) this.paint(this.layers.moving, cursor, true);
    if (this.still !== index) this.speak(index);
    Object.assign(this, { still: index, moving: now });
  }

  /** The layers that move with the player, or those that do not. */
  paint(context, cursor, moving) {
    const { config, plot, colours } = { config: this.config, plot: this.plot, colours: this.ctx.colours };
    this.layers[moving ? "wipe" : "clear"]();
    if (!moving) paintAxes(context, config, plot, colours);
    context.save();
    context.beginPath();
    context.rect(plot.left, plot.top, plot.right - plot.left, plot.bottom - plot.top);
    context.clip();
    for (const layer of config.layers) {
      if (Boolean(layer.grow || layer.pick) !== moving) continue;
      this.paintLayer(context, layer, cursor);
    }
    context.restore();
    if (moving) paintUp(context, config, plot, colours);
  }

  paintLayer(context, layer, cursor) {
    const { colours, scene } = this.ctx;
    const { data = [], shape = [] } = layer.array ? this.shown(layer, cursor.t) : {};
    const kinds = layer.score && part(scene.arrays[layer.score], layer, this.index(), this.step(layer, cursor.t)).data;
    PAINT[layer.kind](context, layer, data, this.plot, colours, cursor, kinds, shape);
  }

  speak(index) {
    const { captions } = this.config;
    this.said.hidden = !captions;
    const text = captions?.[Math.min(index, captions.length - 1)];
    if (captions) say(this.said, text);
    this.said.classList.toggle("rvp-above", text !== undefined && (this.ctx.scene.options.said ?? "").includes(text));
    renew(this.key, ...this.legend());
  }

  legend() {
    const { colours } = this.ctx;
    const named = this.config.layers.filter(({ label }) => label);
    return named.map((layer) => {
      if (layer.kind === "heat") return colourBar(colours.sequential, layer.ends.map((text, k) => (k ? text : `${layer.label} ${text}`)));
      const kind = { points: "dot", line: layer.dashed ? "dashed" : "line" }[layer.kind] ?? "line";
      return swatch({ label: layer.label, colour: colourOf(layer, colours), kind });
    });
  }

  /** Every point that is drawn: its layer, its number in it, and where it is. */
  *points(t) {
    for (const layer of this.config.layers) {
      if (layer.kind !== "points") continue;
      let i = 0;
      for (const [x, y] of rows(this.shown(layer, t).data, 2)) {
        if (Number.isFinite(x + y)) yield { layer, i, x, y };
        i += 1;
      }
    }
  }

  onHover(px, py) {
    if (!this.plot?.inside(px, py)) return this.tip.hide();
    const { t } = this.ctx.clock.cursor();
    let best = null;
    for (const point of this.points(t)) {
      const away = Math.hypot(this.plot.x(point.x) - px, this.plot.y(point.y) - py);
      if (away <= (best?.away ?? REACH)) best = { ...point, away };
    }
    const { x, y, click } = this.config;
    // A place in a plane of starting points is one; beside a curve it is no value of the curve.
    if (!best && !click) return this.tip.hide();
    const place = best ?? { x: this.plot.atX(px), y: this.plot.atY(py) };
    const lines = [`${x.label} = ${this.text(place.x, x)}`, `${y.label} = ${this.text(place.y, y)}`];
    return this.tip.show(px, py, best ? [...(best.layer.label ? [best.layer.label] : []), ...lines, ...this.more(best, t)] : lines);
  }

  /** What else is known of a point: the columns of its layer. */
  more({ layer, i }, t) {
    return (layer.columns ?? []).map((column) => `${column.label} = ${this.value(layer, column, i, t)}`);
  }

  value(layer, column, i, t) {
    return this.text(part(this.ctx.scene.arrays[column.array], layer, this.index(), this.step(layer, t)).data[i]);
  }

  text(value, axis = {}) {
    return number(axis.log ? 10 ** value : value, { words: this.ctx.words });
  }

  describe() {
    const { captions, title } = this.config;
    return captions ? `${title}: ${captions[Math.min(this.index(), captions.length - 1)]}` : "";
  }

  table({ t }) {
    const { x, y, layers: all } = this.config;
    const columns = all.find((layer) => layer.columns)?.columns ?? [];
    const found = [...this.points(t)];
    const head = [this.config.point ?? "", x.label, y.label, ...columns.map(({ label }) => label)];
    if (found.length) {
      return { head, rows: found.map((p) => [
        p.layer.label ?? "", this.text(p.x, x), this.text(p.y, y), ...(p.layer.columns ?? []).map((c) => this.value(p.layer, c, p.i, t))]) };
    }
    const trail = all.find((layer) => layer.kind === "line" && layer.array);
    const along = trail ? points(trail, this.shown(trail, t).data) : [];
    return { head: head.slice(0, 3), rows: along.map(([a, b], i) => [String(i), this.text(a, x), this.text(b, y)]) };
  }

  destroy() {
    for (const end of this.ends) end();
  }
}

/** A plane; index.js says what a view is. */
export function create(root, ctx) {
  return new Plane(root, ctx);
}
