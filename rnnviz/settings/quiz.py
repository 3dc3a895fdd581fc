"""The settings of the quiz: the form that lies open, what was said to both, which are finished."""

from dataclasses import dataclass

from rnnviz.settings.base import choice, choices, flag, text
from rnnviz.settings.landing import LandingSettings
from rnnviz.settings.said import LONGEST, Said, check_said, read_said, write_said
from rnnviz.words import N_

FORMS = {"a": N_("Before: form A"), "b": N_("After: form B")}


@dataclass(frozen=True, kw_only=True)
class QuizSettings(LandingSettings):
    """The quiz: all of it in the address, so that a link is what somebody has answered.

    >>> QuizSettings(answers_a="1.2").said("a"), QuizSettings().said("b")
    ({1: Said(values=(2.0,), seen=False)}, {})
    """

    form: str = choice("a", tuple(FORMS), N_("Form"), show=FORMS.__getitem__)
    answers_a: str = text("", LONGEST, N_("Answers to form A"), check=check_said)
    answers_b: str = text("", LONGEST, N_("Answers to form B"), check=check_said)
    done: tuple[str, ...] = choices((), tuple(FORMS), len(FORMS), N_("Finished"))
    told: bool = flag(False, N_("Answers to form A are shown"))

    @property
    def tells(self) -> bool:
        """Whether right answers are shown: they wait for form B, which asks the same matter."""
        return self.told or "b" in self.done

    def said(self, form: str) -> dict[int, Said]:
        """What was said to a form, by the number of the question."""
        return read_said(self.answers_a if form == "a" else self.answers_b)

    def saying(self, number: int, option: int | None) -> dict[str, str]:
        """The change that says an option, from 1, to a question of the open form; 0: not known."""
        said = {**self.said(self.form), number: Said((float(option),) if option else ())}
        return {f"answers_{self.form}": write_said(said)}
