// The keyboard moves the player that has the focus or lies under the pointer; else the page's first.

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

const FROM_AFAR = new Set(["ArrowRight", "ArrowLeft", " ", "?"]); // Home and End scroll the page
const players = new Map(); // each player's node -> whether the pointer is over it

/** Whether a player is the one that is meant when none is pointed at: the topmost. */
function first(node) {
  if ([...players.values()].some(Boolean)) return false;
  const seen = [...players.keys()].filter((one) => one.getBoundingClientRect().height > 0);
  const top = (one) => one.getBoundingClientRect().top;
  return seen.every((one) => top(node) <= top(one));
}

/** Whether nothing on the page has a use for a key of its own: arrows mean nothing to a button. */
function idle(event, target) {
  if (target === document.body || target === document.documentElement) return true;
  const button = target?.matches?.("button:not([role]):not([aria-haspopup]), a[href]") ?? false;
  return button && event.key.startsWith("Arrow");
}

/** Listen for `node`, its clock and its list of keys; returns the end of listening. */
export function onKey(node, clock, help = null) {
  players.set(node, false);
  const enter = () => players.set(node, true);
  const leave = () => players.set(node, false);
  const press = (event) => {
    const target = event.composedPath()[0];
    const inside = event.composedPath().includes(node);
    const meant = players.get(node) || node.classList.contains("rv-present");
    const free = idle(event, target) && (meant || (FROM_AFAR.has(event.key) && first(node)));
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
    players.delete(node);
    node.removeEventListener("pointerenter", enter);
    node.removeEventListener("pointerleave", leave);
    window.removeEventListener("keydown", press);
  };
}
