r"""Free running: a network that reads its own outputs, one to many.

    x_t = what was given            while there is anything
    x_t = y_{t-1}                   "value": real numbers, as in a forecast
          one-hot of the largest    "argmax": the most probable class
          one-hot of one drawn      "sample": from softmax(y_{t-1} / temperature)
          0 or the last one given   "zero" or "constant": nothing is fed back

With "value" the outputs are links of the chain, and the gradient goes back through them as well:

    dy_t(total) = dy_t + W_xh^T da_{t+1}        dh_t = W_hy^T dy_t(total) + dh_next

A class that was chosen or drawn has no derivative; there the inputs are held fixed. To train a
network on the right inputs instead (teacher forcing), give all of them: then nothing is fed back.
"""

from typing import Any, NamedTuple

import numpy as np

from ..errors import RnnvizError
from ..words import _
from .arrays import Array, Rng, linear_transposed, stack, stack_steps
from .bptt import Gradients
from .doors import door, walks, weights, whole
from .doors.axes import result_type
from .language import one_hot, sample
from .network import Network, Weights, shared_out
from .project import project_backward
from .readout import readout, readout_backward
from .unroll import project_step, zero_state

FEEDBACK = ("value", "argmax", "sample", "zero", "constant")


class FreeRun(NamedTuple):
    """Every number of a run."""

    x: Array  # (T, ..., I) what was read, given or fed back
    steps: list[Any]  # T Steps of the cell
    y: Array  # (T, ..., O)
    given: int  # how many of the inputs were given
    feedback: str


class FreeRunGradients(NamedTuple):
    """Gradients with respect to all that was read, and on the way."""

    weights: Weights
    along: Gradients  # of the cell; along.x[t] is dL/dx_t, given or fed back
    y: Array  # (T, ..., O) dL/dy_t, the total one


@door(net=weights.network, x=walks.inputs, steps=whole(0), feedback=FEEDBACK, state0=walks.state)
def free_run(
    net: Network,
    x: Array,
    steps: int,
    feedback: str = "value",
    rng: Rng | None = None,
    temperature: float = 1.0,
    state0: Any = None,
) -> FreeRun:
    """Read x (T_0, ..., I), then run `steps` more on what is fed back.

    `state0` is the cell's State before the first step, each field (..., H); None for zeros.
    "sample" draws with `rng`, seed 0 when None. The weights carry no restarts. Raises RnnvizError
    when x does not fit, or outputs cannot be fed back as inputs.

    >>> from rnnviz.core.cells import CELLS
    >>> from rnnviz.core.init import init_network
    >>> net = init_network(CELLS["rnn_tanh"], 1, 3, 1, np.random.default_rng(0))
    >>> run = free_run(net, np.ones((1, 1)), steps=4)
    >>> bool((run.x[1:] == run.y[:-1]).all()), run.y.shape
    (True, (5, 1))
    """
    p, r = net.params, net.weights.readout
    check_feedback(net, feedback)
    rng = rng or np.random.default_rng(0)
    dtype = result_type(x, p, r, state0)
    read = np.concatenate([x.astype(dtype), np.zeros((steps, *x.shape[1:]), dtype)])
    done, ys = [], []
    state = zero_state(net.cell, p, net.cell.project(p, read[:1])) if state0 is None else state0
    for t in range(len(read)):
        if t >= len(x):
            read[t] = _next_input(feedback, ys[-1], read[len(x) - 1], rng, temperature)
        done.append(net.cell.step(p, project_step(net.cell, p, read, t), state))
        state = net.cell.state(done[-1])
        ys.append(readout(r, state.h))
    return FreeRun(read, done, stack(ys), len(x), feedback)


@door(net=weights.network, feedback=FEEDBACK)
def check_feedback(net: Network, feedback: str) -> None:
    """See that what is fed back fits the input, and that the weights carry no restarts."""
    inputs, outputs = net.params.W_xh.shape[-1], net.weights.readout.b_y.shape[-1]
    if net.weights.readout.b_y.ndim > 1:
        raise RnnvizError(_("The weights carry restarts; give those of one network."))
    if feedback in {"value", "argmax", "sample"} and inputs != outputs:
        text = _("The outputs ({O}) cannot be fed back as inputs ({I}): make them as many.")
        raise RnnvizError(text.format(O=outputs, I=inputs))


def _next_input(feedback: str, y: Array, last: Array, rng: Rng, temperature: float) -> Array:
    """What a step reads after an output y (..., O)."""
    if feedback == "value":
        return y
    if feedback in {"zero", "constant"}:
        return np.zeros_like(last) if feedback == "zero" else last
    choice = y.argmax(axis=-1) if feedback == "argmax" else sample(y, rng, temperature)
    return one_hot(choice, y.shape[-1])


@door(net=weights.network, run=walks.passed, dy=walks.like("run"))
def free_run_backward(net: Network, run: FreeRun, dy: Array) -> FreeRunGradients:
    """All gradients of a loss with derivative dy (T, ..., O) at the outputs themselves.

    Under "constant" the gradient of the last given input is that of its own step alone; add
    along.x of the later ones for the whole.
    """
    p, r = net.params, net.weights.readout
    d = net.cell.State(*map(np.zeros_like, net.cell.state(run.steps[-1])))
    states, backs, dys, dx = [], [], [], np.zeros(run.x.shape, np.result_type(run.x, dy))
    for t in reversed(range(len(dy))):
        fed = run.feedback == "value" and run.given <= t + 1 < len(dy)
        dys.append(dy[t] + dx[t + 1] if fed else dy[t])
        d = d._replace(h=d.h + linear_transposed(dys[-1], r.W_hy))
        states.append(d)
        back, d = net.cell.step_backward(p, run.steps[t], d)
        backs.append(back)
        dx[t] = project_backward(p, back.a)
    total, backs = stack(dys[::-1]), backs[::-1]
    d_readout, _ = readout_backward(r, stack([s.h for s in run.steps]), total)
    d_params = net.cell.weight_gradients(p, run.x, run.steps, backs)
    along = Gradients(d_params, dx, stack_steps(states[::-1]), d, stack_steps(backs))
    return FreeRunGradients(shared_out(net.cell, d_params, d_readout), along, total)
