"""The style sheet of the page; head.py sends it."""

from pathlib import Path

from rnnviz.ui.frame.player import ROOMS

HERE = Path(__file__).parent
SHEETS = ("page.css", "bar.css", "rooms.css", "present.css", "class.css", "lesson/rail.css")


def sheet() -> str:
    """The style sheet of all screens."""
    sheets = ((HERE / name).read_text(encoding="utf-8") for name in SHEETS)
    rooms = "".join(
        f".st-key-{key}-room {{ --room: {height}px; }}" for key, height in ROOMS.items()
    )
    return "\n".join([rooms, *sheets])
