// The number card: where the chosen number comes from and where it goes, and the weights to edit.

import { gradientChip, origins, result, role, users } from "./chips.js";
import { canEdit, createField, editOf, editsNode } from "./edit.js";
import { hasMore, productCount, productTables, products, substituted } from "./lines.js";
import { gradientLines, number } from "./gradient.js";
import { weightScale } from "./scale.js";
import { createWeights } from "./weights.js";
import { el, icon, renew, renewAround } from "../drawing/dom.js";
import {
  counterpart,
  explain,
  inTime,
  isParameter,
  nameOf,
  valueOf,
  weightName,
} from "../diagram/equations.js";
import { plain, typeset, written } from "../drawing/formula.js";
import { begun, reached, veiled } from "./reached.js";
import { short } from "../drawing/short.js";

const DONE = "M3.5 10.5 8 15l8.5-9.5";
const MOST_BACK = 50;

/** See the contract of a view: update, draw, resize, describe, table, destroy. */
export function create(root, ctx) {
  const card = createCard(ctx);
  root.append(card.node);
  const sheet = createSheet(card, root);
  return {
    update() {
      card.shown = "";
      card.weights.update();
    },
    draw: (cursor) => draw(card, cursor),
    resize: (width) => {
      card.node.classList.toggle("rvc-wide", width >= 640);
      card.weights.resize(width >= 640 ? width * 0.42 : width);
      card.shown = "";
    },
    describe: (cursor) => describe(card, cursor),
    table: (cursor) => table(card, cursor),
    destroy() {
      sheet.end();
      card.node.remove();
    },
  };
}

/** On a phone the card rises from below when a number is pressed; a button puts it away. */
function createSheet(card, root) {
  const { ctx, node } = card;
  const frame = root.closest(".rv-view") ?? root;
  const raise = (up) => frame.classList.toggle("rvc-risen", up);
  const close = el("button", {
    type: "button",
    class: "rvc-button rvc-close",
    text: ctx.words("Close"),
    onclick: () => raise(false),
  });
  node.prepend(close);
  node.addEventListener("keydown", ({ key }) => key === "Escape" && raise(false));
  // What is chosen before the first drawing was remembered, not pressed.
  const chosen = (item) => {
    if (!card.cursor) return;
    raise(Boolean(item));
    if (!card.weights.node.contains(node.getRootNode().activeElement)) frame.scrollTop = 0;
  };
  return { end: ctx.selection.subscribe(chosen) };
}

function createCard(ctx) {
  const [title, follow, main, edits, badge] = ["header", "div", "div", "div", "p"].map((tag, i) =>
    el(tag, { class: `rvc-${["title", "follow", "main", "edits-place", "badge"][i]}` }),
  );
  const card = {
    ctx,
    title,
    follow,
    main,
    edits,
    badge,
    past: [],
    shown: "",
    all: false,
    mode: null,
    open: new Set(), // lists of chips shown in full
    asked: [], // what decides which numbers are shown, as functions of the cursor
  };
  const asking = ctx.asking.of("edit");
  card.field = createField(ctx, asking);
  card.go = (item) => go(card, item);
  card.ask = (question) => {
    card.asked.push(question);
    return question(card.cursor);
  };
  card.seen = (item) => card.ask((cursor) => reached(ctx.scene, ctx.config, cursor, item));
  card.weights = createWeights(ctx, (item) => go(card, item), asking);
  const left = el("div", { class: "rvc-left" }, title, main, edits);
  const right = el("div", { class: "rvc-right" }, card.weights.node, badge);
  card.node = el("div", { class: "rvc" }, left, right);
  return card;
}

/** The item of the card: the chosen one at its step, else the first hidden unit at the cursor. */
function itemNow({ ctx }, cursor) {
  const { scene, config } = ctx;
  const chosen = ctx.selection.get();
  if (chosen && scene.arrays[chosen.array] && known(scene, config, chosen)) {
    return inTime(scene, config, chosen)
      ? { ...chosen, t: Math.min(chosen.t ?? cursor.t, scene.T - 1) }
      : { ...chosen, t: null };
  }
  const hidden =
    (cursor.mode === "backward" ? config.opens_back : null) ??
    config.opens ?? scene.views.find(({ type }) => type === "diagram")?.rows.h ?? Object.keys(config.equations)[0];
  return { array: counterpart(scene, hidden, cursor.mode), t: cursor.t, index: [0] };
}

function known(scene, config, item) {
  const { shape } = scene.arrays[item.array];
  const own = inTime(scene, config, item) ? shape.slice(1) : shape;
  return item.index.every((i, axis) => i >= 0 && i < (own[axis] ?? 1));
}

/** Choose an item and go to its step; remember where one came from. */
function go(card, item, back = false) {
  const { ctx } = card;
  if (!back) card.past = [...card.past, ctx.selection.get()].slice(-MOST_BACK);
  ctx.selection.set(item);
  const { t } = ctx.clock.cursor();
  if (item && item.t !== null && item.t !== t) ctx.clock.seek(item.t);
  card.refocus = !back;
  ctx.invalidate?.();
}

