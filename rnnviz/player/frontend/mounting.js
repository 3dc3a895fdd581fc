/** A component beside the player is made once, and is given new data after each rerun. */

/** The part of the page around a component that has this selector; null if there is none. */
export function placeOf(parent, selector) {
  return (parent.getRootNode().host ?? parent).closest(selector);
}

/** What Streamlit calls, from `make(parent, data, emit)`, which gives { update, destroy }. */
export function mounting(make) {
  const mounted = new WeakMap();
  return ({ data, parentElement, setTriggerValue }) => {
    const known = mounted.get(parentElement);
    if (known) {
      known.emit = setTriggerValue;
      known.part.update(data);
      return known.end;
    }
    const record = { emit: setTriggerValue };
    record.part = make(parentElement, data, (name, value) => record.emit(name, value));
    record.end = () => {
      record.part.destroy();
      mounted.delete(parentElement);
    };
    mounted.set(parentElement, record);
    const place = placeOf(parentElement, "[class*='st-key-']");
    if (place) place.dataset.ready = ""; // rooms.css keeps its height until then
    return record.end;
  };
}
