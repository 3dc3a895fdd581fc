// The strip of all steps below a windowed diagram: press or drag to move, arrows when it has focus.

import { el } from "../drawing/dom.js";
import { layers, line } from "../drawing/canvas.js";
import { timeAxis } from "../drawing/scales.js";

const HEIGHT = 28;

/** The map; `draw` is told the window that the columns show. */
export function createMap(view) {
  const { ctx } = view;
  const node = el("div", {
    class: "rvd-map",
    role: "slider",
    tabindex: "0",
    "aria-label": ctx.words("All steps"),
    "aria-valuemin": "1",
    hidden: true,
  });
  const canvas = layers(node);
  const map = { view, node, canvas, axis: null, painted: "" };
  steer(map);
  return {
    node,
    resize(width, wanted) {
      node.hidden = !wanted;
      map.axis = timeAxis(width, ctx.scene);
      canvas.resize(width, HEIGHT);
      map.painted = "";
    },
    draw(cursor, window) {
      if (node.hidden) return;
      paint(map, cursor);
      mark(map, cursor, window);
    },
  };
}

function steer({ view: { ctx }, node, ...map }) {
  const go = (event) =>
    ctx.clock.seek(
      timeAxis(node.clientWidth, ctx.scene).at(event.clientX - node.getBoundingClientRect().left),
    );
  node.addEventListener("pointerdown", (event) => {
    node.setPointerCapture(event.pointerId);
    go(event);
  });
  node.addEventListener("pointermove", (event) => {
    if (event.buttons) go(event);
  });
  node.addEventListener("keydown", (event) => onKey(ctx, event));
  return map;
}

function onKey(ctx, event) {
  const { t, T } = ctx.clock.cursor();
  const next = {
    ArrowLeft: t - 1,
    ArrowRight: t + 1,
    ArrowDown: t - 1,
    ArrowUp: t + 1,
    PageDown: t - 10,
    PageUp: t + 10,
    Home: 0,
    End: T - 1,
  }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  ctx.clock.seek(next);
}

/** All states in miniature; in backward mode the gradients by their decades. */
function paint(map, { mode, T }) {
  const {
    view: { ctx, model },
    canvas,
    axis,
  } = map;
  const key = `${mode} ${ctx.colours.background}`;
  if (map.painted === key) return;
  map.painted = key;
  canvas.clear();
  const units = model.count("h");
  const tile = (HEIGHT - 8) / units;
  for (let t = 0; t < T; t += 1) {
    for (let unit = 0; unit < units; unit += 1) {
      const value = model.value("h", t, unit, mode) ?? NaN;
      const shade = mode === "backward" ? model.gradient(value) : model.shade("h", value);
      canvas.still.fillStyle = Number.isFinite(shade)
        ? ctx.colours.diverging(shade)
        : ctx.colours.surface;
      canvas.still.fillRect(axis.edge(t), 4 + unit * tile, axis.band + 0.5, tile + 0.5);
    }
  }
}

function mark({ view: { ctx }, node, canvas, axis }, { t, T }, { from, count }) {
  const { moving } = canvas;
  canvas.wipe();
  moving.fillStyle = ctx.colours.background;
  moving.globalAlpha = 0.62;
  moving.fillRect(axis.left, 0, axis.edge(from) - axis.left, HEIGHT);
  moving.fillRect(axis.edge(from + count), 0, axis.right - axis.edge(from + count), HEIGHT);
  moving.globalAlpha = 1;
  moving.strokeStyle = ctx.colours.muted;
  moving.lineWidth = 1.5;
  moving.strokeRect(axis.edge(from), 1.5, count * axis.band, HEIGHT - 3);
  line(moving, axis.x(t), 0, axis.x(t), HEIGHT, ctx.colours.text, 2);
  node.setAttribute("aria-valuenow", String(t + 1));
  node.setAttribute("aria-valuemax", String(T));
  node.setAttribute("aria-valuetext", ctx.words("step of", { t: t + 1, T }));
}
