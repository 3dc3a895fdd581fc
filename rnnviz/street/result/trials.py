"""The runs of an experiment as a table: to take along, and as they come with the program."""

import csv
import io
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import orjson

from rnnviz.experiments.design import Design, Known
from rnnviz.experiments.found import Found
from rnnviz.experiments.names import lines, name_of
from rnnviz.experiments.recipe import Outcome

COLUMNS = ("line", "place", *Outcome._fields)  # line and place are numbers, from 0
MADE, LINK, RUNS = "made", "settings", "runs"


def rows(f: Found) -> Iterator[tuple[int, int, Outcome]]:
    """Every run that is known, with the numbers of its line and place."""
    for i, j in f.design.cells():
        yield from ((i, j, one) for one in f.outcomes[i, j] if one is not None)


def as_json(f: Found, query: Mapping[str, str], **head: Any) -> bytes:
    """All runs with the parameters of the link that repeats them; null is no number."""
    told = [[i, j, *one] for i, j, one in rows(f)]
    body = {**head, LINK: dict(query), "columns": COLUMNS, **_named(f.design), RUNS: told}
    return orjson.dumps(body, option=orjson.OPT_SERIALIZE_NUMPY)


def _named(d: Design) -> dict[str, Sequence[str]]:
    places = [name_of(d.across, v) for v in d.places] if d.places != ("",) else [""]
    return {"lines": lines(d), "places": places}


def as_csv(f: Found) -> bytes:
    """A row for each run: its line and place in words, and what came of it."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(COLUMNS)
    named = _named(f.design)
    for i, j, one in rows(f):
        told = ["" if isinstance(v, float) and math.isnan(v) else v for v in one]
        table.writerow([named["lines"][i], named["places"][j], *told])
    return out.getvalue().encode()


def read(body: Mapping[str, Any], design: Design) -> Known:
    """The runs of a file that `as_json` made, of the design that its link describes."""
    found: Known = {}
    for i, j, seed, loss, right, *rest in body[RUNS]:
        one = Outcome(seed, _number(loss), _number(right), *rest)
        found[design.recipe(i, j), seed] = one
    return found


def _number(value: float | None) -> float:
    return math.nan if value is None else float(value)
