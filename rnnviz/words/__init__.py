"""Words that a person reads go through `_`, in the language that is in force where they are shown.

A sentence is translated whole and filled in afterwards, never glued from pieces::

    _("The series has {n} values.").format(n=201)
    _n("{n} step", "{n} steps", n).format(n=n)

What is defined when a module is imported, such as a table of labels, has no language yet: `N_`
marks it for the catalogue, and `_` translates it where it is shown.
"""

from collections.abc import Iterable

from rnnviz.words.tongue import ENGLISH, catalogue_of, spoken


def N_(text: str) -> str:
    """Mark a text for the catalogue and leave it as it is; `_` is for where it is shown.

    >>> N_("Play")
    'Play'
    """
    return text


def _(text: str) -> str:
    """Give `text` in the language in force; what has no translation stays as it is.

    >>> from rnnviz.words.tongue import speaking
    >>> with speaking("zh"):
    ...     _("Play")
    '播放'
    >>> _("Play")
    'Play'
    """
    language = spoken()
    return text if language == ENGLISH or not text else catalogue_of(language).text(text)


def _n(one: str, many: str, n: float) -> str:
    """Give the form of a text that goes with `n` of something.

    >>> _n("{n} step", "{n} steps", 1), _n("{n} step", "{n} steps", 1.5)
    ('{n} step', '{n} steps')
    """
    language = spoken()
    if language == ENGLISH:
        return one if n == 1 else many
    return catalogue_of(language).form(one, many, n)


SIGNS = (N_(", "), N_("; "))


def listed(texts: Iterable[str], sign: str = ", ") -> str:
    """Give a list as it stands in a sentence; each language has its own signs for that.

    >>> from rnnviz.words.tongue import speaking
    >>> listed(["LSTM", "GRU"]), listed(["LSTM", "GRU"], "; ")
    ('LSTM, GRU', 'LSTM; GRU')
    >>> with speaking("zh"):
    ...     listed(["LSTM", "GRU"])
    'LSTM、GRU'
    """
    return _(sign).join(texts)
