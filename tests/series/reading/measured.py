"""What reading a file takes: a process of its own says its CPU time and its own peak of memory.

`ru_maxrss` would not do: a process inherits the peak of the one that started it, and what lies
below that is not seen. The kernel's VmHWM begins anew.
"""

import os
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import NamedTuple

WHOLE = bool(os.environ.get("RNNVIZ_WHOLE"))  # set by `make tables`: no sample, but all

PROGRAM = textwrap.dedent(
    """
    import sys, time
    from rnnviz.errors import RnnvizError
    from rnnviz.series.reading.table import read_table
    import python_calamine

    def peak():
        with open("/proc/self/status", encoding="ascii") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))

    data = open(sys.argv[1], "rb").read()
    before, begun, said = peak(), time.process_time(), ""
    try:
        read_table(data, sys.argv[1])
    except RnnvizError as error:
        said = str(error)
    print(said)
    print((peak() - before) // 1024, time.process_time() - begun)
    """
)


class Taken(NamedTuple):
    """The sentence that came (empty if it was read), megabytes beyond the file, CPU seconds."""

    said: str
    megabytes: int
    seconds: float


def taken(path: Path) -> Taken:
    """Read the file in a new process."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(path)], capture_output=True, text=True, check=True
    )
    said, numbers = done.stdout.rstrip("\n").rsplit("\n", 1)
    megabytes, seconds = numbers.split()
    return Taken(said.strip(), int(megabytes), float(seconds))
