"""The parts of a worksheet: headings, formulas, givens, blanks and answers as HTML.

Givens, blanks and answers bear their names (`data-name="h.2.1"`), so that a test, or anybody, can
compute the answers again from what is printed.
"""

import html
from collections.abc import Mapping, Sequence
from decimal import Decimal
from urllib.parse import urlencode

from rnnviz.paper.parts.decimals import PLACES, written
from rnnviz.paper.parts.frame import formula
from rnnviz.settings.unroll import UnrollSettings
from rnnviz.words import _

Results = dict[str, Decimal]  # by the array, the step and the unit, counted from 1: h.2.1
ARRAYS = {"dy": "∂L/∂y", "dh": "∂L/∂h", "da": "∂L/∂a", "db": "∂L/∂b"}
ACROSS = 6  # numbers side by side


def symbol(name: str) -> str:
    """The symbol of a result or a given, as docs/notation.md writes it.

    >>> symbol("h.2.1"), symbol("dh.t.2"), symbol("y.3"), symbol("dW_hh.1.2"), symbol("b_y")
    ('h_2[1]', '∂L/∂h_t[2]', 'y_3', '∂L/∂W_hh[1,2]', 'b_y')
    """
    array, *places = name.split(".")
    if "_" in array:
        inside = f"[{','.join(places)}]" if places else ""
        return (f"∂L/∂{array[1:]}" if array.startswith("d") else array) + inside
    step, *unit = places
    return f"{ARRAYS.get(array, array)}_{step}" + (f"[{unit[0]}]" if unit else "")


def heading(text: str) -> str:
    """The title of a sheet."""
    return f"<h1>{html.escape(text)}</h1>\n"


def part(text: str) -> str:
    """The title of a part of a sheet."""
    return f"<h2>{html.escape(text)}</h2>\n"


def said(text: str, kind: str = "") -> str:
    """A paragraph; nothing where there is no text."""
    return f'<p class="{kind}">{html.escape(text)}</p>\n' if text else ""


def formulas(*some: str) -> str:
    """Formulas side by side."""
    inside = " ".join(f"<span>{formula(one)}</span>" for one in some)
    return f'<p class="formulas">{inside}</p>\n'


def name_line() -> str:
    """Where a student writes name and date."""
    name, date = html.escape(_("Name:")), html.escape(_("Date:"))
    return f'<div class="name"><span>{name}</span><span>{date}</span></div>\n'


def table(rows: Sequence[str]) -> str:
    """A table of rows of cells."""
    return (
        f'<div class="scroll"><table>{"".join(f"<tr>{row}</tr>" for row in rows)}</table></div>\n'
    )


def cell(name: str, value: Decimal, kind: str) -> str:
    """A cell that is given, to be filled in, or the answer."""
    text = "" if kind == "blank" else written(value)
    return f'<td class="{kind}" data-name="{name}">{text}</td>'


def row_of(values: Mapping[str, Decimal], kind: str, across: int = ACROSS) -> str:
    """Numbers side by side, each below its symbol."""
    names = list(values)
    parts = [names[k : k + across] for k in range(0, len(names), across)]
    return "".join(
        table(
            ["".join(f"<th>{formula(symbol(name))}</th>" for name in part),
             "".join(cell(name, values[name], kind) for name in part)]
        )
        for part in parts
    )  # fmt: skip


def grid(r: Results, arrays: Sequence[str], steps: Sequence[int], kind: str) -> str:
    """A row for each number, a column for each step; what a step does not have is dotted."""
    rows = ["<th></th>" + "".join(f"<th>t = {t}</th>" for t in steps)]
    for array in arrays:
        name, _dot, unit = array.partition(".")
        ending = f".{unit}" if unit else ""
        cells = [f"{name}.{t}{ending}" for t in steps]
        drawn = (cell(c, r[c], kind) if c in r else '<td class="none"></td>' for c in cells)
        rows.append(f"<th>{formula(symbol(f'{name}.t{ending}'))}</th>{''.join(drawn)}")
    return table(rows)


def lines(r: Results, formulas_: Mapping[str, str], steps: Sequence[int], kind: str) -> str:
    """A row for each formula, a column for each step; what a step does not have is dotted."""
    rows = ["<th></th>" + "".join(f"<th>t = {t}</th>" for t in steps)]
    for name, text in formulas_.items():
        cells = [f"{name}.{t}" for t in steps]
        drawn = (cell(c, r[c], kind) if c in r else '<td class="none"></td>' for c in cells)
        rows.append(f'<td class="formula">{formula(text)}</td>{"".join(drawn)}')
    return table(rows)


def rule() -> str:
    """How results are rounded."""
    text = _(
        "Round every result to {places} decimals, and go on with the rounded number. The weights "
        "are rounded already: use them as they stand. A calculator may be used."
    )
    return said(text.format(places=PLACES), "rule")


def checked(s: UnrollSettings, home: str) -> str:
    """Where the same network is seen; `home` is where the app is."""
    address = f"{home}/unroll?{urlencode(s.to_query())}".lstrip("/")
    return said(_("The same network on a screen, with all its digits:") + " " + address, "small")
