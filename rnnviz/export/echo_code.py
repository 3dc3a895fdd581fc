"""An echo state network as a program: it reads a whole history, and its state goes on from there.

What is drawn and what is fitted stand in the program alike: it needs no random numbers.
"""

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.export import parts
from rnnviz.export.literals import UNPACK, is_packed, literal
from rnnviz.export.model import WindowModel
from rnnviz.series.models.echo import (
    ECHO,
    Reservoir,
    Ridge,
    draw,
    onward,
    states,
    stream,
)
from rnnviz.series.models.fitted import rng_for
from rnnviz.series.protocol.transform import Transform
from rnnviz.series.series import Series

AHEAD = 5  # predictions to check the program by
TITLE = "An echo state network made with rnnviz, in NumPy."
WHAT = (
    "predict(history) takes all values since the beginning, or since the last gap, and gives the "
    "next;\nfree_run(history, steps) goes on. At least {least} values are needed."
)
COMMENT = (
    "# The reservoir, which was drawn: input to state, state to state, biases; and the readout."
)
ENCODE = '''
def encode(history):
    """Raw values (N,) as the network reads them; 0 where a value from before would be needed."""
    windows = np.asarray(history, float)[None]
    levels = {levels}
    z = ({read}) / SPREAD
    return np.concatenate([np.zeros(len(history) - z.shape[1]), z[0]])
'''
STATE = '''
def step(h, z):
    """The state (H,) after reading z."""
    return (1 - LEAK) * h + LEAK * np.tanh(W_xh * z + W_hh @ h + b_h)


def free_run(history, steps):
    """The next values after a history, each prediction read as if it were true."""
    values, h = list(history), np.zeros(len(b_h))
    for z in encode(history):
        h = step(h, z)
    for _ in range(steps):
        z = W_hy @ h + b_y
        values.append(decode(np.array([z]), np.array([values[-{least}:]]))[0])
        h = step(h, z)
    return np.array(values[len(history):])


def predict(history):
    """The value after a history (N,)."""
    return float(free_run(history, 1)[0])
'''


def of_echo(
    series: Series, transform: Transform, values: Array, readout: Ridge, seed: int
) -> WindowModel:
    """The network of a seed, with the values (N,) since the last gap and what follows them."""
    reservoir = draw(len(readout.W_hy), rng_for(seed, ECHO))
    h = states(reservoir, *stream(transform, series.breaks, values))
    last = np.array([len(values) - 1])
    expected = onward(transform, reservoir, readout, h, values, last, AHEAD)[0]
    given = values[None, max(series.breaks, default=0) :]
    return WindowModel(ECHO, series.name, _arrays(reservoir, readout), transform, given, expected)


def _arrays(reservoir: Reservoir, readout: Ridge) -> dict[str, Array]:
    r = reservoir
    found = {"W_xh": r.W_xh, "W_hh": r.W_hh, "b_h": r.b_h, "LEAK": r.leak, **readout._asdict()}
    return {name: np.asarray(a, float) for name, a in found.items()}


def echo_numpy(model: WindowModel) -> str:
    """The network as a program that needs NumPy only."""
    t, least = model.transform, 1 + sum(model.transform.steps.lags)
    packed = any(is_packed(a) for a in (*model.arrays.values(), model.given))
    read = "levels[:, 1:] - levels[:, :-1]" if t.anchor else "levels - CENTRE"
    check = parts.CHECK.format(
        given=literal(model.given[0]), expected=literal(model.expected), tolerance="1e-09",
        call="free_run(GIVEN, len(EXPECTED))",
    )  # fmt: skip
    return parts.program(
        parts.opening(
            TITLE, WHAT.format(least=least + t.anchor), f"MODEL = {model.code!r}", model.name,
            ("import numpy as np",), packed=packed,
        ),
        UNPACK if packed else "",
        "\n".join([COMMENT, *(f"{name} = {literal(a)}" for name, a in model.arrays.items())]),
        parts.scaling(model, ENCODE.replace("{read}", read)),
        STATE.replace("{least}", str(least)),
        check,
    )  # fmt: skip
