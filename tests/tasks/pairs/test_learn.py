import pickle
from dataclasses import replace

import numpy as np
import pytest

from rnnviz.core.seq2seq import decode
from rnnviz.errors import RnnvizError
from rnnviz.jobs import Pool
from rnnviz.tasks.pairs.learn import (
    PairSettings,
    batch_gradients,
    data_of,
    score,
    train_pairs,
    untrained,
)
from rnnviz.tasks.pairs.pairs import TASKS, written
from rnnviz.training.flat import leaves

SHORT = PairSettings(length=5, hidden=16, examples=1000, tests=100, updates=200, lr=0.02)
TINY = replace(SHORT, hidden=4, attention=3, examples=40, tests=20, updates=6, batch=16)


@pytest.fixture(scope="module")
def attending():
    return train_pairs(SHORT)


def test_that_a_decoder_with_attention_learns_to_reverse_and_writes_it_by_itself(attending):
    last = attending.scores[-1]
    assert last.strings > 0.95
    assert last.tokens > 0.99
    assert attending.loss[-1] < 0.1 < attending.loss[0]


def test_that_it_looks_where_the_next_letter_stands(attending):
    _, test = data_of(SHORT)
    run = decode(attending.network(), test.x, steps=6)
    assert run.looks is not None
    where = run.looks.alpha.argmax(axis=1)[:5]  # for each letter written, the place looked at most
    assert (where == np.arange(5)[::-1, None]).mean() > 0.9


def test_that_without_attention_the_same_training_gets_less_far(attending):
    plain = train_pairs(replace(SHORT, attention=0))
    assert plain.scores[-1].strings < attending.scores[-1].strings - 0.2


def test_that_the_score_is_that_of_the_decoder_that_reads_its_own_letters(attending):
    net, (_, test) = attending.network(), data_of(SHORT)
    free = decode(net, test.x, steps=len(test.d))
    texts = written(TASKS["reverse"], free.chosen)
    right = np.mean([a == b for a, b in zip(texts, test.targets, strict=True)])
    assert attending.scores[-1].strings == right
    assert attending.scores[-1].example == (test.sources[0], test.targets[0], texts[0])


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("cell", ["rnn_tanh", "lstm", "grid_lstm"])
def test_that_every_task_trains_with_any_cell(task, cell):
    learned = train_pairs(replace(TINY, task=task, cell=cell, both=True, reads_context=True))
    assert np.isfinite(learned.loss).all()
    assert len(learned.loss) == TINY.updates
    assert [s.update for s in learned.scores] == list(range(7))


def test_that_the_same_settings_give_the_same_training():
    a, b = train_pairs(TINY), train_pairs(TINY)
    np.testing.assert_array_equal(a.loss, b.loss)
    other = train_pairs(replace(TINY, seed=2))
    assert (a.loss != other.loss).any()


def test_that_the_gradient_of_a_batch_is_the_mean_of_its_strings_gradients():
    net, (train, _) = untrained(TINY), data_of(TINY)
    loss, together = batch_gradients(net, train, np.arange(4))
    each = [batch_gradients(net, train, np.array([n])) for n in range(4)]
    assert loss == pytest.approx(np.mean([one for one, _ in each]), rel=1e-12)
    for k, g in enumerate(leaves(together)):
        mean = sum(leaves(one)[k] for _, one in each) / 4
        np.testing.assert_allclose(g, mean, rtol=0, atol=1e-14)


def test_that_training_stops_when_it_is_told_to_and_keeps_what_it_has():
    seen = []

    def stop(s):
        seen.append(s.update)
        return s.update == 2

    learned = train_pairs(TINY, on_progress=stop)
    assert learned.stopped
    assert seen == [0, 1, 2]
    assert len(learned.loss) == 2
    again = train_pairs(replace(TINY, updates=2, lr=TINY.lr))
    assert score(learned.network(), "reverse", data_of(TINY)[1], 2) == learned.scores[-1]
    assert again.stopped is False


def test_that_a_divergence_is_told_and_not_followed():
    learned = train_pairs(replace(TINY, cell="rnn_relu", lr=1e150, clip_norm=1e300))
    assert "lower the learning rate" in learned.message
    assert np.isfinite(learned.loss).all()
    assert all(np.isfinite(s.loss) for s in learned.scores)
    assert all(np.isfinite(a).all() for a in leaves(learned.weights))


def test_that_a_training_can_run_in_a_worker():
    assert pickle.loads(pickle.dumps(train_pairs(TINY))).settings == TINY
    pool = Pool(workers=1)
    try:
        job = pool.submit("pairs", train_pairs, TINY)
        assert job.finished.wait(60)
        assert job.error is None
        np.testing.assert_array_equal(job.result.loss, train_pairs(TINY).loss)
    finally:
        pool.close()


@pytest.mark.parametrize(
    "bad",
    [{"task": "sing"}, {"cell": "none"}, {"length": 0}, {"hidden": 0}, {"lr": -1.0}, {"batch": 0}],
)
def test_that_a_setting_that_cannot_be_used_is_refused_in_one_sentence(bad):
    with pytest.raises(RnnvizError, match=next(iter(bad))):
        train_pairs(replace(TINY, **bad))
