"""Weights set by hand: taken from the number card, kept in the URL, undone one by one."""

from collections.abc import Callable
from typing import Any, TypedDict

from rnnviz.errors import RnnvizError
from rnnviz.settings.edits import Edit, add_edit, format_edits, parse_edits
from rnnviz.settings.network import NetworkSettings
from rnnviz.street.network.cell import in_other_writing
from rnnviz.street.network.packed import packed
from rnnviz.ui.frame.page import Page
from rnnviz.ui.network.learning import learned_network


class EditReports(TypedDict):
    """What the player calls when a weight is set, the last edit undone, or all of them."""

    on_edit: Callable[[Any], None]
    on_undo: Callable[[Any], None]
    on_reset: Callable[[Any], None]


def edit_reports(page: Page[Any]) -> EditReports:
    """Callbacks that keep the edits of a page in its settings."""

    def on_edit(report: Any) -> None:
        changes = checked_edit(report, page.settings)
        if changes is not None:
            page.dragged(done=report.get("draft") is not True, **changes)

    def on_undo(_report: Any) -> None:
        page.dragged(done=True, edits=format_edits(parse_edits(page.settings.edits)[:-1]))

    def on_reset(_report: Any) -> None:
        page.dragged(done=True, edits="")

    return {"on_edit": on_edit, "on_undo": on_undo, "on_reset": on_reset}


def checked_edit(report: Any, s: NetworkSettings) -> dict[str, Any] | None:
    """The settings that change with what a browser reported, or None if that is no edit."""
    edit = _checked(report)
    return None if edit is None else with_edit(s.in_hand(), in_other_writing(edit, s))


def with_edit(s: NetworkSettings, edit: Edit) -> dict[str, Any]:
    """The settings that change with an edit, by name.

    An edit comes before what is learned on the screen. Where something was learned, the weights it
    led to become the network's own, so that the edit changes those; of a network too large for an
    address what was learned is given up.
    """
    if not s.learned:
        return {"edits": add_edit(s.edits, edit)}
    text = "" if s.net else packed(learned_network(s))
    if not text:
        return {"edits": add_edit(s.edits, edit), "learned": 0}
    own = {"weights": text, "gain": 1.0, "forget_bias": None, "learned": 0}
    return {**own, "edits": format_edits([edit])}


def _checked(report: Any) -> Edit | None:
    """The edit that a browser reported, or None if it is not one: browsers are not trusted."""
    try:
        edit = Edit(str(report["array"]), tuple(int(i) for i in report["index"]), report["value"])
        return parse_edits(format_edits([edit]))[0]
    except (RnnvizError, KeyError, TypeError, ValueError, IndexError):
        return None
