// Terms explain themselves in place: on hover, on focus, on a tap. The words come with the scene.

import { el } from "./dom.js";

let count = 0;

/** The text cut where its terms stand: pieces of [text, what it means or null]; each term once. */
export function pieces(text, terms) {
  const found = Object.keys(terms)
    .map((word) => ({ word, at: text.indexOf(word) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at || b.word.length - a.word.length);
  const parts = [];
  let end = 0;
  for (const { word, at } of found) {
    if (at < end) continue; // within a longer term
    if (at > end) parts.push([text.slice(end, at), null]);
    parts.push([word, terms[word]]);
    end = at + word.length;
  }
  if (end < text.length) parts.push([text.slice(end), null]);
  return parts;
}

function termNode(word, meaning) {
  count += 1;
  const id = `rv-term-${count}`;
  const tip = el("span", { id, class: "rv-meaning", role: "tooltip", text: meaning });
  const onkeydown = (event) => { if (event.key === "Escape") event.currentTarget.blur(); };
  const button = el("button", { type: "button", class: "rv-term", "aria-describedby": id, onkeydown, text: word });
  return el("span", { class: "rv-termed" }, button, tip);
}

/** The text as nodes, its terms underlined with dots. */
export function withTerms(text, terms = {}) {
  return pieces(text, terms).map(([part, meaning]) =>
    meaning === null ? document.createTextNode(part) : termNode(part, meaning));
}
