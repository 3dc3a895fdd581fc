// Sliders of the page around the player that it follows while they are moved: the page itself hears
// of them only when they are let go.

/** The dial that a node of the page belongs to, `names` giving the class of each; null for none. */
export function dialOf(node, names) {
  for (const [name, css] of Object.entries(names ?? {})) {
    const room = node.closest?.(`.${css}`);
    if (room) return { name, room };
  }
  return null;
}

const thumbOf = (room) => room.querySelector("[role=slider], input[type=range]");

/** The number at which a slider stands, or null. */
export function valueOf(thumb) {
  const text = thumb?.getAttribute("aria-valuenow") ?? thumb?.value ?? "";
  const value = Number(text);
  return text === "" || !Number.isFinite(value) ? null : value;
}

/**
 * Follows the sliders named by `names()`; `asking` is told values on the way, as fast as they are
 * answered, and `follow` every one of them at once.
 */
export function createDials(names, asking, follow = () => {}) {
  const on = asking.of("dial");
  let held = null; // { name, thumb, value }
  const look = () => {
    const value = valueOf(held.thumb);
    if (value === null || value === held.value) return;
    held.value = value;
    follow({ name: held.name, value });
    on.drag({ name: held.name, value });
  };
  const watch = new MutationObserver(look);
  const press = (event) => {
    const dial = dialOf(event.target, names());
    const thumb = dial && thumbOf(dial.room);
    if (!thumb) return;
    held = { name: dial.name, thumb, value: valueOf(thumb) };
    watch.observe(dial.room, { subtree: true, attributes: true });
  };
  const letGo = () => {
    watch.disconnect();
    if (held) asking.forget(); // the page hears where it was let go
    held = null;
  };
  const heard = [["pointerdown", press], ["pointerup", letGo], ["pointercancel", letGo]];
  for (const [name, hear] of heard) document.addEventListener(name, hear, true);
  return {
    destroy() {
      letGo();
      for (const [name, hear] of heard) document.removeEventListener(name, hear, true);
    },
  };
}
