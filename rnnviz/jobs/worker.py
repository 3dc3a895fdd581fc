"""A process that works: it reads jobs from its standard input and answers on its output.

`python -m rnnviz.jobs.worker MODULE …` is started by `Pool` and imports the modules it is given at
once. Messages are pickles between two processes of one app on one machine; nothing from a browser
is ever unpickled.

In: ("job", function, args, language) or ("stop",). Out: ("progress", whatever the function says),
at most ten times a second, then ("done", its result) or ("error", one sentence).
"""

import contextlib
import importlib
import os
import pickle
import queue
import sys
import threading
from typing import Any, BinaryIO

from rnnviz.jobs.answer import answer


def main() -> None:
    """Serve until the parent closes the pipe."""
    give_way()
    source, sink = _take_over_pipes()
    jobs: queue.SimpleQueue[tuple[Any, ...] | None] = queue.SimpleQueue()
    stop = threading.Event()
    threading.Thread(target=_listen, args=(source, jobs, stop), daemon=True).start()
    for module in sys.argv[1:]:
        importlib.import_module(module)
    with contextlib.suppress(OSError):  # the parent has gone: so do we
        while (job := jobs.get()) is not None:
            _send(sink, answer(job, lambda message: _send(sink, message), stop.is_set))


def give_way() -> None:
    """Let the pages go first: on two cores, two workers may train and nobody waits for a click."""
    if hasattr(os, "nice"):  # not on Windows
        with contextlib.suppress(OSError):
            os.nice(10)


def _take_over_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Keep the output for messages alone: whatever prints goes to the error stream."""
    sink = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return sys.stdin.buffer, sink


def _listen(source: BinaryIO, jobs: queue.SimpleQueue, stop: threading.Event) -> None:
    """Put jobs in the queue; a stop is for the job at work, heard at its next report."""
    while True:
        try:
            message = pickle.load(source)  # noqa: S301
        except (EOFError, pickle.UnpicklingError, OSError):
            jobs.put(None)
            stop.set()
            return
        if message[0] == "stop":
            stop.set()
        else:
            stop.clear()
            jobs.put(message)


def _send(sink: BinaryIO, message: tuple[str, Any]) -> None:
    pickle.dump(message, sink)
    sink.flush()


if __name__ == "__main__":
    main()
