"""A scene and its bytes: a small JSON header, then raw little-endian arrays.

Layout: ``b"RNNV"``, the header's length (uint32), the header (UTF-8 JSON, padded with spaces), the
arrays. Header and arrays each start on a multiple of eight bytes, so that the browser can look at
the numbers where they lie. An array's ``offset`` counts from the end of the header.
Infinities and NaN travel as they are: the browser says them in words.
"""

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import orjson

from rnnviz.errors import RnnvizError
from rnnviz.player.words import said
from rnnviz.words import _
from rnnviz.words.glossary import marked
from rnnviz.words.keys import KEYS

MAGIC = b"RNNV"
VERSION = 1
ALIGNMENT = 8
MODES = ("forward", "backward")
VIEWS = (
    "age",
    "attention",
    "bars",
    "card",
    "curves",
    "diagram",
    "film",
    "gates",
    "guess",
    "ledger",
    "lines",
    "matrix",
    "network",
    "pixels",
    "plane",
    "reading",
    "strip",
    "tally",
    "text",
    "told",
)
DTYPES = {name: np.dtype("<" + name) for name in ("f4", "f8", "i4", "u1")}
ARRAY_FIELDS = ("array", "factors", "matrix", "grad", "initial", "score", "terms")

START = {"t": 0, "mode": "forward", "playing": False}


@dataclass(frozen=True)
class Scene:
    """What one player shows.

    `arrays` maps names to arrays; an array that runs over time has its `steps` first. `views` are
    plain dicts that refer to arrays by name. `ticks` names the steps, `speed` is in steps per
    second, `options` are for the player itself (``{"layout": {"columns": [[0, 2], [1]]}}``).
    Raises `RnnvizError` if the parts do not fit together.
    """

    title: str
    steps: int
    views: tuple[dict[str, Any], ...]
    arrays: Mapping[str, np.ndarray]
    modes: tuple[str, ...] = ("forward",)
    ticks: tuple[str, ...] | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    speed: float = 2.0
    start: Mapping[str, Any] = field(default_factory=lambda: dict(START))
    options: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.steps < 1:
            raise RnnvizError(f"A scene needs at least one step, but it was given {self.steps}.")
        if self.ticks is not None and len(self.ticks) != self.steps:
            raise RnnvizError(
                f"A scene of {self.steps} steps needs as many tick labels, not {len(self.ticks)}."
            )
        if not self.modes or set(self.modes) - set(MODES):
            raise RnnvizError(f"The modes of a scene are among {MODES}, not {tuple(self.modes)}.")
        for view in self.views:
            if view.get("type") not in VIEWS:
                raise RnnvizError(f"A view is one of {VIEWS}, not '{view.get('type')}'.")
        for name in references(self.views):
            if name not in self.arrays:
                raise RnnvizError(f"A view asks for the array '{name}', which the scene lacks.")


def references(node: Any) -> Iterator[str]:
    """Names of the arrays that the views refer to under the keys in `ARRAY_FIELDS`."""
    if isinstance(node, Mapping):
        for key, value in node.items():
            if key in ARRAY_FIELDS and isinstance(value, str):
                yield value
            else:
                yield from references(value)
    elif isinstance(node, list | tuple):
        for item in node:
            yield from references(item)


def portable(name: str, array: np.ndarray) -> np.ndarray:
    """The array in one of the four types that travel: f4, f8, i4 or u1, little-endian, C order."""
    array = np.asarray(array)
    for dtype in DTYPES.values():
        if array.dtype == dtype:
            return np.ascontiguousarray(array, dtype).reshape(array.shape)
    if array.dtype.kind == "b":
        return array.astype(DTYPES["u1"])
    if array.dtype.kind == "f":
        return array.astype(DTYPES["f4" if array.dtype.itemsize <= 4 else "f8"])
    if array.dtype.kind in "iu" and (not array.size or np.abs(array).max() < 2**31):
        return array.astype(DTYPES["i4"])
    raise RnnvizError(f"The array '{name}' is of type {array.dtype}; give it as float64 or int32.")


def aligned(size: int) -> int:
    """The next multiple of the alignment."""
    return -(-size // ALIGNMENT) * ALIGNMENT


def encode(scene: Scene) -> bytes:
    """The scene as bytes, for `decode` here and for payload.js in the browser."""
    arrays = {name: portable(name, array) for name, array in scene.arrays.items()}
    places, offset = {}, 0
    for name, array in arrays.items():
        places[name] = {
            "dtype": array.dtype.str[1:],
            "shape": list(array.shape),
            "offset": offset,
        }
        offset += aligned(array.nbytes)
    header = _header(scene, places)
    body = (array.tobytes().ljust(aligned(array.nbytes), b"\0") for array in arrays.values())
    return b"".join((MAGIC, struct.pack("<I", len(header)), header, *body))


def terms_of(views: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, str]]:
    """The terms of each view's title and of how to read it, explained where first met."""
    met: set[str] = set()
    for view in views:
        words = marked(f"{view.get('title') or ''} {view.get('how') or ''}")
        yield {word: text for word, text in words.items() if text not in met}
        met.update(words.values())


def _header(scene: Scene, places: dict[str, Any]) -> bytes:
    header = {
        "version": VERSION,
        "title": scene.title,
        "steps": scene.steps,
        "modes": list(scene.modes),
        "start": {**START, **scene.start},
        "speed": scene.speed,
        "ticks": None if scene.ticks is None else list(scene.ticks),
        "arrays": places,
        "views": list(scene.views),
        "meanings": list(terms_of(scene.views)),
        "keys": [[[_(name) for name in key.names], _(key.text)] for key in KEYS],
        "words": {**said(), **scene.words},
        "options": dict(scene.options),
    }
    text = orjson.dumps(header, option=orjson.OPT_SERIALIZE_NUMPY)
    return text.ljust(aligned(len(text)))


def decode(payload: bytes) -> Scene:
    """The scene that was encoded. Raises `RnnvizError` if the bytes are not a whole scene."""
    header, body = _split(payload)
    arrays = {name: _array(name, place, body) for name, place in header["arrays"].items()}
    ticks = header["ticks"]
    return Scene(
        title=header["title"],
        steps=header["steps"],
        views=tuple(header["views"]),
        arrays=arrays,
        modes=tuple(header["modes"]),
        ticks=None if ticks is None else tuple(ticks),
        words=header["words"],
        speed=header["speed"],
        start=header["start"],
        options=header["options"],
    )


def _split(payload: bytes) -> tuple[dict[str, Any], memoryview]:
    if payload[:4] != MAGIC or len(payload) < 8:
        raise RnnvizError("These bytes are not a scene: they do not begin with 'RNNV'.")
    end = 8 + struct.unpack_from("<I", payload, 4)[0]
    try:
        header = orjson.loads(payload[8:end])
    except orjson.JSONDecodeError as error:
        raise RnnvizError("The scene's header is damaged; encode the scene again.") from error
    if header.get("version") != VERSION:
        raise RnnvizError(f"This scene is not of version {VERSION}; encode it again.")
    return header, memoryview(payload)[end:]


def _array(name: str, place: dict[str, Any], body: memoryview) -> np.ndarray:
    dtype, count = DTYPES[place["dtype"]], int(np.prod(place["shape"], dtype=np.int64))
    if place["offset"] + count * dtype.itemsize > len(body):
        raise RnnvizError(f"The scene ends before its array '{name}'; encode the scene again.")
    return np.frombuffer(body, dtype, count, place["offset"]).reshape(place["shape"])
