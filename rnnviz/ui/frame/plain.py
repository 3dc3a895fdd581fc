"""Words of a file inside our sentences: escaped, so that Markdown and HTML stay what they are."""

import re

from rnnviz.words import N_, _

PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def plain(text: str) -> str:
    r"""Escape every sign that Markdown could take for its own.

    >>> plain("Line 3 reads “<b>1</b>”.")
    'Line 3 reads “\\<b\\>1\\<\\/b\\>”\\.'
    """
    return PUNCTUATION.sub(r"\\\1", " ".join(text.split()))


SHORT = {  # names for legends, which are narrow
    "last": N_("last value"),
    "seasonal": N_("seasonal"),
    "drift": N_("drift"),
    "mean": N_("mean"),
    "echo": N_("echo state"),
    "mlp_window": N_("MLP, window"),
    "mlp_time": N_("MLP, time"),
}


def short(code: str, label: str) -> str:
    """The name of a model in a legend."""
    return _(SHORT.get(code, label))
