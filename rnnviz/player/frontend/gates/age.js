// How old a memory is: what every past step still contributes to the state at the present one.

import { drawHover, font } from "../drawing/axis.js";
import { crisp, line, writeFitting } from "../drawing/canvas.js";
import { stepName } from "../drawing/format.js";
import { swatch } from "../drawing/legend.js";
import { fewDigits } from "../drawing/short.js";
import { UnitView } from "./unitview.js";

const ROOM = 38; // pixels a step must have for its number to stand there
const HEADROOM = 20; // pixels for a number beyond a bar's end, within the frame of the step

class Age extends UnitView {
  /** What step j contributes to the state at t. */
  part(t, j) {
    return this.array(this.ctx.config.array).at(t, j, this.unit.now);
  }

  /** One scale for all steps, so that bars can be seen to shrink. */
  range(steps) {
    let [low, high] = [0, 0];
    for (const t of steps) {
      for (let j = 0; j <= t; j += 1) {
        low = Math.min(low, this.part(t, j));
        high = Math.max(high, this.part(t, j));
      }
    }
    return high > low ? [low, high] : [-1, 1];
  }

  room(low, high) {
    const [below, above] = super.room(low, high);
    if (this.axis.band < ROOM) return [below, above];
    return [low < 0 ? HEADROOM : below, high > 0 ? HEADROOM : above];
  }

  paint() {
    this.layers.clear();
    this.grid(this.layers.still);
  }

  overlay({ t }) {
    const { moving } = this.layers;
    const { roles } = this.colours;
    for (let j = 0; j <= t; j += 1) {
      this.bar(moving, j, 0, this.part(t, j), j === t ? roles.input : roles.hidden);
      if (j < t) this.asWritten(moving, j);
      if (this.axis.band >= ROOM) this.number(moving, t, j);
    }
    drawHover(moving, this.axis, this.ctx.hover.get(), this.top, this.bottom, this.colours);
  }

  /** The height that the bar had when it was written. */
  asWritten(context, j) {
    const [x, width] = this.column(j);
    const y = crisp(this.y(this.part(j, j)));
    line(context, x, y, x + width, y, this.colours.muted, 1.5, [3, 3]);
  }

  number(context, t, j) {
    const value = this.part(t, j);
    if (Math.abs(this.y(value) - this.y(0)) < 1) return; // a bar too low to be seen
    const y = value < 0 ? Math.max(...this.ends(t, j)) + 9 : Math.min(...this.ends(t, j)) - 8;
    const style = { colour: this.colours.text, font: font(this.colours, 12), align: "center" };
    writeFitting(context, fewDigits(value), this.axis.band - 2, this.axis.x(j), y, style);
  }

  /** Where the bar ends, and the mark of its first height where a number would lie over it. */
  ends(t, j) {
    const [now, first] = [this.y(this.part(t, j)), this.y(this.part(j, j))];
    return Math.abs(now - first) < HEADROOM ? [now, first] : [now];
  }

  legend({ t }) {
    const { words, config } = this.ctx;
    const { roles, text } = this.colours;
    return [
      swatch({ label: words("from before"), colour: roles.hidden, kind: "box" }),
      swatch({ label: words("written now"), colour: roles.input, kind: "box", value: this.text(this.part(t, t)) }),
      ...(t ? [swatch({ label: words("as written"), colour: this.colours.muted, kind: "dashed" })] : []),
      swatch({ label: words("sum", { name: config.label }), colour: text, kind: "dot", value: this.text(this.value(config.state, t)) }),
    ];
  }

  tipFor({ t: j }) {
    const { t } = this.ctx.clock.cursor();
    const { words, config } = this.ctx;
    if (j > t) return [this.heading(j), words("still to come")];
    const share = words("contributes", { value: this.text(this.part(t, j)), name: config.label, t: t + 1 });
    return [this.heading(j), share];
  }

  describe({ t }) {
    const { config, words } = this.ctx;
    const whole = words("value at", { name: config.label, t: t + 1, value: this.text(this.value(config.state, t)) });
    const parts = Array.from({ length: t + 1 }, (_, j) => `${j + 1}: ${this.text(this.part(t, j))}`);
    return `${config.title}: ${whole}; ${parts.slice(-8).join(", ")}.`;
  }

  table({ t }) {
    const { scene, words, config } = this.ctx;
    const steps = Array.from({ length: t + 1 }, (_, j) => j);
    return {
      head: [words("written at"), words("still in", { name: config.label, t: t + 1 })],
      rows: [
        ...steps.map((j) => [stepName(scene, j).tick, this.text(this.part(t, j))]),
        [words("sum", { name: config.label }), this.text(this.value(config.state, t))],
      ],
    };
  }
}

/** `array` (T, T, H): row t, column j, the share of step j in the state at t. */
export function create(root, ctx) {
  return new Age(root, ctx);
}
