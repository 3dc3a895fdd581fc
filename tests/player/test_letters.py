"""Letters that the player asks for are twelve pixels high at least, raised and lowered ones ten."""

import re
from pathlib import Path

FRONTEND = Path(__file__).resolve().parents[2] / "rnnviz" / "player" / "frontend"
RAISED = re.compile(r"\bsub\b|\bsup\b|dy:|baseline")
# font(colours, 12) and `italic 12px` of a canvas, "font-size": 12 of an SVG, font-size: 12px of CSS
ASKED = re.compile(
    r"\bfont\([\w.]+, (\d+(?:\.\d+)?)|[`\"][\w ]*?(\d+(?:\.\d+)?)px \$\{"
    r"|\"font-size\": (\d+(?:\.\d+)?)|font-size: (\d+(?:\.\d+)?)px"
)


def asked() -> list[tuple[str, str, float]]:
    """Every size of letters in the player's source: its file, its line, its pixels."""
    files = [f for kind in ("*.js", "*.css") for f in FRONTEND.rglob(kind)]
    return [
        (file.name, line.strip(), float(next(filter(None, found.groups()))))
        for file in files
        if "bundle" not in file.parts
        for line in file.read_text(encoding="utf-8").splitlines()
        for found in ASKED.finditer(line)
    ]


def test_that_no_letter_is_asked_for_below_twelve_pixels() -> None:
    found = asked()
    kinds = {name.rpartition(".")[2] for name, _line, _size in found}
    assert kinds == {"js", "css"}
    small = [one for one in found if one[2] < (10 if RAISED.search(one[1]) else 12)]
    assert small == []


def test_that_a_canvas_writes_in_twelve_pixels_where_nothing_else_is_said() -> None:
    source = (FRONTEND / "drawing" / "axis.js").read_text(encoding="utf-8")
    default = re.search(r"font = \(colours, size = (\d+)", source)
    assert default is not None
    assert int(default[1]) >= 12
