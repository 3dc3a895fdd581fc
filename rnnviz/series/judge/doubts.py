"""What to doubt in a comparison: too little data, too few epochs, nothing learned, divergence."""

from collections.abc import Sequence

from rnnviz.series.compare.results import Comparison, Result
from rnnviz.words import _, listed

LEAST_SCORED = 10


def doubts(found: Comparison) -> tuple[str, ...]:
    """One sentence for each doubt."""
    return (
        *few_scored(found),
        *few_windows(found.results, found.train_windows),
        *unfinished(found.results, found.protocol.epochs),
        *not_learned(found.results),
        *some_diverged(found.results),
    )


def few_scored(found: Comparison) -> tuple[str, ...]:
    """That half of the test part or less, or fewer than ten of its rows, can be scored."""
    rows, scored = found.split.rows - found.split.validation, len(found.test_rows)
    if scored * 2 > rows and scored >= LEAST_SCORED:
        return ()
    text = _(
        "Only {n} of the {rows} rows of the test part can be scored, so little can be said of the "
        "others: they have no value, or no whole window before them."
    )
    if scored == rows:
        text = _("The test part has only {n} rows, so its errors may be luck.")
    return (text.format(n=scored, rows=rows),)


def few_windows(results: Sequence[Result], windows: int) -> tuple[str, ...]:
    """Models that estimate more than one number from ten windows, each with its parameters."""
    large = [r for r in results if r.parameters * 10 > windows]
    if not large:
        return ()
    text = _(
        "The {windows} training windows are fewer than ten for each parameter of these models, "
        "which may learn the noise (parameters: {models})."
    )
    counted = (f"{r.label} {r.parameters}" for r in large)
    return (text.format(windows=windows, models=listed(counted)),)


def unfinished(results: Sequence[Result], epochs: int) -> tuple[str, ...]:
    """Networks whose best weights came in the last twentieth of all the epochs they could have,
    in most of their runs.
    """

    def late(r: Result) -> bool:
        ends = [len(run.loss) > epochs and (run.best_epoch or 0) > 0.95 * epochs for run in r.good]
        return sum(ends) * 2 > len(ends)

    names = [r.label for r in results if late(r)]
    if not names:
        return ()
    text = _(
        "On the validation part these models were still improving after {epochs} epochs, so more "
        "epochs may help: {models}."
    )
    return (text.format(epochs=epochs, models=listed(names)),)


def not_learned(results: Sequence[Result]) -> tuple[str, ...]:
    """Networks whose first weights did better on the validation part than any later ones."""
    text = _(
        "{label} never did better on the validation part than before its training (seeds: "
        "{seeds}), so its first weights were kept; anchoring or a larger network may help."
    )
    idle = {
        r.label: [run.seed for run in r.good if run.best_epoch == 0 and len(run.loss) > 1]
        for r in results
    }
    return tuple(
        text.format(label=label, seeds=", ".join(map(str, seeds)))
        for label, seeds in idle.items()
        if seeds
    )


def some_diverged(results: Sequence[Result]) -> tuple[str, ...]:
    """Networks of which some seeds have no predictions: ranges are of the others."""
    text = _("{label} diverged from {n} of its {seeds} seeds; its range is that of the others.")
    return tuple(
        text.format(label=r.label, n=lost, seeds=len(r.runs))
        for r in results
        if r.good and (lost := sum(run.status == "diverged" for run in r.runs))
    )
