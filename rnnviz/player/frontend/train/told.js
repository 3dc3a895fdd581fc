// What happens at a step, in sentences; or a log, whose entries come up as the steps reach them.

import { el } from "../drawing/dom.js";

class Told {
  constructor(root, ctx) {
    this.ctx = ctx;
    this.list = el("ol", { class: "rvt-told" });
    root.append(this.list);
    this.shown = null;
  }

  update() {
    this.shown = null;
    this.list.classList.toggle("rvt-log", Boolean(this.ctx.config.events));
    this.ctx.invalidate();
  }

  resize() {
    this.update();
  }

  draw({ t }) {
    if (t === this.shown) return;
    this.shown = t;
    const { events, sentences } = this.ctx.config;
    const told = events ? events.map((one, k) => this.entry(one, k, t)) : sentences[t].map(this.part);
    this.list.replaceChildren(...told);
  }

  part([name, text]) {
    return el("li", {}, el("b", { text: name }), el("span", { text }));
  }

  /** An entry of the log; a click goes to its step. What is said above the picture is not repeated. */
  entry([step, text], k, t) {
    const onclick = () => this.ctx.clock.seek(step);
    const said = this.ctx.scene.options.said?.includes(text);
    const shown = said ? this.ctx.config.again[k] : text;
    const button = el("button", { type: "button", class: "rvt-entry", text: shown, onclick });
    return el("li", { class: step > t ? "rvt-later" : "" }, button);
  }

  describe({ t }) {
    const { sentences } = this.ctx.config;
    return sentences ? sentences[t].map(([name, text]) => `${name}: ${text}`).join(" ") : "";
  }

  table({ t }) {
    const { events, sentences, title } = this.ctx.config;
    if (sentences) return { head: [title, ""], rows: sentences[t] };
    return { head: [this.ctx.words("time"), title], rows: events.map(([step, text]) => [this.ctx.scene.ticks[step], text]) };
  }

  destroy() {}
}

/** Sentences; index.js says what a view is. */
export function create(root, ctx) {
  return new Told(root, ctx);
}
