// The number that an item stands for, whatever kind of array it lies in.

import { read } from "./equations.js";

/** The item's number: at its step if it has one. */
export function numberOf(scene, item) {
  return read(scene, item.array, item.t === null ? item.index : [item.t, ...item.index]);
}
