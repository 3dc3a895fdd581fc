"""A text as a QR picture, to be pointed at with a telephone; made here, nothing is fetched.

st.html(qr_img("http://…/vote?room=BCDFGH"))   # `st.html` itself lets no SVG through
"""

import base64
import functools
import html
from urllib.parse import urlsplit

import segno
from segno.encoder import DataOverflowError

from rnnviz.errors import RnnvizError
from rnnviz.words import _
from rnnviz.words.tongue import by_language

XMLNS = "http://www.w3.org/2000/svg"
HERE = ("localhost", "127.0.0.1", "::1")
QUIET = 4  # modules of white around the picture, as its standard asks for


@by_language(functools.lru_cache(maxsize=32))
def qr_svg(text: str) -> str:
    """The picture as inline SVG, black on white in every theme, as wide as what holds it.

    >>> qr_svg("http://127.0.0.1:8501/vote").startswith('<svg class="rv-qr" role="img"')
    True

    Raises:
        RnnvizError: if the text is too long for any such picture.
    """
    try:
        code = segno.make(text, error="l", micro=False)
    except DataOverflowError:
        message = _("A link of {n} signs is too long for a QR picture.")
        raise RnnvizError(message.format(n=len(text))) from None
    picture = code.svg_inline(
        border=QUIET, dark="#000", light="#fff", omitsize=True, svgclass=None, lineclass=None
    )
    head = f'<svg class="rv-qr" role="img" aria-label="{_label(text)}" xmlns="{XMLNS}"'
    return picture.replace("<svg", head, 1)


def qr_img(text: str) -> str:
    """The same as an image that holds its own data, for `st.html`.

    >>> qr_img("http://127.0.0.1:8501/vote").startswith('<img class="rv-qr" alt="QR picture of')
    True

    Raises:
        RnnvizError: if the text is too long for any such picture.
    """
    data = base64.b64encode(qr_svg(text).encode()).decode()
    return f'<img class="rv-qr" alt="{_label(text)}" src="data:image/svg+xml;base64,{data}">'


def _label(text: str) -> str:
    return html.escape(_("QR picture of {address}").format(address=text), quote=True)


__all__ = ["qr_img", "qr_svg"]


def only_here(link: str) -> bool:
    """Whether a link leads nowhere from another machine.

    >>> only_here("http://127.0.0.1:8501/vote"), only_here("http://lab.example/vote")
    (True, False)
    """
    return urlsplit(link).hostname in HERE
