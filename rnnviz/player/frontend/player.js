// The player: one clock, several views. `mount` is for any page; the default export is Streamlit's.

import { Clock } from "./clock.js";
import { resolve, themeKey } from "./colour.js";
import { el, observable } from "./dom.js";
import { createFrame } from "./frame.js";
import { onKey } from "./keyboard.js";
import { decode, same } from "./payload.js";
import { timeAxis } from "./scales.js";
import { createTransport } from "./transport.js";
import { VIEWS } from "./views/index.js";
import { lookup } from "./words.js";

const COLUMNS = 900;
const SIDE = 344;
const GAP = 32;
const LONGEST_FRAME = 0.1;
const remembered = new Map(); // what a player showed, by its key: it may be taken away and come back

const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Parts of a step: as many as the diagram has, if there is one. */
const parts = (scene) =>
  scene.options.micro ?? scene.views.find((view) => view.micro?.length)?.micro.length ?? 1;

const sentence = (text) => (/[.!?。]$/.test(text) ? text : `${text}.`);

const shape = (scene) => JSON.stringify([scene.views.map((view) => view.type), scene.options.layout]);

class Player {
  constructor(root, scene, hooks) {
    this.scene = scene;
    this.hooks = hooks;
    this.words = (key, fields) => lookup(this.scene.words)(key, fields);
    this.selection = observable();
    this.hover = observable();
    this.reducedMotion = calm();
    this.clock = new Clock({ ...scene, micro: parts(scene), discrete: this.reducedMotion });
    this.build(root);
    this.listen();
    const memory = remembered.get(scene.options.key);
    this.rebuild();
    if (memory) this.recall(memory);
  }

  build(root) {
    this.probe = el("span", { class: "rv-probe", "aria-hidden": "true" });
    this.spoken = el("p", { class: "rv-hidden", "aria-live": "polite" });
    this.main = el("div", { class: "rv-main" });
    this.side = el("div", { class: "rv-side" });
    this.views = el("div", { class: "rv-views" }, this.main, this.side);
    this.node = el("div", { class: "rv", role: "region", tabindex: "-1" }, this.probe);
    this.node.style.setProperty("--rv-top", this.hooks.top ?? "0px");
    root.append(this.node);
    this.transport = createTransport(this.node, this.clock, () => this.scene, this.words);
    this.node.append(this.views, this.spoken);
    this.colours = resolve(this.node);
  }

  listen() {
    const redraw = () => this.invalidate();
    this.ends = [
      this.clock.subscribe(() => this.onClock()), this.hover.subscribe(redraw),
      this.selection.subscribe((item) => this.onSelect(item)),
      onKey(this.node, this.clock),
    ];
    this.sizes = new ResizeObserver(() => this.resize());
    this.sizes.observe(this.node);
    this.sight = new IntersectionObserver((entries) => this.onSight(entries));
    this.probe.addEventListener("transitionend", () => this.onTheme());
  }

  /** Views made anew. */
  rebuild() {
    this.frames?.forEach((frame) => frame.destroy());
    this.sight.disconnect();
    this.frames = this.scene.views.map((config, i) => this.makeFrame(config, i));
    this.node.setAttribute("aria-label", this.words("player", { title: this.scene.title }));
    this.width = 0;
    this.resize();
  }

  makeFrame(config, i) {
    const right = this.scene.options.layout?.columns?.[1] ?? [];
    const frame = createFrame(right.includes(i) ? this.side : this.main, config, this.words);
    frame.view = VIEWS[config.type](frame.body, this.context(i));
    frame.onToggle(() => {
      frame.setTabular(!frame.tabular, this.clock.cursor());
      this.invalidate();
    });
    this.sight.observe(frame.node);
    return frame;
  }

  /** What a view is given; scene, config, colours are always those in force. */
  context(i) {
    const player = this;
    return {
      get scene() { return player.scene; },
      get config() { return player.scene.views[i]; },
      get colours() { return player.colours; },
      get reducedMotion() { return player.reducedMotion; },
      clock: this.clock,
      selection: this.selection,
      hover: this.hover,
      words: this.words,
      emit: (name, value) => this.emit(name, value),
      memory: this.memory(i),
      invalidate: (milliseconds = 0) => this.invalidate(milliseconds),
    };
  }

  /** What a view wants to find again when it is made anew. */
  memory(i) {
    const { type, array = i } = this.scene.views[i];
    this.memories ??= remembered.get(this.scene.options.key)?.memories ?? {};
    return (this.memories[`${type} ${array}`] ??= {});
  }

