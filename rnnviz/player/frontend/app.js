// The player as a component of the app: what Streamlit calls.

import { placeOf } from "./mounting.js";
import { same } from "./payload.js";
import { mount } from "./player.js";
import { createShortWay } from "./shortway.js";

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
    const { stage } = known.handle;
    known.emit = setTriggerValue;
    // What is on the way is shown in place of the data that is known.
    if (stage.scene.options.draft || !same(known.bytes, data)) known.handle.update(data);
    known.bytes = data;
    sayStands(stage.node, known); // a chart may wait for it that was not there before
    return known.end;
  }
  const record = { bytes: data, emit: setTriggerValue };
  const hooks = { emit: (name, value) => record.emit(name, value), draft: createShortWay() };
  record.handle = mount(parentElement, data, hooks);
  takePlace(parentElement, record);
  record.end = () => {
    record.handle.destroy();
    mounted.delete(parentElement);
  };
  mounted.set(parentElement, record);
  return record.end;
}
