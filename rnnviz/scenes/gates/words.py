"""What the Gates screen says of a memory, in sentences made from its own numbers. No Streamlit."""

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.memory import Carry, carry, half_life
from rnnviz.core.study import Study
from rnnviz.words import _
from rnnviz.words.numbers import at_most, number, percent, steps


def halved_in_words(keep: float, gate: str = "f", *, at_rest: bool = False) -> str:
    """A constant gate, the share that is kept, in words.

    >>> halved_in_words(0.5)
    'f = 0.500; half is left after 1 step.'
    """
    after = half_life(keep)
    if after == np.inf:
        return _("{gate} = 1: nothing is ever lost.").format(gate=gate)
    if after == 0:
        return _("{gate} = 0: nothing is kept.").format(gate=gate)
    text = (
        _("From its bias alone {gate} = {f}; half is left after {n}.")
        if at_rest
        else _("{gate} = {f}; half is left after {n}.")
    )
    return text.format(gate=gate, f=number(keep), n=steps(after))


def kept_in_words(keep: float) -> str:
    """A constant share that a cell with one gate keeps, in words."""
    if keep in (0, 1):
        return _("Nothing is kept.") if keep == 0 else _("All is kept; nothing new is written.")
    text = _("{keep} of the old is kept; half is left after {n}.")
    return text.format(keep=percent(keep), n=steps(half_life(keep)))


def still_there(k: Carry) -> Array:
    """What share of the first step's writing is in the state at the last step, (H,): all keeps."""
    return np.prod(k.keep[1:], axis=0)


def span(shares: Array) -> str:
    """A share, or from the smallest to the largest of several; as numbers where percent hides it.

    >>> span(np.array([0.5, 0.5])), span(np.array([0.81, 0.95])), span(np.array([0.992, 0.9989]))
    ('50 %', '81 % to 95 %', '0.992 to 0.999')
    """
    ends = float(shares.min()), float(shares.max())
    low, high = map(percent, ends)
    if low[0] in "<>" or high[0] in "<>":
        low, high = map(number, ends)
    return low if low == high else _("{low} to {high}").format(low=low, high=high)


def remember(s: Study) -> str:
    """How much is kept at each step, and what is left of the oldest bar."""
    k = carry(s.net.cell, s.trace)
    text = _(
        "At each step {kept} of the old state is kept. Look at the memory age: {after} later, "
        "{left} of what the first step wrote is still there."
    )
    after = steps(len(k.keep) - 1)
    return text.format(kept=span(k.keep[1:]), after=after, left=span(still_there(k)))


def product_of_shares(s: Study) -> str | None:
    """What the gates say of the gradient, where they see nothing of the state; None elsewhere."""
    if s.net.cell.loop is not None or s.net.cell.code == "lru":
        return None
    products = still_there(carry(s.net.cell, s.trace))
    text = _(
        "No gate sees h, so the gradient can be read off the gates: what comes back to the first "
        "state from the last, {n} later, is the product of the shares kept, and nothing else: "
        "{shares}, unit by unit."
    )
    after = steps(len(s.x) - 1)
    return text.format(n=after, shares=", ".join(number(float(one), 2) for one in products))


def turning(s: Study) -> str | None:
    """How each pair of an LRU turns and shrinks, in the numbers shown; None for other cells."""
    if s.net.cell.code != "lru":
        return None
    m, u, n = s.trace.m[-1], s.trace.u[-1], len(s.x) - 1
    text = _(
        "The eigenvalues are the memory: whatever is read, a step keeps {kept} of the length of a "
        "pair (h, j) and turns it by {angles} degrees. {after} later |λ| to that power is left: "
        "{left}, unit by unit. That is also all that a gradient loses on its way back."
    )
    degrees = [number(float(np.degrees(one)), 2) for one in u]
    left = [number(float(one), 2) for one in m**n]
    return text.format(
        kept=span(m), angles=", ".join(degrees), after=steps(n), left=", ".join(left)
    )


