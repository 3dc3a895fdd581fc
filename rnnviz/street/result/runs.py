"""Runs of Train as a file: how each was learned, and how it went."""

from collections.abc import Mapping, Sequence

import orjson

from rnnviz.studio.run import Run


def as_json(runs: Sequence[tuple[Mapping[str, str], Run]]) -> bytes:
    """Every run with the parameters of its link, its curves, its kept epochs, its time."""
    told = [
        {
            "settings": dict(query),
            "ended": run.ended,
            "seconds": run.seconds,
            "loss": run.column("loss"),
            "gradient_norm": run.column("norm"),
            "bounded": run.column("clipped").astype(bool),
            "rate": run.column("lr"),
            "kept_epochs": [f.epoch for f in run.frames],
            "kept_held_loss": [f.held for f in run.frames],
        }
        for query, run in runs
    ]
    return orjson.dumps({"runs": told}, option=orjson.OPT_SERIALIZE_NUMPY | orjson.OPT_INDENT_2)
