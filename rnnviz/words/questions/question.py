"""A question with its answer, as data."""

from dataclasses import dataclass, field

from rnnviz.words import _


@dataclass(frozen=True, kw_only=True)
class Question:
    """A belief or a question, one or two sentences that answer it, and where it can be seen.

    Attributes:
        belief: what is often said, or asked.
        text: the answer, with a place for each of `numbers`.
        numbers: what stands in these places, as it is written on the screen.
        screen: the code of the screen.
        query: its settings in the address.
    """

    belief: str
    text: str
    numbers: dict[str, str] = field(default_factory=dict)
    screen: str
    query: dict[str, str]

    @property
    def answer(self) -> str:
        """The answer with its numbers."""
        return _(self.text).format(**self.numbers)


# The network of Gradients' presets: untrained, eight units, a sine of thirty steps.
WAVE = {"series": "sine", "steps": "30", "hidden": "8", "trained": "0"}
# The comparison of Your series that several answers are about.
SUNSPOTS = {"versus": "none", "seeds": "3", "epochs": "100"}