def turned(s: Study) -> str:
    """What the memory age shows of a pair that turns."""
    slowest = int(np.argmax(s.trace.m[-1]))
    m, u = float(s.trace.m[-1, slowest]), float(s.trace.u[-1, slowest])
    text = _(
        "Unit {unit} forgets slowest: a step keeps {kept} of its length, half is left after {n}. "
        "Look at the memory age: what a step wrote comes round every {turn} with the other sign "
        "in between."
    )
    return text.format(
        unit=slowest + 1, kept=span(np.array([m])), n=steps(half_life(m)), turn=steps(2 * np.pi / u)
    )


def step_size(s: Study) -> str | None:
    """That a state space's step size is a gate, in the numbers shown; None for other cells."""
    if s.net.cell.code != "ssm":
        return None
    v, k, z = s.trace.v, s.trace.k, s.trace.z
    text = _(
        "Mamba’s step size Δ = softplus(a), {v} here, is a gate: e^−Δ = 1 − σ(a). Of the old state "
        "{kept} is kept, which a GRU would call its z, and z = {written} is written."
    )
    least, most = number(float(v.min()), 2), number(float(v.max()), 2)
    steps_taken = least if least == most else _("{low} to {high}").format(low=least, high=most)
    return text.format(v=steps_taken, kept=span(k), written=span(z))


def weighed(s: Study) -> str:
    """That an sLSTM shows a weighted mean, and what the newest candidate weighs in it."""
    newest, even = s.trace.i[-1] / s.trace.n[-1], 1 / len(s.x)
    text = _(
        "What is shown is c ÷ n, a mean of all {n} candidates, each with a weight of its own. "
        "Look at the last step in the ledger: its candidate has {share} of the whole weight, unit "
        "by unit; equal weights would give it {even}."
    )
    return text.format(n=len(s.x), share=span(newest), even=percent(even))


def remember_all(_s: Study) -> str:
    """The first LSTM: what is written stays."""
    return _(
        "This cell has no forget gate: it keeps 100 % at each step. Look at the memory age: every "
        "bar keeps the height it was written with."
    )


def forget(s: Study) -> str:
    """A forget gate that is shut."""
    if "c" in s.net.cell.state_fields:
        return _(
            "The forget gate is held at 0. Look at the memory age: one bar, the present step; of "
            "what was earlier nothing is left in the cell state."
        )
    return _(
        "The forget gate is held at 0. Look at the memory age: one bar, the present step; of what "
        "was earlier nothing is left in the hidden state."
    )


def overwrite(s: Study) -> str:
    """A forget gate that is nearly shut, an input gate that is open."""
    k = carry(s.net.cell, s.trace)
    shown = {"kept": span(k.keep[1:])}
    if k.lifted is not None:
        text = _(
            "At each step {kept} of the old state is kept, and the candidate is written whole. "
            "Look at the ledger: c differs from g plus what comes from below by at most {most}."
        )
        beyond = np.abs(s.trace.c - k.lifted - s.trace.g).max()
        return text.format(**shown, most=at_most(float(beyond), 2))
    text = _(
        "At each step {kept} of the old state is kept, and the candidate is written whole. Look "
        "at the ledger: c differs from g by at most {most}."
    )
    most = at_most(float(np.abs(s.trace.c - s.trace.g).max()), 2)
    return text.format(**shown, most=most)


def replace(gate: str) -> str:
    """One gate for both that keeps nothing."""
    text = _(
        "{gate} is held so that nothing is kept; the candidate is then written whole. Look at the "
        "memory age: one bar, the present step."
    )
    return text.format(gate=gate)


def leak(s: Study) -> str:
    """A constant share that is kept: half-lives."""
    k = carry(s.net.cell, s.trace)
    keep = float(k.keep[-1].mean())
    text = _(
        "At each step {kept} of the old state is kept, whatever the input. Look at the memory "
        "age: what a step wrote is halved after {n}."
    )
    return text.format(kept=percent(keep), n=steps(half_life(round(keep, 9))))
