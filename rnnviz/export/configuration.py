"""The configuration of a comparison as JSON: all that `again.read_configuration` makes it from."""

import json
import platform
from collections.abc import Mapping
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import numpy as np

from rnnviz.series.compare.results import Comparison, Result
from rnnviz.series.judge.doubts import doubts
from rnnviz.series.series import Series

FORMAT = "rnnviz comparison 1"
PACKAGES = ("rnnviz", "numpy", "scipy", "scikit-learn", "pandas")


def configuration(
    found: Comparison,
    reading: Mapping[str, str] | None = None,
    settings: Mapping[str, str] | None = None,
) -> str:
    """The series as it was given, the protocol, and what was estimated and drawn from them.

    `reading` says how a file was read where a person said so; `settings` are those of the screen.
    """
    document = {
        "format": FORMAT,
        "versions": versions(),
        "reading": dict(reading or {}),
        "settings": dict(settings or {}),
        "series": _series(found.series),
        "protocol": asdict(found.protocol),
        "used": {
            "rows": len(found.values),
            "split": found.split._asdict(),
            "season": found.season,
            "transform": asdict(found.transform) | {"steps": found.transform.steps._asdict()},
            "training_windows": found.train_windows,
            "seeds": list(found.protocol.all_seeds),
            "models": [_model(r) for r in found.results],
        },
        "notes": list(found.notes),
        "warnings": list(doubts(found)),
    }
    return _lines(document) + "\n"


def _lines(document: Mapping[str, Any], depth: int = 1) -> str:
    """JSON with a line for each key of the two upper levels: lists of numbers stay on one line."""
    inside = [
        f"{json.dumps(key)}: {_lines(value, depth + 1) if _opens(value, depth) else _dumped(value)}"
        for key, value in document.items()
    ]
    indent = "  " * depth
    return "{\n" + ",\n".join(indent + line for line in inside) + "\n" + indent[2:] + "}"


def _opens(value: object, depth: int) -> bool:
    return isinstance(value, Mapping) and bool(value) and depth < 2


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def versions() -> dict[str, str]:
    """The versions of Python, of this package and of what it computes with."""
    found = {"python": platform.python_version()}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def _series(s: Series) -> dict[str, Any]:
    dates = np.issubdtype(s.times.dtype, np.datetime64)
    return {
        "name": s.name,
        "time_name": s.time_name,
        "sha256": s.sha256,
        "notes": list(s.notes),
        "breaks": list(s.breaks),
        "times_are": "dates" if dates else "numbers",
        "times": [str(t) for t in s.times] if dates else [float(t) for t in s.times],
        "values": [float(v) if np.isfinite(v) else None for v in s.values],
    }


def _model(r: Result) -> dict[str, Any]:
    return {
        "code": r.code,
        "label": r.label,
        "hidden": r.hidden,
        "parameters": r.parameters,
        "runs": [
            {"seed": run.seed, "status": run.status, "best_epoch": run.best_epoch} for run in r.runs
        ],
    }
