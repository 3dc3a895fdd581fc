"""Language, the long gap: how far back networks look, and one sentence that one of them reads."""

from dataclasses import dataclass
from functools import lru_cache

from rnnviz.core.network import Network
from rnnviz.core.study import Study
from rnnviz.errors import RnnvizError
from rnnviz.player.payload import Scene
from rnnviz.scenes.language import reading_scene
from rnnviz.settings.language import LanguageSettings
from rnnviz.street.result.numbers import Numbers, of_study
from rnnviz.street.result.opened import Playing
from rnnviz.street.result.training import must_be_asked
from rnnviz.tasks.gap.gap import CLAUSES, far
from rnnviz.tasks.gap.run import GapResult, GapTask, gap, read_sentence
from rnnviz.tasks.sequence import Example
from rnnviz.words import _


@dataclass(frozen=True, kw_only=True, repr=False)
class Gap(Playing):
    """The measured gap, and one sentence.

    Attributes:
        found: the share of right answers by cell, distance and seed.
    """

    settings: LanguageSettings
    found: GapResult
    example: Example
    study: Study

    @property
    def network(self) -> Network:
        """The network that reads the sentence."""
        return self.study.net

    def numbers(self) -> list[Numbers]:
        """Everything of the sentence, and the shares of right answers of each cell."""
        return [
            *of_study(self.study),
            *(Numbers(f"near.{code}", share) for code, share in self.found.near.items()),
            *(Numbers(f"far.{code}", share) for code, share in self.found.far.items()),
        ]


def gap_of(task: GapTask, *, ask: bool) -> GapResult:
    """The experiment; the last ones are kept.

    Raises:
        RnnvizError: when it was not asked for.
    """
    if not ask:
        raise must_be_asked()
    return _gap(task)


_gap = lru_cache(maxsize=4)(gap)


def sentence(s: LanguageSettings, found: GapResult) -> tuple[Study, Example, Scene] | None:
    """One sentence as a network reads it; None where that network was not finished."""
    if s.gap_cell not in found.weights:
        return None
    words = far("France", [CLAUSES[k % len(CLAUSES)] for k in range(s.gap_clauses)])
    seen, example = read_sentence(found, s.gap_cell, words)
    scene = reading_scene(
        seen, example, _("A network reads a sentence"), len(example.x) - 1, by_word=True
    )
    return seen, example, scene


def walk(s: LanguageSettings, found: GapResult) -> Gap:
    """From settings and the experiment to the scene.

    Raises:
        RnnvizError: if the network of the sentence was not finished.
    """
    seen = sentence(s, found)
    if seen is None:
        raise RnnvizError(_("This network was not finished; train again to see it."))
    return Gap(settings=s, found=found, study=seen[0], example=seen[1], scene=seen[2])
