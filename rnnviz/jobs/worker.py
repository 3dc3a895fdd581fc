"""A process that works: it reads jobs from its standard input and answers on its output.

`python -m rnnviz.jobs.worker MODULE …` is started by `Pool` and imports the modules it is given at
once. Messages are pickles between two processes of one app on one machine; nothing from a browser
is ever unpickled.

In: ("job", function, args, language) or ("stop", seconds), which it may go on computing at most.
Out: ("progress", whatever the function says), at most ten times a second, then ("done", its result)
or ("error", one sentence).
"""

import contextlib
import importlib
import os
import pickle
import queue
import sys
import threading
import time
from typing import Any, BinaryIO

from rnnviz.jobs.answer import answer


def main() -> None:
    """Serve until the parent closes the pipe."""
    give_way()
    source, sink = _take_over_pipes()
    jobs: queue.SimpleQueue[tuple[tuple[Any, ...], threading.Event] | None] = queue.SimpleQueue()
    stop = threading.Event()
    threading.Thread(target=_listen, args=(source, jobs, stop), daemon=True).start()
    for module in sys.argv[1:]:
        importlib.import_module(module)
    with contextlib.suppress(OSError):  # the parent has gone: so do we
        while (given := jobs.get()) is not None:
            job, over = given
            _send(sink, answer(job, lambda message: _send(sink, message), stop.is_set))
            over.set()


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
    over = threading.Event()  # of the last job: whether it is
    over.set()
    while True:
        try:
            message = pickle.load(source)  # noqa: S301
        except (EOFError, pickle.UnpicklingError, OSError):
            jobs.put(None)
            stop.set()
            return
        if message[0] == "stop":
            stop.set()
            threading.Thread(target=_give_up, args=(message[1], over), daemon=True).start()
        else:
            over = threading.Event()
            stop.clear()
            jobs.put((message, over))


def _give_up(seconds: float, over: threading.Event) -> None:
    """End this process where a job has computed for so long since its stop, and goes on."""
    most = time.process_time() + seconds
    while not over.wait(0.1):
        if time.process_time() > most:
            os._exit(1)


def _send(sink: BinaryIO, message: tuple[str, Any]) -> None:
    pickle.dump(message, sink)
    sink.flush()


if __name__ == "__main__":
    main()
