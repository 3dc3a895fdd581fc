"""Run the ready-made experiments and keep their results.

    python data/make_experiments.py [CODE …]

Each becomes `experiments/CODE.json`, with the day and the link that repeats it. The app never runs
this file. What is given no code for is run whole, about a quarter of an hour on one core; runs that
a file already holds are not made again unless --anew is given.
"""

import argparse
import sys
from datetime import UTC, datetime

import orjson
from threadpoolctl import threadpool_limits

from rnnviz.experiments.design import Known
from rnnviz.experiments.found import found
from rnnviz.experiments.trial import run_trial
from rnnviz.settings.arguments import ARGUMENTS
from rnnviz.settings.experiments import ExperimentSettings
from rnnviz.street.result.trials import LINK, MADE, as_json, read
from rnnviz.street.screens.experiments import FOLDER


def known_of(code: str) -> Known:
    """The runs that a file already holds."""
    path = FOLDER / f"{code}.json"
    if not path.exists():
        return {}
    body = orjson.loads(path.read_bytes())
    return read(body, ExperimentSettings.from_query(body[LINK])[0].design())


def make(code: str, known: Known) -> None:
    """Run what is missing of one experiment, and write its file."""
    settings = ARGUMENTS[code].settings
    design = settings.design()
    trials = design.trials(known)
    for k, trial in enumerate(trials, start=1):
        known |= {(trial.recipe, one.seed): one for one in run_trial(trial).outcomes}
        sys.stdout.write(f"{code}: {k} of {len(trials)} \r")
        sys.stdout.flush()
    made = f"{datetime.now(UTC):%Y-%m-%d}"
    results = found(design, settings.measured(), {}, known)
    FOLDER.mkdir(exist_ok=True)
    body = as_json(results, settings.to_query(), **{MADE: made})
    (FOLDER / f"{code}.json").write_bytes(body.replace(b"],[", b"],\n[") + b"\n")
    sys.stdout.write(f"{code}: {len(design.runs())} runs\n")


def main() -> None:
    """Make what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("codes", nargs="*", help=f"some of: {', '.join(ARGUMENTS)} (all)")
    parser.add_argument("--anew", action="store_true", help="make known runs again")
    asked = parser.parse_args()
    for code in asked.codes or ARGUMENTS:
        make(code, {} if asked.anew else known_of(code))


if __name__ == "__main__":
    with threadpool_limits(1):
        main()
