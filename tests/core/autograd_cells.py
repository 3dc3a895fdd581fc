"""The cells once more, written from their published equations for autograd: a second opinion.

Nothing here is shared with rnnviz.core. Weights come as plain tuples (autograd refuses named
ones), gates are cut out by hand, and derivatives are autograd's alone.
"""

# pyright: reportAttributeAccessIssue=false
import autograd.numpy as anp


def logistic(a):
    return 1 / (1 + anp.exp(-a))


def elman(f):
    def step(p, x, state):
        W_xh, W_hh, b_h = p
        return (f(anp.dot(W_xh, x) + anp.dot(W_hh, state[0]) + b_h),)

    return step


def gate(p, x, h, k, f):
    """Gate k of stacked weights: f(W_x x + W_h h + b)."""
    W_xh, W_hh, b_h = p[:3]
    H = W_hh.shape[1]
    rows = slice(k * H, (k + 1) * H)
    return f(anp.dot(W_xh[rows], x) + anp.dot(W_hh[rows], h) + b_h[rows])


def lstm(p, x, state):
    h, c = state
    i, f = gate(p, x, h, 0, logistic), gate(p, x, h, 1, logistic)
    g, o = gate(p, x, h, 2, anp.tanh), gate(p, x, h, 3, logistic)
    c = f * c + i * g
    return o * anp.tanh(c), c


def gru(p, x, state):
    (h,) = state
    W_xh, W_hh, b_h, b_hn = p
    H = W_hh.shape[1]
    r, z = gate(p, x, h, 0, logistic), gate(p, x, h, 1, logistic)
    inner = anp.dot(W_hh[2 * H :], h) + b_hn
    n = anp.tanh(anp.dot(W_xh[2 * H :], x) + b_h[2 * H :] + r * inner)
    return ((1 - z) * n + z * h,)


def gru_before(p, x, state):
    (h,) = state
    r, z = gate(p, x, h, 0, logistic), gate(p, x, h, 1, logistic)
    n = gate(p, x, r * h, 2, anp.tanh)
    return ((1 - z) * n + z * h,)


def lstm_1997(p, x, state):
    h, c = state
    i, g, o = (gate(p, x, h, k, f) for k, f in enumerate((logistic, anp.tanh, logistic)))
    c = c + i * g
    return o * anp.tanh(c), c


def lstm_peephole(p, x, state):
    h, c = state
    W_xh, W_hh, b_h, p_i, p_f, p_o = p
    a = anp.dot(W_xh, x) + anp.dot(W_hh, h) + b_h
    H = W_hh.shape[1]
    i, f = logistic(a[:H] + p_i * c), logistic(a[H : 2 * H] + p_f * c)
    c = f * c + i * anp.tanh(a[2 * H : 3 * H])
    return logistic(a[3 * H :] + p_o * c) * anp.tanh(c), c


def lstm_coupled(p, x, state):
    h, c = state
    f, g, o = (gate(p, x, h, k, s) for k, s in enumerate((logistic, anp.tanh, logistic)))
    c = f * c + (1 - f) * g
    return o * anp.tanh(c), c


def mgu(p, x, state):
    (h,) = state
    f = gate(p, x, h, 0, logistic)
    return ((1 - f) * h + f * gate(p, x, f * h, 1, anp.tanh),)


def mingru(p, x, state):
    """Gate and candidate read the input alone."""
    W_xh, b_h = p
    z, n = anp.reshape(anp.dot(W_xh, x) + b_h, (2, -1))
    return (state[0] + logistic(z) * (n - state[0]),)


def ugrnn(p, x, state):
    """One gate between the old state and the new."""
    g, c = gate(p, x, state[0], 0, logistic), gate(p, x, state[0], 1, anp.tanh)
    return (g * state[0] + (1 - g) * c,)


def janet(p, x, state):
    """One sum s for both: sigma(s) is kept, 1 - sigma(s - 1) written."""
    s, c = gate(p, x, state[0], 0, lambda a: a), gate(p, x, state[0], 1, anp.tanh)
    return (logistic(s) * state[0] + (1 - logistic(s - 1)) * c,)


