"""Deep networks and encoder-decoders once more, for autograd: a second opinion of every cell.

Nothing here is shared with rnnviz.core; one sequence, no batch, the cells of autograd_cells.
"""

# pyright: reportAttributeAccessIssue=false
import autograd.numpy as anp

from tests.core.autograd_cells import STEPS, log_softmax, states


def layer(code, directions, x, starts):
    """Outputs (T, D*H) of one layer, and the last state of each direction."""
    h, last = states(code, directions[0], x, starts[0])
    if len(directions) == 1:
        return h, [last]
    back, last_back = states(code, directions[1], x[::-1], starts[1])
    return anp.concatenate([h, back[::-1]], axis=1), [last, last_back]


def deep(code, w, v, masks):
    """A loss of every output and every last state, of (layers, x, state0)."""

    def value(everything):
        layers, x, starts = everything
        total, at = 0.0, 0
        for k, directions in enumerate(layers):
            D = len(directions)
            x, last = layer(code, directions, x, starts[at : at + D])
            for state, weights in zip(last, v[at : at + D], strict=True):
                total = total + sum(anp.sum(a * b) for a, b in zip(state, weights, strict=True))
            x = x * masks[k] if k < len(masks) else x
            at += D
        return total + anp.sum(w * anp.sin(x))

    return value


def softmax(e):
    return anp.exp(log_softmax(e))


def seq2seq(code, tokens, d, context_read):
    """Cross-entropy of forced decoding, of (encoder, decoder, attention, readout, x, state0)."""

    def value(everything):
        encoder, decoder, attention, (W_hy, b_y), x, starts = everything
        h, last = layer(code, encoder, x, starts)
        state, token, total = last[-1], anp.zeros(tokens.shape[1]), 0.0
        for t in range(len(tokens)):
            context = anp.zeros(0)
            if attention:
                W_s, W_h, v = attention
                e = [anp.dot(v, anp.tanh(anp.dot(W_s, state[0]) + anp.dot(W_h, hj))) for hj in h]
                context = anp.dot(softmax(anp.array(e)), h)
            clock = (t,) if code == "clockwork" else ()
            state = STEPS[code](decoder, anp.concatenate([token, context]), state, *clock)
            read = anp.concatenate([state[0], context]) if context_read else state[0]
            total = total - anp.sum(d[t] * log_softmax(anp.dot(W_hy, read) + b_y))
            token = tokens[t]
        return total

    return value


def free(code, w, T):
    """A loss of all outputs of a network that reads them, of (params, readout, x, state0)."""

    def value(everything):
        p, (W_hy, b_y), x, state = everything
        total, read = 0.0, x[0]
        own = (*p, W_hy, b_y) if code == "jordan" else p
        for t in range(T):
            clock = (t,) if code == "clockwork" else ()
            state = STEPS[code](own, x[t] if t < len(x) else read, state, *clock)
            read = anp.dot(W_hy, state[0]) + b_y
            total = total + anp.sum(w[t] * anp.sin(read))
        return total

    return value
