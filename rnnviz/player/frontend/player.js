// The player: `mount` is for any page, the default export is what Streamlit calls.

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

/** Give back the place that the page kept for the player, once its style sheet is there. */
function takePlace(parent, node) {
  const room = (parent.getRootNode().host ?? parent).closest("[class*='-room']");
  if (!room || !node.isConnected) return;
  if (getComputedStyle(node).opacity === "1") room.dataset.ready = "";
  else requestAnimationFrame(() => takePlace(parent, node));
}

/** Streamlit calls this once, and again after each rerun with the new data. */
export default function streamlit({ data, parentElement, setTriggerValue }) {
  const known = mounted.get(parentElement);
  if (known) {
    known.emit = setTriggerValue;
    if (!same(known.bytes, data)) known.handle.update(data);
    known.bytes = data;
    return known.end;
  }
  const record = { bytes: data, emit: setTriggerValue };
  const hooks = { emit: (name, value) => record.emit(name, value) };
  record.handle = mount(parentElement, data, hooks);
  takePlace(parentElement, record.handle.stage.node);
  record.end = () => {
    record.handle.destroy();
    mounted.delete(parentElement);
  };
  mounted.set(parentElement, record);
  return record.end;
}
