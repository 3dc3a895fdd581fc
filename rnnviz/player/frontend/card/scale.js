// One scale of colour for all weights of a network, so that a colour means one number everywhere.

/**
 * The size of weight that has the full colour: the largest as the network was before any was set
 * by hand, so that one that is set far out does not make all others pale.
 */
export function weightScale(scene, config) {
  const names = Object.keys(config.parameters ?? {}).filter((name) => scene.arrays[name]);
  const sizes = names.map((name) => largest(scene.arrays[name], placesOf(config, name)));
  const old = (config.edits ?? []).map((edit) => Math.abs(edit.old));
  return Math.max(...sizes, ...old.filter(Number.isFinite), 0) || 1;
}

const placesOf = ({ edits = [] }, name) =>
  new Set(edits.filter(({ array }) => array === name).map(({ index }) => String(index)));

function largest({ data, shape }, edited) {
  const columns = shape.length > 1 ? shape[1] : 0;
  const place = (i) => (columns ? `${Math.floor(i / columns)},${i % columns}` : String(i));
  let most = 0;
  for (let i = 0; i < data.length; i += 1) {
    if (Number.isFinite(data[i]) && !edited.has(place(i))) most = Math.max(most, Math.abs(data[i]));
  }
  return most;
}
