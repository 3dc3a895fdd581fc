"""Networks that learn texts: certainty is reached, a stop keeps, a failure is told."""

import pickle

import numpy as np
import pytest

from rnnviz.core.language import perplexity
from rnnviz.core.losses import cross_entropy
from rnnviz.core.network import forward
from rnnviz.errors import RnnvizError
from rnnviz.settings.language import LanguageSettings
from rnnviz.tasks.language.language import example, symbols
from rnnviz.tasks.language.scores import counts_to, legal, legal_share
from rnnviz.tasks.language.texts import Rule, Texts, texts_of
from rnnviz.tasks.language.training import Task, train
from rnnviz.ui.language.presets import PRESETS


def task_of(source: str, **changes: object) -> Task:
    """The network that the page trains for a text."""
    return LanguageSettings(source=source, **{**PRESETS[source].changes, **changes}).task()


def texts(source: str) -> tuple[Texts, Rule]:
    its = texts_of(source, "", by_line=False, seed=1)
    assert its.rule is not None
    return its, its.rule


@pytest.mark.parametrize("source", ["jazz", "hello", "poem"])
def test_that_a_short_text_is_known_by_heart(source):
    task = task_of(source)
    found = train(task)
    (text,) = task.texts
    one = example(text, found.letters)
    loss = cross_entropy(forward(found.net(), one.x).y, one.d).value
    assert found.loss[0] > np.log(3)
    assert found.loss[-1] == pytest.approx(loss.mean(), rel=1e-9)
    assert perplexity(loss) == pytest.approx(np.exp(loss.mean()), rel=1e-12)
    assert np.exp(-loss).min() > 0.95


def test_that_the_same_letter_is_followed_by_two_different_ones():
    found = train(task_of("jazz"))
    one = example(symbols("JAZZ"), found.letters)
    y = forward(found.net(), one.x).y
    np.testing.assert_array_equal(one.x[2], one.x[3])
    assert [one.outputs[k] for k in y.argmax(1)] == ["A", "Z", "Z", "∎"]


def test_that_weights_of_an_epoch_have_the_loss_of_that_epoch():
    task = task_of("hello", epochs=40)
    found = train(task)
    one = example(task.texts[0], found.letters)
    for epoch in (0, 40):
        loss = cross_entropy(forward(found.net(epoch), one.x).y, one.d).value
        assert loss.mean() == pytest.approx(found.loss[epoch], rel=1e-9)
    assert found.net(39).weights is found.weights[min(found.weights, key=lambda e: abs(e - 39))]


def test_that_a_stop_keeps_what_was_learned():
    seen = []

    def stop_at_ten(progress):
        seen.append(progress)
        return progress.epoch == 10

    found = train(task_of("jazz"), on_progress=stop_at_ten)
    assert found.stopped
    assert found.epochs == 10
    assert [p.epoch for p in seen] == list(range(11))
    assert found.loss[10] < found.loss[0]
    assert found.net() is not None


def test_that_a_divergence_is_explained():
    with pytest.raises(RnnvizError, match="Lower the learning rate"):
        train(Task((symbols("abcdefghijklmnopqrstuvwxyz" * 5),), "rnn_linear", 32, 1, 50, 1.0))


def test_that_a_trained_network_can_be_sent_from_a_worker():
    found = train(task_of("jazz", epochs=10))
    again = pickle.loads(pickle.dumps(found))
    np.testing.assert_array_equal(again.net().weights.params.W_hh, found.net().weights.params.W_hh)
    assert again.key == found.key


def test_that_legal_letters_come_before_whole_strings():
    found, (its, rule) = train(task_of("reber")), texts("reber")
    early, late = (legal(found.net(e), found.letters, its.held, rule) for e in (46, None))
    assert early.letters > 0.9
    assert early.strings < 0.5
    assert late == (1.0, 1.0)


def test_that_legal_shares_are_those_counted_by_hand():
    found, (its, rule) = train(task_of("reber", epochs=50)), texts("reber")
    net = found.net()
    right, whole, n = 0, 0, 0
    for text in its.held:
        one = example(text, found.letters)
        guess = [one.outputs[k] for k in forward(net, one.x).y.argmax(1)]
        good = [g in rule.legal("".join(text[: t + 1])) for t, g in enumerate(guess)]
        right, whole, n = right + sum(good), whole + all(good), n + len(good)
    assert legal(net, found.letters, its.held, rule) == (right / n, whole / len(its.held))


def test_that_an_lstm_counts_beyond_what_it_was_trained_on():
    found, (_its, rule) = train(task_of("counting")), texts("counting")
    reach = counts_to(found.net(), found.letters)
    assert reach > 10
    for n, right in ((reach, True), (reach + 1, False)):
        one = example(symbols("a" * n + "b" * n), found.letters)
        guess = forward(found.net(), one.x).y.argmax(1)
        assert (guess[n:] == one.d[n:].argmax(1)).all() == right
    assert counts_to(found.net(0), found.letters) == 0
    share = legal_share(found.net(), found.letters, ("a",), rule, 0.5, count=40, longest=60)
    assert share > 0.9


def test_that_long_work_is_told_from_quick():
    assert task_of("jazz").work < 2000
    assert task_of("embedded").work > 20_000
    assert task_of("jazz", cell="mgu").work == 10 * task_of("jazz").work
