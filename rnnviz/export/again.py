"""A comparison made again from its configuration.

series, protocol = read_configuration(text)
found = compare(series, protocol)      # the same predictions
"""

import json
from dataclasses import fields
from types import UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

import numpy as np

from rnnviz.core.cells import CELLS
from rnnviz.errors import RnnvizError
from rnnviz.export.configuration import FORMAT
from rnnviz.series.protocol.protocol import Protocol
from rnnviz.series.series import Series
from rnnviz.words import _

NOT_ONE = (AttributeError, KeyError, TypeError, ValueError, OverflowError, RecursionError)
SHARES = ("test", "validation", "level")  # between 0 and 1
MAY_BE_ZERO = ("season", "seed")


def read_configuration(text: str) -> tuple[Series, Protocol]:
    """The series and the protocol of a configuration.

    Raises:
        RnnvizError: if it is not one, or a value in it cannot be used.
    """
    try:
        document = json.loads(text)
        if document["format"] == FORMAT:
            return _read_series(document["series"]), _read_protocol(document["protocol"])
    except RnnvizError:  # it is a ValueError too, and says more
        raise
    except NOT_ONE as error:
        raise RnnvizError(_no_configuration()) from error
    raise RnnvizError(_no_configuration())


def _no_configuration() -> str:
    return _("This is not a configuration of a comparison that this version of rnnviz has written.")


def _read_series(s: dict[str, Any]) -> Series:
    values = np.array([np.nan if v is None else v for v in s["values"]], float)
    times = _dates(s["times"]) if s["times_are"] == "dates" else np.array(s["times"], float)
    known = np.isfinite(times).all() and not np.isinf(values).any()
    breaks, notes = tuple(s["breaks"]), tuple(s["notes"])
    texts = (s["name"], s["time_name"], s["sha256"], *notes)
    places = all(type(row) is int and 0 <= row <= len(values) for row in breaks)
    alike = values.ndim == 1 and values.shape == times.shape
    if not (known and places and alike and all(isinstance(t, str) for t in texts)):
        raise RnnvizError(
            _("The series of this configuration is damaged; export the configuration anew.")
        )
    return Series(s["name"], values, times, s["time_name"], notes, s["sha256"], breaks)


def _dates(texts: list[str]) -> np.ndarray:
    """Whole seconds, or nanoseconds where a time has a fraction: as fine as they were written."""
    seconds = np.array(texts, dtype="datetime64[s]")
    if not any("." in text for text in texts):
        return seconds
    fine = np.array(texts, dtype="datetime64[ns]")
    if not (fine.astype("datetime64[s]") == seconds).all():  # nanoseconds reach no further
        raise ValueError
    return fine


def _read_protocol(p: dict[str, Any]) -> Protocol:
    hints = get_type_hints(Protocol)
    names = [f.name for f in fields(Protocol) if f.name in p]
    values: dict[str, Any] = {name: p[name] for name in names} | {"cells": tuple(p["cells"])}
    for name, value in values.items():
        if not (fits(value, hints[name]) and _in_range(name, value)):
            text = _("“{value}” cannot be the {name} of a protocol; correct the configuration.")
            raise RnnvizError(text.format(value=value, name=name))
    return Protocol(**values)


def fits(value: object, kind: Any) -> bool:
    """Whether a value read from JSON is of a kind: of a type, one of several, one of some texts.

    >>> fits(3, float), fits(True, int), fits("drop", Literal["drop"]), fits(None, int | None)
    (True, False, True, True)
    """
    if get_origin(kind) is Literal:
        return isinstance(value, str) and value in get_args(kind)
    if isinstance(kind, UnionType):
        return any(fits(value, one) for one in get_args(kind))
    if get_origin(kind) is tuple:
        return isinstance(value, tuple) and all(isinstance(one, str) for one in value)
    return type(value) is kind or (kind is float and type(value) is int)


def _in_range(name: str, value: Any) -> bool:
    if name == "cells":
        return all(code in CELLS for code in value)
    if name in SHARES:
        return 0 < value < 1
    if isinstance(value, bool) or not isinstance(value, int | float):
        return True
    return (value >= 0 if name in MAY_BE_ZERO else value > 0) and bool(np.isfinite(value))
