// The skeleton as SVG: belt, nodes, sliders, wires. It is built once for a width and then filled.

import { onTop } from "../drawing/colour.js";
import { svg } from "../drawing/dom.js";
import { number } from "../drawing/format.js";
import { plain, typesetSvg } from "../drawing/formula.js";
import { fewDigits, roomOf } from "../drawing/short.js";
import { SLIDER, fillOf, shareAt } from "./layout.js";

const STAGES = { keep: 0, write: 1, candidate: 1, reset: 1, show: 3 };
const CHIP = { width: 50, height: 26 };
const FINGER = 28; // pixels: as wide as what is pressed has to be
const short = (value) => number(value, { digits: Math.abs(value) < 0.1 ? 2 : 3 });
/** The same in a box, where −0.0031 would stand over the edge. */
const boxed = (value) => [short(value), ...fewDigits(value)].find((text) => roomOf(text) <= 6) ?? fewDigits(value)[1];

/**
 * A board for the view's config; `read(array, shift)` gives the unit's value, `pick` takes items,
 * `hold(gate, value, done)` hears of a gate that is dragged (value null: let go of for good).
 */
export class Board {
  constructor(config, place, { colours, words }, pick, hold = null) {
    Object.assign(this, { config, place, colours, words, pick, hold, fills: [] });
    const size = { width: place.width, height: place.height };
    this.node = svg("svg", { ...size, class: "rvg-board", role: "group", "aria-label": config.title });
    this.stages = [0, 1, 2, 3].map(() => svg("g", { class: "rvg-stage" }));
    this.node.append(...this.stages);
    this.belt();
    this.output();
    for (const slot of config.slots) this.slot(slot);
    this.inputs();
    this.extras();
  }

  get grey() {
    return !this.config.cell_state;
  }

  /** A wire through points, with an arrow at its end if `arrow`. */
  wire(stage, points, { arrow = true, grey = false, lit = false } = {}) {
    const d = points.map(([x, y], i) => `${i ? "L" : "M"}${x} ${y}`).join("");
    const kind = `rvg-wire${grey ? " rvg-grey" : ""}${lit ? " rvg-lit" : ""}`;
    this.stages[stage].append(svg("path", { d, class: kind }));
    if (!arrow) return;
    const [[x1, y1], [x, y]] = points.slice(-2);
    const angle = (Math.atan2(y - y1, x - x1) * 180) / Math.PI;
    const head = `translate(${x} ${y}) rotate(${angle})`;
    this.stages[stage].append(
      svg("path", { d: "M0 0-7-4v8z", transform: head, class: `rvg-head ${kind}` }));
  }

  text(stage, x, y, text, kind = "", anchor = "middle") {
    const node = svg("text", { x, y, class: `rvg-text ${kind}`, "text-anchor": anchor });
    if (/[_^]/.test(text)) typesetSvg(node, text, 13);
    else node.textContent = text;
    this.stages[stage].append(node);
    return node;
  }

  operator(stage, x, y, sign, grey = false) {
    this.stages[stage].append(svg("g", { class: grey ? "rvg-node rvg-grey" : "rvg-node" },
      svg("circle", { cx: x, cy: y, r: 12 }),
      svg("text", { x, y: y + 5.5, "text-anchor": "middle", text: sign })));
  }

