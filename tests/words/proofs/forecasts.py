"""What a forecast is worth."""

from rnnviz.series.compare.results import Comparison, Mode
from rnnviz.words.numbers import number
from tests.words.proofs.opened import Proof, comparison


def error(found: Comparison, code: str, mode: Mode = "one_step") -> str:
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
    return {
        "forced": error(found, "rnn_tanh", "one_step"),
        "free": error(found, "rnn_tanh", "free_run"),
    }


def reservoir() -> Proof:
    found = comparison("free_run")
    return {"echo": error(found, "echo"), "rnn": error(found, "rnn_tanh")}


PROOFS = (one_behind, simple, forcing, reservoir)
