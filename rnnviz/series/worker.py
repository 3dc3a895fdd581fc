"""A process that trains: it reads jobs from its standard input and answers on its output.

`python -m rnnviz.series.worker` is started by `jobs.Pool`. Messages are pickles between two
processes of one app on one machine; nothing from a browser is ever unpickled.

In: ("job", series, protocol) or ("stop",). Out: ("progress", Progress), then ("done", Comparison)
or ("error", one sentence).
"""

import contextlib
import os
import pickle
import queue
import sys
import threading
import traceback
from typing import Any, BinaryIO

from rnnviz.errors import RnnvizError
from rnnviz.series.compare import Progress, compare
from rnnviz.words import _


def main() -> None:
    """Serve until the parent closes the pipe."""
    source, sink = _take_over_pipes()
    jobs: queue.SimpleQueue[tuple[Any, ...] | None] = queue.SimpleQueue()
    stop = threading.Event()
    threading.Thread(target=_listen, args=(source, jobs, stop), daemon=True).start()
    _warm_up()
    with contextlib.suppress(OSError):  # the parent has gone: so do we
        while (job := jobs.get()) is not None:
            _send(sink, _answer(job, sink, stop))


def _take_over_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Keep the output for messages alone: whatever prints goes to the error stream."""
    sink = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return sys.stdin.buffer, sink


def _warm_up() -> None:
    """Import while nobody waits what takes two seconds to import."""
    import sklearn.neural_network  # noqa: F401


def _listen(source: BinaryIO, jobs: queue.SimpleQueue, stop: threading.Event) -> None:
    """Put jobs in the queue; a stop is for the job at work, and is heard at its next epoch."""
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


def _answer(job: tuple[Any, ...], sink: BinaryIO, stop: threading.Event) -> tuple[str, Any]:
    def on_progress(progress: Progress) -> bool:
        if progress.epoch % 10 == 0:
            _send(sink, ("progress", progress))
        return stop.is_set()

    try:
        return "done", compare(job[1], job[2], on_progress)
    except RnnvizError as error:
        return "error", str(error)
    except OSError:
        raise
    except Exception as error:  # a defect of ours: the log has it, the page goes on
        traceback.print_exc()
        return "error", _("Training failed ({kind}); try other settings.").format(
            kind=type(error).__name__
        )


def _send(sink: BinaryIO, message: tuple[str, Any]) -> None:
    pickle.dump(message, sink)
    sink.flush()


if __name__ == "__main__":
    main()
