"""Words of a file inside our sentences: escaped, so that Markdown and HTML stay what they are."""

import re

PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def plain(text: str) -> str:
    r"""Escape every sign that Markdown could take for its own.

    >>> plain("Line 3 reads “<b>1</b>”.")
    'Line 3 reads “\\<b\\>1\\<\\/b\\>”\\.'
    """
    return PUNCTUATION.sub(r"\\\1", " ".join(text.split()))
