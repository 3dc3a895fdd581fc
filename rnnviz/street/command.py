"""The command line: a link's film, its numbers, or the app.

python -m rnnviz film LINK film.html
python -m rnnviz numbers LINK numbers.json
python -m rnnviz run
python -m rnnviz lesson check FILE
python -m rnnviz worksheet LINK FILE
"""

import argparse
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from rnnviz.errors import RnnvizError
from rnnviz.settings.screens import ROOT
from rnnviz.street.door import open_link
from rnnviz.words import _
from rnnviz.words.tongue import languages

APP = ROOT / "app.py"
WRONG = 2  # the exit code where something given cannot be used

# Commands of the floors above, by their name: what follows the name, to the exit code.
Others = Mapping[str, Callable[[Sequence[str]], int]]
NONE: Others = MappingProxyType({})


def main(arguments: Sequence[str] | None = None, others: Others = NONE) -> int:
    """Do what the command line says, or let one of `others` do it; give the exit code.

    What cannot be used is said in one sentence on standard error, and the code is then 2. Where it
    is only a part of the link, its default is used, as on the screen, and the file is written.
    """
    asked, more = parser().parse_known_args(arguments)
    if asked.command in others:
        return others[asked.command](more)
    if asked.command == "run":
        return run(more)
    if more:
        parser().error(_("unrecognized arguments: {all}").format(all=" ".join(more)))
    try:
        opened = open_link(
            asked.link, screen=asked.screen, file=asked.file, train=asked.train, lang=asked.lang
        )
        save = opened.save if asked.command == "film" else opened.save_numbers
        written = save(asked.target)
    except RnnvizError as error:
        say(str(error))
        return WRONG
    for note in opened.unused:
        say(note)
    sys.stdout.write(f"{written}\n")
    return WRONG if opened.unused else 0


def parser() -> argparse.ArgumentParser:
    """What the command line understands."""
    top = argparse.ArgumentParser(
        prog="python -m rnnviz",
        description=_("Recurrent neural networks that can be seen at work, number by number."),
    )
    commands = top.add_subparsers(dest="command", required=True, metavar=_("COMMAND"))
    film = commands.add_parser(
        "film",
        help=_("write what a link shows as one HTML file that plays offline"),
        description=_("Write what a link shows as one HTML file that plays offline."),
    )
    numbers = commands.add_parser(
        "numbers",
        help=_("write every array that a link computes, with its name, shape and unit"),
        description=_(
            "Write every array that a link computes, with its name, shape and unit, to the last "
            "digit: as .json, or as .csv with a row for each number."
        ),
    )
    for one, example in ((film, "film.html"), (numbers, "numbers.json")):
        _link_arguments(one, example)
    commands.add_parser(
        "lesson",
        help=_("check lessons: say what is wrong with a file, line by line"),
        add_help=False,
    )
    commands.add_parser(
        "worksheet",
        help=_("write three steps by hand of a link’s network as a page to print"),
        add_help=False,
    )
    commands.add_parser(
        "run",
        help=_("start the app in a browser; what follows is for Streamlit"),
        description=_("Start the app in a browser, as “make run” does."),
        add_help=False,
    )
    return top


def _link_arguments(one: argparse.ArgumentParser, example: str) -> None:
    one.add_argument(
        "link",
        metavar="LINK",
        help=_("an address of the app, such as “gradients?cell=lstm”; put it in quotes"),
    )
    one.add_argument(
        "target",
        metavar=_("FILE"),
        help=_("where to write it, such as {name}").format(name=example),
    )
    one.add_argument(
        "--screen",
        default="unroll",
        help=_("the screen, where the link has parameters alone (unroll unless given)"),
    )
    one.add_argument("--file", help=_("of “Your series”: the table to be read"))
    one.add_argument(
        "--lang",
        choices=languages(),
        help=_("the language, such as zh; that of the link unless given"),
    )
    one.add_argument(
        "--train", action="store_true", help=_("train what takes longer than a moment, too")
    )


def run(more: Sequence[str]) -> int:
    """Start the app; give the exit code of its server."""
    if not APP.is_file():
        say(_("The app is not installed here: run it in the project’s folder."))
        return WRONG
    command = [sys.executable, "-m", "streamlit", "run", str(APP), *more]
    try:
        return subprocess.call(command, cwd=APP.parent)  # noqa: S603 - it is whoever runs us
    except KeyboardInterrupt:  # how one ends a server
        return 0


def say(sentence: str) -> None:
    """A sentence on standard error."""
    sys.stderr.write(f"{sentence}\n")
