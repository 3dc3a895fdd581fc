"""What may be said of an experiment: its numbers, and what the seeds allow to be concluded."""

from collections.abc import Sequence

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.experiments.found import Found
from rnnviz.experiments.names import lines, name_of
from rnnviz.experiments.networks import GUESS
from rnnviz.experiments.ranks import LEVEL, Verdict, compare, least_p
from rnnviz.words import _, listed
from rnnviz.words.numbers import count, number, percent

MANY = 5  # lines: more are too many for a sentence, and for a first look


def told(f: Found) -> str:
    """How the lines stand at the last place at which all have a result."""
    j = last_place(f)
    if j is None:
        return _("No line has a result yet.")
    if f.design.across == "rates":
        return _("Each at its own best rate: {said}").format(said=_ends(f, _best_place(f)))
    if f.share and f.answers:
        return _at(f, j, _solved(f, j))
    return _at(f, j, _ends(f, f.medians[:, j]))


def _best_place(f: Found) -> Array:
    """The best median of each line over its places, (lines,)."""
    m = f.medians
    return np.nanmax(m, axis=1) if f.share else np.nanmin(m, axis=1)


def last_place(f: Found) -> int | None:
    """The last place at which every line has a result from some seed; None if there is none."""
    whole = np.flatnonzero((f.counts > 0).all(axis=0))
    return int(whole[-1]) if len(whole) else None


def _at(f: Found, j: int, said: str) -> str:
    if not f.places_vary:
        return said[0].upper() + said[1:]
    place = name_of(f.design.across, f.design.places[j])
    return _("{place}: {said}").format(place=place, said=said)


def _solved(f: Found, j: int) -> str:
    """Who solves the task from how many seeds, most first."""
    if len(f.design.values) > MANY:
        return _solved_by_many(f, j)
    return _("solved from {groups}.").format(groups=_groups(f, j))


def _groups(f: Found, j: int) -> str:
    groups: dict[tuple[int, int], list[str]] = {}
    for name, k, n in zip(lines(f.design), f.solved[:, j], f.counts[:, j], strict=True):
        groups.setdefault((int(k), int(n)), []).append(name)
    told = [
        (_("{k} of {n} seeds by {names}") if k else _("none of {n} by {names}")).format(
            k=k, n=n, names=listed(names)
        )
        for (k, n), names in sorted(groups.items(), key=lambda one: -one[0][0] / one[0][1])
    ]
    return listed(told, "; ")


def _solved_by_many(f: Found, j: int) -> str:
    """How many lines solve the task, where their names are too many for a sentence."""
    solved, runs = f.solved[:, j], f.counts[:, j]
    never = int((solved == 0).sum())
    parts = {"n": len(solved), "all": int((solved == runs).sum()), "never": never}
    parts["some"] = parts["n"] - parts["all"] - never
    text = _("of {n} lines {all} solve it from every seed, {some} from some, {never} from none.")
    return text.format(**parts)


def first_lines(f: Found) -> list[int] | None:
    """Lines enough for a first look: of those that solve the task as often at every place, one.
    None where all are drawn.
    """
    if len(f.design.values) <= MANY or not (f.share and f.answers):
        return None
    courses: dict[tuple[int, ...], int] = {}
    for i, course in enumerate(f.solved.tolist()):
        courses.setdefault(tuple(course), i)
    return [*courses.values()]


def named(f: Found) -> str:
    """Who solves the task from how many seeds, where the sentence above the picture only counts."""
    j = last_place(f)
    if j is None or not (f.share and f.answers) or len(f.design.values) <= MANY:
        return ""
    return _at(f, j, _("solved from {groups}.").format(groups=_groups(f, j)))


def _ends(f: Found, medians: Array) -> str:
    """The best median and the worst of those of the lines, (lines,)."""
    m, names = medians.tolist(), lines(f.design)
    rank = sorted(range(len(m)), key=lambda i: -m[i] if f.share else m[i])
    best, worst = rank[0], rank[-1]
    if len(rank) == 1:
        return _("the median of {name} is {value}.").format(
            name=names[best], value=_written(f, m[best])
        )
    text = _("the best median is {best}, of {first}; the worst {worst}, of {last}.")
    return text.format(
        best=_written(f, m[best]), first=names[best], worst=_written(f, m[worst]),
        last=names[worst],
    )  # fmt: skip


def _written(f: Found, value: float) -> str:
    if f.share:
        return percent(value, 1)
    return _("that of a run that diverged") if np.isinf(value) else number(value)


