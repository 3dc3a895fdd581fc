// The keys of the player, on "?": the list comes with the scene.

import { el } from "../drawing/dom.js";

/** A button for the bar, and a panel under it that `toggle` shows and hides. */
export function createHelp(scene, words) {
  const list = el("dl", { class: "rv-keys-list" });
  const panel = el("div", {
    class: "rv-keys", role: "group", tabindex: "-1", hidden: true, "aria-label": words("keys"),
  }, list);
  const button = el("button", {
    type: "button", class: "rv-quiet rv-help", "aria-label": words("keys"), title: words("keys"),
    "aria-expanded": "false", text: "?", onclick: () => help.toggle(),
  });
  const help = {
    button,
    panel,
    toggle(open = panel.hidden) {
      const rows = (scene().keys ?? []).flatMap(([names, text]) =>
        [el("dt", { text: names.join(", ") }), el("dd", { text })]);
      list.replaceChildren(...rows);
      panel.hidden = !open;
      button.setAttribute("aria-expanded", String(open));
    },
    /** Escape closes it; gives whether there was something to close. */
    close() {
      if (panel.hidden) return false;
      help.toggle(false);
      return true;
    },
  };
  return help;
}
