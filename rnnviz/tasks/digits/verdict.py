"""What a comparison of digit networks says, in one honest sentence."""

import numpy as np

from rnnviz.core.cells import CELLS
from rnnviz.core.doors import door
from rnnviz.tasks.digits.training import Run, Trained
from rnnviz.words import _, numbers

CLAIMED, NEARLY = 0.2, 0.05  # the article’s accuracy on loud pixels, and what is close to it


def percent(share: float) -> str:
    """A share with one digit after the point.

    >>> percent(0.9733)
    '97.3 %'
    """
    return numbers.percent(share, 1)


def spread(n: Trained) -> str:
    """The accuracies of a network's starts: one number, or the smallest and the largest."""
    low, high = n.accuracy.min(), n.accuracy.max()
    if low == high:
        return percent(low)
    first = percent(low).removesuffix(" %") if 0 < low < 1 else percent(low)
    return f"{first}–{percent(high)}"


def ranked(run: Run) -> list[Trained]:
    """The usable networks, the highest mean accuracy first."""
    return sorted(run.usable, key=lambda n: -float(n.accuracy.mean()))


def verdict(run: Run) -> str:
    """Say who is ahead, and whether that is more than luck."""
    found = ranked(run)
    if not found:
        return _("Every network diverged: lower the learning rate.")
    best, others = found[0], found[1:]
    n = len(run.test.labels)
    shown = {"best": name(best), "ours": spread(best), "n": n}
    if not others:
        text = _(
            "{best} names {mean} of the {n} test digits rightly ({ours} over {starts} starts)."
        )
        mean = percent(float(best.accuracy.mean()))
        return text.format(**shown, mean=mean, starts=len(best.accuracy))
    rival = others[0]
    if min(len(each.accuracy) for each in (best, *others)) < 2:
        text = _(
            "{best} is ahead with {ours} of the {n} test digits, {second} has {theirs}; but with "
            "one start each, luck cannot be told from merit."
        ) if best.accuracy.mean() > rival.accuracy.mean() else _(
            "{best} and {second} are level: both name {ours} of the {n} test digits rightly."
        )  # fmt: skip
    else:
        overlapping = [each for each in others if each.accuracy.max() >= best.accuracy.min()]
        rival = overlapping[0] if overlapping else rival
        text = _(
            "{best} is ahead on average ({ours} of the {n} test digits), but {second} ({theirs}) "
            "overlaps with it: nothing is decided."
        ) if overlapping else _(
            "{best} wins: each of its starts ({ours} of the {n} test digits) beats each of "
            "{second} ({theirs})."
        )  # fmt: skip
        if best.accuracy.mean() == rival.accuracy.mean():
            text = _(
                "{best} ({ours} of the {n} test digits) and {second} ({theirs}) are level on "
                "average: nothing is decided."
            )
    shown |= {"second": name(rival), "theirs": spread(rival)}
    return f"{text.format(**shown)} {sizes(best, rival)}".strip()


def name(n: Trained) -> str:
    """What a network is called."""
    return _(CELLS[n.code].label)


def sizes(best: Trained, second: Trained) -> str:
    """Say so when the one ahead has many more weights, or many fewer."""
    ratio = best.parameters / second.parameters
    if 0.8 <= ratio <= 1.25:
        return ""
    if ratio > 1:
        return _("It has {ratio} times as many weights.").format(ratio=numbers.number(ratio, 2))
    return _("It has only {share} of the other’s weights.").format(share=numbers.percent(ratio))


def loudness_verdict(scaled: Run, loud: Run) -> str:
    """Say what unscaled pixels did to the network that they hurt most."""
    after = {n.code: float(n.accuracy.mean()) for n in loud.usable}
    before = {n.code: float(n.accuracy.mean()) for n in scaled.usable if n.code in after}
    if not before:
        return ""
    code = max(before, key=lambda c: before[c] - after[c])
    text = _(
        "Loud pixels hurt no network here. The nearest to it is {network}: {after} instead of "
        "{before}."
    )
    if after[code] < before[code]:
        text = _(
            "Loud pixels hurt {network} most: {after} instead of {before}. That is not the "
            "article’s 20 %; its network is another one (ReLU inside the LSTM, learning rate "
            "0.0001, 4 epochs)."
        )
        if abs(after[code] - CLAIMED) <= NEARLY:
            text = _(
                "Loud pixels hurt {network} most: {after} instead of {before}, which is close to "
                "the article’s 20 %."
            )
    return text.format(
        network=_(CELLS[code].label), after=percent(after[code]), before=percent(before[code])
    )


@door(settled="N")
def median_row(settled: np.ndarray) -> int:
    """After how many rows half of the digits have their final answer.

    >>> median_row(np.array([6, 7, 7, 5]))
    8
    """
    return int(np.ceil(np.median(settled))) + 1
