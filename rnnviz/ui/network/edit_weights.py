"""Weights set by hand: taken from the number card, kept in the URL, undone one by one."""

from collections.abc import Callable
from typing import Any, TypedDict

from rnnviz.errors import RnnvizError
from rnnviz.settings.edits import Edit, add_edit, format_edits, parse_edits
from rnnviz.street.network.cell import in_other_writing
from rnnviz.ui.frame.page import Page


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
            page.change(edits=add_edit(page.settings.edits, kept))

    def on_undo(_report: Any) -> None:
        page.change(edits=format_edits(parse_edits(page.settings.edits)[:-1]))

    def on_reset(_report: Any) -> None:
        page.change(edits="")

    return {"on_edit": on_edit, "on_undo": on_undo, "on_reset": on_reset}


def _checked(report: Any) -> Edit | None:
    """The edit that a browser reported, or None if it is not one: browsers are not trusted."""
    try:
        edit = Edit(str(report["array"]), tuple(int(i) for i in report["index"]), report["value"])
        return parse_edits(format_edits([edit]))[0]
    except (RnnvizError, KeyError, TypeError, ValueError, IndexError):
        return None