function draw(card, cursor) {
  const { ctx } = card;
  turn(card, cursor.mode);
  const item = itemNow(card, cursor);
  card.weights.draw(isParameter(ctx.config, item.array) ? item : null);
  const key = keyOf(card, item, cursor);
  if (key === card.shown) return;
  Object.assign(card, { cursor, asked: [] });
  const hadFocus =
    card.main.contains(card.main.getRootNode().activeElement) ||
    card.title.contains(card.title.getRootNode().activeElement);
  fillTitle(card, item);
  fillMain(card, item, cursor);
  renew(card.edits, ...[editsNode(ctx)].filter(Boolean));
  fillBadge(card);
  card.shown = keyOf(card, item, cursor);
  if (hadFocus && card.refocus && !card.node.contains(card.node.getRootNode().activeElement))
    card.heading.focus();
  card.refocus = false;
}

/** What the card shows depends on this alone, as long as the scene stays. */
function keyOf({ ctx, all, past, asked }, item, cursor) {
  const { t, mode, playing } = cursor;
  const here = asked.map((question) => question(cursor));
  return JSON.stringify([item, t, mode, playing, all, ctx.selection.get(), past.length, here]);
}

/** When the direction changes, a state becomes its gradient, and back. */
function turn(card, mode) {
  const { ctx } = card;
  const before = card.mode;
  card.mode = mode;
  const chosen = ctx.selection.get();
  if (before === null || before === mode || !chosen) return;
  const other = counterpart(ctx.scene, chosen.array, mode);
  if (other !== chosen.array) ctx.selection.set({ ...chosen, array: other });
}

function fillTitle(card, item) {
  const { ctx } = card;
  const heading = el(
    "p",
    { class: "rvc-heading", tabindex: "-1" },
    el("span", { class: `rvc-role rvc-role-${role(card, item.array)}`, "aria-hidden": "true" }),
    typeset(nameOf(ctx.scene, ctx.config, item)),
  );
  const about = el("span", { class: "rvc-about", text: aboutItem(card, item) });
  const back = el("button", {
    type: "button",
    class: "rvc-button",
    hidden: !card.past.length,
    text: ctx.words("Back"),
    onclick: () => go(card, card.past.pop(), true),
  });
  const pinned = ctx.selection.get()?.t !== null && ctx.selection.get() && item.t !== null;
  const follow = el("button", {
    type: "button",
    class: "rvc-button",
    hidden: !pinned,
    text: ctx.words("Follow the cursor"),
    onclick: () => {
      ctx.selection.set({ ...ctx.selection.get(), t: null });
      ctx.invalidate?.();
    },
  });
  card.heading = heading;
  card.title.replaceChildren(heading, about, el("span", { class: "rvc-actions" }, follow, back));
}

function aboutItem({ ctx }, item) {
  const { scene, config } = ctx;
  const gates = config.stacks?.[item.array];
  if (!isParameter(config, item.array) || !gates) return "";
  const each = scene.arrays[item.array].shape[0] / gates.length;
  const [row] = item.index;
  return ctx.words("gate {gate}, unit {unit}: row {row} of {name}", {
    gate: gates[Math.floor(row / each)],
    unit: (row % each) + 1,
    row: row + 1,
    name: item.array,
  });
}

function fillMain(card, item, cursor) {
  const { ctx, main, field } = card;
  const weight = isParameter(ctx.config, item.array);
  const held = weight && field.sliding && main.contains(field.node);
  const own = held ? el("span") : field.node;
  const lines = weight ? weightLines(card, item, cursor, own) : numberLines(card, item, cursor);
  const nodes = lines.filter(Boolean);
  if (held) renewAround(main, nodes, field.node, own);
  else main.replaceChildren(...nodes);
}

const row = (name, ...content) => [el("dt", { text: name }), el("dd", {}, ...content)];

function numberLines(card, item, cursor) {
  const { ctx } = card;
  const { words, scene, config } = ctx;
  const explained = explain(scene, config, item);
  if (!explained) return givenLines(card, item, cursor);
  const said = asFarAsReached(card, explained, item);
  const lines = el(
    "dl",
    { class: "rvc-lines" },
    ...row(
      words("formula"),
      typeset(said.formula),
      ...(said.inner ? [el("br"), typeset(said.inner)] : []),
    ),
    ...(said.terms.length ? row(words("in numbers"), substituted(said, words)) : []),
    ...(said.terms.length
      ? row(words("products"), products(said, words), ...moreOf(card, said))
      : []),
    ...row(words("result"), ...result(card, said.result)),
  );
  return [
    lines,
    said.note && el("p", { class: "rvc-note", text: said.note }),
    ghostNote(card, item),
    origins(card, said),
    users(card, item, cursor),
    gradientChip(card, item),
  ];
}

