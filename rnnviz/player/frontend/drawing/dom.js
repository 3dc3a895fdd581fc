// Small helpers to make elements. Text is only ever set as text, never as markup.

const SVG = "http://www.w3.org/2000/svg";

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "text") node.textContent = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/** el("button", {class: "x", onclick: fn, text: "Go"}, ...children) */
export function el(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** The same for SVG. */
export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

/** Put children in the place of those there, unless they are alike: then nothing is laid out anew. */
export function renew(node, ...children) {
  const now = [...node.childNodes];
  if (now.length === children.length && now.every((one, i) => one.isEqualNode(children[i]))) return;
  node.replaceChildren(...children);
}

/**
 * Put nodes in the place of a node's children, but for the one that holds `kept`: a slider that is
 * taken out of the page slips from the hand. `hole` is where it belongs among the new ones.
 */
export function renewAround(node, nodes, kept, hole) {
  const held = [...node.childNodes].find((one) => one.contains(kept));
  const at = nodes.findIndex((one) => one.contains(hole));
  for (const one of [...node.childNodes]) if (one !== held) one.remove();
  held.before(...nodes.slice(0, at));
  held.after(...nodes.slice(at + 1));
  if (held !== kept) renewAround(held, [...nodes[at].childNodes], kept, hole);
}

/** Say a text, unless it is there. */
export function say(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** A value that others can watch. */
export function observable(value = null) {
  const listeners = new Set();
  return {
    get: () => value,
    set(next) {
      if (next === value) return;
      value = next;
      for (const listener of listeners) listener(value);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Whether two items ({array, t, index}) are the same one. */
export function sameItem(a, b) {
  if (!a || !b) return a === b;
  return a.array === b.array && a.t === b.t && String(a.index) === String(b.index);
}

/** An icon on a 20 by 20 grid, drawn in the text's colour; one that is filled by default. */
export function icon(path, attributes = {}) {
  const shape = svg("path", { d: path, fill: "currentColor", ...attributes });
  return svg("svg", { viewBox: "0 0 20 20", width: 20, height: 20, "aria-hidden": "true" }, shape);
}
