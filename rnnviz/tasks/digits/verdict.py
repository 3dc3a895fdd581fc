"""What a comparison of digit networks says, in one honest sentence."""

import numpy as np

from rnnviz.core.cells import CELLS
from rnnviz.tasks.digits.training import Run, Trained
from rnnviz.words import _


def percent(share: float) -> str:
    """A share with one digit after the point.

    >>> percent(0.9733)
    '97.3 %'
    """
    return f"{100 * share:.1f} %"


def spread(n: Trained) -> str:
    """The accuracies of a network's starts: one number, or the smallest and the largest."""
    low, high = n.accuracy.min(), n.accuracy.max()
    return percent(low) if low == high else f"{100 * low:.1f}–{percent(high)}"


def ranked(run: Run) -> list[Trained]:
    """The usable networks, the highest mean accuracy first."""
    return sorted(run.usable, key=lambda n: -float(n.accuracy.mean()))


def verdict(run: Run) -> str:
    """Say who is ahead, and whether that is more than luck."""
    found = ranked(run)
    if not found:
        return _("Every network diverged: lower the learning rate.")
    best, others = found[0], found[1:]
    shown = {"best": _(CELLS[best.code].label), "mean": percent(float(best.accuracy.mean()))}
    if not others:
        text = _("{best} names {mean} of the 450 test digits rightly ({spread} over {n} starts).")
        return text.format(**shown, spread=spread(best), n=len(best.accuracy))
    second = others[0]
    shown |= {"second": _(CELLS[second.code].label), "ours": spread(best), "theirs": spread(second)}
    if min(len(best.accuracy), len(second.accuracy)) < 2:
        text = _(
            "{best} is ahead with {mean} of the 450 test digits, {second} has {theirs}; but with "
            "one start each, luck cannot be told from merit."
        )
    elif best.accuracy.min() > second.accuracy.max():
        text = _(
            "{best} wins: each of its starts ({ours} of the 450 test digits) beats each of "
            "{second} ({theirs})."
        )
    else:
        text = _(
            "{best} is ahead on average ({ours} of the 450 test digits), but {second} ({theirs}) "
            "overlaps with it: nothing is decided."
        )
    return f"{text.format(**shown)} {sizes(best, second)}".strip()


def sizes(best: Trained, second: Trained) -> str:
    """Say so when the one ahead has many more weights, or many fewer."""
    ratio = best.parameters / second.parameters
    if 0.8 <= ratio <= 1.25:
        return ""
    if ratio > 1:
        return _("It has {ratio:.1f} times as many weights.").format(ratio=ratio)
    return _("It has only {share:.0f} % of the other’s weights.").format(share=100 * ratio)


def loudness_verdict(scaled: Run, loud: Run) -> str:
    """Say what unscaled pixels did to the network that they hurt most."""
    after = {n.code: float(n.accuracy.mean()) for n in loud.usable}
    before = {n.code: float(n.accuracy.mean()) for n in scaled.usable if n.code in after}
    if not before:
        return ""
    code = max(before, key=lambda c: before[c] - after[c])
    text = (
        _(
            "Loud pixels hurt {network} most: {after} instead of {before}, which is as bad as the "
            "article says."
        )
        if after[code] < 0.3
        else _(
            "Loud pixels hurt {network} most: {after} instead of {before}. That is not the "
            "article’s 20 %; its network is another one (ReLU inside the LSTM, learning rate "
            "0.0001, 4 epochs)."
        )
    )
    return text.format(
        network=_(CELLS[code].label), after=percent(after[code]), before=percent(before[code])
    )


def median_row(settled: np.ndarray) -> int:
    """After how many rows half of the digits have their final answer.

    >>> median_row(np.array([6, 7, 7, 5]))
    8
    """
    return int(np.ceil(np.median(settled))) + 1
