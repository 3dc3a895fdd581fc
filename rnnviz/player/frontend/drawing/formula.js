// Formulas in a tiny notation, typeset without innerHTML.
//
//   h_t = tanh(W_hh h_{t-1} + b_h)     _x or _{...} below, ^x or ^{...} above
//
// One letter is a quantity (italic); a longer word, such as tanh, stands upright.
// `parse` is pure; `typeset` makes HTML nodes and `typesetSvg` tspans from its answer.

const WORD = /^[\p{L}]+/u;
const SCRIPT = /^[_^](\{[^}]*\}|[\p{L}\d]+|.)/u;
const NUMBER = /^\d+(\.\d+)?/;
const OPERATORS = new Set(["=", "+", "−", "×", "⊙", "·", "≈"]);
const NBSP = "\u00a0";

/** Text in the tiny notation -> [{kind: "var"|"word"|"op"|"text"|"sub"|"sup", text, parts?}]. */
export function parse(text, nested = false) {
  const nodes = [];
  for (let rest = String(text); rest;) {
    const [node, length] = nextNode(rest, nested);
    nodes.push(node);
    rest = rest.slice(length);
  }
  return joinText(nodes);
}

function nextNode(rest, nested) {
  const script = rest.match(SCRIPT);
  if (script) return [scriptNode(script[0]), script[0].length];
  const word = rest.match(WORD);
  if (word) return [wordNode(word[0]), word[0].length];
  const number = rest.match(NUMBER);
  if (number) return [{ kind: "text", text: number[0] }, number[0].length];
  return operatorOrText(rest, nested);
}

function scriptNode(source) {
  const inner = source.slice(1).replace(/^\{|\}$/g, "");
  const kind = source[0] === "_" ? "sub" : "sup";
  return { kind, text: inner.replaceAll("-", "−"), parts: parse(inner, true) };
}

// A run of one letter is a quantity; ∂ and Σ are not letters, so they stay upright by themselves.
function wordNode(word) {
  return { kind: [...word].length === 1 ? "var" : "word", text: word };
}

function operatorOrText(rest, nested) {
  const match = rest.match(/^\s*([=+\-−×⊙·≈])\s*/u);
  if (!match) return [{ kind: "text", text: rest[0].replace(/\s/, NBSP) }, 1];
  const sign = match[1] === "-" ? "−" : match[1];
  const spaced = !nested && /\s/.test(match[0]);
  return [{ kind: spaced && OPERATORS.has(sign) ? "op" : "text", text: sign }, match[0].length];
}

function joinText(nodes) {
  const joined = [];
  for (const node of nodes) {
    const last = joined.at(-1);
    if (node.kind === "text" && last?.kind === "text") last.text += node.text;
    else joined.push({ ...node });
  }
  return joined;
}

/** The formula as plain words for a label that is read aloud: "h_{t-1}" -> "h t−1". */
export function plain(text) {
  const say = (node) =>
    node.parts ? ` ${node.text}` : node.kind === "op" ? ` ${node.text} ` : node.text;
  return parse(text).map(say).join("").replaceAll(NBSP, " ").trim();
}

/** The formula as text for a table, scripts kept: "h_{t-1}" -> "h_{t−1}", "h_{12}" -> "h_12". */
export function written(text) {
  const say = (node) => {
    if (!node.parts) return node.kind === "op" ? ` ${node.text} ` : node.text;
    const mark = node.kind === "sub" ? "_" : "^";
    return mark + (/^([\p{L}\d]+|.)$/u.test(node.text) ? node.text : `{${node.text}}`);
  };
  return parse(text).map(say).join("").replaceAll(NBSP, " ").trim();
}

/** Steps are counted from 1, so that h_0 is the state before the first: t = 3 -> "h_4", "h_{3}". */
export function atStep(text, t) {
  const number = t + 1;
  return String(text)
    .replace(
      /_\{([^}]*,)?t([+\-−]\d+)?\}/g,
      (_, gate = "", shift = "0") => `_{${gate}${number + Number(shift.replace("−", "-"))}}`,
    )
    .replace(/_t(?![\p{L}\d])/gu, `_{${number}}`);
}

const TAGS = { var: "i", sub: "sub", sup: "sup" };

/** An HTML <span class="formula"> that shows the text typeset. */
export function typeset(text, owner = document) {
  const span = owner.createElement("span");
  span.className = "formula";
  span.append(
    ...chunks(parse(text)).flatMap((chunk) => [owner.createElement("wbr"), partNode(chunk, owner)]),
  );
  return span;
}

/** A long formula breaks before an operator only. */
function chunks(nodes) {
  const found = [[]];
  for (const node of nodes) {
    if (node.kind === "op" && found.at(-1).length) found.push([]);
    found.at(-1).push(node);
  }
  return found;
}

function partNode(chunk, owner) {
  const part = owner.createElement("span");
  part.className = "formula-part";
  part.append(...chunk.map((node) => htmlNode(node, owner)));
  return part;
}

function htmlNode(node, owner) {
  if (node.kind === "text") return owner.createTextNode(node.text);
  const element = owner.createElement(TAGS[node.kind] ?? "span");
  if (node.parts) element.append(...node.parts.map((part) => htmlNode(part, owner)));
  else element.textContent = node.text;
  if (node.kind === "op") element.className = "formula-op";
  return element;
}

const SVG = "http://www.w3.org/2000/svg";
const SMALLEST = 10.5; // pixels of a letter above or below the line
const SHIFT = { sub: 0.28, sup: -0.42 };

/** Fill an SVG <text> with the formula as tspans (no sub/sup in SVG: shifts by hand, in em). */
export function typesetSvg(target, text, size = 12) {
  target.replaceChildren();
  let lowered = 0;
  for (const node of parse(text)) {
    const shift = (SHIFT[node.kind] ?? 0) * size;
    target.append(tspan(node, shift - lowered, size, target.ownerDocument));
    lowered = shift;
  }
  return target;
}

function tspan(node, dy, size, owner) {
  const element = owner.createElementNS(SVG, "tspan");
  element.textContent = node.kind === "op" ? `${NBSP}${node.text}${NBSP}` : node.text;
  if (dy) element.setAttribute("dy", dy.toFixed(2));
  if (node.kind === "var") element.setAttribute("class", "formula-var");
  if (node.parts) element.setAttribute("font-size", Math.max(size * 0.75, SMALLEST).toFixed(2));
  return element;
}
