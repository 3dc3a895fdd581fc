"""What there is to see of each kind of network, in a sentence made from its shapes."""

from rnnviz.core.shapes import Shape, count
from rnnviz.scenes.shapes.tally import written
from rnnviz.tasks.architecture import Plan, arrays_in, arrays_out, weights_torch
from rnnviz.words import _
from rnnviz.words.numbers import count as counted


def plan_sentence(plan: Plan) -> str:
    """What is read, what comes out, and what follows from it."""
    a = plan.layers
    shapes = {**_by_name(arrays_in(plan)), **_by_name(arrays_out(plan))}
    named = {
        **{name: shapes[name] for name in ("input", "output", "h_n", "y")},
        "T": plan.T, "before": plan.T - 1, "layers": a.num_layers, "H": a.hidden_size,
        "both": 2 * a.hidden_size, "n": counted(count(weights_torch(plan))),
    }  # fmt: skip
    return _text(plan).format(**named)


def _text(plan: Plan) -> str:
    if plan.fed_back:
        return _(
            "One step is read, {input}, and each output is the next input: {T} steps come out, "
            "y {y}."
        )
    if plan.layers.bidirectional and plan.layers.num_layers > 1:
        return _(
            "One half of each layer reads from the start, one from the end: output has 2 × {H} = "
            "{both} numbers a step, {output}; h_n holds the last states of all halves, {h_n}."
        )
    if plan.layers.bidirectional:
        return _(
            "One half reads from the start, one from the end: output has 2 × {H} = {both} numbers "
            "a step, {output}. At the last step the backward half has read that step alone."
        )
    if plan.layers.num_layers > 1:
        return _(
            "Each layer reads what the one below puts out, and keeps a state of its own: h_n holds "
            "the last states of {layers} layers, {h_n}; output is the top layer’s, {output}."
        )
    if plan.arch == "many_to_one":
        return _(
            "One answer at the end: y is {y}. What the {before} steps before it said gets there "
            "through the state alone."
        )
    return _("An answer at each of {T} steps: y is {y}. All steps use the same {n} numbers.")


def pair_sentence(*, attending: bool) -> str:
    """What of the string that is read gets to the decoder."""
    if attending:
        return _(
            "Before each letter the decoder looks back at every state of the encoder: its weights "
            "stand in a row of “Where it looks”, and sum to 1."
        )
    return _(
        "The encoder reads the whole string, then the decoder writes: all that it knows of the "
        "string came over in one state."
    )


def _by_name(shapes: list[Shape]) -> dict[str, str]:
    return {shape.name: written(shape.size) for shape in shapes}
