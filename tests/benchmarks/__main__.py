"""``python -m tests.benchmarks``: steps a second, as ratios to NumPy written by hand; best of rounds taken in turns."""

import argparse
import os

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})

import time  # noqa: E402

import numpy as np  # noqa: E402

from tests.benchmarks.peer import PEERS  # noqa: E402
from tests.benchmarks.workload import WORKLOADS  # noqa: E402


def measured(peer, n):
    begun = time.perf_counter()
    peer.run(n)
    return (time.perf_counter() - begun) / n


def table(workload, rounds, seconds):
    """Microseconds a step by peer, the best of the rounds. Raises AssertionError where one trains to other numbers."""
    peers = {name: make(workload) for name, make in PEERS.items()}
    numbers, expected = {}, None
    for name, peer in peers.items():
        peer.run(20)
        expected = peer.parameters().copy() if expected is None else expected
        tolerance = 1e-3 if workload.dtype == np.float32 else 1e-9
        np.testing.assert_allclose(peer.parameters(), expected, rtol=tolerance, atol=tolerance, err_msg=name)
        numbers[name] = max(1, int(seconds / measured(peer, 20)))
    best = dict.fromkeys(peers, float("inf"))
    for _ in range(rounds):
        for name, peer in peers.items():
            best[name] = min(best[name], measured(peer, numbers[name]))
    return {name: 1e6 * time for name, time in best.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", help="W1, W2, W3, W4 or W6, several with commas")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--seconds", type=float, default=0.1, help="of one peer's turn")
    options = parser.parse_args()
    others = [name for name in PEERS if name != "nnviz"]
    print("| µs a step |", " | ".join([*PEERS, *(f"{name} / nnviz" for name in others)]), "|")
    print("|---" * (1 + len(PEERS) + len(others)) + "|")
    for make in WORKLOADS:
        workload = make()
        if options.only is None or workload.name in options.only.split(","):
            times = table(workload, options.rounds, options.seconds)
            figures = [f"{time:.4g}" for time in times.values()] + [f"{times[name] / times['nnviz']:.2f}" for name in others]
            print(f"| {workload.name} {workload.text} |", " | ".join(figures), "|", flush=True)


if __name__ == "__main__":
    main()
