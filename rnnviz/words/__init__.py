"""Words that a person reads go through `_`, so that another language is one catalogue away.

A sentence is translated whole and filled in afterwards, never glued from pieces::

    _("The series has {n} values.").format(n=201)
"""

from collections.abc import Mapping

# One catalogue a language: English text -> text in that language. English needs none.
CATALOGUES: Mapping[str, Mapping[str, str]] = {"en": {}}


def _(text: str, language: str = "en") -> str:
    """Give `text` in `language`; what has no translation stays as it is.

    >>> _("Play")
    'Play'
    """
    return CATALOGUES.get(language, {}).get(text, text)
