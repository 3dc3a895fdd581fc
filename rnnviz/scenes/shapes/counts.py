"""How many numbers one network learns, as textbooks, this project, PyTorch and Keras count it.

The networks are the same; they differ in how many biases a gate has, and in whether the read-out
is counted.
"""

from typing import NamedTuple

from rnnviz.core.shapes import Layers, count, keras_weights, torch_weights
from rnnviz.tasks.architecture import Plan
from rnnviz.words import _
from rnnviz.words.numbers import count as written


class Counted(NamedTuple):
    """One way to count."""

    name: str
    module: int  # the recurrent layers alone
    readout: int
    why: str  # which biases there are

    @property
    def together(self) -> int:
        """The whole network."""
        return self.module + self.readout


def counts(plan: Plan) -> list[Counted]:
    """The four ways to count the numbers of a plan's network."""
    a, readout = plan.layers, plan.outputs * (plan.layers.width + 1)
    cells, matrices = a.num_layers * a.D, _matrices(a)
    one = cells * a.G * a.hidden_size if a.bias else 0
    of_n = cells * a.hidden_size if a.bias and a.kind == "GRU" else 0
    none = _("no bias")
    apart = _("one bias a gate, and a second one for n, kept apart by the reset gate")
    two = _("two biases a gate, which are added up")
    if a.kind == "GRU":
        two = _("two biases a gate; those of n are kept apart by the reset gate")
    single = _("one bias a gate")
    ours = apart if of_n else single
    keras = two if of_n else single
    return [
        Counted(_("Textbook"), matrices + one, readout, single if a.bias else none),
        Counted(_("Here, on all screens"), matrices + one + of_n, readout,
                ours if a.bias else none),
        Counted("PyTorch", count(torch_weights(a)), readout, two if a.bias else none),
        Counted("Keras", count(keras_weights(a)), readout, keras if a.bias else none),
    ]  # fmt: skip


def _matrices(a: Layers) -> int:
    """All numbers of the matrices W_xh and W_hh."""
    rows = a.G * a.hidden_size
    return sum(a.D * rows * (a.reads(k) + a.hidden_size) for k in range(a.num_layers))


def counts_table(plan: Plan) -> str:
    """The four ways as a Markdown table."""
    head = [_("Counted as"), _("recurrent module"), _("read-out"), _("together"), _("biases")]
    rows = [head, ["---", "---:", "---:", "---:", "---"]]
    for one in counts(plan):
        numbers = [written(n) for n in (one.module, one.readout, one.together)]
        rows.append([one.name, *numbers, one.why])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def counts_sentence(plan: Plan) -> str:
    """That these are counts of one network, and how far apart they lie."""
    totals = sorted({one.together for one in counts(plan)})
    if len(totals) == 1:
        return _("All four count {n} numbers.").format(n=written(totals[0]))
    text = _("One network, counted in {n} ways: {totals} numbers with the read-out.")
    return text.format(n=len(totals), totals=", ".join(written(n) for n in totals))
