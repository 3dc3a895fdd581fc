"""The plan of an encoder-decoder, with or without attention: every array and weight."""

from dataclasses import dataclass

from rnnviz.core.shapes import (
    Layers,
    Shape,
    dense,
    keras_weights,
    linear,
    torch_output,
    torch_weights,
)


@dataclass(frozen=True, kw_only=True)
class PairPlan:
    """An encoder and a decoder of one layer each; `units` A of attention, 0 for none."""

    kind: str
    nonlinearity: str
    reads: int
    writes: int
    hidden: int
    units: int
    both: bool
    T_in: int
    T_out: int
    N: int

    @property
    def attends(self) -> bool:
        """Whether the decoder looks at the encoder's states."""
        return self.units > 0

    @property
    def width(self) -> int:
        """Numbers of one of the encoder's outputs: D*H."""
        return self.hidden * (2 if self.both else 1)

    @property
    def encoder(self) -> Layers:
        """The arguments of the encoder."""
        return Layers(
            kind=self.kind, input_size=self.reads, hidden_size=self.hidden,
            nonlinearity=self.nonlinearity, bidirectional=self.both,
        )  # fmt: skip

    @property
    def decoder(self) -> Layers:
        """The arguments of the decoder, which reads [token; context]."""
        return Layers(
            kind=self.kind, input_size=self.writes + (self.width if self.attends else 0),
            hidden_size=self.hidden, nonlinearity=self.nonlinearity,
        )  # fmt: skip


def pair_arrays_in(p: PairPlan) -> list[Shape]:
    """What is read: the sequence, and in training the right tokens."""
    return [
        Shape("x", ("T_in", "N", "I"), (p.T_in, p.N, p.reads)),
        Shape("tokens", ("T_out", "N", "O"), (p.T_out, p.N, p.writes)),
    ]


def pair_arrays_out(p: PairPlan) -> list[Shape]:
    """What the encoder gives, what the attention makes of it, and the read-out."""
    output, *finals = torch_output(p.encoder, p.T_in, p.N)
    axis = output.axes[-1]
    found = [Shape("h", ("T_in", "N", axis), output.size)]
    found += [Shape(s.name, ("2" if p.both else "1", "N", "H"), s.size) for s in finals]
    if p.attends:
        found += [
            Shape("e, α", ("T_out", "T_in", "N"), (p.T_out, p.T_in, p.N)),
            Shape("context", ("T_out", "N", axis), (p.T_out, p.N, p.width)),
        ]
    return [
        *found,
        Shape("s", ("T_out", "N", "H"), (p.T_out, p.N, p.hidden)),
        Shape("y", ("T_out", "N", "O"), (p.T_out, p.N, p.writes)),
    ]


def _decoder(weights: list[Shape], p: PairPlan) -> list[Shape]:
    """Name what the decoder reads: O tokens and the context."""
    wide = "O+2H" if p.both else "O+H"
    reads = wide if p.attends else "O"
    return [s._replace(axes=tuple(reads if a == "I" else a for a in s.axes)) for s in weights]


def pair_weights_torch(p: PairPlan) -> list[Shape]:
    """Every weight, named and ordered as `net.named_parameters()` of the code that is shown."""
    found = torch_weights(p.encoder, "encoder.")
    found += _decoder(torch_weights(p.decoder, "decoder."), p)
    if p.attends:
        wide = "2H" if p.both else "H"
        found += [
            Shape("W_s.weight", ("A", "H"), (p.units, p.hidden)),
            Shape("W_h.weight", ("A", wide), (p.units, p.width)),
            Shape("v.weight", ("1", "A"), (1, p.units)),
        ]
    return [*found, *linear("readout", p.hidden, p.writes, ("O", "H"))]


def pair_weights_keras(p: PairPlan) -> list[Shape]:
    """Every weight of the Keras code that is shown, in the order of `net.weights`."""
    decoder = _called(_decoder(keras_weights(p.decoder), p), "decoder")
    wide = "2H" if p.both else "H"
    attention = [
        Shape("W_s kernel", ("H", "A"), (p.hidden, p.units)),
        Shape("W_h kernel", (wide, "A"), (p.width, p.units)),
        Shape("attention scale", ("A",), (p.units,)),
    ]
    return [
        *_called(keras_weights(p.encoder), "encoder"),
        *(attention if p.attends else []),
        *decoder,
        *dense("readout", p.hidden, p.writes, ("O", "H")),
    ]


def _called(weights: list[Shape], name: str) -> list[Shape]:
    """Weights of a single layer under the name of what it is here."""
    return [s._replace(name=s.name.replace("layer 1", name)) for s in weights]
