"""Run benchmarks and print one table."""

import argparse
import importlib
import os
import time

# A benchmark is a module of this folder with a function run() -> list[Line]. Add its name here.
BENCHMARKS = ("epoch", "restarts", "sine", "memory", "screen", "comparison", "reading")


def arguments():
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument("names", nargs="*", help=f"some of: {', '.join(BENCHMARKS)} (all)")
    parser.add_argument("--threads", type=int, default=1, help="on both sides; 0 for all (1)")
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    return parser.parse_args()


def limit_threads(n):
    """Give NumPy's BLAS and PyTorch the same number of threads; before either is imported."""
    n = n or os.cpu_count() or 1
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = str(n)
    return n


def show(line):
    """Print one row."""
    peer = "" if line.peer is None else f"{line.peer * 1e3:10.2f}"
    ratio, ours, theirs = (
        "" if one is None else f"{one:.3f}" for one in (line.ratio, line.floor, line.peer_floor)
    )
    print(
        f"{line.what:60s} {line.ours * 1e3:10.2f} {peer:>10s} {ratio:>7s} {ours:>10s} "
        f"{theirs:>10s}  {line.budget}",
        flush=True,
    )


def main():
    """Run what was asked for."""
    args = arguments()
    threads = limit_threads(args.threads)
    timing = importlib.import_module("bench.timing")
    if threads == 1:
        timing.CLOCK["now"] = time.process_time
    if args.quick:
        timing.ROUNDS.update(rounds=7, seconds=1.0)
    print(f"{threads} threads on each side; medians in ms, ratio = ours / peer")
    print(
        f"{'what':60s} {'ours':>10s} {'peer':>10s} {'ratio':>7s} {'ours/floor':>10s} "
        f"{'peer/floor':>10s}  budget"
    )
    for name in args.names or BENCHMARKS:
        for line in importlib.import_module(f"bench.{name}").run():
            show(line)


if __name__ == "__main__":
    main()
