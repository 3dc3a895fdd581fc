"""Write shapes.json: what PyTorch and Keras make of every program that Shapes shows.

Run where PyTorch and Keras are installed: `KERAS_BACKEND=torch python
tests/scenes/shapes/golden/make_shapes.py`. The programs are the very ones that are shown; they are
executed, and the shapes of all that they make are read off. Then PyTorch's network is given the
weights of ours, and what it computes is kept. The tests read only the JSON.
"""

import contextlib
import io
import json
import sys
import warnings
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from rnnviz.scenes.shapes.keras import keras_code
from rnnviz.scenes.shapes.numbers import network, sunspots
from rnnviz.scenes.shapes.pairs.code import pair_keras_code, pair_torch_code
from rnnviz.scenes.shapes.pairs.plan import PairPlan
from rnnviz.scenes.shapes.torch import torch_code
from rnnviz.tasks.architecture import Plan
from tests.scenes.shapes.golden.shapes_grid import SEED, pair_network, pair_plans, plans, torch_cell


def run(code: str) -> dict[str, Any]:
    """Execute a program and give its names."""
    names: dict[str, Any] = {}
    with contextlib.redirect_stdout(io.StringIO()):
        exec(code, names)
    return names


def torch_shapes(names: dict[str, Any]) -> dict[str, Any]:
    """The shapes of PyTorch's arrays and weights."""
    net = names["net"]
    facts = {
        "input": list(names["x"].shape),
        "y": list(names["y"].shape),
        "weights": [[name, list(p.shape)] for name, p in net.named_parameters()],
        "count": sum(p.numel() for p in net.parameters()),
    }
    output, state = (net.rnn if hasattr(net, "rnn") else net.encoder)(names["x"])
    finals = state if isinstance(state, tuple) else (state,)
    return facts | {"output": list(output.shape), "finals": [list(a.shape) for a in finals]}


def keras_shapes(code: str) -> dict[str, Any]:
    """The shapes of Keras's output and weights."""
    net = run(code)["net"]
    return {
        "y": list(net.output_shape[1:]),
        "weights": [list(w.shape) for w in net.weights if "seed" not in w.path],
        "count": net.count_params(),
    }


def load(net: Any, weights: dict[str, np.ndarray]) -> Any:
    """PyTorch's network in double precision, with these weights."""
    import torch  # pyright: ignore[reportMissingImports]

    net = net.double().eval()
    known = net.state_dict()
    net.load_state_dict(
        {k: torch.tensor(np.asarray(v)).reshape(known[k].shape) for k, v in weights.items()}
    )
    return net


def tensor(a: np.ndarray, *, first: bool) -> Any:
    """One sequence (T, I) as a batch of one."""
    import torch  # pyright: ignore[reportMissingImports]

    return torch.tensor(a)[None] if first else torch.tensor(a)[:, None]


def torch_values(plan: Plan, names: dict[str, Any]) -> list[Any]:
    """What PyTorch's network computes with our weights from our input."""
    ours, first = network(plan, SEED), plan.layers.batch_first
    weights = {}
    for k, layer in enumerate(ours.weights.layers):
        for params, suffix in zip(layer, ("", "_reverse"), strict=False):
            weights |= {f"rnn.{n}": a for n, a in torch_cell(params, f"l{k}{suffix}").items()}
    read = ours.weights.readout
    weights |= {"readout.weight": read.W_hy, "readout.bias": read.b_y}
    if not plan.layers.bias:
        weights = {k: a for k, a in weights.items() if not k.startswith("rnn.bias")}
    net = load(names["net"], weights)
    x = tensor(sunspots(plan.steps_read, plan.layers.input_size), first=first)
    y = net(x, steps=plan.T) if plan.fed_back else net(x)
    return y.reshape(-1, plan.outputs).tolist()


def torch_pair_values(plan: PairPlan, names: dict[str, Any]) -> list[Any]:
    """The same of an encoder-decoder, forced with the right tokens."""
    import torch  # pyright: ignore[reportMissingImports]

    ours, pair = pair_network(plan)
    w, weights = ours.weights, {}
    for params, suffix in zip(w.encoder, ("", "_reverse"), strict=False):
        weights |= {f"encoder.{n}": a for n, a in torch_cell(params, f"l0{suffix}").items()}
    weights |= {f"decoder.{n}": a for n, a in torch_cell(w.decoder, "l0").items()}
    weights |= {"readout.weight": w.readout.W_hy, "readout.bias": w.readout.b_y}
    if plan.attends:
        a = w.attention
        weights |= {"W_s.weight": a.W_s, "W_h.weight": a.W_h, "v.weight": a.v}
    net = load(names["net"], weights)
    return net(torch.tensor(pair.x), torch.tensor(pair.d)).squeeze(1).tolist()


def case(plan: Plan) -> dict[str, Any]:
    """All that is known of one plan of recurrent layers."""
    names = run(torch_code(plan))
    facts = {"torch": torch_shapes(names), "keras": keras_shapes(keras_code(plan))}
    return {"plan": repr(plan), **facts, "values": torch_values(plan, names)}


def pair_case(plan: PairPlan) -> dict[str, Any]:
    """All that is known of one plan of an encoder-decoder."""
    names = run(pair_torch_code(plan))
    facts = {"torch": torch_shapes(names), "keras": keras_shapes(pair_keras_code(plan))}
    return {"plan": repr(plan), **facts, "values": torch_pair_values(plan, names)}


def main() -> None:
    """Write the file beside this one."""
    import keras  # pyright: ignore[reportMissingImports]
    import torch  # pyright: ignore[reportMissingImports]

    warnings.simplefilter("error")
    made = {"torch": torch.__version__, "keras": keras.__version__}
    found = {
        "made_with": made,
        "plain": [case(plan) for plan in plans()],
        "pairs": [pair_case(plan) for plan in pair_plans()],
    }
    path = Path(__file__).with_name("shapes.json")
    path.write_text(json.dumps(found, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
