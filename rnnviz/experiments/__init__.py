"""Experiments that settle arguments: many small trainings, of which every seed is a dot.

Read in this order: `recipe.py` (one training), `networks.py` (what can be compared), `learning.py`,
`guessing.py`, `on_series.py`, `on_digits.py` (the ways to train), `trial.py` (a recipe from some
seeds), `design.py` (what varies, and what is still to be run), `cost.py` (how long it takes),
`found.py` (the results), `ranks.py` and `words.py` (what the seeds allow to be said).
"""
