"""Showing what somebody else wrote: as text, never as Markdown and never as HTML."""

import unicodedata


def literal(value: object, longest: int = 40) -> str:
    """Give `value` as an inline code span of Markdown, cut to `longest` characters.

    Inside a code span Markdown interprets nothing, so no mark-up of a file or a link gets through.

    >>> literal("<b>rate</b> $x$")
    '`<b>rate</b> $x$`'
    >>> literal("a`b" + chr(10) + "c")
    "`a'b c`"
    """
    text = "".join(
        c if unicodedata.category(c)[0] != "C" else " " for c in str(value)[: 4 * longest]
    )
    text = " ".join(text.replace("`", "'").split()) or " "
    return f"`{text if len(text) <= longest else text[: longest - 1] + '…'}`"
