"""Whatever a public function of the tasks is given: the right answer, or one sentence."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import rnnviz.tasks
from rnnviz.core.cells import CELLS
from rnnviz.core.init import init_network
from rnnviz.core.init_nets import init_deep, init_seq2seq
from rnnviz.core.network import Network
from rnnviz.core.shapes import Layers
from rnnviz.errors import RnnvizError
from rnnviz.tasks import architecture, cue, made, memory, sequence
from rnnviz.tasks.digits import digits, reading, verdict
from rnnviz.tasks.digits import training as digit_training
from rnnviz.tasks.gap import gap as gaps
from rnnviz.tasks.gap import run as gap_run
from rnnviz.tasks.language import counting, language, reber, scores, texts, writing
from rnnviz.tasks.language import training as text_training
from rnnviz.tasks.made.mackey_glass import slope
from rnnviz.tasks.memory.order import places
from rnnviz.tasks.pairs import compare, learn
from rnnviz.tasks.pairs import pairs as pairs_
from tests.core.doors.asked import (
    EXAMPLES,
    WRONG,
    answer,
    ask_in_another_array,
    ask_nonsense,
    ask_what_does_not_fit,
)
from tests.core.doors.calls import made_whole, whole
from tests.core.doors.found import public

# Steps of an experiment, which only its one function takes; sentences on what it gave.
INNER = {
    *(f"gap.run.{name}" for name in ("trained", "encoded", "measured", "first_seed", "accuracy")),
    *(f"digits.training.{name}" for name in (
        "train_one", "pairs", "accuracy_by_epoch", "accuracy_by_row")),
    *(f"digits.verdict.{name}" for name in (
        "percent", "spread", "ranked", "verdict", "name", "sizes", "loudness_verdict")),
    "language.language.letters_of", "language.reber.automaton",  # rules
}  # fmt: skip
FREE = {"typed", "text", "symbol", "word", "beginning"}  # a person's own words
Call = tuple[Callable[..., Any], dict[str, Any]]


def net_of(inputs: int, outputs: int, code: str = "gru") -> Network:
    rng = np.random.default_rng(3)
    net = init_network(CELLS[code], inputs, 3, outputs, rng)
    return Network(net.cell, made_whole(net.weights, rng))


def draws(make: Callable[..., memory.Task], **arguments: Any) -> Any:
    """A task's loss to beat, and a draw of it."""
    task = make(**arguments)
    return [task.baseline, *task.draw(2, np.random.default_rng(0))[:2]]


@cache
def calls() -> dict[str, Call]:
    found = {}
    for f, given_ in [*of_sequences(), *of_memory(), *of_made(), *of_gap(), *of_pairs(),
                      *of_digits(), *of_language()]:  # fmt: skip
        found[f"{f.__module__.removeprefix('rnnviz.tasks.')}.{f.__name__}"] = f, given_
    return found | of_methods()


def read_on(net: Network, N: int, longest: int, x: Any) -> Any:
    reader = writing.Reader(net, N, longest)
    return [reader.next(x), reader.next(x)]


def of_methods() -> dict[str, Call]:
    """Methods, each with what it belongs to; those of what holds a state begin anew."""
    rng, net = np.random.default_rng(11), net_of(2, 3)
    task = text_training.Task((("a", "b"),), "gru", 2, 1, 1, 0.5)
    kept = {0: net.weights, 3: net_of(2, 3, "gru").weights}
    trained = text_training.Trained(task, ("a", "b"), kept, np.zeros(4), stopped=False, seconds=0.0)
    rule = texts.Rule(counting.following, counting.holds)
    looked = reading.read(net_of(8, 10), whole(rng, 8, 8), 3)
    some = {"net": net, "N": 4, "longest": 5}
    return {
        "digits.reading.Reading.why": (looked.why, {"order": "up"}),
        "language.reber.Grammar.node": (reber.REBER.node, {"text": "BT"}),
        "language.reber.Grammar.following": (reber.REBER.following, {"text": "BT"}),
        "language.reber.Grammar.holds": (reber.REBER.holds, {"text": "BTXSE"}),
        "language.reber.Grammar.draw": (reber.REBER.draw, {"rng": np.random.default_rng(0)}),
        "language.texts.Rule.legal": (rule.legal, {"beginning": "aab"}),
        "language.training.Trained.net": (lambda epoch: trained.net(epoch).weights, {"epoch": 1}),
        "language.writing.Reader": (lambda **given_: writing.Reader(**given_).x, some),
        "language.writing.Reader.next": (read_on, some | {"x": np.eye(2)[[0, 1, 0, 0]]}),
        "memory.task.Task.draw": (memory.parity(3).draw, {"n": 2, "rng": np.random.default_rng(0)}),
    }


