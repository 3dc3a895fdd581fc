"""The catalogues are brought up to date, and what each lacks is said.

python -m rnnviz.words.collect          # collect all texts, update every language
python -m rnnviz.words.collect fr       # begin another language
"""

import subprocess
import sys
from pathlib import Path

from babel.messages.pofile import read_po

from rnnviz.words.tongue import ENGLISH, FILE, FOLDER, languages

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = FOLDER / "rnnviz.pot"
SHAPE = ("--no-wrap",)


def collect(template: Path = TEMPLATE) -> None:
    """Write all texts of the project into a template, in which each stands with its places."""
    _babel(
        "extract", "-F", FOLDER / "babel.cfg", "-k", "N_", "-k", "_n:1,2", "--sort-by-file",
        "--add-location=file", "--omit-header", "--input-dirs=.", "-o", template,
    )  # fmt: skip


def begin(language: str) -> None:
    """Begin the catalogue of another language."""
    _babel("init", "-i", TEMPLATE, "-D", "rnnviz", "-l", language, "-d", FOLDER)


def update(language: str) -> None:
    """Bring a catalogue up to date: what is new is empty there, what is no longer said is gone."""
    _babel(
        "update", "-i", TEMPLATE, "-D", "rnnviz", "-l", language, "-d", FOLDER,
        "--no-fuzzy-matching", "--ignore-obsolete", "--ignore-pot-creation-date",
    )  # fmt: skip


def missing(language: str) -> list[str]:
    """The texts that a language lacks, or that are marked there as doubtful."""
    with (FOLDER / language / FILE).open("rb") as file:
        found = read_po(file, locale=language)
    return [
        _english(message.id)
        for message in found
        if message.id and (message.fuzzy or not _whole(message.string))
    ]


def _english(text: str | tuple[str, ...] | list[str]) -> str:
    return text if isinstance(text, str) else text[0]


def _whole(text: str | tuple[str, ...] | list[str] | None) -> bool:
    return bool(text) if isinstance(text, str) else bool(text) and all(text)


def _babel(command: str, *arguments: str | Path) -> None:
    """One command of Babel, in the project's folder."""
    babel = [sys.executable, "-m", "babel.messages.frontend", "-q", command, *SHAPE]
    subprocess.run([*babel, *map(str, arguments)], check=True, cwd=ROOT)  # noqa: S603


def main(wanted: list[str]) -> None:
    """Collect, begin what is asked for, update all, and say what is missing."""
    collect()
    for language in wanted:
        begin(language)
    languages.cache_clear()
    for language in languages():
        if language == ENGLISH:
            continue
        update(language)
        empty = missing(language)
        lines = [f"{language}: {len(empty)} texts are missing", *(f"  {text!r}" for text in empty)]
        sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
