"""Recurrent neural networks that can be seen at work, number by number.

seen = rnnviz.open("http://localhost:8501/gradients?cell=lstm&forget_bias=4")
seen.study.trace.h, seen.scene          # all that the screen computed, without the app
seen.save("film.html")                  # and its film; in a notebook `seen` plays by itself
"""

from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from rnnviz.errors import RnnvizError

if TYPE_CHECKING:
    from rnnviz.street.result.opened import Opened

try:
    __version__ = version("rnnviz")
except PackageNotFoundError:  # run from a folder that was never installed
    __version__ = "0"

__all__ = ["RnnvizError", "__version__", "open"]


def open(link: str, **ask: Any) -> "Opened":  # noqa: A001 - a link opens as a file does
    """Compute all that a link shows, without the app; see `rnnviz.street.door.open_link`.

    Raises:
        RnnvizError: with the sentence that the screen would show.
    """
    from rnnviz.street.door import open_link  # here, so that the package itself is light

    return open_link(link, **ask)
