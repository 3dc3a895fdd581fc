"""A text as a QR picture, to be pointed at with a telephone; made here, nothing is fetched."""

import functools
import html

import segno
from segno.encoder import DataOverflowError

from rnnviz.errors import RnnvizError
from rnnviz.words import _

QUIET = 4  # modules of white around the picture, as its standard asks for


@functools.lru_cache(maxsize=32)
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
    label = html.escape(_("QR picture of {address}").format(address=text), quote=True)
    return picture.replace("<svg", f'<svg class="rv-qr" role="img" aria-label="{label}"', 1)


__all__ = ["qr_svg"]
