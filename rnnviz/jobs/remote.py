"""What a worker of a Dask cluster runs: one job, as a worker of this machine does it.

What it reports lies here until the app looks for it, and a stop that the app leaves is heard at the
next report. A job that nobody in the cluster wants any more, as its app has gone, stops too.
"""

import pickle
from collections.abc import Collection, Mapping
from typing import Any

from threadpoolctl import threadpool_limits

from rnnviz.jobs.answer import answer

Report = tuple[int, bytes]  # how many came before, and what it says

REPORTS: dict[str, Report] = {}  # of the jobs at work here, by their names
STOPPED: dict[str, None] = {}  # names that are to stop; a dictionary keeps their order
MOST = 1000


def work(name: str, task: tuple[Any, ...]) -> tuple[str, Any]:
    """Do the `task` of a job; give ("done", its result) or ("error", one sentence)."""
    from distributed import get_worker

    worker: Any = get_worker()

    def send(message: tuple[str, Any]) -> None:
        REPORTS[name] = (REPORTS[name][0] + 1, pickle.dumps(message[1]))

    def stopped() -> bool:
        known = worker.state.tasks.get(name)
        return name in STOPPED or known is None or known.state == "cancelled"

    REPORTS[name] = (0, b"")
    try:
        with threadpool_limits(1, user_api="blas"):  # as on this machine, bit for bit
            return answer(task, send, stopped)
    finally:
        REPORTS.pop(name, None)


def look(known: Mapping[str, int], stops: Collection[str]) -> dict[str, Report]:
    """Leave word of what is to stop, here or wherever it is begun; give what is new."""
    STOPPED.update(dict.fromkeys(stops))
    for oldest in list(STOPPED)[:-MOST]:
        STOPPED.pop(oldest, None)
    return {
        name: (count, said)
        for name, (count, said) in REPORTS.copy().items()
        if name in known and count > known[name]
    }
