// What the player says, in English. A scene's header may carry the same keys in another language.

import { fillIn } from "./format.js";

export const ENGLISH = {
  "player": "Player: {title}",
  "play": "Play",
  "pause": "Pause",
  "step back": "One step earlier",
  "step on": "One step later",
  "to start": "To the first step",
  "to end": "To the last step",
  "time": "Time step",
  "step of": "step {t} of {T}",
  "speed": "Speed",
  "forward": "Forward",
  "backward": "Backward",
  "play back": "Play the gradient back through time",
  "controls": "Playback",
  "direction": "Direction",
  "table": "Table",
  "chart": "Chart",
  "show table": "Show the numbers of this view as a table",
  "show chart": "Show this view as a chart again",
  "not a number": "not a number",
  "overflow": "overflow",
  "negative overflow": "negative overflow",
  "forward summary": "Forward, step {t} of {T}.",
  "backward summary": "Backward, the gradient has reached step {t} of {T}.",
  "value at": "{name} at step {t}: {value}",
  "saturated": "saturated",
  "vanishing": "vanishing",
  "exploding": "exploding",
  "of reference": "{share} of the value at t = {t}",
  "factor": "factor from the step after",
  "pin": "Pin a trace of {name}",
  "unpin": "Remove the trace of {name}",
  "pin hint": "Click a row to pin its trace (up to six).",
  "saturated beyond": "saturated, beyond ±{limit}",
  "saturated count": "{n} of {H} units are saturated.",
  "selected loss": "from the loss at t = {t} alone",
  "clear": "Show all losses",
  "loss to state": "loss at {row}, state at {column}",
  "nothing": "nothing (0)",
  "loss state": "loss ↓ state →",
};

/** A lookup `words(key, fields)` that prefers the scene's own words. */
export function lookup(own = {}) {
  return (key, fields) => fillIn(own[key] ?? ENGLISH[key] ?? key, fields);
}
