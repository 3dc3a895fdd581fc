"""What the network in hand is, what it was trained on, and what it has learned: in words."""

from rnnviz.settings.network import NetworkSettings
from rnnviz.settings.tables import series_label
from rnnviz.street.network.cell import cell_of
from rnnviz.street.network.example import never_seen, training_windows
from rnnviz.street.network.learning import Update
from rnnviz.tasks.sequence import Example
from rnnviz.words import _


def described(s: NetworkSettings, example: Example) -> str:
    """One short line: what the network is, and what it was trained on."""
    named = {"cell": _(cell_of(s).label), "units": s.hidden, "seed": s.seed}
    if s.weights:
        return _("{cell}, units: {units}. Its weights are those of the link.").format(**named)
    if not s.trained:
        return _("{cell}, units: {units}. Untrained: weights as seed {seed} draws them.").format(
            **named
        )
    if s.input != "series":
        text = _("{cell}, units: {units}. Trained for {epochs} epochs on what it reads here.")
        return text.format(**named, epochs=s.trained)
    x, _d = training_windows(s, example)
    if never_seen(s, example):
        text = _(
            "{cell}, units: {units}. Trained for {epochs} epochs on {series}: {n} windows before "
            "{first}, so what it reads here is new to it."
        )
    else:
        text = _(
            "{cell}, units: {units}. Trained for {epochs} epochs on {series}: all {n} windows, "
            "those that it reads here among them."
        )
    series, first = series_label(s.series), example.ticks[0]
    return text.format(**named, epochs=s.trained, series=series, n=x.shape[1], first=first)


def loss_sentence(losses: tuple[float, ...], where: str) -> str:
    """The loss before and after, and how many steps lie between."""
    what = _("of the last step") if where == "last" else _("of all steps together")
    if len(losses) == 1:
        return _("Loss {what}: **{loss:.4g}**. Nothing is learned here yet.").format(
            what=what, loss=losses[0]
        )
    text = _("Loss {what}: {before:.4g} → **{after:.4g}**, {change} after steps: {n}.")
    return text.format(
        what=what, before=losses[0], after=losses[-1], n=len(losses) - 1,
        change=change_of(losses[0], losses[-1]),
    )  # fmt: skip


def change_of(before: float, after: float) -> str:
    """How much smaller or larger a loss has become, in percent of what it was."""
    if before == after:
        return _("unchanged")
    if before == 0:
        return _("larger than 0")
    share = abs(after - before) / before
    percent = f"{100 * share:.3g} %"
    return (_("{percent} less") if after < before else _("{percent} more")).format(percent=percent)


def update_formula(name: str, u: Update) -> str:
    """The update of one weight with its numbers, in LaTeX."""
    w = rf"\text{{{name.replace('_', chr(92) + '_')}}}"
    numbers = f"{u.before:.6g} - {u.rate:g} \\times {_braced(u.gradient)} = {u.after:.6g}"
    return rf"{w} \leftarrow {w} - \eta\,\frac{{\partial L}}{{\partial {w}}} = {numbers}"


def _braced(value: float) -> str:
    text = f"{value:.6g}"
    if "e" in text:
        mantissa, power = text.split("e")
        text = rf"{mantissa}\cdot 10^{{{int(power)}}}"
    return f"({text})" if value < 0 else text
