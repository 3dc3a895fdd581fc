// The stage: one scene, one clock, the bar of controls and the views on it.

import { Address, placeOf, startIn } from "./address.js";
import { createAsking } from "../asking.js";
import { Clock } from "./clock.js";
import { resolve, themeKey } from "../drawing/colour.js";
import { el, observable } from "../drawing/dom.js";
import { createDials } from "./dials.js";
import { createFrame } from "./frame.js";
import { createHelp } from "./help.js";
import { onKey } from "./keyboard.js";
import { decode } from "../payload.js";
import { timeAxis } from "../drawing/scales.js";
import { createTransport } from "./transport.js";
import { VIEWS } from "../views/index.js";
import { lookup } from "../words.js";
import { isThere } from "./there.js";

const COLUMNS = 900; // pixels from which two columns stand side by side
const SIDE = 344;
const GAP = 32;
const NARROW = 600;
const PRESENTED = { width: 744, height: 418 }; // what a window of 16 to 9 is divided into
const LEAST_ZOOM = 1.6;
const LONGEST_FRAME = 0.1; // seconds: after a pause of the page, play goes on, it does not jump
const REST = 400; // milliseconds after which a step is said aloud
const remembered = new Map(); // what a stage showed, by its key: it may go and come back

const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Parts of a step: as many as the diagram has, if there is one. */
const parts = (scene) =>
  scene.options.micro ?? scene.views.find((view) => view.micro?.length)?.micro.length ?? 1;

const shape = ({ views, options }) =>
  JSON.stringify([views.map(({ type }) => type), options.layout]);
/** What a view is remembered by: its array, or how many of its type stand before it. */
export function memoryName(views, i) {
  const { type, array = views.slice(0, i).filter((view) => view.type === type).length } = views[i];
  return `${type} ${array}`;
}

const startOf = (scene) => JSON.stringify(scene.start);
const sentence = (text) => (/[.!?。]$/.test(text) ? text : `${text}.`);

export class Stage {
  constructor(root, scene, hooks) {
    this.scene = this.base = scene;
    this.hooks = hooks;
    this.asking = createAsking((question) => this.ask(question));
    this.words = (key, fields) => lookup(this.scene.words)(key, fields);
    this.selection = observable();
    this.hover = observable();
    this.dial = observable(); // where sliders of the page are, while they are moved
    this.reducedMotion = calm();
    const start = { ...scene.start, playing: scene.start.playing && !this.reducedMotion };
    const discrete = this.reducedMotion;
    this.clock = new Clock({ ...scene, start, micro: parts(scene), discrete });
    this.memories = remembered.get(scene.options.key)?.memories ?? {};
    this.build(root);
    this.selection.set(scene.start.pick ?? null);
    this.listen();
    this.rebuild();
    this.recall();
  }

  build(root) {
    this.probe = el("span", { class: "rv-probe", "aria-hidden": "true" });
    this.spoken = el("p", { class: "rv-hidden", "aria-live": "polite" });
    this.main = el("div", { class: "rv-main" });
    this.side = el("div", { class: "rv-side" });
    this.views = el("div", { class: "rv-views" }, this.main, this.side);
    this.node = el("div", { class: "rv", role: "region", tabindex: "-1" }, this.probe);
    this.node.style.opacity = "0"; // until the style sheet is there: it makes it 1
    root.append(this.node);
    this.transport = createTransport(this.node, this.clock, () => this.scene, this.words);
    this.transport.node.remove();
    this.help = createHelp(() => this.scene, this.words);
    this.transport.node.querySelector(".rv-speed").after(this.help.button);
    this.node.append(this.help.panel, this.views, this.spoken, this.transport.node);
    this.paintTheme();
    this.present();
  }

  /**
   * Presented: no controls, everything as much larger as the window has room for. Of several views
   * the first is shown, or the one whose type `present` names.
   */
  present() {
    const { present } = this.scene.options;
    const on = Boolean(present);
    this.node.classList.toggle("rv-present", on);
    const named = this.scene.views.findIndex(({ type }) => type === present);
    this.frames?.forEach(({ node }, i) => node.classList.toggle("rv-named", i === named));
    const room = Math.min(innerWidth / PRESENTED.width, innerHeight / PRESENTED.height);
    this.node.style.zoom = on ? Math.max(room, LEAST_ZOOM).toFixed(3) : "";
  }

  listen() {
    this.ends = [
      this.clock.subscribe(() => this.onClock()),
      this.hover.subscribe(() => this.invalidate()),
      this.selection.subscribe((item) => this.onSelect(item)),
      onKey(this.node, this.clock, this.help),
    ];
    const moved = ({ name, value }) => this.dial.set({ ...this.dial.get(), [name]: value });
    this.dials = createDials(() => this.scene.options.dials, this.asking, moved);
    this.ends.push(() => this.dials.destroy());
    if (this.scene.options.address) this.keepAddress();
    this.sizes = new ResizeObserver(() => this.resize());
    for (const node of [this.node, this.main, this.side]) this.sizes.observe(node);
    this.sight = new IntersectionObserver((entries) => this.onSight(entries));
    this.probe.addEventListener("transitionend", () => this.onTheme());
  }

