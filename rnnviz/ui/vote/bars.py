"""How many chose an answer, as bars: the second vote beside the first; and which is right."""

import html

import streamlit as st

from rnnviz.room.tables import Room
from rnnviz.words import _

LETTERS = "ABCDE"
Counts = tuple[tuple[int, ...], ...]  # of each round, how many chose each answer


def dont_know() -> str:
    """The answer that everybody may give."""
    return _("I do not know")


def letter(room: Room, choice: int) -> str:
    """What an answer is called for short."""
    return LETTERS[choice] if choice < room.question.unknown else "?"


def voted(room: Room, counts: Counts, mine: tuple[int | None, ...] = ()) -> None:
    """Each answer, below it its bars once the votes are shown; what is right bears a mark."""
    for k, option in enumerate(room.question.options):
        right = f"  :green[**✓ {_('right')}**]" if k == room.marked else ""
        st.markdown(f"**{letter(room, k)}**  {option}{right}")
        if counts:
            st.html(bars(k, counts, mine))
    unknown = room.question.unknown
    if any(one[unknown] for one in counts):
        st.markdown(f"**{letter(room, unknown)}**  {dont_know()}")
        st.html(bars(unknown, counts, mine))


def verdict(room: Room, marked: int, mine: int | None) -> str:
    """What was said last beside what is right."""
    right = letter(room, marked)
    if mine is None or mine == room.question.unknown:
        return _("**{right}** is right.").format(right=right)
    if mine == marked:
        return _("You said {mine}: **so it is.**").format(mine=right)
    message = _("You said {mine}. Right is **{right}**.")
    return message.format(mine=letter(room, mine), right=right)


def names(rounds: int) -> list[str]:
    """What each vote is called."""
    return [_("Votes")] if rounds == 1 else [_("First vote"), _("Second vote")]


def bars(option: int, counts: Counts, mine: tuple[int | None, ...] = ()) -> str:
    """The bars of one answer as HTML, a row for each vote, one's own marked.

    Every bar is as long as the share of its vote that chose the answer.
    """
    return "".join(
        _row(k, name, counts[k], option, marked=k < len(mine) and mine[k] == option)
        for k, name in enumerate(names(len(counts)))
    )


def _row(k: int, name: str, counts: tuple[int, ...], option: int, *, marked: bool) -> str:
    n, total = counts[option], sum(counts)
    wide = 100 * n / total if total else 0
    you = html.escape(_("you"))
    mark = f"<b>{you}</b>" if marked else ""
    number = html.escape(_("{n} of {total}").format(n=n, total=total))
    return (
        f'<p class="class-bar of-{k + 1}"><span>{html.escape(name)}</span>'
        f'<i><i style="width: {wide:.1f}%"></i></i><span>{number} {mark}</span></p>'
    )
