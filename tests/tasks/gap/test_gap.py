"""The long gap: its sentences, and that accuracy is what it is called."""

import numpy as np
import pytest

from rnnviz.core.network import forward
from rnnviz.tasks.gap import run as gap_run
from rnnviz.tasks.gap.gap import (
    CLAUSES,
    FAR,
    NEAR,
    NEAR_DISTANCE,
    distance,
    far,
    far_sentences,
    near,
    near_sentences,
    training_sentences,
    vocabulary,
)
from rnnviz.tasks.gap.run import GapTask, accuracy, encoded, gap, read_sentence, trained


def between(words, cue, answer):
    return words.index(answer) - words.index(cue) - 1


def test_that_distances_are_counted_in_words():
    assert between(near("clouds"), "clouds", "sky") == NEAR_DISTANCE
    for n in (0, 1, 5):
        words = far("Japan", [CLAUSES[k % 4] for k in range(n)])
        assert between(words, "Japan", "Japanese") == distance(n)


def test_that_nothing_but_the_cue_tells_the_answer():
    rng = np.random.default_rng(1)
    test = far_sentences(400, 3, rng)
    assert {words[4] for words in test.words} == set(FAR)
    for words, cue in zip(test.words, test.cues, strict=True):
        assert words[4] == list(FAR)[cue]
        assert words[-1] == FAR[words[4]]
        assert not set(words[5:-1]) & {*FAR, *FAR.values()}
    assert np.bincount(test.cues, minlength=4).min() > 70
    assert all(NEAR[w[1]] == w[-1] for w in near_sentences(50, rng).words)


def test_that_training_mixes_short_and_long():
    texts = training_sentences(500, np.random.default_rng(1))
    lengths = np.array([len(words) for words in texts])
    assert set(lengths) == {6, 10, 13, 16, 19, 22}
    assert 0.15 < np.mean(lengths == 6) < 0.25
    assert {word for words in texts for word in words} == set(vocabulary())


def test_that_accuracy_is_the_share_of_right_last_words():
    words = vocabulary()
    task = GapTask(epochs=3, seeds=2, hidden=6)
    net, _ended = trained(
        task, "gru", training_sentences(40, np.random.default_rng(1)), words, None
    )
    test = far_sentences(30, 1, np.random.default_rng(2))
    found = accuracy(net, test, tuple(FAR.values()), words)
    x, d, weight = encoded(test.words, words)
    y = forward(net, x[:, None], "last").y
    for r in range(2):
        guessed = [words[k] for k in y[r].argmax(-1)]
        by_hand = np.mean([g == w[-1] for g, w in zip(guessed, test.words, strict=True)])
        assert found[r] == by_hand
    assert weight.all()
    assert [words[k] for k in d[-1].argmax(-1)] == [w[-1] for w in test.words]


@pytest.fixture
def small(monkeypatch):
    monkeypatch.setattr(gap_run, "TRAINED_ON", 40)
    monkeypatch.setattr(gap_run, "TESTED_ON", 20)
    monkeypatch.setattr(gap_run, "TESTED_CLAUSES", (0, 2))


def test_that_every_cell_is_measured_at_every_distance(small):
    task, seen = GapTask(epochs=2, seeds=2, hidden=4), []
    found = gap(task, on_progress=seen.append)
    assert found.distances == (4, 10)
    assert {code: a.shape for code, a in found.far.items()} == dict.fromkeys(task.cells, (2, 2))
    assert {code: a.shape for code, a in found.near.items()} == dict.fromkeys(task.cells, (2,))
    assert found.parameters["lstm"] > found.parameters["gru"] > found.parameters["rnn_tanh"]
    assert [(p.cell, p.epoch) for p in seen] == [(c, e) for c in task.cells for e in (0, 1)]
    s, one = read_sentence(found, "lstm", far("Spain", CLAUSES[:1]))
    assert s.disagreement() < 1e-12
    assert one.ticks[4] == "Spain"
    again = gap(task)
    np.testing.assert_array_equal(found.far["gru"], again.far["gru"])


def test_that_a_stop_keeps_the_cells_that_were_finished(small):
    found = gap(GapTask(epochs=2, seeds=1, hidden=4), on_progress=lambda p: p.cell == "lstm")
    assert found.stopped
    assert set(found.far) == {"rnn_tanh", "gru"}


def test_that_a_gated_network_learns_what_lies_near(monkeypatch):
    monkeypatch.setattr(gap_run, "TRAINED_ON", 128)
    found = gap(GapTask(cells=("gru",), epochs=70, seeds=1))
    assert found.near["gru"].min() == 1.0
