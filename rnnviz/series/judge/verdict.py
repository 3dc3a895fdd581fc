"""What a comparison says, in up to three sentences made from its numbers.

First the question of the page: the best recurrent network against the MLP on the same windows.
Then what beats both. Then, where it is so, that nobody is shown to beat repeating the last value.

The models that are compared were found by their test errors, and the best of many looks good by
luck: so each of the first two sentences has half of the 5 %, shared among the recurrent networks
in the one and among all other models in the other; the last shares 5 % among all models.
"""

from collections.abc import Sequence

import numpy as np

from rnnviz.series.compare.results import Comparison, Mode, Result
from rnnviz.series.judge.proof import Proof, better, error, proof, ranking
from rnnviz.series.judge.written import chance, spread_text
from rnnviz.series.models.parameters import MLP
from rnnviz.words import _, listed

CLAIMS = 2  # sentences that may call something better


def verdict(found: Comparison, mode: Mode = "one_step") -> str:
    """Say what recurrence gains on this series, and what is better still."""
    ranked = ranking(found.results, mode)
    networks = [r for r in ranked if r.family == "recurrent"]
    if not networks:
        return _no_recurrent(found.results)
    mlp = next((r for r in ranked if r.code == MLP), None)
    pair = [r for r in (networks[0], mlp) if r]
    sentences = (
        _question(found, networks, mlp, mode),
        _what_beats(found, pair, [r for r in ranked if r not in (*networks, mlp)], mode),
        _nobody(found, ranked, mode),
    )
    return " ".join(filter(None, sentences))


def _no_recurrent(results: Sequence[Result]) -> str:
    networks = [r for r in results if r.family == "recurrent"]
    if any(r.status == "diverged" for r in networks):
        return _("No recurrent network could be trained: see the remedy in the table.")
    return _("No recurrent network was trained, so there is nothing to compare yet.")


def _question(found: Comparison, networks: list[Result], mlp: Result | None, mode: Mode) -> str:
    """The recurrent network against the MLP, each with its range, and what the test says."""
    rnn, n = networks[0], len(networks)
    fields = {"rnn": rnn.label, "rnn_error": spread_text(rnn, mode), "n": n}
    if mlp is None:
        text = _(
            "{rnn} has an RMSE of {rnn_error} on the test part; the MLP on the same windows has "
            "none to compare it with."
        )
        return text.format(**fields)
    text = _(
        "Recurrent network or MLP, on the same windows: {rnn} has an RMSE of {rnn_error} on the "
        "test part, the MLP {mlp_error}."
    )
    if n > 1:
        text = _(
            "Recurrent network or MLP, on the same windows: the best of {n} recurrent networks, "
            "{rnn}, has an RMSE of {rnn_error} on the test part, the MLP {mlp_error}."
        )
    head = text.format(**fields, mlp_error=spread_text(mlp, mode))
    lower, higher = sorted((rnn, mlp), key=lambda r: error(r, mode))
    return f"{head} {_told_apart(found, lower, proof(found, lower, higher, mode, CLAIMS * n))}"


def _told_apart(found: Comparison, lower: Result, proved: Proof) -> str:
    """Whether two models can be told apart, and why."""
    texts = {
        "higher": _("They cannot be told apart."),
        "chance": _(
            "They cannot be told apart: chance could explain the difference on {rows} rows "
            "(Diebold–Mariano test, {p}; below {limit} would count)."
        ),
        "untested": _("They cannot be told apart: the difference could not be tested."),
        "disagree": _(
            "They cannot be told apart: of the runs that are drawn, the other’s error is no higher."
        ),
        "overlap": _("They cannot be told apart: the ranges of their seeds overlap."),
        "single": _("A single free run cannot tell them apart: train from several seeds."),
    }
    better_ahead = _("{lower} is better by more than chance (Diebold–Mariano test, {p}).")
    better_free = _("{lower} is better from every seed; it is one path, so another may differ.")
    ahead = np.isfinite(proved.p)
    text = texts.get(proved.word, better_ahead if ahead else better_free)
    return text.format(
        lower=lower.label,
        rows=len(found.test_rows),
        p=chance(proved.p),
        limit=f"{proved.limit:.2g}",
    )


