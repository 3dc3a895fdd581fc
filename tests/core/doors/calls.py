"""One valid call of every public function of the core; all numbers are whole, all lengths differ.

T = 5 steps, I = 2 inputs, H = 3 units, O = 4 outputs, J = 7 steps of an encoder, A = 6 units of
attention: a length that is cut in one array alone no longer fits the others.
"""

from collections.abc import Callable
from functools import cache, partial
from typing import Any

import numpy as np

from rnnviz.core import (
    ar,
    attention,
    biases,
    both_ends,
    bptt,
    clamp,
    deep,
    feedback,
    flow,
    gradcheck,
    init,
    init_nets,
    jacobians,
    language,
    layers,
    ledger,
    losses,
    memory,
    network,
    readout,
    scaling,
    seq2seq,
    shapes,
    study,
    unroll,
)
from rnnviz.core.cells import CELLS
from rnnviz.core.cells.gru import new
from rnnviz.core.cells.lstm import grid_one, peephole
from rnnviz.core.cells.rnn import clockwork, elman
from rnnviz.core.network import Network

ALL = CELLS | {grid_one.CELL.code: grid_one.CELL}
T, I, H, O, J, A = 5, 2, 3, 4, 7, 6
Call = tuple[Callable[..., Any], dict[str, Any]]


def whole(rng: np.random.Generator, *shape: int) -> np.ndarray:
    return rng.integers(-2, 3, shape).astype(float)


def made_whole(tree: Any, rng: np.random.Generator) -> Any:
    """Weights of the same shapes, whole numbers all."""
    if isinstance(tree, np.ndarray):
        return whole(rng, *tree.shape)
    kind = type(tree) if hasattr(tree, "_fields") else lambda *parts: tuple(parts)
    return kind(*(made_whole(part, rng) for part in tree))


def one_hot_rows(rng: np.random.Generator, n: int, size: int) -> np.ndarray:
    return np.eye(size)[rng.integers(0, size, n)]


@cache
def calls(code: str) -> dict[str, Call]:
    """Calls by "module.function"; the cell of that code where it can be what is asked for."""
    found = {}
    for f, given in [*of_cells(code), *of_layers(code), *of_numbers(), *of_options()]:
        found[f"{f.__module__.removeprefix('rnnviz.core.')}.{f.__name__}"] = f, given
    return found | of_methods()


def of_methods() -> dict[str, Call]:
    """Methods, each with what it belongs to."""
    rng = np.random.default_rng(5)
    scale = scaling.scale_of(whole(rng, 6))
    pile = shapes.Layers(kind="GRU", input_size=I, hidden_size=H, num_layers=2)
    return {
        "scaling.Scale.to": (scale.to, {"values": whole(rng, 6)}),
        "scaling.Scale.back": (scale.back, {"z": whole(rng, 6)}),
        "shapes.Layers.reads": (pile.reads, {"layer": 1}),
    }


