"""What of a page is still English: every text that it sends, without names, formulas and code."""

import json
import re
from collections.abc import Iterator
from typing import Any

from google.protobuf.json_format import MessageToDict

from rnnviz.player.payload import Scene, decode

# Fields of messages that nobody reads: names, addresses, code.
UNREAD = {
    "id", "key", "formId", "elementId", "widgetId", "iconPosition", "icon", "page", "url", "href", "queryString",
    "pageScriptHash", "type", "script", "color", "unit", "theme", "componentName", "js", "css",
    "htmlContent", "jsContent", "cssContent", "mimeType", "fileName", "language", "format", "shortcut",
    "selectionMode", "scope", "hash", "anchor", "bytes", "arrowData", "config", "data", "spec", "isolateStyles",
}  # fmt: skip
# Keys of a scene's views and of a chart's description that hold what a person reads.
CHART = {"text", "name", "hovertemplate", "hovertext", "title", "ticktext", "label", "customdata"}
# Not English but names, symbols, file endings, and what is code.
NAMES = set(
    """
    rnnviz rnn lstm gru mlp tanh relu sigmoid softmax irnn mgu ugrnn janet indrnn mingru minlstm
    jordan elman clockwork grid mamba pytorch keras numpy torch tensorflow scipy streamlit statsmodels
    adam sgd adamw rmsprop adagrad nadam adadelta bfgs levenberg marquardt cma nesterov bptt mse rmse mae mase smape
    csv tsv txt xlsx ods json html svg png utf iso unix excel jazz reber anbn zip mit bsd cc
    clip norm num layers bias hidden size input batch first true false none int float
    lag max min log exp sin cos pi arps hopfield hochreiter schmidhuber pascanu bengio glorot xavier
    orthogonal diebold mariano wilcoxon holm ljung box pav esp enter shift home end tab space esc
    ar ma acf pacf csv noaa sidc github com org https http www en uci mauna loa
    """.split()
)
WORD = re.compile(r"[A-Za-z]{3,}")
CODE = re.compile(
    r"`[^`]*`|\$[^$]*\$|<[^<>]*>|\]\([^)]*\)|:material/\w+:|:[a-z]+\[|https?://\S+|[\w.-]+\.(?:com|org|html|io|gov|edu)\S*"
    r"|%\{[^}]*\}|&\w+;|《[^》]*》|\w+_\w+|\b[A-Za-z]+\([^)]*\)"
)


def english(text: str) -> list[str]:
    """The words of a text that are English, and no name."""
    plain = CODE.sub(" ", text)
    return [word for word in WORD.findall(plain) if word.casefold() not in NAMES]


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


SCENE_UNREAD = {
    "type", "array", "factors", "matrix", "grad", "initial", "score", "terms", "role", "level", "key", "code",
    "source", "id", "scale", "dtype", "align", "kind", "colour", "to", "from", "latex", "formula", "tex", "symbol",
}  # fmt: skip


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
