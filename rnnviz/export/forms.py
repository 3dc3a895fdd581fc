"""The forms in which a network can be taken along."""

from collections.abc import Callable
from typing import NamedTuple

from rnnviz.export import keras_code, torch_code
from rnnviz.export.keras_code import LAYERS
from rnnviz.export.model import Model
from rnnviz.export.numpy_code import numpy_code


class Form(NamedTuple):
    """One framework: its name and what writes the program."""

    label: str
    write: Callable[[Model], str]


FORMS: dict[str, Form] = {
    "numpy": Form("NumPy", numpy_code),
    "torch": Form("PyTorch", torch_code.torch_code),
    "keras": Form("Keras", keras_code.keras_code),
}


def forms_of(cell: str) -> list[str]:
    """The codes of the forms that exist for a cell.

    >>> forms_of("lstm"), forms_of("mgu")
    (['numpy', 'torch', 'keras'], ['numpy', 'torch'])
    """
    return [code for code in FORMS if code != "keras" or cell in LAYERS]