def of_sequences() -> list[Call]:
    rng = np.random.default_rng(7)
    layers = Layers(kind="GRU", input_size=2, hidden_size=3)
    plan = architecture.plan_of("many_to_one", layers, 5, 2, 4)
    deep = init_deep(CELLS["gru"], 1, 3, 1, rng, both=True)
    deep = replace(deep, weights=made_whole(deep.weights, rng))
    values, ticks = whole(rng, 6), ("a", "b", "c", "d", "e")
    few = cue.CueSettings(hidden=2, steps=3, epochs=1, sequences=4, tests=5)
    return [
        (architecture.plan_of, {"arch": "attention", "layers": layers, "T": 5, "N": 2,
                                "outputs": 4}),
        *((f, {"plan": plan}) for f in (
            architecture.arrays_in, architecture.arrays_out, architecture.weights_torch,
            architecture.weights_keras)),
        (sequence.next_value, {"values": values, "ticks": ticks}),
        (sequence.next_scaled_value, {"values": values, "ticks": ticks}),
        (sequence.next_letter, {"word": "JAZZ"}),
        (sequence.scaled, {"values": values}),
        (cue.cues, {"T": 5, "n": 3, "rng": np.random.default_rng(0)}),
        (cue.learn_cues, {"s": few, "on_progress": None}),
        (cue.accuracy, {"net": deep, "x": whole(rng, 5, 7, 1), "y": np.ones((7, 1)),
                        "where": "ends"}),
    ]  # fmt: skip


def of_memory() -> list[Call]:
    return [
        (memory.adding, {"T": 6, "convention": "signed"}),
        (memory.copying, {"delay": 3, "symbols": 4, "length": 2}),
        (memory.echo, {"delay": 2, "T": 6}),
        (memory.flip_flop, {"T": 6, "channels": 2, "p": 0.5}),
        (memory.latch, {"T": 4}),
        (memory.order, {"T": 30, "marks": 2}),
        (places, {"T": 30, "marks": 3}),
        (memory.parity, {"T": 4}),
    ]


def of_made() -> list[Call]:
    return [
        (made.formula, {"text": "t / 2", "n": 5}),
        (made.mackey_glass, {"n": 3, "delay": 4, "start": 1.0}),
        (slope, {"x": 2.0, "delayed": 1.0}),
        (made.sine, {"n": 4}),
        (made.sines, {"n": 4}),
    ]


def of_gap() -> list[Call]:
    words = gaps.vocabulary()
    weights = {"gru": net_of(len(words), len(words)).weights}
    task = gap_run.GapTask(cells=("gru",), hidden=2, epochs=1, seeds=1)
    found = gap_run.GapResult(task, (4,), {}, {}, {}, weights, stopped=False, seconds=0.0)
    rng = np.random.default_rng
    return [
        (gaps.near, {"cue": "fish"}),
        (gaps.far, {"cue": "Spain", "clauses": ("we had dogs",)}),
        (gaps.distance, {"clauses": 2}),
        (gaps.vocabulary, {}),
        (gaps.far_sentences, {"n": 3, "clauses": 2, "rng": rng(0)}),
        (gaps.near_sentences, {"n": 3, "rng": rng(0)}),
        (gaps.training_sentences, {"n": 3, "rng": rng(0)}),
        (gap_run.gap, {"task": task, "on_progress": None}),
        (gap_run.read_sentence, {"found": found, "code": "gru", "sentence": gaps.near("fish")}),
    ]


