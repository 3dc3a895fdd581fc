"""Deep networks, dropout, free running, encoder-decoders and attention against PyTorch's numbers.

The values stand in golden/torch_nets.json, made once by golden/make/nets.py.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rnnviz.core import deep
from rnnviz.core.arrays import Array
from rnnviz.core.attention import Attention
from rnnviz.core.cells import CELLS, Cell
from rnnviz.core.deep import DeepNetwork, DeepWeights
from rnnviz.core.feedback import free_run, free_run_backward
from rnnviz.core.layers import Layers, last_states, layers_backward, run_layers
from rnnviz.core.losses import cross_entropy, mse
from rnnviz.core.network import Network, Weights
from rnnviz.core.readout import Readout, readout_backward
from rnnviz.core.seq2seq import Seq2Seq, Seq2SeqWeights, decode, decode_backward

PATH = Path(__file__).parent / "golden" / "torch_nets.json"
CASES = json.loads(PATH.read_text(encoding="utf-8"))["cases"]
TOLERANCE = 1e-12
Named = dict[str, Array]
Pairs = list[tuple[Array, Array]]  # ours, PyTorch's


def arrays(d: dict[str, Any]) -> Named:
    return {k: np.array(v, float) for k, v in d.items()}


def params(cell: Cell, w: Named, suffix: str = "", prefix: str = "") -> Any:
    """PyTorch's weights of one direction as ours; two biases become one but for the GRU's n."""
    W_xh, W_hh, b_ih, b_hh = (
        w[f"{prefix}{name}{suffix}"] for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
    )
    if cell.code != "gru":
        return cell.Params(W_xh, W_hh, b_ih + b_hh)
    rz = 2 * W_hh.shape[1]
    return cell.Params(W_xh, W_hh, b_ih + np.append(b_hh[:rz], 0 * b_hh[rz:]), b_hh[rz:])


def their_gradients(cell: Cell, g: Named, suffix: str = "", prefix: str = "") -> Any:
    """PyTorch's gradients of one direction in our order."""
    d = [g[f"{prefix}{name}{suffix}"] for name in ("weight_ih", "weight_hh", "bias_ih")]
    if cell.code == "gru":
        d.append(g[f"{prefix}bias_hh{suffix}"][2 * d[1].shape[1] :])
    return cell.Params(*d)


def suffixes(layers: int, both: bool) -> list[list[str]]:
    ends = ["", "_reverse"] if both else [""]
    return [[f"_l{k}{end}" for end in ends] for k in range(layers)]


def compared(ours: Any, theirs: Any) -> Pairs:
    """Pairs of all arrays of two trees."""
    if not isinstance(ours, tuple | list):
        return [(np.asarray(ours), np.asarray(theirs))]
    return [pair for a, b in zip(ours, theirs, strict=True) for pair in compared(a, b)]


def difference(pairs: Pairs) -> float:
    """The largest one."""
    assert all(a.shape == b.shape for a, b in pairs)
    return max(float(np.abs(a - b).max()) for a, b in pairs)


def deep_pairs(name: str) -> Pairs:
    code, kind = name.split(" ", 1)
    cell, case = CELLS[code], CASES["deep"][name]
    w, g = arrays(case["given"]), arrays(case["gradients"])
    names = suffixes(1 if kind == "bidirectional" else 2, "bidirectional" in kind)
    layers: Layers = tuple(tuple(params(cell, w, s) for s in layer) for layer in names)
    n, fields = sum(map(len, names)), cell.state_fields
    state0, v = (
        tuple(cell.State(*(w[key.format(f)][k] for f in fields)) for k in range(n))
        for key in ("{}0", "v_{}")
    )
    readout = Readout(w["weight"], w["bias"])
    net = DeepNetwork(cell, DeepWeights(layers, readout))
    passed = deep.forward(net, w["x"], state0=state0)
    loss = mse(passed.y, w["target"])
    d_readout, dh = readout_backward(readout, passed.run.output, loss.dy / loss.value.size)
    back = layers_backward(cell, layers, passed.run, dh, v)
    pairs = [(passed.y, np.array(case["y"])), (passed.run.output, np.array(case["output"]))]
    pairs += [(last_states(passed.run, f), np.array(case[f"{f}_n"])) for f in fields]
    their = tuple(tuple(their_gradients(cell, g, s) for s in layer) for layer in names)
    pairs += compared(back.layers, their) + compared(d_readout, (g["weight"], g["bias"]))
    pairs += [(back.x, g["x"])]
    return pairs + [(np.stack([getattr(s, f) for s in back.state0]), g[f"{f}0"]) for f in fields]


