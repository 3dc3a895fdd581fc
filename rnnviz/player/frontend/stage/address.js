// Where the player stands, in the page's address: t=7, mode=backward, pick=h.7.2, all from 1.
//
// The address is written without a word to the server. A change of settings comes from there as a
// new entry of the browser's history that lacks the place; it is then written in again.

const NAMES = ["t", "mode", "pick"];

/** A chosen number as one word: its array, its step if it has one, its place; null for none. */
export function pickName(item) {
  if (!item) return null;
  return [item.array, item.t === null ? "" : item.t + 1, ...item.index.map((i) => i + 1)].join(".");
}

/** The item that such a word names, as the server reads it; null if it names none. */
export function itemOf(word) {
  if (!/^[A-Za-z]\w{0,39}\.([1-9]\d{0,3})?(\.[1-9]\d{0,3}){0,3}$/.test(word ?? "")) return null;
  const [array, t, ...index] = word.split(".");
  return { array, t: t ? Number(t) - 1 : null, index: index.map((i) => Number(i) - 1) };
}

/** The place that an address names, as one text. */
export const placeNamed = (href) => {
  const query = new URL(href).searchParams;
  return JSON.stringify(NAMES.map((name) => query.get(name)));
};

/** Where an address says to stand: a start as the server gives it; null if it says nothing. */
export function startIn(href, home, modes) {
  const query = new URL(href).searchParams;
  if (!NAMES.some((name) => query.has(name))) return null;
  const step = query.get("t") ?? "";
  return {
    t: /^[1-9]\d{0,4}$/.test(step) ? Number(step) - 1 : home.t ?? 0,
    mode: modes.includes(query.get("mode")) ? query.get("mode") : home.mode ?? modes[0],
    pick: itemOf(query.get("pick")),
    playing: false,
  };
}

/** The place of a cursor and a chosen item; what is as the screen opens (`home`) is left out. */
export function placeOf(cursor, item, home, modes) {
  const turned = modes.length > 1 && cursor.mode !== (home.mode ?? modes[0]);
  const moved = turned || cursor.t !== (home.t ?? 0);
  return {
    t: moved ? String(cursor.t + 1) : null,
    mode: turned ? cursor.mode : null,
    pick: pickName(item),
  };
}

/** An address with that place in it, everything else as it was. */
export function withPlace(href, place) {
  const url = new URL(href);
  if (NAMES.every((name) => url.searchParams.get(name) === place[name])) return href;
  for (const name of NAMES) {
    if (place[name] === null) url.searchParams.delete(name);
    else url.searchParams.set(name, place[name]);
  }
  return url.href;
}

/** Keeps the address of the window in step with `place()`, once somebody has moved the player. */
export class Address {
  constructor(node, place, go) {
    Object.assign(this, { place, go, path: location.pathname, touched: false, writing: false });
    this.said = placeNamed(location.href);
    const touch = () => { this.touched = true; };
    const went = () => { this.touched = false; }; // the address says where to stand, not we
    const changed = (event) => {
      if (this.writing) return;
      if (event.navigationType === "traverse") this.said = placeNamed(location.href);
      else this.follow();
    };
    this.listeners = [
      [node, "pointerdown", touch], [window, "keydown", touch], [window, "popstate", went],
      [window.navigation, "currententrychange", changed],
    ].filter(([target]) => target);
    for (const [target, name, hear] of this.listeners) target.addEventListener(name, hear, true);
  }

  /**
   * A link of the page was followed: it may say where to stand; else the place is written in. So it
   * is where the server, which knows the place of the arrival alone, has only repeated that.
   */
  follow() {
    if (location.pathname !== this.path) return;
    const said = placeNamed(location.href);
    const news = said !== this.said && this.go(location.href);
    this.said = said;
    if (!news) this.write();
  }

  /** The server has sent the player to a place: the address says that one, not where we were. */
  sent() {
    this.touched = true;
    this.write();
    this.touched = false;
  }

  write() {
    if (!this.touched || location.pathname !== this.path) return;
    const href = withPlace(location.href, this.place());
    if (href === location.href) return;
    this.writing = true;
    history.replaceState(history.state, "", href);
    this.writing = false;
  }

  destroy() {
    for (const [target, name, hear] of this.listeners) target.removeEventListener(name, hear, true);
  }
}