def of_cells(code: str) -> list[Call]:
    rng, cell = np.random.default_rng(1), ALL[code]
    net = init.init_network(cell, I, H, O, rng)
    net = Network(cell, made_whole(net.weights, rng))
    same = init.init_network(cell, O, H, O, rng)
    same = Network(cell, made_whole(same.weights, rng))
    p, x, d, dh = net.params, whole(rng, T, I), one_hot_rows(rng, T, O), whole(rng, T, H)
    state0 = cell.State(*(whole(rng, H) for _name in cell.state_fields))
    steps = unroll.unroll_steps(cell, p, x, state0)
    trace = unroll.unroll(cell, p, x, state0)
    run, free = network.forward(net, x), feedback.free_run(same, whole(rng, T, O), 2)
    dy, r = whole(rng, T, O), net.weights.readout
    grads = bptt.bptt(cell, p, x, trace, dh)
    s = study.study(net, x, d, loss="cross_entropy")
    walk = {"cell": cell, "p": p}
    reach = flow.reach(cell, p, trace, dh)
    found: list[Call] = [
        (unroll.unroll, {**walk, "x": x, "state0": state0}),
        (unroll.unroll_steps, {**walk, "x": x, "state0": state0}),
        (unroll.zero_state, {**walk, "wx": whole(rng, T, H * len(cell.gates))}),
        (bptt.bptt, {**walk, "x": x, "trace": trace, "dh": dh, "truncate": None, "end": state0}),
        (bptt.walk_back, {**walk, "steps": steps, "dh": dh, "end": state0}),
        (bptt.walk_back_truncated, {**walk, "steps": steps, "dh": dh, "k": 2}),
        (jacobians.step_jacobians, {**walk, "trace": trace}),
        (jacobians.state_vectors, {"state": state0}),
        (jacobians.as_state, {"cell": cell, "vectors": whole(rng, T, H * len(state0))}),
        (flow.reach, {**walk, "trace": trace, "dh": dh, "truncate": 3}),
        (flow.gradient_by_lag, {**walk, "x": x, "trace": trace, "r": reach}),
        (biases.set_forget_bias, {**walk, "value": 2.0}),
        (biases.set_gate_bias, {**walk, "gate": ALL[code].gates[0], "value": 2.0}),
        (network.forward, {"net": net, "x": x, "where": "every", "state0": state0}),
        (network.backward, {"net": net, "x": x, "run": run, "dy": dy, "truncate": 2}),
        (network.weight_gradients, {"net": net, "x": x, "run": run, "dy": dy}),
        (network.output_gradients, {"net": net, "run": run, "dy": dy}),
        (network.shared_out, {"cell": cell, "grads": grads.params, "readout": r}),
        (study.study, {"net": net, "x": x, "d": d, "where": "last", "loss": "cross_entropy",
                       "truncate": 3, "state0": state0}),
        (study.gradient_check, {"s": s, "most": 3, "eps": 1e-6}),
        (study.counting, {"T": T, "where": "last"}),
        (ledger.ledger, {**walk, "r": r, "x": x, "dy": dy, "state0": state0}),
        (ledger.equations, {"cell": cell}),
        (ledger.named_arrays, {"cell": cell, "trace": trace, "back": grads.back,
                               "state": grads.state}),
        (ledger.disagreement, {"book": s.ledger, "computed": s.computed()}),
        (feedback.free_run, {"net": same, "x": whole(rng, 2, O), "steps": 3, "feedback": "value",
                             "temperature": 1.0, "state0": state0}),
        (feedback.free_run_backward, {"net": same, "run": free, "dy": whole(rng, T + 2, O)}),
        (feedback.check_feedback, {"net": same, "feedback": "value"}),
        (memory.carry, {"cell": cell, "trace": trace}),
        (readout.readout, {"r": r, "h": trace.h}),
        (readout.readout_backward, {"r": r, "h": trace.h, "dy": dy}),
        (layers.stackable, {"cell": cell}),
        (clamp.clampable, {"cell": cell}),
    ]  # fmt: skip
    return found


