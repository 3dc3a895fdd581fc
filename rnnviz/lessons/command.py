"""The command line of lessons: `python -m rnnviz lesson check FILE`."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from rnnviz.errors import RnnvizError
from rnnviz.lessons.check import check
from rnnviz.words import _

WRONG = 2


def main(arguments: Sequence[str]) -> int:
    """Check lessons; give 2 where anything is wrong, which is said line by line."""
    asked = parser().parse_args(arguments)
    wrong = 0
    for file in asked.files:
        try:
            problems = check(file, train=asked.train)
        except RnnvizError as error:
            sys.stderr.write(f"{error}\n")
            wrong = WRONG
            continue
        for problem in problems:
            sys.stderr.write(f"{problem.said(str(file))}\n")
        if problems:
            wrong = WRONG
        else:
            sys.stdout.write(_("{file}: nothing is wrong\n").format(file=file))
    return wrong


def parser() -> argparse.ArgumentParser:
    """What it understands."""
    top = argparse.ArgumentParser(
        prog="python -m rnnviz lesson", description=_("Lessons as Markdown files.")
    )
    commands = top.add_subparsers(dest="command", required=True, metavar=_("COMMAND"))
    one = commands.add_parser(
        "check",
        help=_("say what is wrong with a lesson, line by line"),
        description=_(
            "Open every link of a lesson, work out every formula, and say what is wrong by line."
        ),
    )
    one.add_argument("files", nargs="+", type=Path, metavar=_("FILE"), help=_("such as 01-loop.md"))
    one.add_argument(
        "--train", action="store_true", help=_("make the numbers again that are held, too")
    )
    return top
