"""What is said of pads follows from the numbers, whatever they are."""

import re

import numpy as np
import pytest

from rnnviz.batches.padded import WAYS, WHERE, masks, pad
from rnnviz.batches.rows import padded_rows, unpadded_rows
from rnnviz.batches.waves import wave
from rnnviz.scenes.batches.words import padding_words
from rnnviz.settings.batches import BatchSettings
from rnnviz.street.screens.batches import batch_of, network_of, walk


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("pads", WHERE)
@pytest.mark.parametrize("cell", ["rnn_tanh", "lstm"])
def test_that_what_a_pad_does_is_said_and_only_where_it_does(
    way: str, pads: str, cell: str
) -> None:
    s = BatchSettings(way=way, pads=pads, cell=cell, seed=3)
    net, batch = network_of(s), batch_of(s)
    rows, bare = padded_rows(net, batch, way), unpadded_rows(net, batch)
    far = np.linalg.norm(rows.h - bare.h, axis=1)
    right = way == "masked" or (way, pads) == ("packed", "behind")
    said = walk(s).said
    assert said.startswith("No pad is read") == right == (far.max() < 1e-12)
    if right:
        return
    row, away = re.findall(r"row (\d+).* ends ([\d.]+) away", said)[0]
    assert int(row) == far.argmax() + 1
    assert float(away) == pytest.approx(far.max(), rel=0.01)
    assert ("Loss and gradient are right" in said) == ((way, pads) == ("weighted", "behind"))
    if "off by" in said:
        loss, share = re.findall(r"off by ([\d.]+), the gradient by ([\d.]+) %", said)[0]
        assert float(loss) == pytest.approx(abs(rows.loss.mean() - bare.loss.mean()), rel=0.01)
        mean, true = rows.gradient.mean(0), bare.gradient.mean(0)
        found = 100 * np.linalg.norm(mean - true) / np.linalg.norm(true)
        assert float(share) == pytest.approx(found, abs=0.06)
    assert said.endswith("is 0.")


def test_that_the_rows_that_are_drawn_are_those_that_are_computed() -> None:
    s = BatchSettings(way="packed", pads="before", unit=2)
    batch, seen = batch_of(s), walk(s)
    reads = masks(batch.real, "packed")[0]
    drawn = seen.scene.arrays
    np.testing.assert_array_equal(np.isfinite(drawn["h"]), reads)
    np.testing.assert_allclose(drawn["h"][reads], seen.exact["h"][..., 1][reads], rtol=1e-6)
    np.testing.assert_array_equal(drawn["pads"].astype(bool), ~batch.real)
    assert [name for name, _text in seen.scene.views[1]["sentences"][0]] == [
        f"Row {n}" for n in range(1, s.rows + 1)
    ]


def test_that_rows_of_one_length_have_no_pad_to_speak_of() -> None:
    s = BatchSettings(way="plain")
    net, batch = network_of(s), pad([wave(1, n, 5) for n in range(3)])
    rows = padded_rows(net, batch, "plain")
    said = padding_words(batch, "plain", rows, rows, rows)
    assert said == "All rows are equally long: there is no pad."