def of_layers(code: str) -> list[Call]:
    rng, cell = np.random.default_rng(2), ALL[code if code != "jordan" else "gru"]
    weights = made_whole(init_nets.init_layers(cell, I, H, rng, 2, both=True), rng)
    net = init_nets.init_deep(cell, I, H, O, rng, depth=2, both=True)
    net = deep.DeepNetwork(cell, made_whole(net.weights, rng))
    talk = init_nets.init_seq2seq(cell, I, H, O, rng, attention=A, both=True, reads_context=True)
    talk = seq2seq.Seq2Seq(cell, made_whole(talk.weights, rng))
    x, xj = whole(rng, T, I), whole(rng, J, I)
    states = [cell.State(*(whole(rng, H) for _f in cell.state_fields)) for _k in range(4)]
    masks = [np.ones((T, 2 * H))]
    run, passed = layers.run_layers(cell, weights, x), deep.forward(net, x, "ends")
    said = seq2seq.decode(talk, xj, steps=T)
    p = talk.weights.attention
    h, s = whole(rng, J, 2 * H), whole(rng, H)
    k = attention.keys(p, h)
    look = attention.look(p, k, h, s)
    back, _ds = attention.look_backward(p, h, look, whole(rng, 2 * H))
    looks = attention.Look(*(np.stack([a] * T) for a in look))
    backs = attention.LookBack(*(np.stack([a] * T) for a in back))
    return [
        (layers.run_layers, {"cell": cell, "layers": weights, "x": x, "state0": states,
                             "masks": masks}),
        (layers.layers_backward, {"cell": cell, "layers": weights, "run": run,
                                  "dh": whole(rng, T, 2 * H), "end": states}),
        (layers.trace, {"run": run, "layer": 1, "reverse": True}),
        (layers.last_states, {"run": run, "name": "h"}),
        (layers.ends_of, {"run": run}),
        (layers.at_ends, {"d": whole(rng, 2 * H), "T": T, "directions": 2}),
        (layers.dropout_mask, {"rng": np.random.default_rng(0), "p": 0.5, "shape": (T, H)}),
        (deep.forward, {"net": net, "x": x, "where": "ends", "state0": states, "masks": masks}),
        (deep.backward, {"net": net, "passed": passed, "dy": whole(rng, O)}),
        (both_ends.both_ways, {"net": net, "x": x}),
        (seq2seq.decode, {"net": talk, "x": xj, "tokens": one_hot_rows(rng, T, O),
                          "temperature": 1.0, "state0": states[:2]}),
        (seq2seq.decode_backward, {"net": talk, "run": said, "dy": whole(rng, T, O)}),
        (attention.keys, {"p": p, "h": h}),
        (attention.look, {"p": p, "k": k, "h": h, "s_prev": s}),
        (attention.look_backward, {"p": p, "h": h, "a": look, "dcontext": whole(rng, 2 * H)}),
        (attention.attention_gradients, {"p": p, "h": h, "looks": looks, "backs": backs}),
    ]  # fmt: skip


def of_numbers() -> list[Call]:
    rng = np.random.default_rng(3)
    y, d, series = whole(rng, T, O), one_hot_rows(rng, T, O), whole(rng, 11)
    norm, model = np.array([1.0, 2.0, 4.0, 8.0]), ar.AR(1.0, np.array([2.0, -1.0]))
    J_ = np.stack([np.diag([2.0, 1.0, 3.0])] * T)
    classes = rng.integers(0, O, T)
    own = np.array([1.0, 2.0])
    return [
        *((f, {"y": y, "d": d}) for f in losses.LOSSES.values()),
        (losses.softmax, {"y": y}),
        (losses.log_softmax, {"y": y}),
        (language.one_hot, {"classes": classes.astype(float), "size": O}),
        (language.probabilities, {"y": y, "temperature": 0.5}),
        (language.sample, {"y": y, "rng": np.random.default_rng(0), "temperature": 0.5}),
        (language.log_probabilities, {"y": y, "classes": classes.astype(float)}),
        (language.sequence_log_probability, {"y": y, "classes": classes.astype(float)}),
        (language.perplexity, {"loss": np.array([1.0, 2.0])}),
        (ar.lagged, {"y": series, "p": 2}),
        (ar.fit_rows, {"X": whole(rng, 11, 2), "y": series}),
        (ar.fit_ar, {"y": series, "p": 2}),
        (ar.predict_rows, {"model": model, "X": whole(rng, 11, 2)}),
        (ar.one_step, {"model": model, "y": series}),
        (ar.forecast, {"model": model, "past": series, "steps": 3}),
        *((f, {"model": model}) for f in (
            ar.companion, ar.eigenvalues, ar.is_stationary, ar.limit)),
        (ar.memory_weights, {"U": 1.0, "W": 2.0, "V": 3.0, "lags": 4}),
        *((f, {"norm": norm}) for f in (flow.fitted_rate, flow.step_factors)),
        (flow.horizon, {"norm": norm, "share": 0.5}),
        (flow.missing_beyond, {"parts": y}),
        (flow.norms, {"vectors": y}),
        (jacobians.log10_singular_values, {"J": J_}),
        (jacobians.lyapunov_spectrum, {"J": J_}),
        *((f, {"W": whole(rng, H, H)}) for f in (
            jacobians.spectral_radius, jacobians.largest_singular_value)),
        (memory.memory_age, {"keep": whole(rng, T, H), "written": whole(rng, T, H)}),
        (memory.half_life, {"keep": 0.5}),
        (gradcheck.numerical_gradient, {"f": lambda: 1.0, "a": own, "eps": 1e-6}),
        (gradcheck.relative_error, {"a": y, "b": d}),
        (scaling.scale_of, {"values": series}),
        (scaling.tail_rows, {"rows": 10, "share": 0.3}),
    ]  # fmt: skip


