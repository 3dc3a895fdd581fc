"""The comparison as article 000 makes it, beside the fair one, to see in numbers what it hides.

What is taken over: the whole series gives the scale; the last quarter of the windows is tested and
nothing validates; an Elman network starts from U(0, 1) weights and takes one step of gradient
descent for each window (rate 0.001, entries of the gradient clipped to 5, 20 epochs); an MLP with
layers of 25, 15 and 5 units maps time to value, and is tested on rows drawn at random. No baseline
is shown. What is not taken over are the errors of the article's program: gradients are exact.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from threadpoolctl import threadpool_limits

from rnnviz.core.cells import CELLS
from rnnviz.core.init import init_network
from rnnviz.core.network import Network, forward
from rnnviz.core.scaling import scale_of, tail_rows
from rnnviz.series.audit.missing import fill, without_gaps
from rnnviz.series.compare.runs import Progress
from rnnviz.series.judge.scores import rmse
from rnnviz.series.models.fitted import rng_for
from rnnviz.series.models.mlp import LAYERS, curve
from rnnviz.series.models.recurrent import one_by_one
from rnnviz.series.protocol.protocol import Protocol
from rnnviz.series.protocol.windows import Windows, windows
from rnnviz.series.reading.choose import Series
from rnnviz.training import fit
from rnnviz.words import _

TEST = 0.25
EPOCHS, RATE, CLIP = 20, 0.001, 5.0
MOST_UPDATES = 30_000  # single-sample steps are slow: a long series gets fewer epochs
ITERATIONS = 2000
SHUFFLE = 3  # random_state of the article's split
SEEDS = 3  # the time MLP depends much on its first weights


@dataclass(frozen=True)
class Article:
    """What the article's protocol gives. Errors are RMSE in raw units, `scaled_mse` as it prints.

    `shuffled` is the time MLP on rows drawn at random, `ahead` the same network when it is trained
    on the first three quarters and asked for the rest, medians over the first seeds. `last` is
    repeating the last value on the rows on which the network is tested. `top` and `bottom` are
    where the scale puts the largest and the smallest training value, which a scale of the training
    part would put at 1 and -1.
    """

    network: float
    scaled_mse: float
    epochs: int
    last: float
    shuffled: float
    ahead: float
    top: float
    bottom: float
    test_rows: int
    stopped: bool = False


@dataclass(frozen=True)
class Scaled:
    """A series scaled to [-1, 1] as a whole, and its windows in order of time."""

    values: np.ndarray
    spread: float
    train: Windows
    test: Windows


def run_article(
    series: Series, p: Protocol, on_progress: Callable[[Progress], bool] = lambda _progress: False
) -> Article:
    """Run the article's protocol with this L and H; `on_progress` may give True to stop."""
    series = without_gaps(series, p.missing)
    data = scaled(fill(series.values, len(series)).values, p.window)
    with threadpool_limits(limits=1), np.errstate(all="ignore"):
        net, epochs, stopped = train_network(data, p, on_progress)
        predicted = forward(net, one_by_one(data.test.X), "last").y[:, 0]
        shuffled, ahead = (
            float(np.median([time_error(data, seed, shuffle=how) for seed in p.all_seeds[:SEEDS]]))
            for how in (True, False)
        )
    train = data.values[: data.test.rows[0]]
    return Article(
        data.spread * rmse(predicted - data.test.y), rmse(predicted - data.test.y) ** 2, epochs,
        data.spread * rmse(data.test.X[:, -1] - data.test.y), shuffled, ahead, float(train.max()),
        float(train.min()), len(data.test.y), stopped,
    )  # fmt: skip


def scaled(values: np.ndarray, length: int) -> Scaled:
    """Scale all values (N,) to [-1, 1], test part included, and cut the windows at 75 %."""
    scale = scale_of(values)
    z = scale.to(values)
    every = windows(z, length)
    cut = len(every.y) - tail_rows(len(every.y), TEST)
    return Scaled(
        z,
        scale.spread,
        every.between(0, int(every.rows[cut])),
        every.between(every.rows[cut], len(z)),
    )


def train_network(
    data: Scaled, p: Protocol, on_progress: Callable[[Progress], bool]
) -> tuple[Network, int, bool]:
    """One step of gradient descent for each window; the network, its epochs, whether stopped."""
    rng = rng_for(p.seed, "article")
    net = init_network(CELLS["rnn_tanh"], 1, p.hidden, 1, rng, scheme="article")
    epochs = max(1, min(EPOCHS, MOST_UPDATES // len(data.train.y)))
    label = _("Article 000")

    def on_epoch(epoch: int, loss: np.ndarray, _val: np.ndarray) -> bool:
        return on_progress(Progress(label, epoch, epochs, float(loss), float("nan")))

    history = fit(
        net, one_by_one(data.train.X), data.train.y[:, None], optimiser="sgd", lr=RATE, batch=1,
        epochs=epochs, clip_norm=None, clip_value=CLIP, rng=rng, on_epoch=on_epoch,
    )  # fmt: skip
    return history.net, history.epochs, history.stopped == "stopped"


def time_error(data: Scaled, seed: int, *, shuffle: bool) -> float:
    """RMSE of the time MLP on a quarter of the rows: drawn at random, or the last ones."""
    rows = np.arange(len(data.values))
    if shuffle:
        rows = np.random.default_rng(SHUFFLE).permutation(rows)
    cut = len(rows) - tail_rows(len(rows), TEST)
    x = (2.0 * rows / (len(rows) - 1) - 1)[:, None]
    y = data.values[rows]
    state = int(rng_for(seed, "article").integers(2**31))
    model = curve(x[:cut], y[:cut], LAYERS, state, ITERATIONS)
    return data.spread * rmse(model.predict(x[cut:]) - y[cut:])
