"""Codes that settings may have, and the labels a person reads instead."""

from rnnviz.core.cells import CELLS
from rnnviz.core.init import SCHEMES
from rnnviz.words import N_, _

# Cells by what carries their state; a control lists them group by group.
CELL_GROUPS: dict[str, tuple[str, ...]] = {
    N_("Plain"): ("rnn_tanh", "rnn_relu", "rnn_sigmoid", "rnn_linear", "irnn", "jordan",
                 "rnn_leaky", "rnn_layernorm"),
    N_("Gated"): ("lstm", "lstm_1997", "lstm_peephole", "lstm_coupled", "gru", "gru_before",
                 "mgu"),
    N_("Clocked"): ("clockwork",),
    N_("Two layers"): ("lstm_depth_gated", "grid_lstm"),
    N_("Today’s"): ("mingru", "ugrnn", "janet", "minlstm", "indrnn", "ssm", "slstm",
                   "lru", "esn"),
}  # fmt: skip
CELL_CODES: tuple[str, ...] = tuple(code for group in CELL_GROUPS.values() for code in group)
PEEPHOLE_CODES: tuple[str, ...] = ("ifo", "if", "io", "fo", "i", "f", "o", "none")
SCHEME_CODES: tuple[str, ...] = tuple(SCHEMES)
# Listed here too, because importing the series loads pandas, which the landing page can do without.
SERIES_CODES: tuple[str, ...] = (
    "sunspots",
    "air_passengers",
    "nile",
    "co2",
    "lynx",
    "seatbelts",
    "sine",
    "oil_well",
)


def cell_label(code: str) -> str:
    """Give the name of a cell.

    >>> cell_label("lstm")
    'LSTM'
    """
    return _(CELLS[code].label) if code in CELLS else label_of(code)


def cell_choice(code: str) -> str:
    """Give the name of a cell after its group, for a list of all of them.

    >>> cell_choice("lstm"), cell_choice("none")
    ('Gated · LSTM', 'Nothing')
    """
    group = next((group for group, codes in CELL_GROUPS.items() if code in codes), None)
    return cell_label(code) if group is None else f"{_(group)} · {cell_label(code)}"


def series_label(code: str) -> str:
    """Give the name of a built-in series."""
    from rnnviz.series.reading.builtin import SERIES

    return _(SERIES[code].label)


def label_of(code: str) -> str:
    """Give the label of any other code, or the code itself where there is none.

    >>> label_of("orthogonal")
    'Orthogonal'
    """
    return _labels().get(code, code)


def _labels() -> dict[str, str]:
    return {
        "pytorch": _("PyTorch’s"),
        "keras": _("Keras’s"),
        "orthogonal": _("Orthogonal"),
        "identity": _("Identity"),
        "gaussian": _("Gaussian"),
        "article": _("All positive, U(0, 1)"),
        "series": _("A series"),
        "typed": _("Typed numbers"),
        "word": _("Letters of a word"),
        "last": _("at the last step"),
        "every": _("at every step"),
        "forward": _("Forward"),
        "backward": _("Backward"),
        "off": _("Off"),
        "norm": _("By norm"),
        "value": _("By value"),
        "none": _("Nothing"),
        "old": _("the old state"),
        "new": _("the new content"),
    }