def _what_beats(found: Comparison, pair: list[Result], others: list[Result], mode: Mode) -> str:
    """The other models that are shown to beat both, or that none is, with the lowest error."""
    if not others:
        return ""
    tries = CLAIMS * len(others)
    proofs = {r.code: [proof(found, r, one, mode, tries) for one in pair] for r in others}
    winners = [r for r in others if all(p.word == "better" for p in proofs[r.code])]
    fields: dict[str, object] = {"n": len(others)}
    if winners:
        fields["models"] = listed(f"{r.label} {spread_text(r, mode)}" for r in winners)
        fields["p"] = chance(max(p.p for r in winners for p in proofs[r.code]))
        return _beaten(mode, both=len(pair) > 1).format(**fields)
    best = others[0]
    fields |= {"best": best.label, "error": spread_text(best, mode)}
    if error(best, mode) >= min(error(r, mode) for r in pair):
        text = _("No other model has a lower error: the lowest is that of {best}, {error}.")
        return text.format(**fields)
    weak, near = next(
        (p, r) for p, r in zip(proofs[best.code], pair, strict=True) if p.word != "better"
    )
    fields |= {"near": near.label, "p": chance(weak.p), "limit": f"{weak.limit:.2g}"}
    return _not_beaten(weak).format(**fields)


def _beaten(mode: Mode, *, both: bool) -> str:
    """The sentence about models that are better."""
    if mode == "free_run" and both:
        return _("Both are beaten, from every seed of theirs, by {models} (RMSE).")
    if mode == "free_run":
        return _("It is beaten, from every seed of its own, by {models} (RMSE).")
    if both:
        return _(
            "Both are beaten by more than chance by {models} (RMSE; Diebold–Mariano tests of {n} "
            "other models, the largest {p})."
        )
    return _(
        "It is beaten by more than chance by {models} (RMSE; Diebold–Mariano tests of {n} other "
        "models, the largest {p})."
    )


def _not_beaten(weak: Proof) -> str:
    """The sentence about a lower error that proves nothing."""
    return {
        "chance": _(
            "{best} has a lower error, {error}, but is not shown to beat {near}: chance could "
            "explain the difference when {n} other models are tried (Diebold–Mariano test, {p}; "
            "below {limit} would count)."
        ),
        "untested": _(
            "{best} has a lower error, {error}, but its difference to {near} could not be tested."
        ),
        "disagree": _(
            "{best} has a lower error, {error}, but of the runs that are drawn that of {near} has "
            "no higher one."
        ),
        "overlap": _(
            "{best} has a lower error, {error}, but not one that lies outside the range of {near}."
        ),
        "single": _("{best} has a lower error, {error}, but a single free run proves nothing."),
        "higher": _("{best} has the lowest error of the others, {error}."),
        "better": "",
    }[weak.word]


def _nobody(found: Comparison, ranked: list[Result], mode: Mode) -> str:
    """That nobody is shown to beat repeating the last value, where it is so."""
    last, tries = next((r for r in ranked if r.code == "last"), None), max(1, len(ranked) - 1)
    if last is None or any(better(found, r, last, mode, tries) for r in ranked):
        return ""
    best, fields = ranked[0], {"last": spread_text(last, mode), "n": tries}
    if best is last or error(best, mode) >= error(last, mode):
        text = _("Nobody beats repeating the last value here: its RMSE is {last}.")
        return text.format(**fields)
    why = proof(found, best, last, mode, tries)
    text = _("Nobody is shown to beat repeating the last value here: its RMSE is {last}.")
    if why.word == "chance":
        text = _(
            "Nobody is shown to beat repeating the last value here: its RMSE is {last}; the lowest "
            "of all, {error} of {best}, could be chance when {n} models try their luck "
            "(Diebold–Mariano test, {p}; below {limit} would count)."
        )
    return text.format(
        **fields, best=best.label, error=spread_text(best, mode), p=chance(why.p),
        limit=f"{why.limit:.2g}",
    )  # fmt: skip
