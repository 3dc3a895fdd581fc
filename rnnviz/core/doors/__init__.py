"""Doors: what a public function is given is checked once, where it is entered.

values.py   numbers, whole numbers, names        axes.py    shapes with named axes
weights.py  of cells, readouts and networks      walks.py   inputs, states, traces
door.py     the decorator that puts them before a function

Every public function of the core has one, but for what is inside: the array idioms of `arrays.py`
and `project.py`, the formulas of `equations.py` and `learning.py`, and the pure functions that a
cell consists of. Those run at every step, and are given what a door has let in.
"""

from .door import Rule, door, fields_of, inside, positive, seeing, whole

__all__ = ["Rule", "door", "fields_of", "inside", "positive", "seeing", "whole"]
