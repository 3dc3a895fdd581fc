// The pointer on a view with an axis of time: a drag scrubs, a click is the view's, a move hovers.

const SLACK = 4;

/**
 * Listen on `node`. `axis()` is the axis in force, `onAxis(y)` says whether y lies on its ticks,
 * `click(x, y)`, `hover(x, y)` and `leave()` are the view's. Returns the end of listening.
 */
export function onPointer(node, { clock, axis, onAxis, click, hover, leave }) {
  let from = null;
  let dragging = false;
  const place = (event) => {
    const box = node.getBoundingClientRect();
    const zoom = box.width / node.offsetWidth || 1; // presented, all is drawn larger
    return [(event.clientX - box.left) / zoom, (event.clientY - box.top) / zoom];
  };
  const scrub = (x) => clock.seek(axis().at(x));
  const down = (event) => {
    if (event.button || event.target.closest("button")) return;
    const [x, y] = place(event);
    from = x;
    dragging = onAxis(y);
    node.setPointerCapture(event.pointerId);
    if (dragging) scrub(x);
  };
  const move = (event) => {
    const [x, y] = place(event);
    if (from !== null && Math.abs(x - from) > SLACK) dragging = true;
    if (from !== null && dragging) scrub(x);
    node.style.cursor = dragging || onAxis(y) ? "ew-resize" : "";
    hover(x, y);
  };
  const up = (event) => {
    if (from !== null && !dragging && event.type === "pointerup") click(...place(event));
    from = null;
    dragging = false;
  };
  const listeners = Object.entries({
    pointerdown: down, pointermove: move, pointerup: up, pointercancel: up, pointerleave: leave,
  });
  for (const [name, listener] of listeners) node.addEventListener(name, listener);
  return () => {
    for (const [name, listener] of listeners) node.removeEventListener(name, listener);
  };
}
