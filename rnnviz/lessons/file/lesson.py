"""A lesson and its cards, as their file has them; nothing is computed here."""

from dataclasses import dataclass

ANSWERS = ("choose", "number", "bars", "curve", "none")


@dataclass(frozen=True)
class Let:
    """A name for a formula; `held` is the number that is printed where it takes long to compute."""

    name: str
    formula: str
    line: int
    held: str = ""


@dataclass(frozen=True)
class Option:
    """One of several answers, and the formula that says whether it is the right one."""

    text: str
    formula: str
    line: int


@dataclass(frozen=True, kw_only=True)
class Card:
    """One question, what is done, and what then happened.

    Attributes:
        line: where it begins in its file.
        link: the screen and settings that it sets, and `then` those once something was said.
        also: further links, by the name under which formulas look their numbers up.
        lets: names for formulas.
        light: the setting, or the part of the player, that is lit.
        cover: whether the picture is covered until something was said.
        kind: one of ANSWERS; the rest of this block describes the answer.
        truth: the formula of the right answer; for "choose" each option has one.
        low, high, step: the limits of what can be said, and how finely.
        log: whether the scale is one of powers of ten.
        near: how far off still counts as close, in shares of the scale.
        whole: whether the bars are shares of one whole, so that together they are 1.
        labels: what the bars, or the points of a curve, are called.
        question, do, happened, why, turn, found, more: the texts; `turn` is what to try, and
            `found` what is found then.
        lines: where each of these texts begins.
        lesson: of a quiz, the name of the lesson whose matter it is.
    """

    line: int
    title: str
    link: str
    then: str
    also: tuple[tuple[str, str], ...] = ()
    lets: tuple[Let, ...] = ()
    light: str = ""
    cover: bool = False
    kind: str = "none"
    truth: str = ""
    low: float = 0.0
    high: float = 1.0
    step: float | None = None
    log: bool = False
    near: float = 0.1
    whole: bool = False
    unit: str = ""
    labels: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    question: str = ""
    do: str = ""
    happened: str = ""
    why: str = ""
    turn: str = ""
    found: str = ""
    more: str = ""
    lines: tuple[tuple[str, int], ...] = ()
    lesson: str = ""

    def line_of(self, part: str) -> int:
        """Where one of its texts begins."""
        return dict(self.lines).get(part, self.line)


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """A title, how long it takes, what for, and the cards in order.

    For who teaches it: `says` is what students say, `next` what to show next, and `link` the
    address of that.
    """

    name: str
    title: str
    minutes: int
    aim: str
    level: str
    cards: tuple[Card, ...]
    says: str = ""
    next: str = ""
    link: str = ""
