// The player, for any page; app.js is what Streamlit calls.

import { decode } from "./payload.js";
import { Stage } from "./stage/stage.js";

/**
 * Show a payload in `root`. `hooks.emit(name, value)` hears what happens; `hooks.draft`, if there is
 * one, is asked for the scene with a value on the way (see shortway.js).
 */
export function mount(root, bytes, hooks = {}) {
  const stage = new Stage(root, decode(bytes), hooks);
  return {
    stage,
    update: (next) => stage.update(decode(next)),
    destroy: () => stage.destroy(),
  };
}
