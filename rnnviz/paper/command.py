"""The command line of worksheets: `python -m rnnviz worksheet LINK sheet.html`."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from rnnviz.errors import RnnvizError
from rnnviz.paper.sheet import worksheet
from rnnviz.words import _

WRONG = 2


def main(arguments: Sequence[str]) -> int:
    """Write the worksheet of a link; give 2, and say why, where it cannot be done."""
    asked = parser().parse_args(arguments)
    try:
        text = worksheet(asked.link)
        asked.file.write_text(text, encoding="utf-8")
    except RnnvizError as error:
        sys.stderr.write(f"{error}\n")
        return WRONG
    except OSError:
        message = _("The file {file} cannot be written.")
        sys.stderr.write(f"{message.format(file=asked.file)}\n")
        return WRONG
    sys.stdout.write(f"{asked.file}\n")
    return 0


def parser() -> argparse.ArgumentParser:
    """What it understands."""
    one = argparse.ArgumentParser(
        prog="python -m rnnviz worksheet",
        description=_(
            "Write three steps by hand, forward and backward, of a link’s network: one HTML file "
            "to be printed on A4, the answers on a page of their own."
        ),
    )
    one.add_argument(
        "link", metavar="LINK",
        help=_("an address of the app, such as “unroll?hidden=2”; put it in quotes"),
    )  # fmt: skip
    one.add_argument("file", metavar=_("FILE"), type=Path, help=_("such as sheet.html"))
    return one
