"""Example and network to study: everything computed forward and backward."""

import numpy as np

from rnnviz.core.network import Network
from rnnviz.core.study import Study, study
from rnnviz.errors import RnnvizError
from rnnviz.settings.edits import parse_edits
from rnnviz.settings.network import NetworkSettings
from rnnviz.street.network.cell import as_written
from rnnviz.street.network.learning import learn
from rnnviz.street.network.network import edited
from rnnviz.tasks.sequence import Example
from rnnviz.words import _


def study_of(
    s: NetworkSettings,
    example: Example,
    net: Network,
    truncate: int | None = None,
    loudness: float = 1.0,
) -> Study:
    """Everything computed of a network, which here gets its edits and the writing of its cell.

    `truncate` is how many steps a loss reaches back at most (None: all), `loudness` a factor on
    the input.

    Raises:
        RnnvizError: if the numbers leave what a computer can hold.
    """
    changed, _unfit = edited(net, parse_edits(s.edits))
    if s.learned:
        changed = learn(changed, example, s.where, s).net
    shown = as_written(changed, s)
    with np.errstate(all="ignore"):  # overflow is looked for below, and explained
        result = study(shown, loudness * example.x, example.d, s.where, example.loss, truncate)
    _refuse_overflow(result)
    return result


def _refuse_overflow(s: Study) -> None:
    for name, a in (("h", s.trace.h), ("∂L/∂h", s.back.state.h), ("y", s.y)):
        bad = np.flatnonzero(~np.isfinite(a).all(axis=1))
        if len(bad):
            message = _(
                "{name} overflows at step {t}: the numbers grow beyond what a computer can hold. "
                "Choose a smaller gain, fewer steps, or a bounded activation such as tanh."
            )
            raise RnnvizError(message.format(name=name, t=int(bad[0]) + 1))
