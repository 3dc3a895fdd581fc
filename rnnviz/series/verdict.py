"""One sentence about a comparison, generated from its numbers; it never hides a baseline's win."""

from collections.abc import Sequence

import numpy as np

from rnnviz.series.compare import Comparison, Mode, Result
from rnnviz.words import _

CLOSE = 0.05  # errors within 5 % of each other are called equal: one seed cannot tell them apart


def verdict(comparison: Comparison, mode: Mode = "one_step") -> str:
    """Say who did best on the test part and how the recurrent networks stand to it."""
    ranked = ranking(comparison.results, mode)
    recurrent = [r for r in ranked if r.family == "recurrent"]
    if not recurrent:
        return _no_recurrent(comparison.results)
    best, rnn = ranked[0], recurrent[0]
    fields = {
        "best": best.label,
        "rnn": rnn.label,
        "best_error": number(best.scores[mode].rmse),
        "rnn_error": number(rnn.scores[mode].rmse),
    }
    if best is rnn:
        return _recurrent_won(ranked, rnn, mode, fields)
    if rnn.scores[mode].rmse <= (1 + CLOSE) * best.scores[mode].rmse:
        return _even(best).format(**fields)
    return _beaten(best).format(
        **fields, ratio=_ratio(rnn.scores[mode].rmse, best.scores[mode].rmse)
    )


def ranking(results: Sequence[Result], mode: Mode) -> list[Result]:
    """Results with a defined error, the smallest RMSE first; on a tie the simpler model."""
    defined = [r for r in results if np.isfinite(r.scores[mode].rmse)]
    return sorted(defined, key=lambda r: (r.scores[mode].rmse, r.parameters))


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


def _ratio(larger: float, smaller: float) -> str:
    if smaller == 0 or larger / smaller > 1000:
        return "> 1000"
    return f"{larger / smaller:.3g}" if larger / smaller >= 10 else f"{larger / smaller:.2f}"


def _no_recurrent(results: Sequence[Result]) -> str:
    if any(r.family == "recurrent" and r.status == "diverged" for r in results):
        return _("No recurrent network could be trained: see the remedy in the table.")
    return _("No recurrent network was trained, so there is nothing to compare yet.")


def _recurrent_won(ranked: list[Result], rnn: Result, mode: Mode, fields: dict) -> str:
    others = [r for r in ranked if r.family != "recurrent"]
    if not others:
        return _("{rnn} has an RMSE of {rnn_error}, and nothing else has one.").format(**fields)
    other = others[0]
    fields |= {"best": other.label, "best_error": number(other.scores[mode].rmse)}
    if other.scores[mode].rmse <= (1 + CLOSE) * rnn.scores[mode].rmse:
        return _even(other).format(**fields)
    fields["ratio"] = _ratio(other.scores[mode].rmse, rnn.scores[mode].rmse)
    return _(
        "{rnn} does best on the test part: its RMSE is {rnn_error}, and that of the next, "
        "{best}, is {ratio} times as large ({best_error}). This is one seed; another may differ."
    ).format(**fields)


def _even(best: Result) -> str:
    """The whole sentence for a recurrent network that is within 5 % of another model."""
    if best.code == "last":
        return _(
            "{rnn} is no better than repeating the last value: RMSE {rnn_error} against "
            "{best_error} on the test part, a difference too small to mean anything."
        )
    return _(
        "{rnn} and {best} do equally well: RMSE {rnn_error} against {best_error} on the test "
        "part, a difference too small to mean anything with one seed."
    )


def _beaten(best: Result) -> str:
    """The whole sentence for a recurrent network that is beaten, by what it is beaten by."""
    if best.code == "last":
        return _(
            "Repeating the last value beats every network here: RMSE {best_error} on the test "
            "part. That of {rnn} is {ratio} times as large ({rnn_error})."
        )
    if best.family == "baseline":
        return _(
            "The plain mean beats every network here: RMSE {best_error} on the test part. "
            "That of {rnn} is {ratio} times as large ({rnn_error})."
        )
    if best.family == "linear":
        return _(
            "A linear model is enough here: {best} has the lowest RMSE, {best_error} on the "
            "test part. That of {rnn} is {ratio} times as large ({rnn_error})."
        )
    return _(
        "{best} does best, with an RMSE of {best_error} on the test part. That of {rnn} is "
        "{ratio} times as large ({rnn_error})."
    )