  /** The address of the page follows the step, the direction and the choice. */
  keepAddress() {
    const place = () => {
      const { options, modes } = this.scene;
      return placeOf(this.clock.cursor(), this.selection.get(), options.address, modes);
    };
    const go = (href) => {
      const { options, modes } = this.scene;
      const start = startIn(href, options.address, modes);
      if (start) this.arrive(start);
      return Boolean(start);
    };
    this.address = new Address(this.node, place, go);
    this.ends.push(() => this.address.destroy());
  }

  /** Views made anew. */
  rebuild() {
    this.frames?.forEach((frame) => frame.destroy());
    this.sight.disconnect();
    this.frames = this.scene.views.map((config, i) => this.makeFrame(config, i));
    this.present();
    this.node.setAttribute("aria-label", this.words("player", { title: this.scene.title }));
    this.measured = "";
    this.resize();
  }

  makeFrame(config, i) {
    const right = this.scene.options.layout?.columns?.[1] ?? [];
    const frame = createFrame(right.includes(i) ? this.side : this.main, config, this.words);
    frame.view = VIEWS[config.type](frame.body, this.context(i));
    frame.lift();
    frame.onToggle(() => {
      frame.setTabular(!frame.tabular, this.clock.cursor());
      this.invalidate();
    });
    frame.onFold(() => this.turn(frame, i));
    this.fold(frame, i);
    this.sight.observe(frame.node);
    return frame;
  }

  /** What lies open from a higher level on is folded, unless it was opened here. */
  fold(frame, i) {
    const foldable = (this.scene.options.folded ?? []).includes(i);
    frame.setFolded(foldable, foldable && !this.memory(i).open);
  }

  /** Open a folded view, or fold it again. */
  turn(frame, i) {
    this.memory(i).open = frame.folded;
    this.fold(frame, i);
    this.measured = ""; // out of sight it had no size
    this.resize();
  }

  /** What a view is given; scene, config and colours are always those in force. */
  context(i) {
    const stage = this;
    return {
      get scene() { return stage.scene; },
      get config() { return stage.scene.views[i]; },
      get colours() { return stage.colours; },
      get reducedMotion() { return stage.reducedMotion; },
      clock: this.clock,
      selection: this.selection,
      hover: this.hover,
      dial: this.dial,
      words: this.words,
      memory: this.memory(i),
      asking: this.asking,
      emit: (name, value) => this.emit(name, value),
      invalidate: (milliseconds = 0) => this.invalidate(milliseconds),
    };
  }

  /** What a view wants to find again when it is made anew. */
  memory(i) {
    return (this.memories[memoryName(this.scene.views, i)] ??= {});
  }

  /** A new scene from the page: what was asked of it is answered. */
  update(scene) {
    this.base = scene;
    this.show(scene);
    this.asking.answered();
  }

  /**
   * The step, the pins and the selection stay, unless the start of the scene is a new one, or what
   * was chosen is not there any more.
   */
  show(scene) {
    const alike = shape(scene) === shape(this.scene);
    const moved = startOf(scene) !== startOf(this.scene);
    const presents = scene.options.present !== this.scene.options.present;
    this.scene = scene;
    if (presents) this.present();
    this.clock.configure({ ...scene, micro: parts(scene) });
    if (moved) {
      this.arrive(scene.start);
      this.address?.sent();
    }
    this.select(this.selection.get());
    this.transport.refresh();
    this.dial.set(null);
    if (alike) this.refresh();
    else this.rebuild();
    this.remember();
  }

  /** Choose a number, or none where the scene does not have it any more. */
  select(item) {
    this.selection.set(item && isThere(this.scene, item) ? item : null);
  }

  /** Go where the page says: to a step, and to a number if one is named. */
  arrive(start) {
    this.clock.restore({ rate: this.clock.rate, frac: 1, ...start });
    this.selection.set(start.pick ?? null);
  }

  refresh() {
    const { draft } = this.scene.options;
    for (const frame of this.frames) {
      frame.stale = true;
      if (frame.visible || !draft) this.refreshFrame(frame);
    }
    this.transport.align(this.axis());
    this.invalidate();
  }

  /** A view learns of the scene; while something is dragged, only one that is in sight does. */
  refreshFrame(frame) {
    const i = this.frames.indexOf(frame);
    frame.stale = false;
    frame.label(this.scene.views[i]);
    this.fold(frame, i);
    frame.view.update(this.scene);
    frame.showTable(this.clock.cursor());
  }

  axis() {
    return timeAxis(this.breadth, this.scene);
  }

