"""Gradients: how they flow in one network, or in two side by side."""

from dataclasses import dataclass, replace
from typing import Protocol

from rnnviz.core.network import Network
from rnnviz.core.study import Study
from rnnviz.scenes.gradients import Flow, flow, gradient_scene
from rnnviz.settings.gradients import GradientSettings
from rnnviz.settings.network import NetworkSettings
from rnnviz.settings.tables import cell_label
from rnnviz.street.network.stops import Stops
from rnnviz.street.result.numbers import PURE, Numbers, of_study
from rnnviz.street.result.opened import Playing
from rnnviz.tasks.sequence import Example
from rnnviz.words import _


class FlowOf(Protocol):
    """The settings of one network to how gradients flow in it."""

    def __call__(
        self, s: NetworkSettings, name: str, truncate: int | None, loudness: float, /
    ) -> Flow:
        """Its flow, under a name."""
        ...


@dataclass(frozen=True, kw_only=True, repr=False)
class Gradients(Playing):
    """The network in hand and, if there is one, the network beside it."""

    settings: GradientSettings
    example: Example
    flows: list[Flow]

    @property
    def study(self) -> Study:
        """The study of the network in hand."""
        return self.flows[0].study

    @property
    def network(self) -> Network:
        """The network in hand."""
        return self.study.net

    def numbers(self) -> list[Numbers]:
        """Both studies, and what is measured of the gradients; those of the second: "second."."""
        both = zip(("", "second."), self.flows, strict=False)
        return [one for prefix, f in both for one in _of_flow(f, prefix)]


def _of_flow(f: Flow, prefix: str) -> list[Numbers]:
    studied = of_study(f.study, prefix)
    unit = next(one.unit for one in studied if one.name == f"{prefix}loss")
    measured = [
        Numbers("norm", f.norm, unit),
        Numbers("matrix", f.matrix, unit),
        Numbers("by_lag", f.by_lag, unit),
        Numbers("behind", f.behind, unit),
        Numbers("singular", f.singular, "log10"),
        Numbers("eigenvalues", f.eigenvalues, PURE),
    ]
    return [*studied, *(one._replace(name=f"{prefix}flow.{one.name}") for one in measured)]


def second_network(s: GradientSettings) -> NetworkSettings:
    """The network beside the first: same input and seed; its own cell, weights and, if set, size.

    What was learned, or set by hand, in the first one is not in it.
    """
    hidden = s.versus_hidden or s.hidden
    return replace(
        s.in_hand(),
        cell=s.versus,
        hidden=hidden,
        sizes=s.sizes if hidden == s.hidden else "",
        scheme=s.versus_scheme,
        gain=s.versus_gain,
        forget_bias=s.versus_forget_bias,
        edits="",
        weights="",
        learned=0,
    )


def networks_of(s: GradientSettings) -> list[NetworkSettings]:
    """The network in hand and, if there is one, the network beside it."""
    alone = s.versus == "none" or bool(s.net)  # beside a trained network an untrained says nothing
    return [s.in_hand()] if alone else [s.in_hand(), second_network(s)]


def flow_of(at: Stops) -> FlowOf:
    """How gradients flow in one network, with the studies of these stops."""

    def of(s: NetworkSettings, name: str, truncate: int | None, loudness: float) -> Flow:
        return flow(name, at.study(s, truncate, loudness), truncate)

    return of


def flows_of(s: GradientSettings, flow_in: FlowOf) -> list[Flow]:
    """The network in hand and, if there is one, the network beside it.

    Raises:
        RnnvizError: if the numbers leave what a computer can hold.
    """
    networks = networks_of(s)
    named = zip(names(networks), networks, strict=True)
    return [flow_in(network, name, s.truncate, s.loudness) for name, network in named]


def names(networks: list[NetworkSettings]) -> list[str]:
    """What one network is called, or two so that they can be told apart: by cell, size or place.

    >>> names([NetworkSettings(hidden=8), NetworkSettings(hidden=16)])
    ['8 units', '16 units']
    """
    labels, sizes = [cell_label(s.cell) for s in networks], [s.hidden for s in networks]
    if len({*labels}) == len(networks):
        return labels
    if len({*sizes}) == len(networks):
        return [_("{n} units").format(n=n) for n in sizes]
    return [
        _("first {name}").format(name=labels[0]),
        _("second {name}").format(name=labels[1]),
    ]


def walk(s: GradientSettings, at: Stops, flow_in: FlowOf | None = None) -> Gradients:
    """From settings to the scene; `flow_in` replaces the one that keeps nothing.

    Raises:
        RnnvizError: if the input cannot be used, or the numbers overflow.
    """
    flows = flows_of(s, flow_in or flow_of(at))
    example = at.example(s.in_hand())
    scene = gradient_scene(flows, _("Gradients through time"), example.ticks)
    return Gradients(settings=s, example=example, flows=flows, scene=scene)
