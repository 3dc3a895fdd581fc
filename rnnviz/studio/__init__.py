"""Training that can be walked back through: what is learned, how, and every epoch worth keeping.

Read in this order: `lesson.py` (what is to be learned, and what of it is drawn), `lessons/` (the
tasks), `plan.py` (how it is learned), `way.py` and `ways.py` (how an epoch changes the weights:
`descent.py`, `dropout.py`, `lbfgs.py`, `marquardt.py`, `evolution.py`, `guessing.py`), `keeping.py`
(which epochs are kept), `run.py` (the run), `plateau.py` (where the loss stands still, and falls),
`words.py` and `log.py` (what may be said).
"""
