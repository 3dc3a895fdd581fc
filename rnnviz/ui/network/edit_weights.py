"""Weights set by hand: taken from the number card, kept in the URL, undone one by one."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypedDict

from rnnviz.errors import RnnvizError
from rnnviz.scenes.unroll import Change
from rnnviz.settings.edits import Edit, add_edit, fits, format_edits, parse_edits
from rnnviz.settings.network import NetworkSettings
from rnnviz.ui.frame.page import Page
from rnnviz.ui.network.cell_options import in_other_writing, same_drawn
from rnnviz.ui.network.network import unedited


class EditReports(TypedDict):
    """What the player calls when a weight is set, the last edit undone, or all of them."""

    on_edit: Callable[[Any], None]
    on_undo: Callable[[Any], None]
    on_reset: Callable[[Any], None]


def edit_reports(page: Page[Any]) -> EditReports:
    """Callbacks that keep the edits of a page in its settings."""

    def on_edit(report: Any) -> None:
        edit = _checked(report)
        if edit is not None:
            kept = in_other_writing(edit, page.settings)
            done = report.get("draft") is not True
            page.dragged(done=done, edits=add_edit(page.settings.edits, kept))

    def on_undo(_report: Any) -> None:
        page.dragged(done=True, edits=format_edits(parse_edits(page.settings.edits)[:-1]))

    def on_reset(_report: Any) -> None:
        page.dragged(done=True, edits="")

    return {"on_edit": on_edit, "on_undo": on_undo, "on_reset": on_reset}


def _checked(report: Any) -> Edit | None:
    """The edit that a browser reported, or None if it is not one: browsers are not trusted."""
    try:
        edit = Edit(str(report["array"]), tuple(int(i) for i in report["index"]), report["value"])
        return parse_edits(format_edits([edit]))[0]
    except (RnnvizError, KeyError, TypeError, ValueError, IndexError):
        return None


def without_last_edit(s: NetworkSettings) -> NetworkSettings | None:
    """The settings as they were before the last edit; None when nothing was edited."""
    edits = parse_edits(s.edits)
    return replace(s, edits=format_edits(edits[:-1])) if edits else None


def changes_of(s: NetworkSettings) -> list[Change]:
    """Every edit that fits the network, with the value that the weight had before any."""
    net = unedited(same_drawn(replace(s, edits="")))
    drawn = {**net.weights.params._asdict(), **net.weights.readout._asdict()}
    fitting = (
        e for e in parse_edits(s.edits) if e.array in drawn and fits(e.place, drawn[e.array].shape)
    )
    return [_change(e, float(drawn[e.array][e.place]), s) for e in fitting]


def _change(e: Edit, drawn: float, s: NetworkSettings) -> Change:
    """An edit beside the value that was drawn, both in the writing that is shown."""
    old, new = (in_other_writing(e._replace(value=v), s).value for v in (drawn, e.value))
    return Change(e.array, e.place, old, new)
