"""Train the networks of the first visit to Digits: `python data/make_digits.py`.

The app only reads `digits.npz`, so that its first picture need not wait for a training. Run it anew
when what is trained there changes; a test notices.
"""

from typing import Any

import numpy as np

from rnnviz.tasks.digits.kept import CURVES, FILE, PLAN
from rnnviz.tasks.digits.training import Run, train_digits


def arrays_of(run: Run) -> dict[str, np.ndarray]:
    """Give what the file holds of a run, by name."""
    found: dict[str, np.ndarray] = {
        "test.images": run.test.images.astype(np.uint8),
        "test.labels": run.test.labels.astype(np.uint8),
    }
    for n in run.networks:
        parts = {**n.weights.params._asdict(), **n.weights.readout._asdict()}
        parts |= {name: getattr(n, name) for name in CURVES}
        parts |= {"status": np.array(n.status), "message": np.array(n.message)}
        found |= {f"{n.code}.{name}": np.asarray(a) for name, a in parts.items()}
    return found


if __name__ == "__main__":
    kept: dict[str, Any] = arrays_of(train_digits(PLAN))
    np.savez_compressed(FILE, **kept)
