// What belongs to no column: the names of the rows, the initial state, the loop of the folded cell.

import { put } from "./column.js";
import { HALF } from "./layout.js";
import { show } from "./lens.js";
import { chosenUnit } from "./model.js";
import { svg } from "../drawing/dom.js";
import { typesetSvg } from "../drawing/formula.js";

/** Where the units of a row have names of their own, such as letters: each with its place. */
export function unitNames(labels, { sizes, rows }) {
  return ["x", "y"].flatMap((row) => {
    const [size, names] = [sizes[row], labels?.[row] ?? []];
    if (!size || size.count < 2 || size.shown < size.count || names.length !== size.count) return [];
    const top = rows[row] - size.height / 2;
    return names.map((text, k) => ({ row, text, y: top + (k + 0.5) * size.tile + 4 }));
  });
}

/** The rows' names at the left margin; where its units have names, a row's stands above them. */
export function rowNames({ view }, plan) {
  const names = { x: "input", h: "hidden", c: "cell", y: "output", loss: "loss", gates: "gates" };
  const letters = unitNames(view.model.config.labels, plan);
  const above = new Set(["h", ...letters.map(({ row }) => row)]);
  const middle = (row) =>
    above.has(row) ? plan.rows[row] - plan.sizes[row].height / 2 - 12 : plan.rows[row] + 4;
  const texts = Object.keys(names)
    .filter((row) => plan.rows[row] !== undefined)
    .map((row) =>
      svg("text", {
        class: `rvd-row rvd-row-${row}`,
        x: 2,
        y: middle(row).toFixed(1),
        text: view.ctx.words(names[row]),
      }),
    );
  const named = letters.map(({ row, text, y }) =>
    svg("text", {
      class: `rvd-row rvd-row-${row}`,
      x: plan.columns.left - 4,
      y: y.toFixed(1),
      "text-anchor": "end",
      text,
    }),
  );
  return svg("g", { "aria-hidden": "true" }, ...texts, ...named);
}

/** The state before the first step: a dashed box, a number if all its units have the same. */
export function createInitial(board, plan) {
  const {
    view: { model },
  } = board;
  const height = Math.max(plan.sizes.h.height, 40);
  const x = plan.initialX;
  const box = svg("rect", {
    class: "rvd-item rvd-initial",
    x: x - plan.initialHalf,
    y: plan.rows.h - height / 2,
    rx: 6,
    width: 2 * plan.initialHalf,
    height,
    tabindex: "-1",
    role: "button",
  });
  const value = svg("text", { class: "rvd-initial-value", x, y: plan.rows.h + 14 });
  const name = typesetSvg(
    svg("text", { class: "rvd-label", x, y: plan.rows.h - 3, "text-anchor": "middle" }),
    "h_0",
    12,
  );
  board.items.set(box, () => ({
    array: model.config.initial,
    t: null,
    index: [chosenUnit(board.view)],
  }));
  return { node: svg("g", {}, box, value, name), box, value };
}

/** The loop from the cell back to itself, for the folded picture. */
export function createLoop(plan) {
  const { h, y } = plan.rows;
  const x = (plan.columns.left + plan.columns.right) / 2;
  const top = h - plan.sizes.h.height / 2 - 44;
  const reach = HALF + 3; // where the loop touches the cell; its head is 7 pixels long
  const fromOutput = plan.loopFrom === "y";
  const loop = (from, to) =>
    (fromOutput
      ? `M${x - from},${y}C${x - 96},${y} `
      : `M${x + from},${h}C${x + 96},${h} ${x + 96},${top} ${x + 12},${top}` +
        `L${x - 12},${top}C${x - 96},${top} `) + `${x - 96},${h} ${x - to},${h}`;
  const index = plan.weights.findIndex(({ from }) => from === "h_prev");
  const label = svg("text", { class: "rvd-label", x: x - 84, y: top + 8, "text-anchor": "end" });
  if (index >= 0) typesetSvg(label, plan.weights[index].label, 12);
  const head = svg("path", { class: "rvd-head" });
  const line = svg("path", { class: "rvd-line", fill: "none", "stroke-width": 1.5 });
  return {
    /** Forward the state comes back in on the left; backward its gradient does on the right. */
    turn(reversed) {
      put(line, "d", reversed ? loop(reach + 7, reach) : loop(reach, reach + 7));
      const back = fromOutput ? `M${x - reach},${y}l-8,-4l0,8Z` : `M${x + reach},${h}l8,-4l0,8Z`;
      put(head, "d", reversed ? back : `M${x - reach},${h}l-8,-4l0,8Z`);
    },
    node: svg(
      "g",
      {},
      svg("g", { class: `rvd-edge rvd-edge-h_prev rvd-weight-${index}` }, line, head, label),
    ),
  };
}

/** The initial state scrolls away with the first column. */
export function drawInitial(board, { folded, cursor }) {
  const {
    plan,
    initial,
    view: { model, ctx },
  } = board;
  const shift = -board.offset * plan.columns.pitch;
  const away = Math.min(board.offset * 2, 1);
  put(initial.node, "transform", `translate(${shift.toFixed(1)},0)`);
  put(initial.node, "opacity", ((1 - away) * (1 - folded)).toFixed(3));
  show(initial.node, away < 1);
  const units = Array.from({ length: model.count("h") }, (_, i) => model.initial(i));
  const same = units.every((value) => value === units[0]);
  const text = same ? model.say(units[0]) : "…";
  if (initial.value.textContent !== text) initial.value.textContent = text;
  const label = ctx.words("Initial state h 0: {value}", {
    value: units.slice(0, 8).map(model.say).join(", "),
  });
  put(initial.box, "aria-label", label);
  put(initial.box, "tabindex", cursor.t === 0 ? "0" : "-1");
}
