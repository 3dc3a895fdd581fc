// The player: `mount` is for any page, the default export is what Streamlit calls.

import { placeOf } from "./mounting.js";
import { decode, same } from "./payload.js";
import { Stage } from "./stage/stage.js";

/** Show a payload in `root`; `hooks.emit(name, value)` hears what happens. */
export function mount(root, bytes, hooks = {}) {
  const stage = new Stage(root, decode(bytes), hooks);
  return {
    stage,
    update: (next) => stage.update(decode(next)),
    destroy: () => stage.destroy(),
  };
}

const mounted = new WeakMap();

const LATER = "[class*='st-key-'][class*='-later']"; // see chart.py
const RUNNING = "[data-test-script-state='running']";

/** Once its style sheet is there, give back the place that the page kept for the player. */
function takePlace(parent, record) {
  const { node } = record.handle.stage;
  const room = placeOf(parent, "[class*='-room']");
  if (!room || !node.isConnected) return;
  if (getComputedStyle(node).opacity === "1") {
    room.dataset.ready = "";
    sayStands(node, record);
  } else requestAnimationFrame(() => takePlace(parent, record));
}

/** When the page is whole: what waits for a player that stands may come. */
function sayStands(node, record) {
  if (!node.isConnected || getComputedStyle(node).opacity !== "1") return;
  if (document.querySelector(RUNNING)) requestAnimationFrame(() => sayStands(node, record));
  else if (document.querySelector(LATER)) record.emit("stands", true);
}

/** Streamlit calls this once, and again after each rerun with the new data. */
export default function streamlit({ data, parentElement, setTriggerValue }) {
  const known = mounted.get(parentElement);
  if (known) {
    known.emit = setTriggerValue;
    if (!same(known.bytes, data)) known.handle.update(data);
    known.bytes = data;
    sayStands(known.handle.stage.node, known); // a chart may wait for it that was not there before
    return known.end;
  }
  const record = { bytes: data, emit: setTriggerValue };
  const hooks = { emit: (name, value) => record.emit(name, value) };
  record.handle = mount(parentElement, data, hooks);
  takePlace(parentElement, record);
  record.end = () => {
    record.handle.destroy();
    mounted.delete(parentElement);
  };
  mounted.set(parentElement, record);
  return record.end;
}