/** Numbers not reached yet are left out. */
function asFarAsReached(card, explained, item) {
  const { scene, config } = card.ctx;
  const begins = (part) => card.ask((now) => begun(scene, config, now, item, part));
  const shown = { seen: card.seen, products: begins("products"), sum: begins("sum") };
  return { ...veiled(explained, shown), result: card.seen(item) ? explained.result : null };
}

function moreOf(card, said) {
  if (!hasMore(said)) return [];
  const { words } = card.ctx;
  const toggle = el("button", {
    type: "button",
    class: "rvc-button rvc-more",
    "aria-expanded": String(card.all),
    text: card.all
      ? words("Show the biggest only")
      : words("Show all {count} products", { count: productCount(said) }),
    onclick: () => {
      card.all = !card.all;
      card.refocus = true;
      card.ctx.invalidate?.();
    },
  });
  return [toggle, ...(card.all ? productTables(said, words) : [])];
}

/** An input, a target, a first state: a number that is given, not computed. */
function givenLines(card, item, cursor) {
  const { ctx } = card;
  const { words } = ctx;
  const value = card.seen(item) ? valueOf(ctx.scene, ctx.config, item) : null;
  const lines = el(
    "dl",
    { class: "rvc-lines" },
    ...row(words("given"), ...result(card, value)),
  );
  return [lines, users(card, item, cursor), gradientChip(card, item)];
}

/** The value before the weights were edited, where the diagram has it. */
function ghostNote({ ctx }, item) {
  const diagram = ctx.scene.views.find(({ type }) => type === "diagram");
  const rowName = Object.keys(diagram?.ghost ?? {}).find(
    (name) => diagram.rows[name] === item.array,
  );
  if (!rowName) return null;
  const old = ctx.scene.arrays[diagram.ghost[rowName]]?.at(item.t, ...item.index);
  if (old === undefined || old === valueOf(ctx.scene, ctx.config, item)) return null;
  return el("p", {
    class: "rvc-note",
    text: ctx.words("before the edit: {value}", { value: short(old, ctx.words) }),
  });
}

/** The lines of a weight, `field` where its value can be set. */
function weightLines(card, item, cursor, field) {
  const { ctx } = card;
  const { words, scene, config } = ctx;
  const { uses } = config.parameters[item.array];
  const value = valueOf(scene, config, item);
  const edit = editOf(config, item);
  const old = edit
    ? [
        el("s", { class: "rvc-old", text: short(edit.old, words) }),
        el("span", { class: "rvc-quiet", text: "→" }),
      ]
    : [];
  const own = canEdit(ctx) ? [field] : [number(value, words)];
  if (canEdit(ctx)) {
    const spoken = words("New value of {name}", { name: plain(nameOf(scene, config, item)) });
    card.field.show(item, spoken, weightScale(scene, config));
  }
  const count = uses === "T" || uses === undefined ? scene.T : uses;
  const lines = el(
    "dl",
    { class: "rvc-lines rvc-lines-weight" },
    ...row(words("value"), el("span", { class: "rvc-change" }, ...old, ...own)),
    ...row(
      words("used"),
      el("span", { text: words("{count} times: the same number at every step", { count }) }),
    ),
  );
  return [lines, ...gradientLines(card, item, cursor), users(card, item, cursor)];
}

function fillBadge({ ctx, badge }) {
  const said = ctx.config.badge;
  badge.hidden = !said;
  if (!said) return;
  badge.className = `rvc-badge ${said.ok ? "rvc-ok" : "rvc-not-ok"}`;
  const mark = icon(said.ok ? DONE : "M10 3v9M10 15v2", {
    fill: "none",
    stroke: "currentColor",
    "stroke-width": 2,
  });
  renew(badge, mark, el("span", { text: said.text }));
}

function describe(card, cursor) {
  const { ctx } = card;
  const item = itemNow(card, cursor);
  const value = short(valueOf(ctx.scene, ctx.config, item), ctx.words);
  return ctx.words("Number card: {name} = {value}.", {
    name: plain(nameOf(ctx.scene, ctx.config, item)),
    value,
  });
}

/** The products of the chosen number as a table. */
function table(card, cursor) {
  const { ctx } = card;
  const { scene, config, words } = ctx;
  const item = itemNow(card, cursor);
  const said = explain(scene, config, item);
  const head = [words("number"), words("weight"), words("value"), words("product")];
  const total = [
    written(nameOf(scene, config, item)),
    "",
    "",
    short(valueOf(scene, config, item), words),
  ];
  if (!said) return { head, rows: [total] };
  const rows = said.terms.flatMap((term) => [
    ...pieceRows(term, words),
    [written(term.text), "", "", short(term.value, words)],
  ]);
  return { head, rows: [...rows, total] };
}

/** The products of a term, named and counted as its own gate has them. */
function pieceRows(term, words) {
  return term.factors
    .filter(({ pieces }) => pieces)
    .flatMap((factor) =>
      factor.pieces
        .map(({ item, weight, vector, product }) => [
          written(weightName(factor, item)),
          short(weight, words),
          short(vector.value, words),
          short(product, words),
        ]),
    );
}
