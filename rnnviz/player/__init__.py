"""The animated views that run in the browser: one payload, one clock, several views on it.

`Scene` is what is to be shown (arrays and a list of views), `encode` packs it into bytes for the
browser, `scene_html` makes one self-contained file of it that plays offline.
"""

from rnnviz.player.html import scene_html
from rnnviz.player.payload import Scene, decode, encode

__all__ = ["Scene", "decode", "encode", "scene_html"]
