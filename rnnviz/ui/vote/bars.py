"""How many chose an answer, as bars: the second vote beside the first."""

import html

from rnnviz.words import _

LETTERS = "ABCDE"


def names(rounds: int) -> list[str]:
    """What each vote is called."""
    return [_("Votes")] if rounds == 1 else [_("First vote"), _("Second vote")]


def bars(
    option: int, counts: tuple[tuple[int, ...], ...], mine: tuple[int | None, ...] = ()
) -> str:
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
