// Whether a number that was chosen is still there: a network may have got smaller, a series shorter.

/** Whether a scene has the place of an item; an array that it does not know says nothing. */
export function isThere({ arrays }, { array, t, index }) {
  const shape = arrays[array]?.shape;
  const place = t === null ? index : [t, ...index];
  return !shape || place.every((at, axis) => at < (shape[axis] ?? Infinity));
}
