"""The experiments to start from: each with its question, and what its results say."""

from rnnviz.experiments.words import told
from rnnviz.settings.arguments import ARGUMENTS, Argument, argument_of
from rnnviz.settings.experiments import ExperimentSettings
from rnnviz.street.screens.experiments import walk
from rnnviz.ui.experiments.run import own
from rnnviz.ui.frame.presets import Offered, Preset
from rnnviz.words import _


def offered(s: ExperimentSettings) -> Offered:
    """All of them, and the one that is shown."""
    presets = {
        code: Preset(_(one.label), s.with_(**one.settings.own()), lambda one=one: said(one))
        for code, one in ARGUMENTS.items()
    }
    return Offered(presets, argument_of(s))


def said(one: Argument) -> str:
    """Its question, and how its lines stand."""
    text = _("{question} {answer}")
    found = walk(one.settings, own()).found
    return text.format(question=_(one.question), answer=told(found))
