"""What the network in hand is, what it was trained on, and what it has learned: in words."""

from rnnviz.settings.network import NetworkSettings
from rnnviz.settings.tables import series_label
from rnnviz.street.network.cell import cell_of
from rnnviz.street.network.example import never_seen, training_windows
from rnnviz.street.network.learning import Update
from rnnviz.tasks.sequence import Example
from rnnviz.words import _, _n
from rnnviz.words.numbers import brief, change_of, number


def described(s: NetworkSettings, example: Example) -> str:
    """One short line: what the network is, what it was trained on, and what was set afterwards."""
    return " ".join(part for part in (_made(s, example), _set(s)) if part)


def _made(s: NetworkSettings, example: Example) -> str:
    """What the network is and what it was trained on."""
    named = {"cell": _(cell_of(s).label), "units": s.hidden, "seed": s.seed}
    if s.weights:
        return _("{cell}, units: {units}. Its weights are those of the link.").format(**named)
    if not s.trained:
        return _("{cell}, units: {units}. Untrained: weights as seed {seed} draws them.").format(
            **named
        )
    if s.input != "series":
        text = _n(
            "{cell}, units: {units}. Trained for {epochs} epoch on what it reads here, with a "
            "loss at every step.",
            "{cell}, units: {units}. Trained for {epochs} epochs on what it reads here, with a "
            "loss at every step.",
            s.trained,
        )
        return text.format(**named, epochs=s.trained)
    x, _d = training_windows(s, example)
    if never_seen(s, example):
        text = _n(
            "{cell}, units: {units}. Trained for {epochs} epoch on {series}: {n} windows before "
            "{first}, so what it reads here is new to it.",
            "{cell}, units: {units}. Trained for {epochs} epochs on {series}: {n} windows before "
            "{first}, so what it reads here is new to it.",
            s.trained,
        )
    else:
        text = _n(
            "{cell}, units: {units}. Trained for {epochs} epoch on {series}: all {n} windows, "
            "those that it reads here among them.",
            "{cell}, units: {units}. Trained for {epochs} epochs on {series}: all {n} windows, "
            "those that it reads here among them.",
            s.trained,
        )
    series, first = series_label(s.series), example.ticks[0]
    return text.format(**named, epochs=s.trained, series=series, n=x.shape[1], first=first)


def _set(s: NetworkSettings) -> str:
    """What `network.turned` does to the weights, if anything."""
    bias = s.forget_bias if cell_of(s).forget_gates else None
    shown = {"gain": brief(s.gain), "bias": brief(bias or 0.0)}
    if s.gain != 1 and bias is not None:
        text = _("Then its recurrent weights × {gain}, and its forget bias set to {bias}.")
    elif s.gain != 1:
        text = _("Then its recurrent weights × {gain}.")
    elif bias is not None:
        text = _("Then its forget bias set to {bias}.")
    else:
        return ""
    return text.format(**shown)


def loss_sentence(losses: tuple[float, ...], where: str) -> str:
    """The loss before and after, and how many steps lie between."""
    what = _("of the last step") if where == "last" else _("of all steps together")
    if len(losses) == 1:
        return _("Loss {what}: **{loss}**. No step was learned by hand yet.").format(
            what=what, loss=number(losses[0], 4)
        )
    text = _("Loss {what}: {before} → **{after}**, {change} after steps: {n}.")
    return text.format(
        what=what, before=number(losses[0], 4), after=number(losses[-1], 4), n=len(losses) - 1,
        change=change_of(losses[0], losses[-1]),
    )  # fmt: skip


def update_formula(name: str, u: Update) -> str:
    """The update of one weight with its numbers, in LaTeX."""
    w = rf"\text{{{name.replace('_', chr(92) + '_')}}}"
    step = f"{_tex(u.rate)} \\times {_braced(u.gradient)}"
    numbers = f"{_tex(u.before)} - {step} = {_tex(u.after)}"
    return rf"{w} \leftarrow {w} - \eta\,\frac{{\partial L}}{{\partial {w}}} = {numbers}"


def _braced(value: float) -> str:
    return f"({_tex(value)})" if value < 0 else _tex(value)


def _tex(value: float) -> str:
    text = f"{value:.6g}"
    if "e" not in text:
        return text
    mantissa, power = text.split("e")
    return rf"{mantissa}\cdot 10^{{{int(power)}}}"
