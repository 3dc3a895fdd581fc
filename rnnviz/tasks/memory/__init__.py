"""Tasks that need a memory, each with what the best answer without one scores.

adding.py, copying.py, echo.py, flip_flop.py, latch.py, order.py, parity.py; `task.py` says what a
task is.
"""

from rnnviz.tasks.memory.adding import adding
from rnnviz.tasks.memory.copying import copying
from rnnviz.tasks.memory.echo import echo
from rnnviz.tasks.memory.flip_flop import flip_flop
from rnnviz.tasks.memory.latch import latch
from rnnviz.tasks.memory.order import order
from rnnviz.tasks.memory.parity import parity
from rnnviz.tasks.memory.task import Draw, Task

__all__ = ["Draw", "Task", "adding", "copying", "echo", "flip_flop", "latch", "order", "parity"]
