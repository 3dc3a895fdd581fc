"""The digits themselves: their split, their reading orders, and drawings."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.errors import RnnvizError
from rnnviz.tasks.digits.digits import (
    INKS,
    ORDERS,
    by_class,
    digits,
    drawing_text,
    grey_levels,
    in_order,
    parse_drawing,
    sequences,
    split_of,
)

dots = st.binary(min_size=128, max_size=128).map(
    lambda b: np.unpackbits(np.frombuffer(b, np.uint8)).astype(int).reshape(32, 32)
)


def keys(images: np.ndarray) -> list[bytes]:
    return [image.tobytes() for image in images]


def test_that_the_digits_are_those_of_scikit_learn() -> None:
    from sklearn.datasets import load_digits

    every, theirs = digits(), load_digits(return_X_y=True)
    np.testing.assert_array_equal(every.images.reshape(-1, 64), theirs[0])
    np.testing.assert_array_equal(every.labels, theirs[1])
    assert (every.images.min(), every.images.max(), len(every.labels)) == (0, 16, 1797)


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_that_no_digit_is_in_two_parts_and_every_one_is_in_one(seed: int) -> None:
    every, parts = digits(), split_of(seed)
    rows, rng = np.arange(len(every.labels)), np.random.default_rng(seed)
    rest, test = by_class(every.labels, rows, 0.25, rng)
    train, validation = by_class(every.labels, rest, 0.15, rng)
    np.testing.assert_array_equal(np.sort(np.concatenate([train, validation, test])), rows)
    for part, k in zip(parts, (train, validation, test), strict=True):
        np.testing.assert_array_equal(part.images, every.images[k])
        np.testing.assert_array_equal(part.labels, every.labels[k])
    assert [len(p.labels) for p in parts] == [1146, 201, 450]
    assert not set(keys(parts.test.images)) & set(keys(parts.train.images))


def test_that_every_part_has_its_share_of_every_class() -> None:
    whole = np.bincount(digits().labels)
    for part, share in zip(split_of(4), (0.75 * 0.85, 0.75 * 0.15, 0.25), strict=True):
        assert np.abs(np.bincount(part.labels, minlength=10) - share * whole).max() <= 1.2


def test_that_the_seed_alone_decides_the_split() -> None:
    np.testing.assert_array_equal(split_of(3).test.images, split_of(3).test.images)
    assert keys(split_of(3).test.images) != keys(split_of(4).test.images)


def test_that_each_order_reads_what_it_says() -> None:
    image = split_of(1).test.images[:1]
    down, up, right = (sequences(image, order, "raw")[:, 0] for order in ORDERS)
    np.testing.assert_array_equal(down, image[0])
    np.testing.assert_array_equal(up, image[0][[7, 6, 5, 4, 3, 2, 1, 0]])
    for t in range(8):
        np.testing.assert_array_equal(right[t], image[0][:, t])


@pytest.mark.parametrize("order", ORDERS)
def test_that_steps_put_back_in_order_are_the_picture(order: str) -> None:
    image = np.random.default_rng(0).normal(size=(8, 8))
    np.testing.assert_array_equal(in_order(in_order(image, order), order), image)


@pytest.mark.parametrize(("ink", "most"), [("unit", 1), ("raw", 16), ("byte", 256)])
def test_that_grey_levels_reach_what_their_name_says(ink: str, most: float) -> None:
    x = sequences(digits().images, "down", ink)
    assert (x.shape, x.min(), x.max()) == ((8, 1797, 8), 0, most)
    assert ink in INKS


@given(dots)
def test_that_a_pixel_counts_the_dots_of_its_block(drawing: np.ndarray) -> None:
    levels = grey_levels(drawing)
    for row in range(8):
        for column in range(8):
            block = drawing[4 * row : 4 * row + 4, 4 * column : 4 * column + 4]
            assert levels[row, column] == block.sum()


@given(dots)
def test_that_a_drawing_comes_back_from_its_link(drawing: np.ndarray) -> None:
    text = drawing_text(drawing)
    np.testing.assert_array_equal(parse_drawing(text), drawing)
    assert len(text) in (0, 171)


@pytest.mark.parametrize("text", ["A", "A" * 170, "A" * 172, "!" * 171, "é" * 171, "=" * 171, " "])
def test_that_what_is_no_drawing_is_refused(text: str) -> None:
    with pytest.raises(RnnvizError, match="draw the digit again"):
        parse_drawing(text)
