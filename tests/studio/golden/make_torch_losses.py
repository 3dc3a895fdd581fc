"""Run programs of `torch_script` with PyTorch and keep the losses that they come to.

    python -m tests.studio.golden.make_torch_losses

PyTorch 2.13 is needed for that, and for nothing else here.
"""

import json
import runpy
import tempfile
from pathlib import Path

from tests.studio.programs import CASES, PATH, program, without_numbers


def main() -> None:
    """Write the golden file."""
    found = {}
    for name, case in CASES.items():
        text, _run = program(*case)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "run.py"
            path.write_text(text, encoding="utf-8")
            losses = runpy.run_path(str(path))["train"]()
        found[name] = {"program": without_numbers(text), "losses": losses}
    PATH.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
