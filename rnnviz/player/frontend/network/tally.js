// A tally of shapes: names, shapes and how many numbers; what has changed says what it was.

import { el } from "../drawing/dom.js";

/** 1234567 as people write it. */
export const grouped = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, ",");

/** What differs from an earlier tally, by name: what it was, or null for what is new. */
export function differences(before, now) {
  const found = new Map();
  if (!before) return found;
  for (const [name, value] of now) {
    if (!before.has(name)) found.set(name, null);
    else if (before.get(name) !== value) found.set(name, before.get(name));
  }
  return found;
}

/** Everything that a tally says, by a name of its own. */
export function said(sections) {
  const entries = sections.flatMap(({ title, rows, total }) => [
    ...rows.map(({ name, shape }) => [`${title}: ${name}`, shape]),
    ...(total === undefined ? [] : [[`${title}: total`, grouped(total)]]),
  ]);
  return new Map(entries);
}

class Tally {
  constructor(root, ctx) {
    this.ctx = ctx;
    this.node = el("div", { class: "rvn-tally" });
    root.append(this.node);
    this.update();
  }

  update() {
    const { memory, config, words } = this.ctx;
    const now = said(config.sections);
    const same = memory.now && [...now].join() === [...memory.now].join();
    if (!same) Object.assign(memory, { changed: differences(memory.now, now), now });
    this.node.replaceChildren(...config.sections.map((section) => this.section(section, words)));
  }

  section({ title, rows, total, note }, words) {
    const body = rows.map((row) => this.row(title, row));
    const foot = total === undefined ? null : this.row(title, {
      name: words("total"), key: "total", shape: "", count: total, total: true,
    });
    return el("section", {},
      el("h3", { class: "rvn-tally-title", text: title }),
      el("table", {},
        el("caption", { class: "rv-hidden", text: title }),
        el("thead", { class: "rv-hidden" }, el("tr", {},
          ...[words("array"), words("shape"), words("numbers")].map((text) => el("th", { scope: "col", text })))),
        el("tbody", {}, ...body, foot)),
      note ? el("p", { class: "rvn-tally-note", text: note }) : null);
  }

  row(title, { name, key = name, shape, axes, count, total }) {
    const id = `${title}: ${key}`;
    const { changed } = this.ctx.memory;
    const news = changed.has(id);
    const was = changed.get(id);
    const hint = !news ? null : was === null ? this.ctx.words("new") : this.ctx.words("was", { was });
    const kind = [news ? "rvn-changed rv-flash" : "", total ? "rvn-total" : ""].join(" ");
    return el("tr", { class: kind },
      el("th", { scope: "row" }, el("span", { text: name }), hint ? el("em", { text: hint }) : null),
      el("td", {}, el("span", { text: shape }), axes ? el("small", { text: axes }) : null),
      el("td", { text: count === undefined ? "" : grouped(count) }));
  }

  draw() {}

  resize() {}

  describe() {
    const { changed, now } = this.ctx.memory;
    const news = [...changed.keys()].map((name) => `${name} ${now.get(name)}`);
    return news.length ? `${this.ctx.words("changed")}: ${news.join("; ")}` : "";
  }

  table() {
    const { words, config } = this.ctx;
    return {
      head: [words("array"), words("shape"), words("axes"), words("numbers")],
      rows: config.sections.flatMap(({ rows, total }) => [
        ...rows.map(({ name, shape, axes, count }) => [name, shape, axes ?? "", count === undefined ? "" : grouped(count)]),
        ...(total === undefined ? [] : [[words("total"), "", "", grouped(total)]]),
      ]),
    };
  }

  destroy() {}
}

/** Sections of rows {name, shape, axes, count}, each with a total. */
export function create(root, ctx) {
  return new Tally(root, ctx);
}
