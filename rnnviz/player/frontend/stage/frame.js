// What surrounds every view: its title, the line on how to read it, and its table twin.

import { el, say } from "../drawing/dom.js";
import { withTerms } from "../drawing/terms.js";

const LIFTED = ".rv-legend, .rv-scale, .rvd-legend, .rvg-units, .rvl-head, :scope > .rvl-choice";

let count = 0;

function tableNode({ head, rows }, label) {
  const first = (text) => el("th", { scope: "row", text });
  const cell = (text, i) => (i ? el("td", { text }) : first(text));
  return el("table", {},
    el("caption", { class: "rv-hidden", text: label }),
    el("thead", {}, el("tr", {}, ...head.map((text) => el("th", { scope: "col", text })))),
    el("tbody", {}, ...rows.map((row) => el("tr", {}, ...row.map(cell)))));
}

/** A frame in `root` for the view that `config` describes. */
export function createFrame(root, config, words) {
  count += 1;
  const id = `rv-title-${count}`;
  const title = el("h2", { id, class: "rv-title", text: config.title ?? "" });
  const toggle = el("button", { class: "rv-quiet", type: "button", "aria-pressed": "false" });
  const fold = el("button", { class: "rv-quiet rv-unfold", type: "button", hidden: true });
  const how = el("p", { class: "rv-how", text: config.how ?? "" });
  const body = el("div", { class: "rv-body" });
  const table = el("div", { class: "rv-table", tabindex: "0", role: "region", hidden: true });
  const tools = el("div", { class: "rv-tools" });
  const head = el("div", { class: "rv-head" }, title, tools, toggle, fold);
  const node = el("section", { class: `rv-view rv-view-${config.type}` }, head, body, table, how);
  root.append(node);

  let said = null;
  let offered = null; // what the button says
  const frame = {
    node, body, visible: true, tabular: false, folded: false, stale: false, view: null,
    /** The words of a new scene. */
    label(next) {
      config = next;
      say(title, next.title ?? "");
      if (said !== next.how) how.replaceChildren(...withTerms(next.how ?? "", next.meanings));
      said = next.how; // unchanged words keep the explanation that is open
      title.hidden = !next.title;
      how.hidden = !next.how;
      node.setAttribute("aria-label", next.title || next.type);
      table.setAttribute("aria-label", `${next.title || next.type}: ${words("table")}`);
      this.sayToggle();
    },
    sayToggle() {
      const state = `${this.tabular} ${config.title ?? config.type}`;
      if (state === offered) return;
      offered = state;
      say(toggle, words(this.tabular ? "chart" : "table"));
      toggle.setAttribute("aria-pressed", String(this.tabular));
      toggle.setAttribute("aria-label",
        `${words(this.tabular ? "show chart" : "show table")}: ${config.title ?? config.type}`);
    },
    /** Legends and choices of the view stand beside its title, so that the drawing begins higher. */
    lift() {
      tools.replaceChildren(...body.querySelectorAll(LIFTED));
    },
    showTable(cursor) {
      if (!this.tabular || !this.view) return;
      table.replaceChildren(tableNode(this.view.table(cursor), config.title ?? config.type));
    },
    setTabular(tabular, cursor) {
      this.tabular = tabular;
      table.hidden = !tabular;
      body.classList.toggle("rv-away", tabular);
      this.sayToggle();
      this.showTable(cursor);
    },
    onToggle(listener) {
      toggle.addEventListener("click", listener);
    },
    /** A view for another level than the one chosen: its title alone, with a button that opens it. */
    setFolded(foldable, folded) {
      this.folded = folded;
      node.classList.toggle("rv-folded", folded);
      fold.hidden = !foldable;
      say(fold, words(folded ? "show view" : "hide view"));
      fold.setAttribute("aria-expanded", String(!folded));
      fold.setAttribute("aria-label",
        `${words(folded ? "show view" : "hide view")}: ${config.title ?? config.type}`);
    },
    onFold(listener) {
      fold.addEventListener("click", listener);
    },
    destroy() {
      this.view?.destroy();
      node.remove();
    },
  };
  frame.label(config);
  return frame;
}
