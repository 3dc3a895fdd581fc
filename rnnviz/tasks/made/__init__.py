"""Series that are computed: sines, a formula that is typed, and Mackey and Glass's equation."""

from rnnviz.tasks.made.formula import formula
from rnnviz.tasks.made.mackey_glass import mackey_glass
from rnnviz.tasks.made.waves import sine, sines

__all__ = ["formula", "mackey_glass", "sine", "sines"]
