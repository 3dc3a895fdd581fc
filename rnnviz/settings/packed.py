"""Weights as text for the address: each as four bytes, all as letters that a link may hold."""

import base64
import binascii

import numpy as np

from rnnviz.errors import RnnvizError
from rnnviz.words import _

MOST = 60  # weights; with more of them a link becomes too long to be passed on
LARGEST = 1e6


def pack(values: np.ndarray) -> str:
    """All weights in one row (n,), rounded to single precision.

    >>> pack(np.array([0.5, -1.0]))
    'AAAAPwAAgL8'
    """
    raw = np.ascontiguousarray(values, "<f4").tobytes()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def unpack(text: str) -> np.ndarray:
    """The weights (n,) of a text, in double precision.

    >>> unpack("AAAAPwAAgL8").tolist()
    [0.5, -1.0]

    Raises:
        RnnvizError: if it holds no weights, more than `MOST`, or any that is no usable number.
    """
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise RnnvizError(_("These weights were not written by this app.")) from error
    if len(raw) % 4 or not 0 < len(raw) <= 4 * MOST:
        raise RnnvizError(_("A link holds 1 to {most} weights.").format(most=MOST))
    values = np.frombuffer(raw, "<f4").astype(float)
    if not np.all(np.abs(values) <= LARGEST):  # NaN fails too
        raise RnnvizError(
            _("A weight of this link is not a number between −1,000,000 and 1,000,000.")
        )
    return values


def check_packed(text: str) -> str:
    """Accept no weights, or what `unpack` reads.

    Raises:
        RnnvizError: as `unpack` does.
    """
    if text:
        unpack(text)
    return text
