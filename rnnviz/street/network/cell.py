"""Choices within a cell: a GRU's z, a Clockwork's modules, a Grid's layers, an LSTM's peepholes."""

from dataclasses import replace

from rnnviz.core.cells import CELLS, Cell
from rnnviz.core.cells.gru import new as gru_new
from rnnviz.core.cells.lstm import grid_one
from rnnviz.core.cells.lstm import peephole as lstm_peephole
from rnnviz.core.cells.rnn import clockwork
from rnnviz.core.network import Network, Weights
from rnnviz.settings.edits import Edit
from rnnviz.settings.network import NetworkSettings
from rnnviz.settings.typed import parse_periods, parse_sizes

GRUS = ("gru", "gru_before")


def cell_of(s: NetworkSettings) -> Cell:
    """The cell that is drawn and trained, with its options; a GRU in PyTorch's writing."""
    if s.net:  # a network from another screen was trained without options
        return CELLS[s.cell]
    if s.cell == "clockwork":
        return clockwork.cell(parse_periods(s.periods), int(s.first_tick), sizes_of(s))
    if s.cell == "grid_lstm" and s.grid_layers == "1":
        return grid_one.CELL
    if s.cell == "lstm_peephole":
        return lstm_peephole.cell("" if s.peepholes == "none" else s.peepholes)
    return CELLS[s.cell]


def sizes_of(s: NetworkSettings) -> tuple[int, ...] | None:
    """The units of each module of a Clockwork; None for even shares."""
    return (parse_sizes(s.sizes) or None) if s.sizes_fit() else None


def other_writing(s: NetworkSettings) -> bool:
    """Whether a GRU is to be written with z as the share of the new content."""
    return s.cell in GRUS and s.z == "new"


def shown_cell(s: NetworkSettings) -> Cell:
    """The cell as its formulas are printed."""
    return gru_new.cell(CELLS[s.cell]) if other_writing(s) else cell_of(s)


def as_written(net: Network, s: NetworkSettings) -> Network:
    """The network in the writing that is chosen: the same states, z and its weights flipped."""
    if not other_writing(s):
        return net
    p, readout = net.weights
    return Network(gru_new.cell(net.cell), Weights(gru_new.flip(p), readout))


def in_other_writing(edit: Edit, s: NetworkSettings) -> Edit:
    """An edited weight as the other writing of a GRU has it; the same both ways.

    Settings keep edits as PyTorch has the weights, so that the sense of z changes no network.
    """
    of_z = edit.array in ("W_xh", "W_hh", "b_h") and edit.place[0] // s.hidden == gru_new.Z
    return edit._replace(value=-edit.value) if other_writing(s) and of_z else edit


def as_drawn(s: NetworkSettings) -> NetworkSettings:
    """The settings without what comes after the network: edits, learning, how it is written."""
    return replace(s, z="old", edits="", learned=0)
