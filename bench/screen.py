"""A control moved on Gradients at its largest (H = 16, T = 60), beside an empty page."""

import itertools
from pathlib import Path

from streamlit.testing.v1 import AppTest

from bench.timing import Line, compared

ROOT = Path(__file__).resolve().parents[1]
NETWORK = {"hidden": "16", "series": "sine", "steps": "60"}
BUDGET_BYTES = 150_000


def opened():
    """The Gradients screen, as a link opens it."""
    app = AppTest.from_file(str(ROOT / "home.py"), default_timeout=60)
    app.switch_page("pages/gradients.py")
    for name, value in NETWORK.items():
        app.query_params[name] = value
    return app.run()


def sent(app) -> int:
    """Bytes of what is drawn: the player's scene and the figure."""
    scenes = sum(len(element.proto.bytes) for element in app.get("bidi_component"))
    return scenes + sum(len(element.proto.spec) for element in app.get("plotly_chart"))


def run() -> list[Line]:
    """The script's time, and what is sent."""
    app, empty = opened(), AppTest.from_string("import streamlit as st; st.title('Empty')").run()
    gains = itertools.cycle(1 + k / 100 for k in range(1, 400))  # none is in a cache

    def moved():
        app.slider(key="gradients.gain").set_value(next(gains)).run()

    line = compared("gain moved on Gradients (peer: an empty page)", moved, empty.run, None)
    size = sent(app)
    word = "holds" if size <= BUDGET_BYTES else "MISSED"
    return [line._replace(budget=f"{size / 1e3:.0f} kB sent, {word} (<= 150 kB)")]
