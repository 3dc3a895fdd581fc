// Colours of the page for what is drawn outside a player, and word of it when they change.

import { resolve, themeKey } from "./colour.js";
import { el } from "./dom.js";

/** Watch the theme in force at `node`; `changed(colours)` hears of another one. */
export function watchTheme(node, changed) {
  const probe = el("span", { class: "rv-probe", "aria-hidden": "true" });
  let colours = resolve(node);
  const mark = () => node.classList.toggle("rv-dark", colours.dark);
  probe.addEventListener("transitionend", () => {
    const next = resolve(node);
    if (themeKey(next) === themeKey(colours)) return;
    colours = next;
    mark();
    changed(colours);
  });
  node.append(probe);
  mark();
  return { get colours() { return colours; } };
}
