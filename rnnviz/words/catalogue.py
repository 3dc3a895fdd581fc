"""One language's catalogue: the texts of a file of gettext, by the English ones."""

import gettext
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po


@dataclass(frozen=True)
class Catalogue:
    """Texts by the English ones, and the forms of those that go with a number."""

    texts: Mapping[str, str]
    forms: Mapping[str, tuple[str, ...]]  # by the English text for one
    which: Callable[[int], int]  # the place of the form that goes with so many

    def text(self, english: str) -> str:
        """The text, or the English one where there is none."""
        return self.texts.get(english, english)

    def form(self, one: str, many: str, n: float) -> str:
        """The form that goes with `n`; what is no whole number counts as many."""
        forms = self.forms.get(one)
        if forms is None:
            return one if n == 1 else many
        return forms[self.which(int(n) if n == int(n) else 2)]

    @classmethod
    def read(cls, path: Path) -> "Catalogue":
        """The catalogue of a file; what is doubtful (fuzzy) there, or empty, is left out."""
        with path.open("rb") as file:
            found = read_po(file, locale=path.parts[-3])
        texts: dict[str, str] = {}
        forms: dict[str, tuple[str, ...]] = {}
        for message in found:
            english: Any = message.id  # two texts where there are forms for a number
            said: Any = message.string
            if message.fuzzy or not english or not said:
                continue
            if isinstance(english, str):
                texts[english] = said
            elif all(said):
                forms[english[0]] = tuple(said)
        return cls(texts, forms, gettext.c2py(found.plural_expr))  # type: ignore[attr-defined]
