"""Texts with numbers in them: each `{formula}`, or `{formula:form}`, becomes what it comes to."""

import re
from collections.abc import Callable, Iterator

from rnnviz.errors import RnnvizError
from rnnviz.lessons.formula.functions import FORMATS
from rnnviz.words import _

# Nothing is looked up between two dollars, where brackets belong to a typeset formula.
PLACE = re.compile(r"\$[^$\n]*\$|\{\{|\}\}|\{([^{}]*)\}")
FORM = re.compile(r"(?s)(.*):\s*([^\s:\[\]()]+)")


def filled(text: str, value: Callable[[str, str], str]) -> str:
    """The text with its numbers; `value` is given a formula and a form. `{{` is a bracket itself.

    >>> filled("h is {h[3]:2}, {{so}}", lambda formula, form: f"<{formula}|{form}>")
    'h is <h[3]|2>, {so}'

    Raises:
        RnnvizError: from `value`, or if a form is not known.
    """

    def put(match: re.Match[str]) -> str:
        if match[1] is None:
            return match[0] if match[0][0] == "$" else match[0][0]
        return value(*parted(match[1]))

    return PLACE.sub(put, text)


def parted(inside: str) -> tuple[str, str]:
    """A formula and its form, which may be empty.

    >>> parted("left:%"), parted("h[3:5]"), parted("mean(h[3:5]):2")
    (('left', '%'), ('h[3:5]', ''), ('mean(h[3:5])', '2'))

    Raises:
        RnnvizError: if the form is not known.
    """
    match = FORM.fullmatch(inside)
    if match is None or match[1].count("[") != match[1].count("]"):
        return inside.strip(), ""
    if match[2] not in FORMATS:
        message = _("“{form}” is no form of a number; there are: {known}")
        raise RnnvizError(message.format(form=match[2], known=", ".join(FORMATS)))
    return match[1].strip(), match[2]


def formulas_in(text: str) -> Iterator[str]:
    """Every formula of a text, with its form if it has one."""
    return (match[1] for match in PLACE.finditer(text) if match[1] is not None)


def without_formulas(text: str) -> str:
    """The text without them: what somebody typed."""
    return PLACE.sub("", text)
