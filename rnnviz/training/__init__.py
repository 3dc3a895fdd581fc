"""Training: gradient descent for all networks, Levenberg-Marquardt for small ones.

Read in this order: `flat.py` (weights as one array), `optimisers.py`, `clipping.py`, `passes.py`
(loss and gradient; `networks.py` tells plain from deep networks), `run.py` (the loop),
`fitting.py` (its one function), `marquardt.py`. `descent.py` is one update of any tree of weights.
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
