"""What of a page is still English: every text that it sends, without names, formulas and code."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from google.protobuf.json_format import MessageToDict

from rnnviz.player.payload import Scene, decode

HERE = Path(__file__).parent
# Not English, but names.
NAMES = set(HERE.joinpath("names.txt").read_text(encoding="utf-8").split())
# Fields of messages that nobody reads: names, addresses, code, and how something looks.
UNREAD = {
    "id", "key", "formId", "page", "url", "href", "queryString", "pageScriptHash", "type", "icon",
    "color", "theme", "componentName", "jsContent", "cssContent", "htmlContent", "mimeType",
    "fileName", "language", "shortcut", "bytes", "arrowData", "config", "data", "spec", "codeText",
    "elementType", "gapConfig", "widthConfig", "heightConfig", "gap", "direction", "style",
    "format", "textAlignmentConfig",
}  # fmt: skip
# Parts of a chart's description, and of a scene's views, that are read or are not.
CHART = {"text", "name", "hovertemplate", "hovertext", "ticktext", "label"}
SCENE_UNREAD = {
    "type", "array", "factors", "matrix", "grad", "initial", "score", "terms", "role", "level",
    "key", "code", "source", "id", "scale", "kind", "colour",
}  # fmt: skip
WORD = re.compile(r"[A-Za-z]{3,}")
HAN = re.compile("[\u4e00-\u9fff]+")
# Codes that pass for texts among a scene's views, and what PyTorch and Keras call their arrays.
CODES = {
    "forward", "backward", "next", "down", "none", "off", "level", "counts", "ink", "perplexity",
    "straight", "left", "right", "input", "output", "year", "answers:0", "answers:1", "answers:2",
    "layers × N × H", "layer 1 kernel", "layer 1 recurrent_kernel", "layer 1 bias",
    "readout kernel", "readout bias",
}  # fmt: skip
FEW = 3  # words in a row: fewer may be a name that is quoted
CODE = re.compile(  # and formulas, places to be filled, links, files
    r"<script>.*</script>|\{[^{}]*\}|`[^`]*`|\$+[^$]*\$+|<[^<>]*>|\]\([^)]*\)|:material/\w+:|:\w+\["
    r"|https?://\S+|[\w.-]+\.(?:com|org|html|io|gov|edu)\S*|[\w/-]+\.(?:md|js|css|csv|json|py|xlsx)\b"
    r"|&\w+;|\w*_\w+|\b[A-Za-z]+\([^)]*\)|\b[0-9a-f]{32}\b|\b[A-Z]{4,}\b|\b\w+\.\w+\b",
    re.DOTALL,
)


def english(text: str) -> list[str]:
    """The words of a text that are English, and no name."""
    plain = CODE.sub(" ", text)
    return [word for word in WORD.findall(plain) if word.casefold() not in NAMES]


def untranslated(text: str) -> bool:
    """Whether a text is in English: all of it, or a part of it that is no name or quotation."""
    if text in CODES or text.startswith('{"'):  # what components are told stands in JSON
        return False
    words = english(text)
    if not HAN.search(text):
        return bool(words)
    return any(len(english(part)) >= FEW for part in HAN.split(CODE.sub(" ", text)))


def han(text: str) -> list[str]:
    """The Chinese in a text."""
    return HAN.findall(text)


def read_on(app: Any) -> Iterator[str]:
    """Every text that a page under AppTest sends."""
    for node in app._tree:
        proto = getattr(node, "proto", None)
        if proto is None:
            continue
        yield from _strings(MessageToDict(proto), UNREAD)
        if node.type == "bidi_component" and proto.bytes[:4] == b"RNNV":
            yield from read_in(decode(proto.bytes))
        if node.type == "plotly_chart":
            yield from _chart(json.loads(proto.spec))


def read_in(scene: Scene) -> Iterator[str]:
    """Every text of a scene."""
    yield scene.title
    yield from scene.words.values()
    yield from _strings(list(scene.views), SCENE_UNREAD)


def _chart(node: Any, key: str = "") -> Iterator[str]:
    if isinstance(node, dict):
        for name, value in node.items():
            yield from _chart(value, name)
    elif isinstance(node, list):
        for value in node:
            yield from _chart(value, key)
    elif isinstance(node, str) and key in CHART:
        yield node


def _strings(node: Any, unread: set[str]) -> Iterator[str]:
    if isinstance(node, dict):
        for name, value in node.items():
            if name not in unread:
                yield from _strings(value, unread)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from _strings(value, unread)
    elif isinstance(node, str):
        yield node