  /** Columns, then views; the style sheet may come after the first time. */
  resize() {
    this.present();
    const width = this.node.clientWidth;
    const two = width >= COLUMNS && this.side.childElementCount > 0;
    this.views.style.gridTemplateColumns = two ? `minmax(0, 1fr) ${SIDE}px` : "minmax(0, 1fr)";
    this.views.style.columnGap = `${GAP}px`;
    this.node.classList.toggle("rv-narrow", width < NARROW);
    this.node.classList.toggle("rv-two", two);
    this.node.style.setProperty("--rv-bar", `${this.transport.node.offsetHeight}px`);
    this.placeLate(two);
    const widths = this.frames.map(({ node }) => node.clientWidth);
    const measured = widths.join();
    this.breadth = this.main.clientWidth;
    if (!width || measured === this.measured) return;
    this.measured = measured;
    this.frames.forEach((frame, i) => frame.view.resize(widths[i]));
    this.transport.align(this.axis());
    this.draw(this.frames); // what is out of sight too: left as it was, it would widen the page
  }

  /** Below one another, a view that can wait (`late`) stands after those of the right column. */
  placeLate(two) {
    this.frames.forEach(({ node }, i) => {
      const home = two ? this.main : this.side;
      if (this.scene.views[i].late && node.parentNode !== home) home.append(node);
    });
  }

  paintTheme() {
    this.colours = resolve(this.node);
    this.node.classList.toggle("rv-dark", this.colours.dark);
  }

  onTheme() {
    const before = themeKey(this.colours);
    this.paintTheme();
    if (themeKey(this.colours) !== before) this.refresh();
  }

  onSight(entries) {
    for (const { target, isIntersecting } of entries) {
      const frame = this.frames.find(({ node }) => node === target);
      if (!frame) continue;
      frame.visible = isIntersecting;
      if (isIntersecting && frame.stale) this.refreshFrame(frame);
    }
    this.invalidate();
  }

  onClock() {
    this.invalidate();
    clearTimeout(this.pausing);
    if (!this.clock.playing) this.pausing = setTimeout(() => this.onRest(), REST);
  }

  /** At rest: say what is seen, refresh the tables, tell the server. */
  onRest() {
    const cursor = this.clock.cursor();
    const summary = this.words(`${cursor.mode} summary`, { t: cursor.t + 1, T: cursor.T });
    const said = [summary, ...this.frames.map(({ view }) => view.describe(cursor))];
    this.spoken.textContent = said.filter(Boolean).map(sentence).join(" ");
    this.frames.forEach((frame) => frame.showTable(cursor));
    this.remember();
    this.address?.write();
    this.emit("step", { t: cursor.t, mode: cursor.mode });
  }

  onSelect(item) {
    this.invalidate();
    this.remember();
    this.address?.write();
    this.emit("select", item);
  }

  /** To the server, if it asked for this. */
  emit(name, value) {
    if (this.scene.options.report?.includes(name)) this.hooks.emit?.(name, value);
  }

  /** Ask the server: for a value on the way by the short way, if there is one (see asking.js). */
  ask({ name, value, draft }) {
    const { base } = this;
    const own = draft ? this.hooks.draft?.(base.options.ask, { name, value }) : null;
    if (!own) this.emit(name, { ...value, draft });
    return own?.then((heard) => this.hear(heard, base));
  }

  /** Show what came by the short way, unless the page has sent a newer scene meanwhile. */
  hear(heard, base) {
    if (!heard || base !== this.base || !this.node.isConnected) return heard !== false;
    const scene = decode(heard);
    const options = { ...base.options, ...scene.options, draft: true };
    this.show({ ...scene, start: base.start, options });
    return true;
  }

  /** Draw once soon, and go on for some milliseconds if a change is to be shown. */
  invalidate(milliseconds = 0) {
    this.until = Math.max(this.until ?? 0, performance.now() + milliseconds);
    this.request ??= requestAnimationFrame((now) => this.tick(now));
  }

  tick(now) {
    this.request = null;
    const seconds = Math.min((now - (this.last ?? now)) / 1000, LONGEST_FRAME);
    this.last = this.clock.playing ? now : null;
    this.clock.advance(seconds);
    this.draw();
    if (this.clock.playing || now < this.until) this.invalidate();
  }

  draw(frames = this.frames.filter(({ visible }) => visible)) {
    const cursor = this.clock.cursor();
    this.node.classList.toggle("rv-is-backward", cursor.mode === "backward");
    this.transport.draw(cursor);
    for (const frame of frames) if (!frame.tabular && !frame.folded) frame.view.draw(cursor);
  }

  remember() {
    const { key } = this.scene.options;
    if (!key) return;
    const { clock, selection, memories, scene } = this;
    const state = { clock: clock.state(), selection: selection.get(), start: startOf(scene) };
    remembered.set(key, { ...state, memories });
  }

  recall() {
    const memory = remembered.get(this.scene.options.key);
    if (!memory) return;
    const same = memory.start === startOf(this.scene);
    if (same) this.clock.restore(memory.clock);
    this.select((!same && this.scene.start.pick) || memory.selection);
  }

  destroy() {
    this.remember();
    cancelAnimationFrame(this.request);
    clearTimeout(this.pausing);
    this.sizes.disconnect();
    this.sight.disconnect();
    this.ends.forEach((end) => end());
    this.frames.forEach((frame) => frame.destroy());
    this.node.remove();
  }
}
