"""Codes that settings may have, and the labels a person reads instead."""

from rnnviz.core.cells import CELLS
from rnnviz.core.init import SCHEMES
from rnnviz.words import _

CELL_CODES: tuple[str, ...] = tuple(CELLS)
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
        "old": _("old state"),
        "new": _("new content"),
    }
