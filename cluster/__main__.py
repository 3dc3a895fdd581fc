"""A Dask cluster on this machine, for trying what trains elsewhere.

    python -m cluster --workers 3 --port 8786
    RNNVIZ_DASK=tcp://127.0.0.1:8786 make run

Everything stays on loopback. Whoever can reach a scheduler can run any program on its workers.
"""

import argparse
import os
import signal
import threading

from cluster.processes import Processes


def main() -> None:
    """Start them, and start again what ends, until somebody says stop."""
    parser = argparse.ArgumentParser(prog="python -m cluster", description=__doc__)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--port", type=int, default=8786)
    asked = parser.parse_args()
    over = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_told: over.set())
    with Processes(asked.workers, asked.port) as processes:
        print(f"A scheduler and {asked.workers} workers at {processes.address}; end with Ctrl-C.")
        print(f"In another window: RNNVIZ_DASK={processes.address} make run", flush=True)
        while not over.wait(0.5):
            processes.mend()


if __name__ == "__main__":
    main()
