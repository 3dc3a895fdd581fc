"""A series of one's own in the address: each value as one of 65,535 levels from -1 to 1."""

import base64
import binascii

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.scaling import scale_of
from rnnviz.errors import RnnvizError
from rnnviz.words import _

MOST_VALUES = 400
FEWEST_VALUES = 20
TOP = 32767
LONGEST = 1100  # characters that so many values take


def pack_values(values: Array) -> str:
    """The last `MOST_VALUES` of a series (n,), brought to [-1, 1], as text.

    >>> unpack_values(pack_values(np.arange(21.0)))[[0, 10, 20]]
    array([-1.,  0.,  1.])

    Raises:
        RnnvizError: with fewer than `FEWEST_VALUES`, or when one is not finite.
    """
    some = np.asarray(values, float)[-MOST_VALUES:]
    if len(some) < FEWEST_VALUES:
        message = _("There are {n} values in a row; at least {fewest} are needed to learn from.")
        raise RnnvizError(message.format(n=len(some), fewest=FEWEST_VALUES))
    if not np.isfinite(some).all():
        raise RnnvizError(_("A value is not a finite number; replace or delete it."))
    levels = np.round(scale_of(some).to(some) * TOP).astype("<i2")
    return base64.urlsafe_b64encode(levels.tobytes()).decode("ascii").rstrip("=")


def unpack_values(text: str) -> Array:
    """The values (n,) of a text that `pack_values` wrote, in [-1, 1].

    Raises:
        RnnvizError: if it is anything else.
    """
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        levels = np.frombuffer(data, "<i2")
    except (binascii.Error, ValueError) as error:
        raise _unreadable() from error
    if not FEWEST_VALUES <= len(levels) <= MOST_VALUES or abs(levels.astype(int)).max() > TOP:
        raise _unreadable()
    return levels / TOP


def check_values(text: str) -> None:
    """Accept a packed series, or none.

    Raises:
        RnnvizError: if it is anything else.
    """
    if text:
        unpack_values(text)


def _unreadable() -> RnnvizError:
    return RnnvizError(_("The series in the link cannot be read; open the file again."))