def dropout_pairs() -> Pairs:
    cell, case = CELLS["lstm"], CASES["dropout"]
    w, g = arrays(case["given"]), arrays(case["gradients"])
    layers = tuple((params(cell, w, "_l0", f"{part}."),) for part in ("lower", "upper"))
    run = run_layers(cell, layers, w["x"], masks=[w["mask"]])
    back = layers_backward(cell, layers, run, w["w"])
    their = tuple((their_gradients(cell, g, "_l0", f"{part}."),) for part in ("lower", "upper"))
    pairs = compared(back.layers, their)
    return [*pairs, (run.output, np.array(case["output"])), (back.x, g["x"])]


def free_pairs(code: str) -> Pairs:
    cell, case = CELLS[code], CASES["free"][code]
    w, g = arrays(case["given"]), arrays(case["gradients"])
    net = Network(cell, Weights(params(cell, w), Readout(w["weight"], w["bias"])))
    run = free_run(net, w["x"], len(w["target"]) - 1)
    loss = mse(run.y, w["target"])
    back = free_run_backward(net, run, loss.dy / loss.value.size)
    pairs = compared(back.weights.params, their_gradients(cell, g))
    pairs += compared(back.weights.readout, (g["weight"], g["bias"]))
    return [*pairs, (run.y, np.array(case["y"])), (back.along.x[:1], g["x"])]


def seq2seq_pairs(name: str) -> Pairs:
    code = name.split(" ", 1)[0]
    cell, case = CELLS[code], CASES["seq2seq"][name]
    w, g = arrays(case["given"]), arrays(case["gradients"])
    (names,) = suffixes(1, "encoder.weight_ih_l0_reverse" in w)
    encoder = tuple(params(cell, w, s, "encoder.") for s in names)
    attention = Attention(w["W_s"], w["W_h"], w["v"]) if "v" in w else ()
    decoder, readout = params(cell, w, prefix="decoder."), Readout(w["weight"], w["bias"])
    net = Seq2Seq(cell, Seq2SeqWeights(encoder, decoder, attention, readout))
    run = decode(net, w["x"], w["tokens"])
    dy = cross_entropy(run.y, w["tokens"]).dy / run.y[..., 0].size
    d, back = decode_backward(net, run, dy)
    pairs = [(run.y, np.array(case["y"])), (back.x, g["x"])]
    pairs += compared(d.encoder, tuple(their_gradients(cell, g, s, "encoder.") for s in names))
    pairs += compared(d.decoder, their_gradients(cell, g, prefix="decoder."))
    pairs += compared(d.readout, (g["weight"], g["bias"]))
    if run.looks is not None:
        pairs += compared(d.attention, (g["W_s"], g["W_h"], g["v"]))
        pairs += [(run.looks.alpha, np.array(case["alpha"]))]
    return pairs


@pytest.mark.parametrize("name", CASES["deep"])
def test_that_deep_and_bidirectional_networks_and_all_their_gradients_are_pytorchs(name):
    assert difference(deep_pairs(name)) < TOLERANCE


def test_that_two_layers_with_a_dropout_mask_between_them_are_pytorchs():
    assert difference(dropout_pairs()) < TOLERANCE


@pytest.mark.parametrize("code", CASES["free"])
def test_that_a_free_run_and_its_gradient_are_pytorchs(code):
    assert difference(free_pairs(code)) < TOLERANCE


@pytest.mark.parametrize("name", CASES["seq2seq"])
def test_that_encoder_decoder_and_attention_and_all_their_gradients_are_pytorchs(name):
    assert difference(seq2seq_pairs(name)) < TOLERANCE


def test_that_the_loss_is_pytorchs_too():
    case = CASES["seq2seq"]["gru context read out"]
    tokens, y = np.array(case["given"]["tokens"], float), np.array(case["y"])
    assert cross_entropy(y, tokens).value.mean() == pytest.approx(case["loss"], abs=1e-14)