def concluded(f: Found) -> str:
    """What the seeds allow to be said of who is better: of all places together.

    How it was tested is said apart (`judged_how`).
    """
    values = f.judged
    if len(values) < 2:
        return spread(f)
    pairs = len(values) * (len(values) - 1) // 2
    least = least_p(values)
    if least * pairs > LEVEL:
        return _cannot(f, least, pairs)
    verdicts = compare(values)
    apart = sum(v.apart for v in verdicts)
    if not apart:
        text = _("{who} told apart: what differences there are lie within the seeds’ noise.")
        who = _("The two are not") if pairs == 1 else _("No pair of them is")
        return text.format(who=who)
    who = _("The two") if pairs == 1 else _("{apart} of {pairs} pairs")
    text = _("{who} are told apart by the seeds. {best}")
    return text.format(who=who.format(apart=apart, pairs=pairs), best=_best(f, verdicts))


def judged_how(f: Found) -> str:
    """How it was tested who is better; empty where nothing could be."""
    values = f.judged
    pairs = len(values) * (len(values) - 1) // 2
    if not pairs or least_p(values) * pairs > LEVEL:
        return ""
    test = _("exact rank test over all places") if f.places_vary else _("exact rank test")
    text = _("How it was judged: {test}, 5\N{NO-BREAK SPACE}% for all pairs together.")
    if pairs == 1:
        text = _("How it was judged: {test}, 5\N{NO-BREAK SPACE}%.")
    return text.format(test=test)


def guessed(f: Found) -> str:
    """What guessing weights is, and what it means that it solves a task; empty without it."""
    if GUESS not in f.design.values:
        return ""
    runs = [one for one in f.outcomes[f.design.values.index(GUESS)].ravel() if one is not None]
    draws = [one.updates for one in runs if one.solved]
    if not draws:
        return ""
    text = _("Guessing learns nothing: it draws whole networks at random until one is right, here "
             "after {low} to {high} draws. A task so easily guessed asks only who finds an easy "
             "solution.")  # fmt: skip
    return text.format(low=count(min(draws)), high=count(max(draws)))


def _cannot(f: Found, least: float, pairs: int) -> str:
    n = int(f.counts.min())
    if n == 0:
        return _("Nothing can be concluded before every line has results.")
    if pairs == 1:
        text = _(
            "Nothing can be concluded of who is better: from {n} seeds the smallest p that can "
            "come out is {p}."
        )
    else:
        text = _(
            "Nothing can be concluded of who is better: from {n} seeds the smallest p that can "
            "come out is {p}, and the first of {pairs} pairs needs {limit}. Take more seeds."
        )
    return text.format(n=n, p=number(least, 2), pairs=pairs, limit=number(LEVEL / pairs, 2))


def _best(f: Found, verdicts: Sequence[Verdict]) -> str:
    """Of the line that is ahead of most others: of whom, and of whom not."""
    ahead = wins(f, verdicts)
    most = max(range(len(ahead)), key=lambda i: len(ahead[i]))
    names = lines(f.design)
    others = [names[k] for k in range(len(names)) if k != most and k not in ahead[most]]
    beaten = listed(names[k] for k in sorted(ahead[most]))
    if not others and len(names) > 2:
        text = _("{name} is better than all others.")
    elif not others:
        text = _("{name} is better than {beaten}.")
    else:
        text = _("{name} is better than {beaten}; not told apart from it: {others}.")
    if any(most in their for their in ahead):  # somebody is ahead of it all the same
        text = _("{name} is better than {beaten}.")
    return text.format(name=names[most], beaten=beaten, others=listed(others))


def wins(f: Found, verdicts: Sequence[Verdict]) -> list[set[int]]:
    """Of each line, the lines that it is better than."""
    ahead: list[set[int]] = [set() for _line in f.design.values]
    for v in (v for v in verdicts if v.apart):
        better, worse = (v.first, v.second) if f.share else (v.second, v.first)
        ahead[better].add(worse)
    return ahead


def spread(f: Found) -> str:
    """Of one line alone: what the choice of a seed does, at the last place."""
    j = last_place(f)
    if j is None:
        return ""
    v = f.ranked[0, j]
    low, q1, q3, high = np.quantile(v[~np.isnan(v)], (0, 0.25, 0.75, 1), method="nearest")
    text = _("From {n} seeds: {low} to {high}; half of them lie between {q1} and {q3}.")
    return text.format(
        n=int(f.counts[0, j]), low=_written(f, low), high=_written(f, high), q1=_written(f, q1),
        q3=_written(f, q3),
    )  # fmt: skip


def diverged(f: Found) -> str:
    """How many runs diverged; empty where none did."""
    n = f.diverged
    if not n:
        return ""
    text = _("{n} of {all} runs diverged; in every comparison they count as the worst.")
    return text.format(n=n, all=int(f.known.sum()))
