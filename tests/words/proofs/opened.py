"""What the links of questions show."""

from functools import cache
from typing import Any
from urllib.parse import urlencode

import rnnviz
from rnnviz.scenes.gradients import Flow
from rnnviz.series.compare.results import Comparison
from rnnviz.words.questions import QUESTIONS

Proof = dict[str, str]  # the numbers of an answer, made again


def opened(code: str, *, train: bool = False, **changed: str) -> Any:
    """What the link of a question shows, some of its settings changed."""
    q = QUESTIONS[code]
    return rnnviz.open(f"{q.screen}?{urlencode({**q.query, **changed})}", train=train)


def flows(code: str, **changed: str) -> list[Flow]:
    """How gradients flow in the networks of a question."""
    return opened(code, train=False, **changed).flows


@cache
def comparison(code: str) -> Comparison:
    """The comparison of a question; trained once."""
    return opened(code, train=True).comparison
