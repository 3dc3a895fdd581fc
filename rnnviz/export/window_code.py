"""An MLP or an AR as a program: what reads the whole window at once, and has no step to walk."""

from collections.abc import Callable

from rnnviz.export import parts
from rnnviz.export.echo_code import echo_numpy
from rnnviz.export.literals import UNPACK, is_packed, literal
from rnnviz.export.model import WindowModel

TITLES = {
    "ar": "An autoregression made with rnnviz, in {framework}.",
    "mlp_window": "A multi-layer perceptron on a window, made with rnnviz, in {framework}.",
}
COMMENTS = {
    "ar": "# The constant, and a coefficient for each value of the window, the newest first.",
    "mlp_window": "# The weights: window to hidden, biases, readout.",
}
DOC = '"""The next value (1, n, 1) for windows xs ({L}, n, 1), as scaled above."""'
AR = """
def outputs(xs):
    {doc}
    return (b_0 + xs[::-1, :, 0].T @ b)[None, :, None]

"""
MLP = """
def outputs(xs):
    {doc}
    h = np.tanh(xs[:, :, 0].T @ W_xh.T + b_h)
    return (h @ W_hy.T + b_y)[None]

"""
TORCH = """
net = torch.nn.Sequential(
    torch.nn.Linear({L}, {H}, dtype=torch.float64),
    torch.nn.Tanh(),
    torch.nn.Linear({H}, 1, dtype=torch.float64),
)
with torch.no_grad():
    net[0].weight.copy_(torch.from_numpy(W_xh))
    net[0].bias.copy_(torch.from_numpy(b_h))
    net[2].weight.copy_(torch.from_numpy(W_hy))
    net[2].bias.copy_(torch.from_numpy(b_y))


def outputs(xs):
    {doc}
    with torch.no_grad():
        return net(torch.from_numpy(np.ascontiguousarray(xs[:, :, 0].T))).numpy()[None]

"""
KERAS = """
# Keras multiplies matrices in single precision, so about seven digits are those of rnnviz.
keras.config.set_floatx("float64")
net = keras.Sequential(
    [
        keras.Input(({L},)),
        keras.layers.Dense({H}, activation="tanh"),
        keras.layers.Dense(1),
    ]
)
net.layers[0].set_weights([W_xh.T, b_h])
net.layers[1].set_weights([W_hy.T, b_y])


def outputs(xs):
    {doc}
    z = keras.ops.convert_to_tensor(xs[:, :, 0].T, dtype="float64")
    return keras.ops.convert_to_numpy(net(z))[None]

"""


def window_numpy(model: WindowModel) -> str:
    """The model as a program that needs NumPy only."""
    body = AR if model.code == "ar" else MLP
    return _program(model, "NumPy", ("import numpy as np",), body, 1e-9)


def window_torch(model: WindowModel) -> str:
    """The MLP as a program for PyTorch; `net` is a module that can be trained on."""
    return _program(model, "PyTorch", ("import numpy as np", "import torch"), TORCH, 1e-6)


def window_keras(model: WindowModel) -> str:
    """The MLP as a program for Keras 3, with any of its backends."""
    return _program(model, "Keras", ("import keras", "import numpy as np"), KERAS, 1e-5)


Writer = Callable[[WindowModel], str]
WINDOW_FORMS: dict[str, dict[str, Writer]] = {
    "ar": {"NumPy": window_numpy},
    "echo": {"NumPy": echo_numpy},
    "mlp_window": {"NumPy": window_numpy, "PyTorch": window_torch, "Keras": window_keras},
}


def _program(
    model: WindowModel, framework: str, imports: tuple[str, ...], body: str, tolerance: float
) -> str:
    packed = any(is_packed(a) for a in (*model.arrays.values(), model.given, model.expected))
    hidden = len(model.arrays.get("b_h", ()))
    doc = DOC.format(L=model.read)
    return parts.program(
        parts.opening(
            TITLES[model.code].format(framework=framework),
            parts.FROM_WINDOWS.format(length=model.length), f"MODEL = {model.code!r}", model.name,
            imports, packed=packed,
        ),
        UNPACK if packed else "",
        "\n".join(
            [COMMENTS[model.code], *(f"{name} = {literal(a)}" for name, a in model.arrays.items())]
        ),
        parts.scaling(model),
        body.format(doc=doc, L=model.read, H=hidden),
        parts.tail(model, tolerance),
    )  # fmt: skip