  /** A new payload: the step, the pins and the selection stay. */
  update(scene) {
    const alike = shape(scene) === shape(this.scene);
    const start = JSON.stringify(scene.start) !== JSON.stringify(this.scene.start);
    this.scene = scene;
    this.clock.configure({ ...scene, micro: parts(scene) });
    if (start) this.clock.restore({ rate: this.clock.rate, frac: 1, ...scene.start });
    this.transport.refresh();
    if (alike) this.refresh();
    else this.rebuild();
    this.remember();
  }

  refresh() {
    this.frames.forEach((frame, i) => {
      frame.label(this.scene.views[i]);
      frame.view.update(this.scene);
      frame.showTable(this.clock.cursor());
    });
    this.transport.align(this.axis());
    this.invalidate();
  }

  axis() {
    return timeAxis(this.main.clientWidth, this.scene.T);
  }

  resize() {
    const width = this.node.clientWidth;
    if (!width || width === this.width) return;
    this.width = width;
    const two = width >= COLUMNS && this.side.childElementCount > 0;
    this.views.style.gridTemplateColumns = two ? `minmax(0, 1fr) ${SIDE}px` : "minmax(0, 1fr)";
    this.views.style.columnGap = `${GAP}px`;
    this.node.classList.toggle("rv-narrow", width < 600);
    this.node.classList.toggle("rv-dark", this.colours.dark);
    const widths = this.frames.map((frame) => frame.node.clientWidth);
    this.frames.forEach((frame, i) => frame.view.resize(widths[i]));
    this.transport.align(this.axis());
    this.draw();
  }

  onTheme() {
    const next = resolve(this.node);
    if (themeKey(next) === themeKey(this.colours)) return;
    this.colours = next;
    this.node.classList.toggle("rv-dark", next.dark);
    this.refresh();
  }

  onSight(entries) {
    for (const { target, isIntersecting } of entries) {
      const frame = this.frames.find(({ node }) => node === target);
      if (frame) frame.visible = isIntersecting;
    }
    this.invalidate();
  }

  onClock() {
    this.invalidate();
    clearTimeout(this.pausing);
    if (!this.clock.playing) this.pausing = setTimeout(() => this.onPause(), 400);
  }

  /** At rest: say what is seen, refresh the tables, tell the server. */
  onPause() {
    const cursor = this.clock.cursor();
    const summary = this.words(`${cursor.mode} summary`, { t: cursor.t + 1, T: cursor.T });
    const parts = this.frames.map(({ view }) => view.describe(cursor));
    this.spoken.textContent = [summary, ...parts].filter(Boolean).map(sentence).join(" ");
    this.frames.forEach((frame) => frame.showTable(cursor));
    this.remember();
    this.emit("step", { t: cursor.t, mode: cursor.mode });
  }

  onSelect(item) {
    this.invalidate();
    this.remember();
    this.emit("select", item);
  }

  /** To the server, if it asked for this. */
  emit(name, value) {
    if (this.scene.options.report?.includes(name)) this.hooks.emit?.(name, value);
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

  draw() {
    const cursor = this.clock.cursor();
    this.transport.draw(cursor);
    this.node.classList.toggle("rv-is-backward", cursor.mode === "backward");
    for (const frame of this.frames) if (frame.visible && !frame.tabular) frame.view.draw(cursor);
  }

  remember() {
    const { key } = this.scene.options;
    if (!key) return;
    const { clock, selection, memories } = this;
    remembered.set(key, { clock: clock.state(), selection: selection.get(), memories });
  }

  recall({ clock, selection }) {
    this.clock.restore(clock);
    this.selection.set(selection);
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

/**
 * Show a payload in `root`. `hooks.emit(name, value)` hears what happens; `hooks.top` is how far
 * below the top of the window the bar of controls stays when the page is scrolled.
 */
export function mount(root, bytes, hooks = {}) {
  const player = new Player(root, decode(bytes), hooks);
  return {
    player,
    update: (next) => player.update(decode(next)),
    destroy: () => player.destroy(),
  };
}

const mounted = new WeakMap();

/** Streamlit calls this once, and again after each rerun with the new data. */
export default function streamlit({ data, parentElement, setTriggerValue }) {
  const known = mounted.get(parentElement);
  if (known) {
    known.emit = setTriggerValue;
    if (!same(known.bytes, data)) known.handle.update(data);
    known.bytes = data;
    return known.end;
  }
  const record = { bytes: data, emit: setTriggerValue };
  // Streamlit's own header lies over the top of a page.
  const hooks = { top: "3.75rem", emit: (name, value) => record.emit(name, value) };
  record.handle = mount(parentElement, data, hooks);
  record.end = () => {
    record.handle.destroy();
    mounted.delete(parentElement);
  };
  mounted.set(parentElement, record);
  return record.end;
}
