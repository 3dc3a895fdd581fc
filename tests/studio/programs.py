"""Programs of PyTorch that were run once, and what of their text must not change unseen."""

import hashlib
import re
from pathlib import Path

from rnnviz.studio.run import Run
from rnnviz.studio.torch_script import torch_script
from tests.studio.lessons import lesson, network, run

PATH = Path(__file__).parent / "golden" / "torch_losses.json"
CASES = {
    "full batch": ("echo", "adam", "rnn_tanh", 25),
    "one by one": ("latch", "one by one", "lstm", 3),
    "the notebook's gradient": ("parity", "notebook", "gru", 25),
    "a cell that PyTorch has not": ("jazz", "adam", "jordan", 25),
    "two clocks": ("sine", "adam", "clockwork", 15),
}


def program(code: str, rule: str, cell: str, epochs: int) -> tuple[str, Run]:
    """The program of a run, and the run."""
    found = run(code, rule, epochs, cell)
    return torch_script(found, lesson(code), network(code, cell), code), found


def without_numbers(text: str) -> str:
    """A digest of a program but for its packed numbers and the loss that it expects."""
    text = re.sub(r"unpack\([^)]*\)", "", text)
    text = re.sub(r"EXPECTED = .*", "", text)
    return hashlib.sha256(text.encode()).hexdigest()