def of_options() -> list[Call]:
    rng = partial(np.random.default_rng, 4)
    lstm, a = CELLS["lstm"], shapes.Layers(kind="GRU", input_size=I, hidden_size=H)
    p = made_whole(init.init_params(lstm, I, H, rng()), rng())
    gates = {"G": 2, "inputs": I, "H": H}
    return [
        (init.uniform, {"rng": rng(), "bound": 1.0, "shape": (T, H)}),
        (init.unbiased, {"W_xh": whole(rng(), 9, I), "W_hh": whole(rng(), 9, H)}),
        (init.orthogonal_matrix, {"rng": rng(), "n": 3}),
        *((f, {"rng": rng(), **gates}) for f in init.SCHEMES.values()),
        (biases.chrono_bias, {"rng": rng(), "H": H, "longest": 20.0}),
        (init.init_params, {"cell": lstm, "inputs": I, "hidden": H, "rng": rng(),
                            "scheme": "keras", "restarts": 2, "gain": 2.0, "forget_bias": 1.0,
                            "longest": 9.0, "outputs": O}),
        (init.init_readout, {"outputs": O, "hidden": H, "rng": rng(), "scheme": "pytorch"}),
        (init.init_network, {"cell": lstm, "inputs": I, "hidden": H, "outputs": O, "rng": rng(),
                             "scheme": "orthogonal"}),
        (init_nets.init_layers, {"cell": lstm, "inputs": I, "hidden": H, "rng": rng(),
                                 "depth": 2, "both": True}),
        (init_nets.init_deep, {"cell": lstm, "inputs": I, "hidden": H, "outputs": O,
                               "rng": rng(), "depth": 2, "both": True, "scheme": "keras"}),
        (init_nets.init_attention, {"hidden": H, "reads": 2 * H, "units": A, "rng": rng()}),
        (init_nets.init_seq2seq, {"cell": lstm, "inputs": I, "hidden": H, "tokens": O,
                                  "rng": rng(), "attention": 0, "both": False,
                                  "reads_context": False}),
        (clamp.clamp, {"cell": lstm, "gate": "f", "value": 0.5}),
        (clamp.logit, {"v": 0.5}),
        (clamp.silenced, {"cell": lstm, "p": p, "gate": "f", "value": 0.5}),
        (clamp.read_by, {"cell": lstm, "gate": "f"}),
        (elman.cell, {"activation": "relu"}),
        (clockwork.cell, {"modules": (1, 2), "start": 1}),
        (clockwork.periods, {"H": H, "modules": (1, 2)}),
        (clockwork.ticks, {"H": H, "T": T, "modules": (1, 2), "start": 1}),
        (peephole.cell, {"peepholes": "if"}),
        (new.cell, {"old": CELLS["gru"]}),
        (shapes.count, {"shapes": shapes.torch_weights(a)}),
        (shapes.sequence, {"name": "x", "T": T, "N": 2, "width": I, "axis": "I",
                           "batch_first": True}),
        (shapes.torch_input, {"a": a, "T": T, "N": 2}),
        (shapes.torch_output, {"a": a, "T": T, "N": 2}),
        (shapes.rows_axis, {"a": a}),
        (shapes.torch_weights, {"a": a, "prefix": ""}),
        (shapes.keras_weights, {"a": a, "prefix": ""}),
        (shapes.linear, {"name": "out", "reads": H, "gives": O, "axes": ("O", "H")}),
        (shapes.dense, {"name": "out", "reads": H, "gives": O, "axes": ("O", "H")}),
    ]  # fmt: skip
