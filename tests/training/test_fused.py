"""Fused loops change the time that a training takes, and no bit of it."""

import subprocess
import sys

import numpy as np
import pytest

from rnnviz.training import kernels
from rnnviz.training.kernels import KERNELS, kernel_of
from rnnviz.training.kernels.fast import KERNELS as FUSED
from rnnviz.training.passes import Objective, Passes, Windows
from tests.training.problems import network, windows


def bits(monkeypatch, chosen, net, where, w):
    """Loss and gradient with these kernels, one byte after another."""
    monkeypatch.setattr(kernels, "_fused", lambda: chosen)
    loss, gradient = Passes(net, Objective(where=where)).loss_and_gradient(net.weights, w)
    return loss.tobytes() + gradient.tobytes()


@pytest.mark.parametrize("restarts", [None, 3])
@pytest.mark.parametrize("where", ["last", "every"])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("code", FUSED)
def test_that_fused_loops_give_every_bit_of_numpys(monkeypatch, code, dtype, where, restarts):
    net = network(code, restarts=restarts, outputs=2, hidden=5, dtype=dtype)
    w = Windows(*(a.astype(dtype) for a in windows(where, T=7, N=33, outputs=2)))
    fused = bits(monkeypatch, FUSED, net, where, w)
    assert fused == bits(monkeypatch, {}, net, where, w)


def test_that_the_cells_of_most_trainings_are_fused_and_all_others_keep_their_kernel(monkeypatch):
    assert set(FUSED) == {"rnn_tanh", "lstm", "gru"}
    monkeypatch.setattr(kernels, "_fused", lambda: FUSED)
    assert {code for code in KERNELS if kernel_of(code) is not KERNELS[code]} == set(FUSED)


@pytest.mark.parametrize(("switch", "loaded"), [("0", False), ("1", True)])
def test_that_numba_is_loaded_where_something_is_trained_and_may_be_left_out(switch, loaded):
    code = (
        "import sys; from rnnviz.training.kernels import kernel_of\n"
        "before = 'numba' in sys.modules\n"
        "kernel_of('lstm'); print(before, 'numba' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"RNNVIZ_FAST": switch, "PATH": ""}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.split() == ["False", str(loaded)]
