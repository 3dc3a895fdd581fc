"""Write shapes.json: what PyTorch and Keras say of every network that Shapes can describe.

Run where PyTorch and Keras are installed: `KERAS_BACKEND=torch python
tests/scenes/golden/make_shapes.py`. The programs are the very ones that the screen shows; they are
executed, and the shapes of all that they make are read off. The tests read only the JSON.
"""

import contextlib
import io
import json
import sys
import warnings
from itertools import product
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from rnnviz.core.shapes import Layers
from rnnviz.scenes.shapes_keras import keras_code
from rnnviz.scenes.shapes_plan import PLAIN, Plan, plan_of
from rnnviz.scenes.shapes_torch import torch_code

T, N, INPUTS, HIDDEN, OUTPUTS = 5, 8, 3, 4, 2


def grid() -> list[Plan]:
    """Every architecture with every kind of argument; the sizes can be told apart."""
    found = []
    for arch, kind, depth, both, bias, first in product(
        PLAIN, ("RNN", "LSTM", "GRU"), (1, 3), (False, True), (True, False), (False, True)
    ):
        a = Layers(
            kind=kind, input_size=INPUTS, hidden_size=HIDDEN, num_layers=depth, bias=bias,
            batch_first=first, bidirectional=both, dropout=0.1 if depth > 1 else 0.0,
            nonlinearity="relu" if kind == "RNN" and first else "tanh",
        )  # fmt: skip
        found.append(plan_of(arch, a, T, N, OUTPUTS))
    return found


def run(code: str) -> dict[str, Any]:
    """Execute a program and give its names."""
    names: dict[str, Any] = {}
    with contextlib.redirect_stdout(io.StringIO()):
        exec(code, names)
    return names


def torch_facts(plan: Plan) -> dict[str, Any]:
    """The shapes of PyTorch's arrays and weights."""
    names = run(torch_code(plan))
    net, x = names["net"], names["x"]
    output, state = net.rnn(x)
    finals = state if isinstance(state, tuple) else (state,)
    return {
        "input": list(x.shape),
        "output": list(output.shape),
        "finals": [list(a.shape) for a in finals],
        "y": list(names["y"].shape),
        "weights": [[name, list(p.shape)] for name, p in net.named_parameters()],
        "count": sum(p.numel() for p in net.parameters()),
    }


def keras_facts(plan: Plan) -> dict[str, Any]:
    """The shapes of Keras's output and weights."""
    net = run(keras_code(plan))["net"]
    return {
        "y": list(net.output_shape[1:]),
        "weights": [[w.path, list(w.shape)] for w in net.weights if "seed" not in w.path],
        "count": net.count_params(),
    }


def main() -> None:
    """Write the file beside this one."""
    import keras  # pyright: ignore[reportMissingImports]
    import torch  # pyright: ignore[reportMissingImports]

    warnings.simplefilter("error")
    cases = [
        {"plan": repr(plan), "torch": torch_facts(plan), "keras": keras_facts(plan)}
        for plan in grid()
    ]
    made = {"torch": torch.__version__, "keras": keras.__version__}
    text = json.dumps({"made_with": made, "cases": cases})
    Path(__file__).with_name("shapes.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
