// The names of a strip's rows. They are buttons: a row is pinned by click or by Enter, and the
// arrows go from row to row, so that all of them are one stop of the Tab key.

import { el } from "../drawing/dom.js";
import { TRACE } from "./trace.js";

const LOWEST = 10; // pixels of a row that has room for its name; lower ones share it in turn

/** The names in `root`; `strip` gives name(row), H, pinned, toggle(row) and the places. */
export function createRows(root, strip) {
  const { words, config } = strip.ctx;
  const labels = el("div", { role: "group", "aria-label": config.title ?? config.array });
  const traces = el("div");
  let focused = 0;
  root.append(labels, traces);
  labels.addEventListener("keydown", (event) => {
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!move) return;
    event.preventDefault();
    focus([...labels.children].indexOf(event.target) + move);
  });

  function focus(row) {
    const buttons = [...labels.children];
    focused = Math.min(Math.max(row, 0), buttons.length - 1);
    buttons.forEach((button, i) => button.setAttribute("tabindex", i === focused ? "0" : "-1"));
    buttons[focused].focus({ preventScroll: true });
  }

  function pick(row) {
    const had = labels.contains(labels.getRootNode().activeElement);
    strip.toggle(row);
    if (had) focus(row);
  }

  function label(row, width) {
    const on = strip.pinned.includes(row);
    const every = strip.row < LOWEST ? Math.ceil(LOWEST / strip.row) : 1;
    const node = el("button", {
      type: "button", class: "rv-row", text: row % every ? "" : strip.name(row), "aria-pressed": String(on),
      "aria-label": strip.name(row),
      tabindex: row === focused ? "0" : "-1", disabled: !strip.pinnable,
      title: words(on ? "unpin" : "pin", { name: strip.name(row) }), onclick: () => pick(row),
    });
    const height = row % every ? strip.row : Math.max(strip.row, LOWEST + 2);
    const top = strip.y(row) - (height - strip.row) / 2;
    const place = { top: `${top}px`, width: `${width}px`, height: `${height}px` };
    Object.assign(node.style, place);
    return node;
  }

  function trace(row, i, width) {
    const text = words("unpin", { name: strip.name(row) });
    const attributes = { type: "button", class: "rv-unpin", "aria-label": text, title: text };
    const node = el("button", { ...attributes, onclick: () => pick(row) },
      el("i", { text: "×" }), strip.name(row));
    const top = strip.traceTop(i) + TRACE / 2 - 12;
    Object.assign(node.style, { top: `${top}px`, width: `${width}px` });
    return node;
  }

  return {
    update(width) {
      labels.replaceChildren(...Array.from({ length: strip.H }, (_, row) => label(row, width)));
      traces.replaceChildren(...strip.pinned.map((row, i) => trace(row, i, width)));
    },
  };
}
