"""The network in hand on a page: what the street's stops give, kept for all who ask again."""

from rnnviz.core.network import Network
from rnnviz.core.study import Study
from rnnviz.settings.network import NetworkSettings
from rnnviz.street.network import example, network, study
from rnnviz.street.network.cell import as_drawn
from rnnviz.street.network.stops import Stops
from rnnviz.tasks.sequence import Example
from rnnviz.ui.network import in_hand, training


def example_of(s: NetworkSettings) -> Example:
    """The sequence that the settings describe, with its targets.

    Raises:
        RnnvizError: if what was typed cannot be used, or the session does not have the network.
    """
    return example.example_of(s, in_hand.needed(s))


@in_hand.cached
def trained(s: NetworkSettings) -> Network:
    """The network before anything is done to it by hand, computed once; never to be changed.

    Raises:
        RnnvizError: as `example_of` does, and if the training diverges.
    """
    carried = in_hand.needed(s)
    if carried:
        return carried.net
    return training.known(s) or network.trained_network(s, example_of(s))


def unedited(s: NetworkSettings) -> Network:
    """The network without edits; its gain and its forget bias are set.

    Raises:
        RnnvizError: as `trained` does.
    """
    return network.turned(trained(network.as_trained(s)), s)


@in_hand.cached
def study_of(s: NetworkSettings, truncate: int | None = None, loudness: float = 1.0) -> Study:
    """Everything computed of the network in hand; never to be changed, since it is shared.

    Raises:
        RnnvizError: if the input cannot be used, the session does not have the network, or the
            numbers leave what a computer can hold.
    """
    return study.study_of(s, example_of(s), unedited(as_drawn(s)), truncate, loudness)


STOPS = Stops(example_of, unedited, study_of)
