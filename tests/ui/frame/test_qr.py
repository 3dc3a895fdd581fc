"""The QR picture of a link."""

import base64
import re
from xml.etree import ElementTree as ET

import pytest
import segno

from rnnviz.errors import RnnvizError
from rnnviz.ui.frame.qr import QUIET, XMLNS, qr_img, qr_svg

PATH = f"{{{XMLNS}}}path"
LINK = 'http://127.0.0.1:8501/vote?a="b"&c=<d>'


def dots(picture: str) -> set[tuple[int, int]]:
    """The black modules of a picture, from its strokes: relative moves and lines to the right."""
    path = ET.fromstring(picture).findall(PATH)[1].attrib["d"]
    found, x, y = set(), 0.0, 0.0
    for letter, first, second in re.findall(r"([Mmh])(-?[\d.]+)(?: ?(-?[\d.]+))?", path):
        if letter == "h":
            found |= {(int(x) + k, int(y)) for k in range(int(first))}
            x += float(first)
        elif letter == "M":
            x, y = float(first), float(second)
        else:
            x, y = x + float(first), y + float(second)
    return found


def test_the_picture_has_every_black_dot_of_the_code_and_no_other() -> None:
    matrix = segno.make(LINK, error="l", micro=False).matrix
    code = {(x, y) for y, row in enumerate(matrix) for x, dot in enumerate(row) if dot}
    assert dots(qr_svg(LINK)) == {(x + QUIET, y + QUIET) for x, y in code}


def test_it_is_black_on_white_in_every_theme_with_a_white_border_and_no_fixed_size() -> None:
    svg = ET.fromstring(qr_svg(LINK))
    ground, strokes = svg.findall(PATH)
    side = int(svg.attrib["viewBox"].split()[2])
    assert ground.attrib == {"fill": "#fff", "d": f"M0 0h{side}v{side}h-{side}z"}
    assert strokes.attrib["stroke"] == "#000"
    assert side == len(segno.make(LINK, error="l", micro=False).matrix) + 2 * QUIET
    assert not {"width", "height"} & set(svg.attrib)


def test_the_link_is_its_description_and_nothing_in_it_becomes_markup() -> None:
    svg = ET.fromstring(qr_svg(LINK))
    assert svg.attrib["role"] == "img"
    assert LINK in svg.attrib["aria-label"]
    assert [one.tag for one in svg] == [PATH, PATH]


def test_the_image_holds_the_very_picture_and_says_the_link() -> None:
    image = ET.fromstring(qr_img(LINK).replace(">", "/>"))
    kind, _comma, data = image.attrib["src"].partition(",")
    assert kind == "data:image/svg+xml;base64"
    assert base64.b64decode(data).decode() == qr_svg(LINK)
    assert LINK in image.attrib["alt"]


def test_a_link_too_long_for_a_picture_is_one_sentence() -> None:
    with pytest.raises(RnnvizError, match=r"^A link of 4,?000 signs is too long"):
        qr_svg("x" * 4000)
