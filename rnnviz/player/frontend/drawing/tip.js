// A small box beside the pointer with the numbers of what is hovered.

import { el } from "./dom.js";

/** A tip in `root` (a positioned element). */
export function createTip(root) {
  const node = el("div", { class: "rv-tip", hidden: true, "aria-hidden": "true" });
  root.append(node);
  let shown = "";
  return {
    /** Lines of text; the first is the heading. x and y are in pixels of `root`. */
    show(x, y, lines) {
      const text = lines.join("\n");
      if (text !== shown) node.replaceChildren(...lines.map((line) => el("div", { text: line })));
      shown = text;
      node.hidden = false;
      const right = x > root.clientWidth / 2;
      node.style.left = right ? "auto" : `${x + 14}px`;
      node.style.right = right ? `${root.clientWidth - x + 14}px` : "auto";
      node.style.top = `${Math.max(y - node.offsetHeight - 10, 0)}px`;
    },
    hide() {
      node.hidden = true;
    },
  };
}
