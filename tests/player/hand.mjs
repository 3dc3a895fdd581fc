// The example by hand (spec: models, end) as a scene: five weights, three steps.

const tensor = (data, shape) => {
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((a, b) => a * b, 1));
  return {
    data: Float64Array.from(data),
    shape,
    at: (...index) => data[index.reduce((sum, i, axis) => sum + i * strides[axis], 0)],
  };
};

export { tensor };

const h = [0.197375, 0.057836, 0.418827];
const column = (data) => tensor(data, [3, 1]);

const matvec = (weight, array, shift, more = {}) => ({
  kind: "matvec",
  weight,
  array,
  shift,
  text: `${weight} ${array}`,
  ...more,
});

export const card = {
  type: "card",
  parameters: { W_xh: { uses: "T" }, W_hh: { uses: "T" }, b_h: { uses: "T" } },
  equations: {
    a: { symbol: "a_t", tex: "a_t = W_xh x_t + W_hh h_{t-1} + b_h", mode: "forward", terms: [] },
    h: {
      symbol: "h_t",
      tex: "h_t = tanh(W_xh x_t + W_hh h_{t-1} + b_h)",
      mode: "forward",
      sum: "a",
      terms: [
        { sign: 1, array: "a.x", factors: [matvec("W_xh", "x", 0)] },
        { sign: 1, array: "a.h", factors: [matvec("W_hh", "h", -1, { first: "h0" })] },
        { sign: 1, array: "a.b", factors: [{ kind: "bias", array: "b_h", text: "b_h" }] },
      ],
    },
    dh: {
      symbol: "∂L/∂h_t",
      tex: "∂L/∂h_t = W_hh^T ∂L/∂a_{t+1}",
      mode: "backward",
      terms: [{ sign: 1, array: "dh", factors: [matvec("W_hh", "da", 1, { transpose: true })] }],
    },
  },
};

export const scene = {
  T: 3,
  views: [{ type: "diagram", rows: { x: "x", h: "h" }, backward: { h: "dh" } }, card],
  arrays: {
    x: column([0.2, -0.4, 0.6]),
    h: column(h),
    a: column([0.2, 0.0579, 0.446269]),
    h0: tensor([0], [1]),
    "a.x": column([0.1, -0.2, 0.3]),
    "a.h": column([0, 0.1579, 0.046269]),
    "a.b": column([0.1, 0.1, 0.1]),
    dh: column([0.1295047, 0.1624242, 0.2462215]),
    da: column([0.12446, 0.161881, 0.20303]),
    W_xh: tensor([0.5], [1, 1]),
    W_hh: tensor([0.8], [1, 1]),
    b_h: tensor([0.1], [1]),
  },
};
