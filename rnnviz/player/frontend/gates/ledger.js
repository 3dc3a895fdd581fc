// One unit's account: what was kept and what was written at every step, and what that makes.

import { drawHover } from "../drawing/axis.js";
import { stepName } from "../drawing/format.js";
import { swatch } from "../drawing/legend.js";
import { UnitView } from "./unitview.js";

/** Where the parts of a bar stand: positive ones upward from 0, negative ones downward. */
export function stacked(values) {
  let [up, down] = [0, 0];
  return values.map((value) => {
    if (!Number.isFinite(value)) return [0, 0];
    if (value >= 0) return [up, (up += value)];
    return [down, (down += value)];
  });
}

class Ledger extends UnitView {
  marking() {
    return { ...super.marking(), framed: this.ctx.config.stack.length > 0 };
  }

  range(steps) {
    const { stack, lines } = this.ctx.config;
    const values = [0];
    for (const t of steps) {
      const ends = stacked(stack.map(({ array }) => this.value(array, t))).flat();
      values.push(...ends, ...lines.map(({ array }) => this.value(array, t)));
    }
    const finite = values.filter(Number.isFinite);
    return [Math.min(...finite), Math.max(...finite)];
  }

  colour(role) {
    if (role === "target") return this.colours.text;
    return this.colours.roles[role] ?? this.colours.muted;
  }

  paint() {
    const { still } = this.layers;
    const { stack, lines } = this.ctx.config;
    this.layers.clear();
    this.grid(still);
    for (let t = 0; t < this.axis.T; t += 1) {
      stacked(stack.map(({ array }) => this.value(array, t))).forEach(([from, to], i) =>
        this.bar(still, t, from, to, this.colour(stack[i].role)));
    }
    for (const one of lines) this.paintLine(still, one);
  }

  paintLine(context, { array, role }) {
    context.beginPath();
    for (let t = 0; t < this.axis.T; t += 1) {
      context[t ? "lineTo" : "moveTo"](this.axis.x(t), this.y(this.value(array, t)));
    }
    context.strokeStyle = this.colour(role);
    context.lineWidth = 2;
    context.lineJoin = "round";
    context.setLineDash(role === "ghost" ? [5, 4] : []);
    context.stroke();
    context.setLineDash([]);
    if (role === "ghost" || this.axis.band < 9) return;
    for (let t = 0; t < this.axis.T; t += 1) this.dot(context, t, array, role);
  }

  dot(context, t, array, role) {
    context.beginPath();
    context.arc(this.axis.x(t), this.y(this.value(array, t)), 3, 0, 2 * Math.PI);
    context.fillStyle = this.colour(role);
    context.fill();
    context.strokeStyle = this.colours.background;
    context.lineWidth = 1;
    context.stroke();
  }

  overlay() {
    drawHover(this.layers.moving, this.axis, this.ctx.hover.get(), this.top, this.bottom, this.colours);
  }

  legend({ t }) {
    const { stack, lines } = this.ctx.config;
    const kinds = { ghost: "dashed" };
    const key = ({ array, label, role }, kind) => swatch({
      label, colour: this.colour(role), kind, value: this.text(this.value(array, t)) });
    return [
      ...stack.map((one) => key(one, "box")),
      ...lines.map((one) => key(one, kinds[one.role] ?? "line")),
    ];
  }

  tipFor({ t }) {
    const said = ({ array, label }) => `${label}  ${this.text(this.value(array, t))}`;
    return [this.heading(t), ...this.ctx.config.columns.map(said)];
  }

  describe({ t }) {
    const said = ({ array, label }) => `${label} ${this.text(this.value(array, t))}`;
    return `${this.ctx.config.title}: ${this.ctx.config.columns.map(said).join(", ")}.`;
  }

  table() {
    const { scene, words, config } = this.ctx;
    const line = (t) => config.columns.map(({ array }) => this.text(this.value(array, t)));
    return {
      head: [words("time"), ...config.columns.map(({ label }) => label)],
      rows: Array.from({ length: scene.T }, (_, t) => [stepName(scene, t).tick, ...line(t)]),
    };
  }
}

/** Bars of `stack` and `lines` over time, for one unit. */
export function create(root, ctx) {
  return new Ledger(root, ctx);
}
