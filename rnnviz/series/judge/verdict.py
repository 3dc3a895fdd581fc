"""What a comparison says, in two sentences made from its numbers; a baseline's win is never hidden.

One step ahead, a model is called better only if the Diebold-Mariano test says so at 5 %. The models
that are compared were found by their test errors, and the best of many looks good by luck: so the
5 % are shared (Bonferroni) among all that might beat the last value, and among all pairs of a
recurrent network and a model without recurrence. A free run is one path and has no such test; the
ranges of the seeds must lie apart, and a network must have at least two.
"""

from collections.abc import Sequence

import numpy as np

from rnnviz.series.compare.results import Comparison, Mode, Result
from rnnviz.series.measures.significance import DM, UNDEFINED, diebold_mariano
from rnnviz.words import _

LEVEL = 0.05


def verdict(found: Comparison, mode: Mode = "one_step") -> str:
    """Say who did best on the test part, and how the recurrent networks stand to it."""
    ranked = ranking(found.results, mode)
    networks = [r for r in ranked if r.family == "recurrent"]
    if not networks:
        return _no_recurrent(found.results)
    best, rnn = ranked[0], networks[0]
    last = next((r for r in ranked if r.code == "last"), None)
    if last and not any(better(found, r, last, mode, tries=len(ranked) - 1) for r in ranked):
        return _nobody_beats_the_last_value(found, ranked, last, rnn, mode)
    tries = max(1, len(networks) * (len(ranked) - len(networks)))
    if best is rnn:
        return _network_first(found, ranked, rnn, mode, tries)
    return _network_behind(found, best, rnn, mode, tries)


def ranking(results: Sequence[Result], mode: Mode) -> list[Result]:
    """Results with a defined error, the smallest median RMSE first; on a tie the simpler model."""
    defined = [r for r in results if np.isfinite(error(r, mode))]
    return sorted(defined, key=lambda r: (error(r, mode), r.parameters))


def error(r: Result, mode: Mode) -> float:
    """The median RMSE over the seeds."""
    return r.spread(mode, "rmse").median


def better(found: Comparison, one: Result, two: Result, mode: Mode, tries: int = 1) -> bool:
    """Whether the numbers support that `one` is better than `two`, as the best of `tries` pairs."""
    if error(one, mode) >= error(two, mode):
        return False
    if mode == "free_run":
        apart = one.spread(mode, "rmse").high < two.spread(mode, "rmse").low
        return apart and _has_ranges(one, two)
    test = between(found, one, two)
    return test.statistic < 0 and test.p < LEVEL / tries


def _has_ranges(*models: Result) -> bool:
    """Whether there is a network among them, and each was trained from several seeds."""
    trained = [len(r.good) for r in models if r.family not in ("baseline", "linear")]
    return min(trained, default=0) > 1


def between(found: Comparison, one: Result, two: Result) -> DM:
    """The test of one model's shown run against another's, one step ahead."""
    rows = found.test_rows
    if one is two:
        return UNDEFINED
    first, second = (found.values[rows] - r.shown.one_step[rows] for r in (one, two))
    return diebold_mariano(first, second)


def number(value: float) -> str:
    """Three significant digits, or a dash for what is undefined.

    >>> number(1234.5), number(0.012345), number(float("nan"))
    ('1,230', '0.0123', '–')
    """
    if not np.isfinite(value):
        return "–"
    if value and not 1e-4 <= abs(value) < 1e7:
        return f"{value:.2e}".replace("-", "−")
    rounded = float(f"{value:.3g}")
    digits = max(0, 2 - int(np.floor(np.log10(abs(rounded)))) if rounded else 2)
    return f"{rounded:,.{digits}f}".replace("-", "−")


def spread_text(r: Result, mode: Mode, score: str = "rmse") -> str:
    """A median with its range, or the one number there is: “1.20 [1.10, 1.40]”."""
    s = r.spread(mode, score)
    if len(r.good) < 2 or not np.isfinite(s.median):
        return number(s.median)
    return f"{number(s.median)} [{number(s.low)}, {number(s.high)}]"


def chance(p: float) -> str:
    """A probability as it is written in a sentence.

    >>> chance(0.0312), chance(1e-9)
    ('p = 0.031', 'p < 0.001')
    """
    return "p < 0.001" if p < 0.001 else f"p = {p:.2g}"


def _fields(found: Comparison, mode: Mode, **models: Result) -> dict[str, object]:
    """Names and errors of some models for a sentence: {rnn} and {rnn_error} …."""
    names: dict[str, object] = {name: r.label for name, r in models.items()}
    errors = {f"{name}_error": spread_text(r, mode) for name, r in models.items()}
    return names | errors | {"rows": len(found.test_rows)}


def _no_recurrent(results: Sequence[Result]) -> str:
    networks = [r for r in results if r.family == "recurrent"]
    if any(r.status == "diverged" for r in networks):
        return _("No recurrent network could be trained: see the remedy in the table.")
    return _("No recurrent network was trained, so there is nothing to compare yet.")