def of_pairs() -> list[Call]:
    rng, task = np.random.default_rng(8), pairs_.TASKS["reverse"]
    few = learn.PairSettings(length=3, hidden=2, attention=2, examples=6, tests=3, updates=1,
                             batch=4)  # fmt: skip
    net = init_seq2seq(CELLS["gru"], 8, 3, 9, rng, attention=2)
    net = replace(net, weights=made_whole(net.weights, rng))
    some = pairs_.encode(task, ("abc", "hde", "ddd", "ace", "fgh"))
    return [
        (compare.compare_pairs, {"s": few, "on_progress": None}),
        (compare.right_answer, {"task": task, "text": "abc"}),
        (learn.data_of, {"s": few}),
        (learn.untrained, {"s": few}),
        (learn.train_pairs, {"s": few, "on_progress": None}),
        (learn.batch_gradients, {"net": net, "pairs": some, "pick": np.array([0.0, 2.0, 4.0])}),
        (learn.score, {"net": net, "task": "reverse", "test": some, "update": 1}),
        (pairs_.make_pairs, {"code": "sort", "length": 3, "train": 5, "test": 2,
                             "rng": np.random.default_rng(0)}),
        (pairs_.encode, {"task": task, "sources": ("abc", "cba")}),
        (pairs_.spell, {"text": "ab", "alphabet": "abc"}),
        (pairs_.written, {"task": task, "classes": np.array([[0.0, 1], [8, 2], [1, 8]])}),
    ]  # fmt: skip


def of_digits() -> list[Call]:
    rng, net = np.random.default_rng(9), net_of(8, 10)
    plan = digit_training.Plan(cells=("rnn_tanh",), hidden=2, restarts=1, epochs=1)
    labels, images = rng.integers(0, 10, 6).astype(float), whole(rng, 6, 8, 8)
    return [
        (digits.split_of, {"seed": 1, "validation_share": 0.25}),
        (digits.by_class, {"labels": labels, "rows": np.arange(4.0), "share": 0.5,
                           "rng": np.random.default_rng(0)}),
        (digits.sequences, {"images": images, "order": "up", "ink": "raw"}),
        (digits.in_order, {"image": images[0], "order": "right"}),
        (digits.one_hot, {"labels": labels}),
        (digits.grey_levels, {"dots": np.tri(32)}),
        (digits.parse_drawing, {"text": ""}),
        (digits.drawing_text, {"dots": np.tri(32)}),
        (reading.answers_by_row, {"net": net, "x": whole(rng, 8, 6, 8)}),
        (reading.settled, {"answers": rng.integers(0, 10, (8, 3)).astype(float)}),
        (reading.read, {"net": net, "x": images[0], "asked": 3}),
        (digit_training.weight_count, {"code": "gru", "hidden": 3}),
        (digit_training.size_for, {"code": "gru", "wanted": 300}),
        (digit_training.train_digits, {"plan": plan}),
        (verdict.median_row, {"settled": np.array([6.0, 7, 7, 5])}),
    ]  # fmt: skip


