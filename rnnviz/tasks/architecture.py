"""A plan: an architecture with all its sizes, and every array and weight that follows from them."""

from dataclasses import dataclass, replace

from rnnviz.core.doors import door, fields_of
from rnnviz.core.shapes import (
    Layers,
    Shape,
    dense,
    keras_weights,
    linear,
    sequence,
    torch_input,
    torch_output,
    torch_weights,
)

PLAIN = ("many_to_many", "many_to_one", "one_to_many")
PAIRS = ("encoder_decoder", "attention")


@dataclass(frozen=True, kw_only=True)
class Plan:
    """An architecture, the arguments of its recurrent module, and the sizes of what it reads."""

    arch: str
    layers: Layers
    T: int
    N: int
    outputs: int

    @property
    def fed_back(self) -> bool:
        """Whether the output of a step is the input of the next, and so of the same size."""
        return self.arch == "one_to_many"

    @property
    def steps_read(self) -> int:
        """Steps of the input: one to many reads a single one."""
        return 1 if self.fed_back else self.T


PLAN = fields_of(Plan, arch=(*PLAIN, *PAIRS))  # a rule


@door(arch=(*PLAIN, *PAIRS))
def plan_of(arch: str, layers: Layers, T: int, N: int, outputs: int) -> Plan:
    """The plan of these settings: what an architecture cannot have is left out.

    One to many has no future to read backwards, and its outputs are its next inputs.
    """
    if arch == "one_to_many":
        layers, outputs = replace(layers, bidirectional=False), layers.input_size
    return Plan(arch=arch, layers=layers, T=T, N=N, outputs=outputs)


@door(plan=PLAN)
def arrays_in(plan: Plan) -> list[Shape]:
    """What is given to the network in PyTorch."""
    return torch_input(plan.layers, plan.steps_read, plan.N)


@door(plan=PLAN)
def arrays_out(plan: Plan) -> list[Shape]:
    """What the recurrent module gives, and the read-out after it."""
    y = Shape("y", ("N", "O"), (plan.N, plan.outputs))
    if plan.arch != "many_to_one":
        axis = "I" if plan.fed_back else "O"
        first = plan.layers.batch_first
        y = sequence("y", plan.T, plan.N, plan.outputs, axis, batch_first=first)
    return [*torch_output(plan.layers, plan.steps_read, plan.N), y]


def _readout_axes(plan: Plan) -> tuple[str, str]:
    return "I" if plan.fed_back else "O", "2H" if plan.layers.bidirectional else "H"


@door(plan=PLAN)
def weights_torch(plan: Plan) -> list[Shape]:
    """Every weight, named and ordered as `net.named_parameters()` of the code that is shown."""
    a = plan.layers
    read = linear("readout", a.width, plan.outputs, _readout_axes(plan))
    return [*torch_weights(a, "rnn."), *read]


@door(plan=PLAN)
def weights_keras(plan: Plan) -> list[Shape]:
    """Every weight of the Keras code that is shown, in the order of its layers."""
    a = plan.layers
    read = dense("readout", a.width, plan.outputs, _readout_axes(plan))
    return [*keras_weights(a), *read]
