// The keyboard moves the player that has the focus or lies under the pointer.

const KEYS = {
  ArrowRight: (clock, shift) => (shift ? clock.microStep(1) : clock.step(1)),
  ArrowLeft: (clock, shift) => (shift ? clock.microStep(-1) : clock.step(-1)),
  " ": (clock) => clock.toggle(),
  Home: (clock) => clock.first(),
  End: (clock) => clock.last(),
  "?": (clock, shift, help) => help?.toggle(),
  Escape: (clock, shift, help) => help?.close(),
};

/** Whether the keys belong to what is typed in. */
function typing(target) {
  if (!target?.matches) return false;
  return target.isContentEditable || target.matches("textarea, select, input:not([type=range])");
}

/** Space presses a button that has the focus; the arrows scroll a table. */
function taken(event, target) {
  if (typing(target)) return true;
  if (event.key === " ") return target.matches?.("button, a, summary, [role=button]") ?? false;
  return target.matches?.("[role=region].rv-table, [role=slider]") ?? false;
}

/** Listen for `node`, its clock and its list of keys; returns the end of listening. */
export function onKey(node, clock, help = null) {
  let hovered = false;
  const enter = () => { hovered = true; };
  const leave = () => { hovered = false; };
  const press = (event) => {
    const target = event.composedPath()[0];
    const inside = event.composedPath().includes(node);
    const free = (hovered || node.classList.contains("rv-present")) && (target === document.body || target === document.documentElement);
    const act = KEYS[event.key];
    if (!act || !(inside || free) || taken(event, target)) return;
    if (event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return;
    if (act(clock, event.shiftKey, help) === false) return; // Escape, and nothing to close
    event.preventDefault();
    event.stopPropagation();
  };
  node.addEventListener("pointerenter", enter);
  node.addEventListener("pointerleave", leave);
  window.addEventListener("keydown", press);
  return () => {
    node.removeEventListener("pointerenter", enter);
    node.removeEventListener("pointerleave", leave);
    window.removeEventListener("keydown", press);
  };
}
