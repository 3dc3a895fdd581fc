r"""Optimisers as equations: gradient in, change of the weights out.

Each is a small frozen record of its constants with two pure functions. Weights and gradients are
flat arrays (..., P), see `flat`; leading axes are restarts, which never mix. The names and
defaults are PyTorch's; `KERAS` holds Keras's variants, which differ in three details.

    SGD       change = -lr g
    momentum  m = mu m + g;                change = -lr m            (PyTorch)
              v = mu v - lr g;             change = v                (Keras)
    Nesterov  m = mu m + g;                change = -lr (g + mu m)   (PyTorch)
              v = mu v - lr g;             change = mu v - lr g      (Keras)
    RMSprop   v = rho v + (1 - rho) g^2;   change = -lr g / (sqrt(v) + eps)      (PyTorch)
                                           change = -lr g / sqrt(v + eps)        (Keras)
    Adam      m = b1 m + (1 - b1) g;  v = b2 v + (1 - b2) g^2;  k = number of the update, from 1
              M = m / (1 - b1^k);  V = v / (1 - b2^k)
              change = -lr M / (sqrt(V) + eps)                                   (PyTorch)
              change = -lr M sqrt(1 - b2^k) / (sqrt(v) + eps)^*                  (Keras)

^* Keras adds eps to the uncorrected root, so its eps is larger in effect during the first updates.
Momentum in both forms gives the same weights as long as lr does not change.
Sources: torch.optim (SGD, RMSprop, Adam); keras/src/optimizers (sgd, rmsprop, adam); Kingma and
Ba 2015; Tieleman and Hinton 2012.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol

import numpy as np

from rnnviz.core.doors.values import check_from_0, check_share
from rnnviz.errors import RnnvizError
from rnnviz.training.flat import Array
from rnnviz.words import _

Memory = tuple[Array, ...]


class Optimiser(Protocol):
    """What every optimiser offers."""

    def start(self, theta: Array) -> Memory:
        """Give the memory before the first update, shaped as theta (..., P)."""
        ...

    def step(self, g: Array, memory: Memory, lr: float, k: int) -> tuple[Array, Memory]:
        """Give the change of the weights and the new memory at update k (1 for the first)."""
        ...


@dataclass(frozen=True)
class Sgd:
    """Plain gradient descent: change = -lr g."""

    def start(self, theta: Array) -> Memory:  # noqa: ARG002
        """Nothing to remember."""
        return ()

    def step(self, g: Array, memory: Memory, lr: float, k: int) -> tuple[Array, Memory]:  # noqa: ARG002
        """Go straight down the gradient."""
        return -lr * g, memory


@dataclass(frozen=True)
class Momentum:
    """Gradient descent with a decaying sum of past gradients, as torch.optim.SGD(momentum=mu)."""

    mu: float = 0.9
    keras: bool = False
    nesterov: bool = False  # step by the gradient and by the motion that it has just changed

    def __post_init__(self) -> None:
        """See that every constant is in its range."""
        check_share("mu", self.mu)

    def start(self, theta: Array) -> Memory:
        """Start at rest."""
        return (np.zeros_like(theta),)

    def step(self, g: Array, memory: Memory, lr: float, k: int) -> tuple[Array, Memory]:  # noqa: ARG002
        """Keep a share mu of the last motion and add the new gradient."""
        (m,) = memory
        if self.keras:
            v = self.mu * m - lr * g
            return (self.mu * v - lr * g if self.nesterov else v), (v,)
        m = self.mu * m + g
        return -lr * (g + self.mu * m if self.nesterov else m), (m,)


@dataclass(frozen=True)
class RmsProp:
    """Divide each gradient by its own running root mean square."""

    rho: float = 0.99
    eps: float = 1e-8
    keras: bool = False

    def __post_init__(self) -> None:
        """See that every constant is in its range."""
        check_share("rho", self.rho)
        check_from_0("eps", self.eps)

    def start(self, theta: Array) -> Memory:
        """No gradient seen yet."""
        return (np.zeros_like(theta),)

    def step(self, g: Array, memory: Memory, lr: float, k: int) -> tuple[Array, Memory]:  # noqa: ARG002
        """Scale each entry of g by the size it usually has."""
        (v,) = memory
        v = self.rho * v + (1 - self.rho) * g * g
        root = np.sqrt(v + self.eps) if self.keras else np.sqrt(v) + self.eps
        return -lr * g / root, (v,)


@dataclass(frozen=True)
class Adam:
    """Momentum and RMSprop together, both corrected for starting at zero."""

    b1: float = 0.9
    b2: float = 0.999
    eps: float = 1e-8
    keras: bool = False

    def __post_init__(self) -> None:
        """See that every constant is in its range."""
        check_share("b1", self.b1)
        check_share("b2", self.b2)
        check_from_0("eps", self.eps)

    def start(self, theta: Array) -> Memory:
        """Both running means start at zero."""
        return np.zeros_like(theta), np.zeros_like(theta)

    def step(self, g: Array, memory: Memory, lr: float, k: int) -> tuple[Array, Memory]:
        """Move by about lr in every weight, less where the gradient's sign is unsteady."""
        m, v = memory
        m = self.b1 * m + (1 - self.b1) * g
        v = self.b2 * v + (1 - self.b2) * g * g
        first, second = 1 - self.b1**k, (1 - self.b2**k) ** 0.5
        eps = self.eps if self.keras else self.eps * second
        return (-lr * second / first) * m / (np.sqrt(v) + eps), (m, v)


OPTIMISERS: Mapping[str, Optimiser] = MappingProxyType(
    {
        "sgd": Sgd(),
        "momentum": Momentum(),
        "rmsprop": RmsProp(),
        "adam": Adam(),
        "nesterov": Momentum(nesterov=True),
    }
)

KERAS: Mapping[str, Optimiser] = MappingProxyType(
    {
        "sgd": Sgd(),
        "momentum": Momentum(keras=True),
        "rmsprop": RmsProp(rho=0.9, eps=1e-7, keras=True),
        "adam": Adam(eps=1e-7, keras=True),
        "nesterov": Momentum(keras=True, nesterov=True),
    }
)

NAMED: Mapping[str, Optimiser] = MappingProxyType(
    {**OPTIMISERS, **{f"keras_{name}": optimiser for name, optimiser in KERAS.items()}}
)


def optimiser_named(name: str | Optimiser) -> Optimiser:
    """Look an optimiser up by its name; one that is given ready-made is passed through.

    "adam" is PyTorch's, "keras_adam" Keras's, and so are all others.

    >>> optimiser_named("keras_adam").eps
    1e-07

    Raises:
        RnnvizError: when there is no optimiser of that name.
    """
    if hasattr(name, "start") and hasattr(name, "step") and not isinstance(name, str):
        return name
    if not isinstance(name, str) or name not in NAMED:
        raise RnnvizError(
            _("There is no optimiser {name!r}; choose one of {names}.").format(
                name=name, names=", ".join(NAMED)
            )
        )
    return NAMED[name]
