// What the views on the axis of time share: two canvases, a legend, a tip, the pointer.

import { AXIS } from "./axis.js";
import { layers } from "./canvas.js";
import { el, renew } from "./dom.js";
import { createMarker } from "./marker.js";
import { onPointer } from "./pointer.js";
import { timeAxis } from "./scales.js";
import { scaleControl } from "./scalecontrol.js";
import { createTip } from "./tip.js";

/**
 * A view with an axis of time. A subclass gives `measure()` (set `bottom`, where the plot ends,
 * in pixels), `paint()` (the still picture), `overlay(cursor)` (what a step, the hover or the
 * selection adds to it), `legend(cursor)`, `itemAt(x, y)`, `tipFor(item)` and maybe `pick(x, y)`.
 */
export class TimeView {
  constructor(root, ctx) {
    this.ctx = ctx;
    this.key = el("div", { class: "rv-legend" });
    root.append(this.key);
    this.layers = layers(root);
    this.marker = createMarker(this.layers.stack, this.marking());
    this.tip = createTip(this.layers.stack);
    this.width = 0;
    this.release = onPointer(this.layers.stack, {
      clock: ctx.clock,
      axis: () => this.axis,
      onAxis: (y) => y > this.bottom,
      click: (x, y) => this.pick(x, y),
      hover: (x, y) => this.onHover(x, y),
      leave: () => this.onLeave(),
    });
  }

  /** Offer a choice of scale and range; see scale.js. */
  scalable(opens, scales) {
    const { memory, words } = this.ctx;
    const changed = () => {
      this.update();
      this.ctx.invalidate();
    };
    this.key.before(scaleControl(memory, words, changed, opens, scales));
  }

  /** How the marker behaves; see marker.js. */
  marking() {
    return { own: this.ctx.config.reveal ?? "forward" };
  }

  get colours() {
    return this.ctx.colours;
  }

  array(name) {
    return this.ctx.scene.arrays[name];
  }

  /** The axis that the steps of the player stand on. */
  makeAxis() {
    return timeAxis(this.width, this.ctx.scene);
  }

  /** Pixels below the plot. */
  get foot() {
    return AXIS;
  }

  update() {
    if (!this.width) return;
    this.said = null;
    this.drawn = null;
    this.at = this.ctx.clock.cursor().t;
    this.axis = this.makeAxis();
    this.measure();
    this.layers.resize(this.width, this.bottom + this.foot);
    this.marker.place(this.axis, this.top ?? 0, this.bottom);
    this.paint();
  }

  resize(width) {
    this.width = width;
    this.update();
  }

  /** The marker moves with every frame; the rest is drawn when there is something new. */
  draw(cursor) {
    if (!this.width) return;
    // An axis for the step that is looked at follows it.
    if (this.ctx.memory?.range === "this step" && cursor.t !== this.at) this.update();
    this.marker.move(cursor);
    const { hover, selection } = this.ctx;
    const whole = cursor.frac === 1;
    const state = [cursor.t, cursor.mode, whole, hover.get(), selection.get()];
    const flashing = this.flash?.strength() > 0;
    if (flashing || this.flashed || state.some((part, i) => part !== this.drawn?.[i])) {
      this.layers.wipe();
      this.overlay(cursor);
    }
    this.flashed = flashing;
    this.drawn = state;
    this.sayLegend(cursor);
  }

  sayLegend(cursor) {
    const state = `${cursor.t} ${cursor.mode}`;
    if (state === this.said) return;
    this.said = state;
    renew(this.key, ...this.legend(cursor));
  }

  onHover(x, y) {
    const item = this.axis.inside(x) && y <= this.bottom ? this.itemAt(x, y) : null;
    if (!item) return this.onLeave();
    this.ctx.hover.set(item);
    return this.tip.show(x, y, this.tipFor(item));
  }

  onLeave() {
    this.tip.hide();
    this.ctx.hover.set(null);
  }

  /** A click goes to the step, unless the view has something better to do. */
  pick(x) {
    this.ctx.clock.seek(this.axis.at(x));
  }

  destroy() {
    this.release();
  }
}