def of_language() -> list[Call]:
    letters, some = ("a", "b"), (("a", "b"), ("a", "a", "b", "b"))
    net, rule = net_of(2, 3), texts.counting_texts().rule
    task = text_training.Task(some, "gru", 2, 1, 1, 0.5)
    rng = np.random.default_rng
    return [
        (counting.string, {"n": 2}),
        (counting.holds, {"text": "ab"}),
        (counting.following, {"text": "a"}),
        (language.symbols, {"text": "née"}),
        (language.alphabet, {"texts": some}),
        (language.windows, {"length": 7, "window": 4, "overlap": 2}),
        (language.batch, {"texts": some, "letters": letters}),
        (language.example, {"text": ("a", "b"), "letters": letters}),
        (language.places, {"text": ("a", "b"), "letters": letters}),
        (language.visible, {"symbol": " "}),
        (reber.distinct, {"grammar": reber.REBER, "rng": rng(0), "count": 3, "longest": 20}),
        (scores.legal_map, {"texts": some, "letters": letters, "rule": rule}),
        (scores.legal, {"net": net, "letters": letters, "texts": some, "rule": rule}),
        (scores.counts_to, {"net": net, "letters": letters, "most": 4}),
        (scores.legal_share, {"net": net, "letters": letters, "start": ("a",), "rule": rule,
                              "temperature": 1.0, "count": 3, "longest": 8}),
        (texts.one, {"text": "JAZZ"}),
        (texts.counting_texts, {"most": 3}),
        (texts.grammar_texts, {"grammar": reber.REBER, "train": 3, "held": 2, "seed": 1}),
        (texts.own, {"text": "to be", "by_line": True}),
        (texts.check_text, {"text": "JAZZ"}),
        (texts.check_visible, {"text": "JAZZ"}),
        (texts.texts_of, {"code": "own", "typed": "JAZZ", "by_line": False, "seed": 1}),
        (texts.joined, {"text": ("a", "b")}),
        (text_training.untrained, {"task": task, "letters": letters}),
        (text_training.train, {"task": task, "on_progress": None}),
        (writing.check_beginning, {"start": ("a",), "letters": letters}),
        (writing.write, {"net": net, "letters": letters, "start": ("a",), "seeds": [1, 2],
                         "temperature": 1.0, "longest": 6}),
    ]  # fmt: skip


PUBLIC = {name: f for name, f in public(rnnviz.tasks).items() if name not in INNER}
NAMES = sorted(PUBLIC)
WITH_ARRAYS = [
    "sequence.next_value", "sequence.next_scaled_value", "sequence.scaled", "cue.accuracy",
    "pairs.learn.batch_gradients", "pairs.learn.score", "pairs.pairs.written",
    "digits.digits.by_class", "digits.digits.sequences", "digits.digits.in_order",
    "digits.digits.one_hot", "digits.digits.grey_levels", "digits.digits.drawing_text",
    "digits.reading.answers_by_row", "digits.reading.settled", "digits.reading.read",
    "digits.verdict.median_row", "language.scores.legal", "language.scores.counts_to",
    "language.scores.legal_share", "language.writing.write", "language.writing.Reader",
    "language.writing.Reader.next",
]  # fmt: skip


def test_that_every_public_function_and_method_has_a_door_and_a_call_here() -> None:
    assert set(calls()) == set(NAMES)
    without = {name for name, f in PUBLIC.items() if not hasattr(f, "__wrapped__")}
    assert without == {"gap.gap.vocabulary"}  # which is given nothing


@pytest.mark.parametrize("name", WITH_ARRAYS)
@EXAMPLES
@given(data=st.data())
def test_that_the_same_numbers_in_another_array_give_the_same_answer_or_a_sentence(name, data):
    ask_in_another_array(*calls()[name], data)


@pytest.mark.parametrize("name", WITH_ARRAYS)
@EXAMPLES
@given(data=st.data())
def test_that_an_array_that_does_not_fit_the_others_is_refused(name, data):
    ask_what_does_not_fit(*calls()[name], data)


@pytest.mark.parametrize("name", NAMES)
def test_that_what_is_no_number_and_no_name_is_refused_in_a_sentence(name) -> None:
    f, arguments = calls()[name]
    ask_nonsense(f, arguments, FREE)


SETTINGS = [
    "architecture.arrays_in", "cue.learn_cues", "gap.run.gap", "pairs.compare.compare_pairs",
    "pairs.learn.data_of", "pairs.learn.untrained", "pairs.learn.train_pairs",
    "digits.training.train_digits", "language.training.untrained", "language.training.train",
]  # fmt: skip


