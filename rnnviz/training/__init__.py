"""Training: gradient descent for all networks, Levenberg-Marquardt for small ones.

Read in this order: `flat.py` (weights as one array), `optimisers.py`, `clipping.py`, `passes.py`
(loss and gradient), `run.py` (the loop), `fitting.py` (its one function), `marquardt.py`.
"""

from rnnviz.training.fitting import fit
from rnnviz.training.history import History, quantiles
from rnnviz.training.marquardt import levenberg_marquardt
from rnnviz.training.optimisers import OPTIMISERS
from rnnviz.training.schedules import cosine, snapshot_epochs, step_decay
from rnnviz.training.stopping import chronological_tail

__all__ = [
    "OPTIMISERS",
    "History",
    "chronological_tail",
    "cosine",
    "fit",
    "levenberg_marquardt",
    "quantiles",
    "snapshot_epochs",
    "step_decay",
]
