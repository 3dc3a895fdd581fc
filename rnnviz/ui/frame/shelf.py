"""Results for all sessions, bounded by the memory that they take and not by their number."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

V = TypeVar("V")


class Shelf(Generic[V]):
    """Results by key; where they take too much room, the one not used for longest goes first."""

    def __init__(self, room: int, size: Callable[[V], int]) -> None:
        """`room` is for all of them, `size` tells how much one takes, both in bytes."""
        self.room, self.size = room, size
        self.kept: OrderedDict[Hashable, tuple[V, int]] = OrderedDict()
        self.lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], V]) -> V:
        """The result of that key, made unless it is here; never to be changed, as it is shared."""
        with self.lock:
            if key in self.kept:
                self.kept.move_to_end(key)
                return self.kept[key][0]
        made = make()
        with self.lock:
            self.kept[key] = (made, self.size(made))
            self.kept.move_to_end(key)
            while len(self.kept) > 1 and self.taken > self.room:  # the newest stays in any case
                self.kept.popitem(last=False)
        return made

    @property
    def taken(self) -> int:
        """The bytes that all of them take."""
        return sum(size for _made, size in self.kept.values())
