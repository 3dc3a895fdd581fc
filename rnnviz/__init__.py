"""Recurrent neural networks that can be seen at work, number by number."""

from importlib.metadata import PackageNotFoundError, version

from rnnviz.errors import RnnvizError

try:
    __version__ = version("rnnviz")
except PackageNotFoundError:  # run from a folder that was never installed
    __version__ = "0"

__all__ = ["RnnvizError", "__version__"]
