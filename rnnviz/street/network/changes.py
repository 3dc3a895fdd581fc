"""What weights that were set by hand change: each beside the value that was drawn."""

from dataclasses import replace

from rnnviz.core.network import Network
from rnnviz.scenes.unroll import Change
from rnnviz.settings.edits import Edit, fits, format_edits, parse_edits
from rnnviz.settings.network import NetworkSettings
from rnnviz.street.network.cell import in_other_writing


def without_last_edit(s: NetworkSettings) -> NetworkSettings | None:
    """The settings as they were before the last edit; None when nothing was edited."""
    edits = parse_edits(s.edits)
    return replace(s, edits=format_edits(edits[:-1])) if edits else None


def changes_of(s: NetworkSettings, net: Network) -> list[Change]:
    """Every edit that fits the unedited network, with the value that the weight had before any."""
    drawn = {**net.weights.params._asdict(), **net.weights.readout._asdict()}
    fitting = (
        e for e in parse_edits(s.edits) if e.array in drawn and fits(e.place, drawn[e.array].shape)
    )
    return [_change(e, float(drawn[e.array][e.place]), s) for e in fitting]


def _change(e: Edit, drawn: float, s: NetworkSettings) -> Change:
    """An edit beside the value that was drawn, both in the writing that is shown."""
    old, new = (in_other_writing(e._replace(value=v), s).value for v in (drawn, e.value))
    return Change(e.array, e.place, old, new)
