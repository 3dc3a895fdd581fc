"""Two units: by a matrix, by hand, or trained."""

from dataclasses import replace
from functools import lru_cache

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.network import Network
from rnnviz.dynamics.by_hand import parity, plain
from rnnviz.dynamics.maps import StateMap, driven, held
from rnnviz.dynamics.plane import Grid, Portrait, path, portrait
from rnnviz.errors import RnnvizError
from rnnviz.scenes.dynamics.two import two_scene
from rnnviz.settings.dynamics import DynamicsSettings, parse_matrix
from rnnviz.street.dynamics.runs import Trained
from rnnviz.street.dynamics.shown import Shown, dial_of
from rnnviz.words import _

STEPS = 60  # of a path
BITS = 40  # that the parity by hand reads
STEEP = 5.0  # its units
SQUARE = Grid(-1.2, 1.2)  # holds all that tanh can give
ENTERS = np.array([1.0, 0.0])  # how a constant input enters two units by a matrix


def two(s: DynamicsSettings, trained: Trained | None) -> Shown:
    """The phase portrait for every size of the recurrent weights.

    Raises:
        RnnvizError: if the network has not two numbers in its state.
    """
    if trained is not None:
        return _of_run(s, trained)
    if s.of == "parity":
        net, begin = parity(STEEP)
        x = np.random.default_rng(s.seed).choice([-1.0, 1.0], (BITS, 1))
        return _shown(s, net, SQUARE, (begin, x))
    W = parse_matrix(s.matrix)
    if len(W) != 2:
        text = _("This matrix has {n} rows: two units need two. Look at it under “{view}”.")
        raise RnnvizError(text.format(n=len(W), view=_("Many units")))
    return _shown(s, plain(W, ENTERS), SQUARE, None)


def _of_run(s: DynamicsSettings, trained: Trained) -> Shown:
    net, x = trained.net, trained.x[:, 0]
    states = driven(net, x)
    if states.shape[-1] != 2:
        raise RnnvizError(_not_two(net, states.shape[-1]))
    most = max(SQUARE.high, 1.15 * float(np.abs(states).max()))
    return _shown(s, net, Grid(-most, most), (np.zeros(2), x))


def _not_two(net: Network, n: int) -> str:
    """Why there is no phase portrait of a network whose state holds n numbers."""
    fields, view = len(net.cell.state_fields), _("Many units")
    if fields > 2:
        text = _(
            "The state of {cell} holds {n} numbers; two are needed here. Look at it under “{view}”."
        )
        return text.format(cell=_(net.cell.label), n=n, view=view)
    text = _("The state of this network holds {n} numbers; two are needed here. Set the "
             "hidden units to {units}, or look at it under “{view}”.")  # fmt: skip
    return text.format(n=n, units=2 // fields, view=view)


def scaled(net: Network, scale: float) -> Network:
    """The same network with its recurrent weights times a number."""
    p, loop = net.weights.params, net.cell.loop
    if loop is None:
        return net
    p = p._replace(**{loop: scale * getattr(p, loop)})
    return replace(net, weights=net.weights._replace(params=p))


@lru_cache(maxsize=16)
def _by_matrix(matrix: str, of: str, scales: tuple[float, ...], constant: float) -> list[Portrait]:
    net = parity(STEEP)[0] if of == "parity" else plain(parse_matrix(matrix), ENTERS)
    return [portrait(m, SQUARE) for m in maps(net, scales, constant)]


def maps(net: Network, scales: tuple[float, ...], constant: float) -> list[StateMap]:
    """One for each size of the recurrent weights, under a constant first input."""
    x = np.zeros(net.weights.params.W_xh.shape[-1])
    x[0] = constant
    return [held(scaled(net, g), x) for g in scales]


def _shown(
    s: DynamicsSettings, net: Network, square: Grid, real: tuple[Array, Array] | None
) -> Shown:
    """Portraits for all sizes; what is played is the path from the start, or a real trajectory."""
    along, start = dial_of(s, "scale"), np.array([s.start_x, s.start_y])
    scales = tuple(along.values.tolist())
    family = maps(net, scales, s.constant)
    if s.of == "run":
        found = [portrait(m, square) for m in family]
    else:
        found = _by_matrix(s.matrix, s.of, scales, s.constant)
    ways = [path(m, start, STEPS) for m in family]
    paths = np.stack([way.states for way in ways])
    if real is not None:
        begin, x = real
        paths = np.stack([np.vstack([begin, driven(scaled(net, g), x, begin)]) for g in scales])
    fields = net.cell.state_fields
    names = (_("unit 1"), _("unit 2")) if len(fields) == 1 else (fields[0], fields[1])
    now = found[along.at].points
    exact = {
        "fixed.x": now.x,
        "fixed.q": now.q,
        "fixed.eigenvalues": now.eigenvalues,
        "fixed.kind": now.kind,
        "path": paths[along.at],
    }
    return Shown(two_scene(found, ways, along, square, paths, names), exact)
