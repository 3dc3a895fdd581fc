"""Work for the cluster of tests, that imports little and leaves a mark when it is done."""

import os
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np

from rnnviz.jobs.job import OnProgress


class Made(NamedTuple):
    """A result; `stopped`: it was asked to end before."""

    value: float
    stopped: bool


def steps(seed: int, n: int, folder: str, on_progress: OnProgress) -> Made:
    """Do n small steps of 0.05 s, and write down how it ended and who did it."""
    state = np.random.default_rng(seed).normal(size=(20, 20))
    for step in range(n):
        state = np.tanh(state @ state.T / 5)
        if on_progress((step, os.getpid())):
            _mark(folder, f"stopped {seed}")
            return Made(float(state.sum()), True)
        time.sleep(0.05)
    _mark(folder, f"done {seed}")
    return Made(float(state.sum()), False)


def _mark(folder: str, text: str) -> None:
    with Path(folder, "marks").open("a", encoding="utf-8") as file:
        file.write(text + "\n")
