// A scene's bytes become a scene. The layout is described in payload.py.

const MAGIC = 0x564e4e52; // "RNNV", little-endian
const TYPES = { f4: Float32Array, f8: Float64Array, i4: Int32Array, u1: Uint8Array };

/** Bytes in a buffer of their own, so that eight-byte numbers lie on multiples of eight. */
function aligned(bytes) {
  const view = bytes instanceof ArrayBuffer ? new Uint8Array(bytes) : bytes;
  const whole = view.byteOffset % 8 === 0;
  return whole ? view : new Uint8Array(view);
}

/** An array: flat `data`, its `shape`, and `at(i, j, ...)`. */
function tensor(data, shape) {
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((a, b) => a * b, 1));
  const at = (...index) => data[index.reduce((sum, i, axis) => sum + i * strides[axis], 0)];
  const row = (i) => data.subarray(i * strides[0], (i + 1) * strides[0]);
  return { data, shape, at, row };
}

function place(bytes, start, { dtype, shape, offset }) {
  const Type = TYPES[dtype];
  const count = shape.reduce((a, b) => a * b, 1);
  return tensor(new Type(bytes.buffer, bytes.byteOffset + start + offset, count), shape);
}

/** Decode a payload (Uint8Array or ArrayBuffer) into a scene. Throws if it is not one. */
export function decode(payload) {
  const bytes = aligned(payload);
  const numbers = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.byteLength < 8 || numbers.getUint32(0, true) !== MAGIC) {
    throw new Error("These bytes are not a scene.");
  }
  const start = 8 + numbers.getUint32(4, true);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, start)));
  const arrays = {};
  for (const [name, where] of Object.entries(header.arrays)) {
    arrays[name] = place(bytes, start, where);
  }
  const views = header.views.map((view, i) => ({ ...view, meanings: header.meanings?.[i] ?? {} }));
  return { ...header, views, T: header.steps, arrays };
}

/** Whether two payloads are the same bytes. */
export function same(a, b) {
  if (!a || !b || a.byteLength !== b.byteLength) return false;
  for (let i = 0; i < a.byteLength; i += 1) if (a[i] !== b[i]) return false;
  return true;
}
