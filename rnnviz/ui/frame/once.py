"""Computing once for the same arguments, for all sessions, also when several ask at a time.

The framework's own way takes a millisecond to name the settings of a screen, and a page asks for
twenty results; settings have a hash of their own.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from rnnviz.words.tongue import spoken

P = ParamSpec("P")
R = TypeVar("R")


def once(most: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Keep the results of the `most` arguments that were used last, each language by itself.

    A failure is not kept.

    Never change what it gives, since it is shared.
    """

    def decorate(compute: Callable[P, R]) -> Callable[P, R]:
        kept: OrderedDict[Hashable, Future[Any]] = OrderedDict()
        lock = threading.Lock()

        @wraps(compute)
        def of(*args: P.args, **kwargs: P.kwargs) -> R:
            key = (spoken(), args, tuple(sorted(kwargs.items())))  # results hold words
            with lock:
                ours = key not in kept
                future = kept.setdefault(key, Future())
                kept.move_to_end(key)
                while len(kept) > most:
                    kept.popitem(last=False)
            if ours:
                _fulfil(future, lambda: compute(*args, **kwargs))
                if future.exception() is not None:
                    with lock:
                        if kept.get(key) is future:
                            del kept[key]
            return future.result()

        return of

    return decorate


def _fulfil(future: "Future[Any]", make: Callable[[], Any]) -> None:
    try:
        future.set_result(make())
    except BaseException as error:
        future.set_exception(error)