@pytest.mark.parametrize("name", SETTINGS)
def test_that_a_setting_that_is_no_number_and_no_name_is_refused_in_a_sentence(name) -> None:
    f, arguments = calls()[name]
    key, held = next(each for each in arguments.items() if is_dataclass(each[1]))
    kept: Any = held
    for field in fields(held):
        now = getattr(kept, field.name)
        for wrong in WRONG:
            if isinstance(now, str | tuple) or (type(now) is int and wrong is not None):
                bad = {**arguments, key: replace(kept, **{field.name: wrong})}
                assert answer(f, bad) is None, (field.name, wrong)


@pytest.mark.parametrize("name", NAMES)
def test_that_an_unknown_option_is_refused(name) -> None:
    f, arguments = calls()[name]
    with pytest.raises((RnnvizError, TypeError)):
        f(**arguments, no_such_option=1)


ASTRAY = {
    "a node without a way on": ({0: {"a": 1}}, 2),
    "a round without a way out": ({0: {"a": 1, "b": 2}, 1: {"a": 1}}, 2),
    "a beginning that is not there": ({1: {"a": 2}}, 2),
    "no nodes": ([{"a": 1}], 1),
    "letters that lead to no node": ({0: {"a": "b"}}, 1),
    "letters that are none": ({0: {1: 1}}, 1),
}


@pytest.mark.parametrize(("arcs", "end"), ASTRAY.values(), ids=ASTRAY)
def test_that_a_grammar_on_which_a_walk_could_go_astray_is_refused(arcs, end) -> None:
    grammar = reber.Grammar(arcs, end)
    rng = np.random.default_rng(0)
    for ask in (grammar.node, grammar.following, grammar.holds):
        with pytest.raises(RnnvizError, match="arcs"):
            ask("a")
    with pytest.raises(RnnvizError, match="arcs"):
        grammar.draw(rng)
    with pytest.raises(RnnvizError, match="arcs"):
        reber.distinct(grammar, rng, 1)
    with pytest.raises(RnnvizError, match="arcs"):
        texts.grammar_texts(grammar, 1, 0, 1)


def test_that_a_rule_is_made_of_two_functions() -> None:
    for wrong in [each for each in WRONG if not callable(each)]:
        for pair in ((wrong, counting.holds), (counting.following, wrong)):
            with pytest.raises(RnnvizError, match="give a function"):
                texts.Rule(*pair)


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: type(wrong).__name__)
def test_that_a_task_draws_whole_numbers_of_sequences_by_a_generator(wrong) -> None:
    task = memory.parity(3)
    for arguments in ({"n": wrong, "rng": np.random.default_rng(0)}, {"n": 2, "rng": wrong}):
        with pytest.raises(RnnvizError):
            task.draw(**arguments)


def test_that_what_is_no_date_and_what_no_alphabet_holds_is_said() -> None:
    with pytest.raises(RnnvizError, match="There is no answer to “jan jan jan”"):
        pairs_.encode(pairs_.TASKS["date"], ("jan jan jan",))
    with pytest.raises(RnnvizError, match="“c” is not in the alphabet: a b"):
        language.places(("a", "c"), ("a", "b"))
    with pytest.raises(RnnvizError, match="must be less than the window’s 4"):
        language.windows(9, 4, 4)
    found = calls()["gap.run.read_sentence"][1]["found"]
    with pytest.raises(RnnvizError, match="code is 'lstm'; choose one of gru"):
        gap_run.read_sentence(found, "lstm", gaps.near("fish"))
    with pytest.raises(RnnvizError, match="There are 2 ticks for 3 steps"):
        sequence.next_value([1, 2, 3, 4], ("a", "b"))
    reader = writing.Reader(net_of(2, 3), 1, 1)
    reader.next(np.eye(2)[:1])
    with pytest.raises(RnnvizError, match="1 symbols have been read, as many as it was made for"):
        reader.next(np.eye(2)[:1])
    with pytest.raises(RnnvizError, match="net has 3 outputs; give a network with 10"):
        reading.read(net_of(8, 3), np.zeros((8, 8)))