def _nobody_beats_the_last_value(
    found: Comparison, ranked: list[Result], last: Result, rnn: Result, mode: Mode
) -> str:
    best, n = ranked[0], len(ranked) - 1
    p = UNDEFINED.p if mode == "free_run" else between(found, best, last).p
    fields = _fields(found, mode, last=last, rnn=rnn, best=best) | {"n": n, "p": chance(p)}
    fields |= {"limit": f"{LEVEL / max(n, 1):.2g}"}
    if best is rnn and np.isfinite(p):
        return _(
            "Nobody is shown to beat repeating the last value here: its RMSE on the test part is "
            "{last_error}, that of {rnn} is {rnn_error}, a difference that chance could explain "
            "when {n} models try their luck on {rows} rows (Diebold–Mariano test, {p}; below "
            "{limit} would count)."
        ).format(**fields)
    text = _(
        "Nobody beats repeating the last value here: its RMSE on the test part is {last_error}, "
        "that of the best recurrent network, {rnn}, is {rnn_error}."
    )
    single = mode == "free_run" and not _has_ranges(best, last)
    if best is not last:
        text = _(
            "Nobody is shown to beat repeating the last value here: its RMSE on the test part is "
            "{last_error}, that of the best recurrent network, {rnn}, is {rnn_error}."
        )
    if best is last:
        return text.format(**fields)
    return f"{text} {_why_not(mode, p, same=best is rnn, single=single)}".format(**fields)


def _why_not(mode: Mode, p: float, *, same: bool, single: bool) -> str:
    """Why the lowest error of all is no win; `same`: it was named already."""
    if mode == "one_step" and np.isfinite(p):
        return _(
            "{best} has {best_error}, a difference that chance could explain when {n} models try "
            "their luck on {rows} rows (Diebold–Mariano test, {p}; below {limit} would count)."
        )
    if mode == "one_step":
        return _("{best} has {best_error}, a difference that could not be tested.")
    if single and same:
        return _("A single free run proves nothing: train from several seeds.")
    if single:
        return _("{best} has {best_error}, but a single free run proves nothing.")
    if same:
        return _("Its median is lower, but its seeds do not all do better than that.")
    return _("{best} has {best_error}, and its seeds do not all do better than that.")


def _network_first(
    found: Comparison, ranked: list[Result], rnn: Result, mode: Mode, tries: int
) -> str:
    others = [r for r in ranked if r.family != "recurrent"]
    if not others:
        text = _("{rnn} has an RMSE of {rnn_error}, and nothing without recurrence has one.")
        return text.format(**_fields(found, mode, rnn=rnn))
    fields = _fields(found, mode, rnn=rnn, next=others[0])
    if not better(found, rnn, others[0], mode, tries):
        return _too_close(found, rnn, others[0], mode, tries)
    text = _(
        "{rnn} does best on the test part: its RMSE is {rnn_error}, that of the best model without "
        "recurrence, {next}, is {next_error}."
    ).format(**fields)
    return f"{text} {_support(found, rnn, others[0], mode, tries)}"


def _network_behind(found: Comparison, best: Result, rnn: Result, mode: Mode, tries: int) -> str:
    if not better(found, best, rnn, mode, tries):
        return _too_close(found, best, rnn, mode, tries)
    text = _beaten(best).format(**_fields(found, mode, best=best, rnn=rnn))
    return f"{text} {_support(found, best, rnn, mode, tries)}"


def _beaten(best: Result) -> str:
    """The sentence for recurrent networks that are beaten, by what they are beaten by."""
    if best.family == "baseline":
        return _(
            "{best} beats every recurrent network here: its RMSE on the test part is {best_error}, "
            "that of the best of them, {rnn}, is {rnn_error}."
        )
    if best.family == "linear":
        return _(
            "A linear model is enough here: {best} has the lowest RMSE on the test part, "
            "{best_error}; that of the best recurrent network, {rnn}, is {rnn_error}."
        )
    return _(
        "{best} does best on the test part: its RMSE is {best_error}, that of the best recurrent "
        "network, {rnn}, is {rnn_error}."
    )


def _support(found: Comparison, one: Result, two: Result, mode: Mode, tries: int) -> str:
    """Why the first is called better than the second."""
    if mode == "free_run":
        return _("Every seed agrees on which is better; it is one path, so another may differ.")
    p = chance(between(found, one, two).p)
    if tries == 1:
        return _("That is more than chance (Diebold–Mariano test, {p}).").format(p=p)
    return _(
        "That is more than chance, even when {n} pairs are compared (Diebold–Mariano test, {p})."
    ).format(p=p, n=tries)


def _too_close(found: Comparison, first: Result, second: Result, mode: Mode, tries: int) -> str:
    """Two models that cannot be told apart."""
    p = UNDEFINED.p if mode == "free_run" else between(found, first, second).p
    if mode == "free_run" and not _has_ranges(first, second):
        text = _(
            "{first} and {second} cannot be told apart: RMSE {first_error} against {second_error} "
            "on the test part, and a single free run proves nothing."
        )
    elif mode == "free_run":
        text = _(
            "{first} and {second} cannot be told apart: RMSE {first_error} against {second_error} "
            "on the test part, and the seeds do not agree on which is better."
        )
    elif not np.isfinite(p):
        text = _(
            "{first} and {second} cannot be told apart: RMSE {first_error} against {second_error} "
            "on the test part."
        )
    elif tries == 1:
        text = _(
            "{first} and {second} cannot be told apart: RMSE {first_error} against {second_error} "
            "on the test part, a difference that chance could explain on {rows} rows "
            "(Diebold–Mariano test, {p})."
        )
    else:
        text = _(
            "{first} and {second} cannot be told apart: RMSE {first_error} against {second_error} "
            "on the test part, a difference that chance could explain when {n} pairs are compared "
            "on {rows} rows (Diebold–Mariano test, {p})."
        )
    return text.format(**_fields(found, mode, first=first, second=second), p=chance(p), n=tries)