def minlstm(p, x, state):
    """Two gates of the input alone, divided by their sum."""
    W_xh, b_h = p
    f, i, new = anp.reshape(anp.dot(W_xh, x) + b_h, (3, -1))
    f, i = logistic(f), logistic(i)
    return ((f * state[0] + i * new) / (f + i),)


def indrnn(p, x, state):
    """Each unit reads itself alone."""
    W_xh, u, b_h = p
    return (anp.maximum(anp.dot(W_xh, x) + u * state[0] + b_h, 0),)


def ssm(p, x, state):
    """dh/dt = -h + n held for a time softplus(a)."""
    W_xh, b_h = p
    a, n = anp.reshape(anp.dot(W_xh, x) + b_h, (2, -1))
    decay = anp.exp(-anp.log(1 + anp.exp(a)))
    return (decay * state[0] + (1 - decay) * n,)


def slstm(p, x, state):
    """Exponential input gate; all is divided by the exponential of the largest exponent."""
    h, c, n, m = state
    W_xh, W_hh, b_h = p
    i, f, z, o = anp.reshape(anp.dot(W_xh, x) + anp.dot(W_hh, h) + b_h, (4, -1))
    log_f = anp.log(logistic(f))
    new = anp.maximum(log_f + m, i)
    i, f = anp.exp(i - new), anp.exp(log_f + m - new)
    c, n = f * c + i * anp.tanh(z), f * n + i
    return logistic(o) * c / n, c, n, new


def leaky(p, x, state):
    (u,) = elman(anp.tanh)(p, x, state)
    return (0.8 * state[0] + 0.2 * u,)


def echo(p, x, state):
    (u,) = elman(anp.tanh)(p, x, state)
    return (0.7 * state[0] + 0.3 * u,)


def lru(p, x, state):
    """In complex numbers: lambda s + gamma (B x + b), lambda = exp(-exp(nu) + i exp(theta))."""
    h, j = state
    W_xh, b_h = p
    re, im, nu, theta = anp.reshape(b_h, (4, -1))
    B_re, B_im = anp.reshape(anp.dot(W_xh, x), (2, -1))
    turn = anp.exp(-anp.exp(nu) + 1j * anp.exp(theta))
    gamma = anp.sqrt(1 - anp.abs(turn) ** 2)
    s = turn * (h + 1j * j) + gamma * ((B_re + re) + 1j * (B_im + im))
    return anp.real(s), anp.imag(s)


def layer_norm(p, x, state):
    def f(a):
        return anp.tanh((a - anp.mean(a)) / anp.sqrt(anp.var(a) + 1e-5))

    return elman(f)(p, x, state)