  /** What can be pressed: `item(t, unit)` is what it stands for. */
  press(node, name, array, item) {
    if (!item) return node;
    node.setAttribute("role", "button");
    node.setAttribute("tabindex", "0");
    node.classList.add("rvg-press");
    const choose = () => this.pick(item);
    node.addEventListener("click", choose);
    node.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      event.stopPropagation();
      choose();
    });
    this.fills.push((read) => {
      node.setAttribute("aria-label", `${plain(name)} = ${number(read(array))}`);
    });
    return node;
  }

  /** A number in a coloured box. */
  chip(stage, x, y, array, name, item) {
    const box = svg("rect", {
      x: x - CHIP.width / 2, y: y - CHIP.height / 2, ...CHIP, rx: 7, class: "rvg-box" });
    const label = svg("text", { x, y: y + 4.5, "text-anchor": "middle", class: "rvg-number" });
    const group = svg("g", {}, box, label);
    this.stages[stage].append(this.press(group, name, array, item));
    this.text(stage, x, y - 19, name, "rvg-name");
    this.fills.push((read) => {
      const value = read(array);
      const css = Number.isFinite(value) ? this.colours.diverging(value) : this.colours.surface;
      box.style.fill = css;
      label.style.fill = onTop(css);
      label.textContent = boxed(value);
    });
  }

  /** A number on a wire. */
  loose(stage, x, y, array, anchor, name, item) {
    const label = svg("text", { x, y, class: "rvg-value", "text-anchor": anchor });
    this.stages[stage].append(this.press(label, name, array, item));
    this.fills.push((read) => {
      label.textContent = short(read(array));
    });
  }

  belt() {
    const { x, y } = this.place;
    const { state, before, kept } = this.config;
    this.wire(0, [[x.left - 16, y.belt], [x.keep - 12, y.belt]]);
    this.wire(0, [[x.keep + 12, y.belt], [x.plus - 12, y.belt]]);
    this.wire(2, [[x.plus + 12, y.belt], [x.right - 10, y.belt]]);
    this.chip(0, x.left - 20, y.belt, before, `${state}_{t-1}`, { array: state, shift: -1 });
    this.operator(0, x.keep, y.belt, "×");
    this.loose(0, (x.keep + x.plus) / 2, y.belt - 9, kept, "middle", this.words("kept"), { array: state });
    this.operator(2, x.plus, y.belt, "+");
    this.chip(2, x.right + 20, y.belt, state, `${state}_t`, { array: state });
    this.operator(1, x.plus, y.product, "×");
    this.wire(1, [[x.plus, y.product - 12], [x.plus, y.belt + 12]]);
    const { written } = this.config;
    this.loose(1, x.plus + 9, (y.belt + y.product) / 2 + 5, written, "start", this.words("written"), { array: state });
  }

  output() {
    const { x, y } = this.place;
    const grey = this.grey;
    this.wire(3, [[x.show, y.belt], [x.show, y.tanh - 11]], { grey });
    const squash = this.config.squash ?? "tanh";
    const box = { x: x.show - 20, y: y.tanh - 11, width: 40, height: 22, rx: 11 };
    const name = svg("text", { x: x.show, y: y.tanh + 4, "text-anchor": "middle", text: squash });
    this.stages[3].append(svg("g", { class: grey ? "rvg-tanh rvg-grey" : "rvg-tanh" },
      svg("rect", box), name));
    this.wire(3, [[x.show, y.tanh + 11], [x.show, y.product - 12]], { grey });
    this.operator(3, x.show, y.product, "×", grey);
    this.wire(3, [[x.show + 12, y.product], [x.right - 10, y.product]], { grey });
    if (grey) return;
    if (this.config.tanh) {
      const at = [x.show + 25, y.tanh + 4.5];
      const shown = squash === "tanh" ? "tanh c" : `c ${squash}`;
      this.loose(3, ...at, this.config.tanh, "start", shown, { array: this.config.state });
    }
    const { hidden, hidden_label: label } = this.config;
    this.chip(3, x.right + 20, y.product, hidden, label, { array: hidden });
  }

  slot(slot) {
    const { x: columns, y, narrow } = this.place;
    const x = columns[slot.key];
    const stage = STAGES[slot.key];
    const signed = slot.key === "candidate";
    const grey = Boolean(slot.missing);
    this.leads(slot, stage, x, grey);
    const box = { x: x - SLIDER.width / 2, width: SLIDER.width, rx: 4 };
    const fill = svg("rect", { ...box, class: `rvg-fill rvg-${signed ? "signed" : "gate"}` });
    const track = svg("rect", { ...box, y: y.top, height: SLIDER.height, class: "rvg-track" });
    const finger = svg("rect", {
      class: "rvg-grip", x: x - FINGER / 2, y: y.top, width: FINGER, height: SLIDER.height });
    const group = svg("g", { class: grey ? "rvg-slot rvg-grey" : "rvg-slot" }, finger, track, fill);
    if (signed) {
      const d = `M${x - 11} ${y.middle}h22`;
      group.append(svg("path", { d, class: "rvg-zero" }));
    }
    if (slot.clamped) this.locked(stage, x, slot);
    this.stages[stage].append(this.press(group, slot.name, slot.array, slot.item && { array: slot.item }));
    if (slot.drag && !slot.drag.still && this.hold) this.draggable(group, fill, slot);
    if (slot.computed) this.made(stage, x, slot.squash);
    if (slot.array) this.value(slot, stage, x, fill, signed);
    this.text(stage, x, y.bottom + 33, slot.label, `rvg-letter${grey ? " rvg-faint" : ""}`);
    if (!narrow) this.text(stage, x, y.bottom + 50, slot.name, "rvg-name");
  }

  /** A gate that is held has a lock: press it to let go. */
  locked(stage, x, { drag, clamped }) {
    const { y } = this.place;
    const node = svg("g", { class: "rvg-release", role: "button", tabindex: "0" },
      svg("rect", { class: "rvg-grip", x: x - 14, y: y.top - 26, width: 28, height: 26 }),
      svg("path", { d: lock(x, y.top - 2), class: "rvg-lock" }));
    const text = this.words("Let go of the gate held at {held}", { held: clamped });
    node.append(svg("title", { text }));
    node.setAttribute("aria-label", text);
    const release = () => drag && this.hold?.(drag.gate, null, true);
    node.addEventListener("click", release);
    node.addEventListener("keydown", ({ key }) => (key === "Enter" || key === " ") && release());
    this.stages[stage].append(node);
  }

  value(slot, stage, x, fill, signed) {
    const { y } = this.place;
    const label = this.text(stage, x, y.bottom + 17, "", "rvg-value");
    this.fills.push((read) => {
      const value = this.held?.array === slot.array ? this.held.share : read(slot.array);
      const { y: at, height } = fillOf(value, signed, y);
      fill.setAttribute("y", at);
      fill.setAttribute("height", height);
      if (signed) fill.style.fill = this.colours.diverging(Math.sign(value) * 0.8);
      label.textContent = short(value);
    });
  }

  /** From what the cell reads, through the function that makes the number. */
  made(stage, x, squash) {
    const { y } = this.place;
    if (!squash) return this.wire(stage, [[x, y.bus], [x, y.mark - 10]]);
    const width = squash.length > 1 ? 40 : 24;
    this.wire(stage, [[x, y.bus], [x, y.mark + 11]]);
    this.stages[stage].append(svg("g", { class: "rvg-tanh" },
      svg("rect", { x: x - width / 2, y: y.mark - 11, width, height: 22, rx: 11 }),
      svg("text", { x, y: y.mark + 4.5, "text-anchor": "middle", text: squash })));
    return undefined;
  }

  /** A gate follows the hand, and with it the whole network; a press alone chooses its number. */
  draggable(group, fill, { drag, clamped, array }) {
    const { y } = this.place;
    const track = svg("rect", {
      class: "rvg-grip", x: Number(fill.getAttribute("x")) - 10, width: SLIDER.width + 20,
      y: y.top - 6, height: SLIDER.height + 12 });
    group.append(track);
    group.classList.add("rvg-drag");
    Object.entries({ role: "slider", "aria-valuemin": 0, "aria-valuemax": 1 })
      .forEach(([name, value]) => group.setAttribute(name, value));
    this.fills.push((read) => group.setAttribute("aria-valuenow", number(read(array)).replace("−", "-")));
    const at = (event) => event.clientY - this.node.getBoundingClientRect().top;
    let from = null;
    let moved = false;
    const show = (share) => {
      this.held = { array, share };
      const { y: top, height } = fillOf(share, false, y);
      fill.setAttribute("y", top);
      fill.setAttribute("height", height);
    };
    const send = (event, done) => {
      const share = shareAt(at(event), y);
      if (!done) show(share);
      else this.held = null;
      this.hold(drag.gate, shareAt(at(event), y, drag.inverse), done);
    };
    group.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      [from, moved] = [event.clientY, false];
      group.setPointerCapture(event.pointerId);
    });
    group.addEventListener("pointermove", (event) => {
      if (from === null || (!moved && Math.abs(event.clientY - from) < 4)) return;
      moved = true;
      send(event, false);
    });
    const end = (event) => {
      if (moved) send(event, true);
      from = null;
    };
    group.addEventListener("pointerup", end);
    group.addEventListener("pointercancel", end);
    group.addEventListener("click", (event) => moved && event.stopImmediatePropagation(), true);
    group.addEventListener("keydown", (event) => this.nudge(event, drag, Boolean(clamped), array));
  }

  /** Arrows move the gate by a twentieth; Delete lets go of it. */
  nudge(event, { gate, inverse }, clamped, array) {
    const step = { ArrowUp: 0.05, ArrowRight: 0.05, ArrowDown: -0.05, ArrowLeft: -0.05 }[event.key];
    const release = clamped && (event.key === "Delete" || event.key === "Backspace");
    if (!step && !release) return;
    event.preventDefault();
    event.stopPropagation();
    if (release) return this.hold(gate, null, true);
    const share = Math.min(Math.max(this.read(array) + step, 0), 1);
    return this.hold(gate, Math.round(100 * (inverse ? 1 - share : share)) / 100, true);
  }

  /** The wire that leaves a slider. */
  leads({ key, lift }, stage, x, grey) {
    const { x: columns, y } = this.place;
    if (lift) return this.liftedBy(lift, x);
    const side = key === "write" ? -12 : 12;
    const corner = [[x, y.top], [x, y.product], [columns.plus + side, y.product]];
    const beside = columns.candidate + SLIDER.width / 2 + 2;
    const ways = {
      keep: [[x, y.top], [x, y.belt + 12]],
      write: corner,
      candidate: corner,
      reset: [[x - SLIDER.width / 2, y.middle + 20], [beside, y.middle + 20]],
      show: [[x, y.top], [x, y.product + 12]],
    };
    this.wire(stage, ways[key], { grey });
  }

  /** The depth gate's way to the sum: what it lets in comes from the memory of the layer below. */
  liftedBy(array, x) {
    const { x: columns, y } = this.place;
    const level = y.tanh - 8;
    const way = [[x, y.top], [x, level], [columns.plus + 26, level], [columns.plus + 11, y.belt + 8]];
    this.wire(2, way, { lit: true });
    const at = [(columns.candidate + x) / 2, level - 7];
    this.loose(2, ...at, array, "middle", this.config.lifted_name, { array: this.config.state });
  }

  inputs() {
    const { x, y } = this.place;
    const reads = this.config.slots.filter(({ computed }) => computed).map(({ key }) => x[key]);
    const end = this.config.wires.includes("depth") ? x.show : Math.max(x.left, ...reads);
    this.wire(1, [[x.left - 40, y.bus], [end, y.bus]], { arrow: false });
    const left = Math.max(x.left - 44, 2);
    const { input } = this.config;
    if (input) this.loose(1, left, y.bus - 9, input, "start", "x_t", { array: "x", only: 0 });
    this.text(1, left, y.bus + 19, this.config.reads, "rvg-name", "start");
  }

  /** The wires that only some cells have. */
  extras() {
    const { x, y } = this.place;
    const half = SLIDER.width / 2 + 2;
    const high = y.top + 14;
    const ways = {
      coupled: [1, [[x.keep + half, y.middle], [x.write - half, y.middle]]],
      coupled_back: [1, [[x.write - half, y.middle], [x.keep + half, y.middle]]],
      peep_keep: [0, [[x.peep, y.belt], [x.peep, high], [x.keep - half, high]]],
      peep_write: [1, [[x.peep, y.belt], [x.peep, y.product + 24],
        [x.write - 22, y.product + 24], [x.write - 22, high], [x.write - half, high]]],
      peep_show: [3, [[x.tap, y.belt], [x.tap, high], [x.show - half, high]]],
      depth: [3, [[x.show, y.bus], [x.right - 10, y.bus]]],
    };
    for (const name of this.config.wires) this.wire(...ways[name], { lit: true });
    if (this.config.wires.includes("depth")) this.chip(3, x.right + 20, y.bus, "h", "h_t", { array: "h" });
  }

  /** New numbers. */
  fill(read) {
    this.read = read;
    for (const one of this.fills) one(read);
  }

  /** The stage under way: the ones after it are still to come. */
  light(stage) {
    this.stages.forEach((node, i) => {
      node.classList.toggle("rvg-now", stage === i);
      node.classList.toggle("rvg-later", stage !== null && i > stage);
    });
  }
}

const lock = (x, y) => `M${x - 5} ${y - 8}h10v8h-10zM${x - 3} ${y - 8}v-2a3 3 0 0 1 6 0v2`;

