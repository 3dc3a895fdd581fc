"""The peers, where they are installed."""

from typing import Any


def torch() -> Any:
    """PyTorch, or None with a line that says what is skipped."""
    try:
        import torch as module
    except ImportError:
        print(
            "torch is not installed: its columns are empty (pip install -r bench/requirements.txt)"
        )
        return None
    return module
