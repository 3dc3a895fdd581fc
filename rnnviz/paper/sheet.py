"""A worksheet as HTML: which kind it is follows from the network of its link."""

from rnnviz.errors import RnnvizError
from rnnviz.paper.gated import sheet as gated
from rnnviz.paper.gated.recipes import RECIPES
from rnnviz.paper.parts.asked import asked
from rnnviz.paper.parts.frame import page
from rnnviz.paper.rnn import sheet as rnn
from rnnviz.paper.rnn.given import SQUASHES
from rnnviz.paper.word import sheet as word
from rnnviz.settings.network import NetworkSettings
from rnnviz.words import _


def worksheet(link: str, *, home: str = "", language: str = "en") -> str:
    """The worksheet of a link as one HTML file; `home` is where the app is, such as http://….

    Raises:
        RnnvizError: if the link cannot be opened, or its network cannot be done by hand.
    """
    title = _("Three steps by hand")
    return page(title, language, _("Print"), _sheets(asked(link), home))


def _sheets(s: NetworkSettings, home: str) -> list[str]:
    if s.cell in SQUASHES:
        return word.sheets(s, home) if s.input == "word" else rnn.sheets(s, home)
    if s.cell in RECIPES and s.input != "word":
        return gated.sheets(s, home)
    raise RnnvizError(
        _(
            "A worksheet is for a plain RNN (tanh, sigmoid, ReLU, linear) that reads numbers or a "
            "word, or for an LSTM or a GRU (reset after) that reads numbers."
        )
    )
