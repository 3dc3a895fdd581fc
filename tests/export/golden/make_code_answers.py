"""Write code_answers.json: what PyTorch and Keras answer when they run the code that we write.

Run from the root of the repository where the framework is installed, once for each of them:

    python tests/export/golden/make_code_answers.py torch
    KERAS_BACKEND=torch python tests/export/golden/make_code_answers.py keras

Each answer is kept with the SHA-256 of the program that gave it. The tests write the programs
again, see that they are the same to the letter, and hold our own predictions to the answers.
"""

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from rnnviz.export.forms import FORMS
from tests.export.networks import GOLDEN, forms, series_model, without_answers

FILE = Path(__file__).with_name("code_answers.json")


def answer(form: str, cell: str, hidden: int, transform: str):
    """What the framework predicts for the windows in the program, and the program's hash."""
    model = series_model(cell, hidden, transform)
    program = FORMS[form].write(without_answers(model))
    names: dict[str, Any] = {"__name__": "generated"}
    exec(compile(program, "generated", "exec"), names)
    given, predict, go_on = (names[k] for k in ("GIVEN", "predict", "free_run"))
    return {
        "sha256": hashlib.sha256(program.encode()).hexdigest(),
        "predictions": predict(given).tolist(),
        "free_run": go_on(given[0], 5).tolist(),
    }


def main():
    """Add the answers of one framework to the file beside this one."""
    form = sys.argv[1]
    framework = __import__(form)
    found = json.loads(FILE.read_text(encoding="utf-8")) if FILE.is_file() else {}
    found[form] = {
        "made_with": f"{form} {framework.__version__}",
        "answers": {
            key: answer(form, *case) for key, case in GOLDEN.items() if form in forms(case[0])
        },
    }
    FILE.write_text(json.dumps(found, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
