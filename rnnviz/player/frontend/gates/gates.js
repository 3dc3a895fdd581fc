// Inside a cell: one skeleton for every cell, its numbers those of one unit at one step.

import { el } from "../drawing/dom.js";
import { number, stepName } from "../drawing/format.js";
import { plain, typeset } from "../drawing/formula.js";
import { Board } from "./board.js";
import { layout, stageAt } from "./layout.js";
import { createUnit } from "../drawing/unit.js";

class Gates {
  constructor(root, ctx) {
    this.ctx = ctx;
    this.asking = ctx.asking.of("clamp");
    this.units = el("div", { class: "rvg-units", role: "group", "aria-label": ctx.words("unit") });
    this.parts = el("ol", { class: "rvg-parts" });
    this.canvas = el("div", { class: "rvg-canvas" });
    this.lacks = el("p", { class: "rvg-lacks" });
    this.story = el("p", { class: "rvg-story", role: "status" });
    this.node = el("div", { class: "rvg" },
      this.units, this.parts, this.story, this.canvas, this.lacks);
    root.append(this.node);
    this.unit = createUnit(ctx, () => this.refresh());
    this.width = 0;
  }

  get config() {
    return this.ctx.config;
  }

  update() {
    this.build();
  }

  /** While a gate is dragged the nodes stay: the hand holds one of them. */
  refill() {
    this.board.config = this.config;
    this.refresh();
  }

  build() {
    if (!this.width) return undefined;
    const { config, ctx } = this;
    const listened = ctx.scene.options?.report?.includes("clamp");
    const hold = (gate, value, done) => this.asking[done ? "drop" : "drag"]({ gate, value });
    if (this.board?.held) return this.refill();
    this.board = new Board(config, layout(this.width), ctx, (item) => this.pick(item), listened ? hold : null);
    this.canvas.replaceChildren(this.board.node);
    const names = config.missing.join(", ");
    const lacks = names ? ctx.words("lacks", { names }) : null;
    this.lacks.textContent = [config.lit, lacks].filter(Boolean).join(" ");
    this.lacks.hidden = !this.lacks.textContent;
    this.makeParts();
    this.makeUnits();
    this.refresh();
    return undefined;
  }

  makeParts() {
    const { micro } = this.config;
    const seek = (i) => this.ctx.clock.seek(this.t, (i + 0.99) / micro.length);
    this.parts.replaceChildren(...micro.map(({ label, note }, i) =>
      el("li", {}, el("button", { type: "button", class: "rvg-part", onclick: () => seek(i) },
        el("span", { class: "rvg-part-number", text: String(i + 1) }),
        el("span", { class: "rvg-part-label", text: label }),
        el("span", { class: "rvg-part-note" }, typeset(note))))));
    this.keepToOneRow();
  }

  /** Where the parts would take a second row, only the one that is shown says more than its name. */
  keepToOneRow() {
    const { classList, children } = this.parts;
    classList.remove("rvg-terse");
    const [first, last] = [children[0], children[children.length - 1]];
    classList.toggle("rvg-terse", last?.offsetTop > first?.offsetTop);
  }

  makeUnits() {
    const { words } = this.ctx;
    const one = (unit) => el("button", {
      type: "button", class: "rvg-unit", text: String(unit + 1),
      "aria-label": `${words("unit")} ${unit + 1}`,
      onclick: () => this.choose({ array: this.config.state, t: this.t, index: [unit] }),
    });
    const all = Array.from({ length: this.config.hidden_units }, (_, unit) => one(unit));
    this.units.replaceChildren(el("span", { class: "rvg-units-name", text: words("unit") }), ...all);
  }

  get t() {
    return this.ctx.clock.cursor().t;
  }

  choose(item) {
    this.ctx.selection.set(item);
  }

  /** Choose a number of the board, at the step and the unit that are shown. */
  pick({ array, shift = 0, only }) {
    const t = this.t + shift;
    if (t >= 0) this.choose({ array, t, index: [only ?? this.unit.now] });
  }

  refresh() {
    this.shown = null;
    this.ctx.invalidate();
  }

  value(array, t) {
    const values = this.ctx.scene.arrays[array];
    return values.at(t, array === this.config.input ? 0 : this.unit.now);
  }

  draw({ t, frac }) {
    if (!this.board) return;
    const stage = stageAt(frac, this.config.micro.length);
    const state = `${t} ${stage} ${this.unit.now}`;
    if (state === this.shown) return;
    this.shown = state;
    this.board.fill((array) => this.value(array, t));
    this.board.light(stage);
    [...this.parts.children].forEach((node, i) => {
      node.classList.toggle("rvg-part-now", stage === i);
    });
    this.story.textContent = stage === null ? "" : (this.config.micro[stage].story ?? "");
    this.units.querySelectorAll("button").forEach((node, i) => {
      node.setAttribute("aria-pressed", String(i === this.unit.now));
    });
  }

  resize(width) {
    this.width = width;
    this.build();
  }

  /** Every number of the skeleton: [name, array]. */
  get numbers() {
    const { config } = this;
    const slots = config.slots.filter(({ array }) => array);
    return [
      [`${config.state}ₜ₋₁`, config.before],
      ...slots.map(({ name, label, array }) => [label ? `${label} (${name})` : name, array]),
      [this.ctx.words("kept"), config.kept],
      [this.ctx.words("written"), config.written],
      ...(config.lifted ? [[config.lifted_name, config.lifted]] : []),
      [`${config.state}ₜ`, config.state],
      ...(config.cell_state ? [[plain(config.hidden_label), config.hidden]] : []),
    ];
  }

  say(array, t) {
    return number(this.value(array, t), { words: this.ctx.words });
  }

  describe({ t }) {
    const said = this.numbers.map(([name, array]) => `${name} ${this.say(array, t)}`);
    return `${this.config.title}, ${this.ctx.words("unit")} ${this.unit.now + 1}: ${said.join(", ")}.`;
  }

  table({ t }) {
    const { scene, words } = this.ctx;
    return {
      head: [`${words("unit")} ${this.unit.now + 1}`, stepName(scene, t).now],
      rows: this.numbers.map(([name, array]) => [name, this.say(array, t)]),
    };
  }

  destroy() {
    this.unit.end();
  }
}

/** The skeleton of a cell. */
export function create(root, ctx) {
  return new Gates(root, ctx);
}
