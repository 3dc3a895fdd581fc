"""The command line: `python -m rnnviz --help`."""

import sys

from rnnviz.lessons import command as lesson
from rnnviz.paper import command as paper
from rnnviz.street.command import main

if __name__ == "__main__":
    sys.exit(main(others={"lesson": lesson.main, "worksheet": paper.main}))
