"""What happened in a run, in words: each entry with its epoch, made from the run's numbers."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from rnnviz.studio.lesson import Lesson
from rnnviz.studio.plan import FLAT as FLAT_EPOCHS
from rnnviz.studio.plan import Rule
from rnnviz.studio.plateau import plateau
from rnnviz.studio.run import ARRIVED, DIVERGED, EARLY, FLAT, STOPPED, Run
from rnnviz.studio.words import LABELS, aside_words
from rnnviz.words import _, _n, listed
from rnnviz.words.numbers import brief, number, percent

CLEARLY = 0.99  # of the baseline: what lies between is no gain
JUMP = 2.0  # times the loss before: an update that went too far
MOST = 12  # entries that are shown; the first and the last stay


class Event(NamedTuple):
    """An entry of the log."""

    epoch: int
    text: str


def log(run: Run, lesson: Lesson) -> list[Event]:
    """Everything worth saying, in order."""
    found = [*_bounds(run), *_rules(run), *_passed(run, lesson), *_plateau(run), *_jump(run)]
    return [*sorted(found), *_end(run, lesson)]


def _bounds(run: Run) -> Iterator[Event]:
    """Stretches of updates whose gradient was bounded, the longest few."""
    stretches = _stretches([row.clipped for row in run.rows])
    longest = sorted(stretches, key=lambda s: s[0] - s[1])[:MOST]
    for first, last in longest:
        rule = run.plan.rule(first)
        norm = max(row.norm for row in run.rows[first : last + 1])
        fields = {"first": first, "last": last, "norm": number(norm),
                  "limit": brief(rule.clip_at)}  # fmt: skip
        value = rule.clip == "value"
        if first == last:
            text = _("Epoch {first}: gradient {norm}, its entries bounded to ±{limit}.") if value \
                else _("Epoch {first}: gradient {norm}, bounded to {limit}.")  # fmt: skip
        else:
            text = _("Epochs {first} to {last}: gradient up to {norm}, its entries bounded to "
                     "±{limit} each time.") if value else \
                   _("Epochs {first} to {last}: gradient up to {norm}, bounded to {limit} each "
                     "time.")  # fmt: skip
        yield Event(first, text.format(**fields))


def _stretches(flags: list[bool]) -> list[tuple[int, int]]:
    """First and last place of each run of true flags.

    >>> _stretches([True, False, True, True])
    [(0, 0), (2, 3)]
    """
    edges = np.flatnonzero(np.diff(np.concatenate([[0], np.asarray(flags, int), [0]])))
    return [(int(a), int(b) - 1) for a, b in edges.reshape(-1, 2)]


def _rules(run: Run) -> Iterator[Event]:
    """Where the rules were changed."""
    for (_first, before), (epoch, after) in zip(run.plan.rules, run.plan.rules[1:], strict=False):
        if epoch <= run.epochs:
            text = _("Epoch {epoch}: from here on {rule}.")
            yield Event(epoch, text.format(epoch=epoch, rule=_changed(before, after)))


def _changed(before: Rule, after: Rule) -> str:
    same = before._replace(lr=after.lr, clip_at=after.clip_at)
    return rule_words(after) if after != same else _(
        "rate {lr}, {limit}"
    ).format(lr=brief(after.lr), limit=bound_words(after))  # fmt: skip


def rule_words(rule: Rule) -> str:
    """A rule in short: Adam (PyTorch), rate 0.02, bound 1."""
    if not rule.descends:
        return listed([_(LABELS[rule.optimiser]), *_besides(rule)])
    flavour = "Keras" if rule.flavour == "keras" else "PyTorch"
    text = _("{optimiser} ({flavour}), rate {lr}, {limit}")
    said = text.format(optimiser=_(LABELS[rule.optimiser]), flavour=flavour, lr=brief(rule.lr),
                       limit=bound_words(rule))  # fmt: skip
    return listed([said, *_besides(rule)])


def _besides(rule: Rule) -> Iterator[str]:
    """What is not as usual in a rule, a few words each."""
    if rule.reach == "steps":
        yield _n("{n} step back", "{n} steps back", rule.back).format(n=rule.back)
    if rule.reach == "first":
        yield _("the first step’s gradient alone")
    if not rule.descends:
        return
    if rule.schedule != "constant":
        text = (
            _n("halved every {n} epoch", "halved every {n} epochs", rule.span)
            if rule.schedule == "halved"
            else _n("down to 0 over {n} epoch", "down to 0 over {n} epochs", rule.span)
        )
        yield text.format(n=rule.span)
    if rule.batch:
        yield _("batches of {n}").format(n=rule.batch)
    if rule.dropout:
        yield _("dropout {p}").format(p=brief(rule.dropout))
    if rule.noise:
        yield _("noise {sd} on the weights").format(sd=brief(rule.noise))


def bound_words(rule: Rule) -> str:
    """The bound of a rule in a word."""
    if rule.clip == "off":
        return _("no bound")
    text = _("bound {at}") if rule.clip == "norm" else _("entries within ±{at}")
    return text.format(at=brief(rule.clip_at))


def _passed(run: Run, lesson: Lesson) -> Iterator[Event]:
    """Where the loss first came under that of the answer without a memory."""
    below = np.flatnonzero(run.column("loss") < CLEARLY * lesson.baseline)
    if len(below):
        epoch = int(below[0])
        text = _("Epoch {epoch}: loss {loss}, more than 1 % under the {baseline} of {simply}.")
        yield Event(epoch, text.format(
            epoch=epoch, loss=number(run.rows[epoch].loss), baseline=number(lesson.baseline),
            simply=lesson.simply,
        ))  # fmt: skip


def _plateau(run: Run) -> Iterator[Event]:
    found = plateau(run.column("loss"))
    if found:
        text = _("Epochs {first} to {last}: the loss stood near {level}; by epoch {fallen} it had "
                 "fallen to {loss}.")  # fmt: skip
        yield Event(found.first, text.format(
            first=found.first, last=found.last, level=number(found.level), fallen=found.fallen,
            loss=number(run.rows[found.fallen].loss),
        ))  # fmt: skip


def _jump(run: Run) -> Iterator[Event]:
    """The update after which the loss rose most, if it rose to its double."""
    loss = run.column("loss")
    if len(loss) < 2:
        return
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(loss[:-1] > 0, loss[1:] / loss[:-1], 0)
    k = int(ratio.argmax())
    if ratio[k] >= JUMP:
        text = _("Epoch {epoch}: the update before it went too far, the loss rose from {before} "
                 "to {after}.")  # fmt: skip
        yield Event(k + 1, text.format(epoch=k + 1, before=number(loss[k]),
                                       after=number(loss[k + 1])))  # fmt: skip


def _end(run: Run, lesson: Lesson) -> Iterator[Event]:
    if run.ended == DIVERGED:
        yield Event(run.epochs + 1, diverged(run))
        return
    if run.ended == FLAT:
        text = _("Epoch {epoch}: stopped, as the last {n} epochs took less than 1 % off the loss.")
        yield Event(run.epochs, text.format(epoch=run.epochs, n=FLAT_EPOCHS))
    if run.ended == ARRIVED:
        text = _("Epoch {epoch}: stopped in a minimum, no step lowers the loss any more.")
        yield Event(run.epochs, text.format(epoch=run.epochs))
    if run.ended == EARLY:
        best = min(run.frames, key=lambda f: f.held)
        text = _("Epoch {epoch}: stopped early, since the loss on {aside} was lowest at epoch "
                 "{best}, {held}.")  # fmt: skip
        yield Event(run.epochs, text.format(epoch=run.epochs, aside=aside_words(lesson),
                                            best=best.epoch, held=number(best.held)))  # fmt: skip
    if run.ended == STOPPED:
        yield Event(run.epochs, _("Epoch {epoch}: stopped by hand.").format(epoch=run.epochs))
    if run.epochs:
        yield Event(run.epochs, summary(run, lesson))


def told(run: Run, lesson: Lesson) -> str:
    """How a run went, in a sentence or two: its plateau if it had one, and how far it came."""
    end = diverged(run) if run.ended == DIVERGED else summary(run, lesson)
    return " ".join([*(event.text for event in _plateau(run)), end])


def summary(run: Run, lesson: Lesson) -> str:
    """How far a run came, in one sentence."""
    first, last = run.rows[0].loss, run.rows[-1].loss
    fields = {
        "n": run.epochs, "first": number(first), "last": number(last), "simply": lesson.simply,
        "baseline": number(lesson.baseline), "held": number(run.frames[-1].held),
    }  # fmt: skip
    if last >= CLEARLY * lesson.baseline:
        text = _n("Loss {first} → {last} after {n} epoch: no better than {simply} ({baseline}).",
                  "Loss {first} → {last} after {n} epochs: no better than {simply} ({baseline}).",
                  run.epochs)  # fmt: skip
    else:
        fields["aside"] = aside_words(lesson)
        fields["share"] = percent(last / lesson.baseline, 1)
        text = _n("Loss {first} → {last} after {n} epoch, {share} of what {simply} has "
                  "({baseline}); {held} on {aside}.",
                  "Loss {first} → {last} after {n} epochs, {share} of what {simply} has "
                  "({baseline}); {held} on {aside}.", run.epochs)  # fmt: skip
    return text.format(**fields)


def diverged(run: Run) -> str:
    """Why a run was stopped: what went beyond all numbers, or beyond all sense."""
    fields = {"epoch": run.epochs + 1, "array": run.why}
    if not run.rows:
        text = _("The untrained network’s {array} is already beyond what a computer can hold.")
        return text.format(**fields)
    fields["loss"], fields["norm"] = number(run.rows[-1].loss), number(run.rows[-1].norm)
    if run.why:
        text = _("Epoch {epoch}: {array} is beyond what a computer can hold. The loss before was "
                 "{loss}, the gradient {norm}: each update overshot.")  # fmt: skip
    else:
        text = _("Epoch {epoch}: the loss is more than 10,000 times what it was at first. The "
                 "loss before was {loss}, the gradient {norm}: each update overshot.")  # fmt: skip
    return text.format(**fields)
