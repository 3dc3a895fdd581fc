"""What a fitted model is to the comparison: a function from windows to predictions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

# predict(X, rows): raw windows (n, L) and the rows (n,) of their targets -> predictions (n,), raw
Predict = Callable[[np.ndarray, np.ndarray], np.ndarray]
# report(epoch, epochs, loss, validation loss) -> True to stop
Report = Callable[[int, int, float, float], bool]


@dataclass(frozen=True)
class Fitted:
    """A model after fitting. `parameters` is how many numbers it estimated from the data.

    `loss` and `val_loss` are the curves of its training in transformed units, empty if there is
    none; `ok` is False when training diverged, `message` then says why and what to do; `weights`
    are the core's, for the recurrent models.
    """

    predict: Predict
    parameters: int
    loss: Sequence[float] | np.ndarray = ()
    val_loss: Sequence[float] | np.ndarray = ()
    best_epoch: int | None = None
    ok: bool = True
    message: str = ""
    weights: Any = None


def rng_for(seed: int, code: str) -> np.random.Generator:
    """Random numbers of one model: the same whichever other models are fitted beside it."""
    return np.random.default_rng([seed, *code.encode()])


def free_run(predict: Predict, history: np.ndarray, length: int, steps: int) -> np.ndarray:
    """Predict (steps,) values from `history` (n,) on, each prediction fed back as a value.

    >>> free_run(lambda X, rows: X[:, -1] + 1, np.arange(3.0), 2, 3)
    array([3., 4., 5.])
    """
    values = np.concatenate([history[-length:], np.full(steps, np.nan)])
    for i in range(steps):
        row = np.array([len(history) + i])
        next_value = predict(values[None, i : i + length], row)[0]
        if not np.isfinite(next_value):
            break
        values[length + i] = next_value
    return values[length:]
