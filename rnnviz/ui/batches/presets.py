"""Views to start from: each with a name, and a sentence made from its own numbers."""

import streamlit as st

from rnnviz.settings.batches import BatchSettings
from rnnviz.street.screens import batches
from rnnviz.ui.frame.presets import Offered, Preset
from rnnviz.words import N_, _
from rnnviz.words.tongue import by_language

PRESETS: dict[str, tuple[str, BatchSettings]] = {
    "pads": (N_("What a pad does"), BatchSettings()),
    "uncounted": (N_("Not counted is not enough"), BatchSettings(way="weighted")),
    "masked": (N_("A mask undoes it"), BatchSettings(way="masked")),
    "before": (N_("Pads before"), BatchSettings(pads="before", way="weighted")),
    "packed": (N_("Packed the wrong way"), BatchSettings(pads="before", way="packed")),
    "pieces": (N_("A series in pieces"), BatchSettings(view="pieces")),
    "single": (N_("Pieces of one step"), BatchSettings(view="pieces", piece=1)),
    "start": (N_("Where to begin, learned"), BatchSettings(view="pieces", start="learned")),
    "sinks": (N_("A free run sinks"), BatchSettings(view="forcing", hidden=8, seed=1)),
    "goes": (N_("A free run goes on"), BatchSettings(view="forcing", hidden=8, seed=1, noise=0.0)),
}


@by_language(st.cache_resource(max_entries=64, show_spinner=False))
def seen(s: BatchSettings) -> batches.Batches:
    """What a view shows, for all sessions; never to be changed."""
    return batches.walk(s)


def offered(s: BatchSettings) -> Offered:
    """All of them, and the one that is shown."""
    presets = {
        code: Preset(_(label), preset, lambda preset=preset: seen(preset).said)
        for code, (label, preset) in PRESETS.items()
    }
    return Offered(presets, next((code for code, (_l, p) in PRESETS.items() if p == s), None))