def clockwork(p, x, state, t):
    """Unit i of H has period 2 ** (its quarter) and reads only units at least as slow."""
    W_xh, W_hh, b_h = p
    H = len(b_h)
    sizes = [H // 4 + (k < H % 4) for k in range(4)]
    T = anp.array([2**k for k, n in enumerate(sizes) for _ in range(n)])
    reads = anp.array([[1.0 if a <= b else 0.0 for b in T] for a in T])
    new = anp.tanh(anp.dot(W_xh, x) + anp.dot(W_hh * reads, state[0]) + b_h)
    return (anp.where(t % T == 0, new, state[0]),)


def jordan(p, x, state):
    """Reads its last output; p has the readout's weights behind its own."""
    W_xh, W_yh, b_h, W_hy, b_y = p
    y = anp.dot(W_hy, state[0]) + b_y
    return (anp.tanh(anp.dot(W_xh, x) + anp.dot(W_yh, y) + b_h),)


def memory(a, c):
    """What an LSTM shows and remembers, from its four sums i, f, g, o in one array."""
    i, f, g, o = anp.reshape(a, (4, -1))
    c = logistic(f) * c + logistic(i) * anp.tanh(g)
    return logistic(o) * anp.tanh(c), c


def lstm_depth_gated(p, x, state):
    h, c, h1, c1 = state
    W_xh, W_hh, b_h, W_lh, p_c, p_l = p
    H = len(h)
    h1, c1 = memory(anp.dot(W_xh, x) + anp.dot(W_hh[: 4 * H], h1) + b_h[: 4 * H], c1)
    up = anp.dot(W_lh, h1) + b_h[4 * H :]
    i, f, g, o = anp.reshape(up[: 4 * H] + anp.dot(W_hh[4 * H :], h), (4, -1))
    depth = logistic(up[4 * H :] + p_c * c + p_l * c1)
    c = logistic(f) * c + logistic(i) * anp.tanh(g) + depth * c1
    return logistic(o) * anp.tanh(c), c, h1, c1


def grid_lstm(p, x, state):
    """Two blocks; each is an LSTM along time and one along depth, both on [h_time; h_depth]."""
    _, k2, c2, k1, c1 = state
    W_xh, W_hh, b_h, W_dh = p
    H = len(k1)
    v = anp.dot(W_xh, x) + b_h[:H]
    a = anp.dot(anp.hstack([W_hh[: 7 * H], W_dh[: 7 * H]]), anp.concatenate([k1, v]))
    a = a + b_h[H : 8 * H]
    shut = anp.zeros(H)  # the forget gate that layer 1 lacks, on a memory of 0
    nothing = anp.zeros(H)
    depth = anp.concatenate([a[4 * H : 5 * H], shut, a[5 * H :]])
    (k1, c1), (up, m1) = memory(a[: 4 * H], c1), memory(depth, nothing)
    a = anp.dot(anp.hstack([W_hh[7 * H :], W_dh[7 * H :]]), anp.concatenate([k2, up]))
    a = a + b_h[8 * H :]
    (k2, c2), (h, _) = memory(a[: 4 * H], c2), memory(a[4 * H :], m1)
    return h, k2, c2, k1, c1


STEPS = {
    "irnn": elman(lambda a: anp.maximum(a, 0)),
    "jordan": jordan,
    "lstm_depth_gated": lstm_depth_gated,
    "grid_lstm": grid_lstm,
    "rnn_tanh": elman(anp.tanh),
    "rnn_relu": elman(lambda a: anp.maximum(a, 0)),
    "rnn_sigmoid": elman(logistic),
    "rnn_linear": elman(lambda a: a),
    "lstm": lstm,
    "gru": gru,
    "gru_before": gru_before,
    "rnn_leaky": leaky,
    "rnn_layernorm": layer_norm,
    "clockwork": clockwork,
    "lstm_1997": lstm_1997,
    "lstm_peephole": lstm_peephole,
    "lstm_coupled": lstm_coupled,
    "mgu": mgu,
    "mingru": mingru,
    "ugrnn": ugrnn,
    "janet": janet,
    "minlstm": minlstm,
    "ssm": ssm,
    "slstm": slstm,
    "esn": echo,
    "lru": lru,
    "indrnn": indrnn,
}


def states(code, p, x, state):
    """h_1 .. h_T over one sequence x (T, I), and the last state."""
    hs = []
    for t in range(len(x)):
        clock = (t,) if code == "clockwork" else ()
        state = STEPS[code](p, x[t], state, *clock)
        hs.append(state[0])
    return anp.stack(hs), state


def log_softmax(y):
    return y - anp.log(anp.sum(anp.exp(y), axis=-1, keepdims=True))


LOSSES = {
    "mse": lambda y, d: anp.sum(anp.mean((y - d) ** 2, axis=-1)),
    "half_square": lambda y, d: 0.5 * anp.sum((y - d) ** 2),
    "cross_entropy": lambda y, d: -anp.sum(d * log_softmax(y)),
}


def loss(code, name, where, d):
    """The loss as a function of ((params), (W_hy, b_y), x, (state0)): what autograd takes apart."""

    def value(everything):
        p, (W_hy, b_y), x, state0 = everything
        own = (*p, W_hy, b_y) if code == "jordan" else p
        h, _ = states(code, own, x, state0)
        y = anp.dot(h, W_hy.T) + b_y
        return LOSSES[name](y if where == "every" else y[-1], d)

    return value
