"""One job done, wherever it is done: its result, or one sentence."""

import time
import traceback
from collections.abc import Callable
from typing import Any

from rnnviz.errors import RnnvizError
from rnnviz.words import _
from rnnviz.words.tongue import speak

REPORT_SECONDS = 0.1


def answer(
    job: tuple[Any, ...], send: Callable[[tuple[str, Any]], None], stopped: Callable[[], bool]
) -> tuple[str, Any]:
    """Do a job, `send` what it reports, and ask at each report whether it is `stopped`."""
    _kind, function, args, language = job
    speak(language)
    reported = -REPORT_SECONDS

    def on_progress(progress: Any) -> bool:
        nonlocal reported
        if time.monotonic() - reported >= REPORT_SECONDS:
            reported = time.monotonic()
            send(("progress", progress))
        return stopped()

    try:
        return "done", function(*args, on_progress=on_progress)
    except RnnvizError as error:
        return "error", str(error)
    except OSError:
        raise
    except Exception as error:  # a defect of ours: the log has it, the page goes on
        traceback.print_exc()
        return "error", _("Training failed ({kind}); try other settings.").format(
            kind=type(error).__name__
        )
