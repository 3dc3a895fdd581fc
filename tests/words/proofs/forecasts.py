"""What a forecast is worth."""

from rnnviz.series.compare.results import Comparison
from rnnviz.words.numbers import number
from tests.words.proofs.opened import Proof, comparison


def error(found: Comparison, code: str, mode: str = "one_step") -> str:
    """The median error of a model."""
    return number(found[code].spread(mode, "rmse").median)


def one_behind() -> Proof:
    found = comparison("one_behind")
    assert found["rnn_tanh"].shadow
    return {"rnn": error(found, "rnn_tanh"), "last": error(found, "last")}


def simple() -> Proof:
    found = comparison("free_run")
    codes = {"rnn": "rnn_tanh", "last": "last", "ar": "ar"}
    return {name: error(found, code) for name, code in codes.items()}


def forcing() -> Proof:
    found = comparison("free_run")
    return {name: error(found, "rnn_tanh", mode) for name, mode in
            {"forced": "one_step", "free": "free_run"}.items()}  # fmt: skip


def reservoir() -> Proof:
    found = comparison("free_run")
    return {"echo": error(found, "echo"), "rnn": error(found, "rnn_tanh")}


PROOFS = (one_behind, simple, forcing, reservoir)
