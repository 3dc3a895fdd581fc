"""The code of a room: short enough to be typed from a projector, long enough not to be guessed.

Who guesses has as many tries as there may be wrong codes in the life of a room, from all
computers together; see `LIMITS` in rooms.py, and `chance`.
"""

import hmac
import secrets
from hashlib import sha256

from rnnviz.errors import RnnvizError
from rnnviz.words import _

LETTERS = "BCDFGHJKMNPQRSTVWXYZ"  # no vowels, so no words; no L, which looks like a 1
LENGTH = 6
KEY_BYTES = 16


def new_code() -> str:
    """A code by chance."""
    return "".join(secrets.choice(LETTERS) for _letter in range(LENGTH))


def new_key() -> str:
    """A secret that nobody guesses: of a room's teacher, or of who votes."""
    return secrets.token_urlsafe(KEY_BYTES)


def read_code(text: str) -> str:
    """The code in what somebody typed.

    >>> read_code(" bcd-fgh ")
    'BCDFGH'

    Raises:
        RnnvizError: if it cannot be a code.
    """
    code = "".join(text.upper().replace("-", " ").split())
    if len(code) != LENGTH or set(code) - set(LETTERS):
        message = _("A code has {n} letters, and no vowel: look at the projector again.")
        raise RnnvizError(message.format(n=LENGTH))
    return code


def check_code(text: str) -> None:
    """Refuse what can be no code; nothing at all is none.

    Raises:
        RnnvizError: if it cannot be a code.
    """
    if text:
        read_code(text)


def shown(code: str) -> str:
    """A code as it is read aloud.

    >>> shown("BCDFGH")
    'BCD FGH'
    """
    return f"{code[: LENGTH // 2]} {code[LENGTH // 2 :]}"


def chance(guesses: int, rooms: int = 1) -> float:
    """At most how likely one of so many guesses is the code of one of so many rooms."""
    return guesses * rooms / len(LETTERS) ** LENGTH


def kept(secret: str, code: str = "") -> str:
    """What is kept of a secret: nobody finds the secret, nor the same one in another room."""
    return sha256(f"{code}.{secret}".encode()).hexdigest()


def same(one: str, other: str) -> bool:
    """Whether two texts are equal; it takes as long whatever they have in common."""
    return hmac.compare_digest(one.encode(), other.encode())
