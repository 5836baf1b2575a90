"""``python -m tests.benchmarks``: steps a second, as ratios to NumPy written by hand; best of rounds taken in turns."""

import argparse
import gc
import os

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})

import time  # noqa: E402
from functools import partial  # noqa: E402

import numpy as np  # noqa: E402

from nnviz.network.loss import LOSSES  # noqa: E402
from nnviz.network.optimizer import OPTIMIZERS  # noqa: E402
from tests.benchmarks.circuit import CIRCUITS, ENGINES  # noqa: E402
from tests.benchmarks.layout import layout_rows  # noqa: E402
from tests.benchmarks.peer import ONLY, PEERS, Nnviz  # noqa: E402
from tests.benchmarks.recording import CASES, MODES  # noqa: E402
from tests.benchmarks.start import start_rows  # noqa: E402
from tests.benchmarks.update import WORKLOADS as UPDATES  # noqa: E402
from tests.benchmarks.update import ByHand  # noqa: E402
from tests.benchmarks.workload import WORKLOADS  # noqa: E402


def measured(peer, n):
    begun = time.process_time()
    peer.run(n)
    return (time.process_time() - begun) / n


def table(workload, rounds, seconds):
    """Microseconds a step by peer, the best of the rounds. Raises AssertionError where one trains to other numbers."""
    makers = {name: make for name, make in PEERS.items() if workload.name in ONLY.get(name, workload.name)}
    return compared(workload, makers, rounds, seconds)


def compared(workload, makers, rounds, seconds):
    """The same for these peers."""
    peers = {name: make(workload) for name, make in makers.items()}
    numbers, expected = {}, None
    for name, peer in peers.items():
        peer.run(20)
        expected = peer.parameters().copy() if expected is None else expected
        tolerance = 1e-3 if workload.dtype == np.float32 else 1e-9
        np.testing.assert_allclose(peer.parameters(), expected, rtol=tolerance, atol=tolerance, err_msg=name)
        numbers[name] = max(1, int(seconds / measured(peer, 20)))
    return {name: 1e6 * time for name, time in in_turns(peers, numbers, rounds).items()}


def in_turns(peers, numbers, rounds):
    """Seconds a run by peer, the best of the rounds; ``numbers`` says how many runs a turn has."""
    best = dict.fromkeys(peers, float("inf"))
    for _ in range(rounds):
        for name, peer in peers.items():
            best[name] = min(best[name], measured(peer, numbers[name]))
    return best


def circuit_row(circuit, rounds, seconds):
    """The kind of program, the milliseconds that compiling takes, nanoseconds a gate by engine, and their ratio."""
    engines = {name: make(circuit) for name, make in ENGINES.items()}
    numbers = {}
    # What is there already isn't looked through again and again while one engine makes its garbage.
    gc.collect()
    gc.freeze()
    for name, engine in engines.items():
        engine.run(1)
        np.testing.assert_allclose(engine.gradients(), engines["closures"].gradients(), rtol=1e-9, atol=1e-12, err_msg=name)
        numbers[name] = max(1, int(seconds / measured(engine, 1)))
    best = in_turns(engines, numbers, rounds)
    graph, compiling = engines["nnviz"].graph, float("inf")
    for _ in range(min(rounds, 5)):
        begun = time.process_time()
        graph.compile()
        compiling = min(compiling, time.process_time() - begun)
    gates = len(circuit.gates)
    others = [name for name in engines if name != "nnviz"]
    figures = [f"{1e9 * best[name] / gates:.4g}" for name in engines] + [f"{best[name] / best['nnviz']:.1f}" for name in others]
    return [engines["nnviz"].program.kind, f"{1e3 * compiling:.3g}", *figures]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", help="W1, W2, W3, W4, W5 (graphs of single numbers), W6, updates, recording, layout, start")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--seconds", type=float, default=0.1, help="of one peer's turn")
    options = parser.parse_args()
    asked = options.only.split(",") if options.only else None
    if asked is None or set(asked) - {"W5", "updates", "recording", "layout", "start"}:
        print_workloads(asked, options)
    if asked is None or "W5" in asked:
        ratios = [f"{name} / nnviz" for name in ENGINES if name != "nnviz"]
        heads = ["ns a gate", "program", "ms to compile", *ENGINES, *ratios]
        print(f"\n| {' | '.join(heads)} |\n{'|---' * len(heads)}|")
        for make in CIRCUITS:
            circuit = make()
            print(f"| {circuit.name} |", " | ".join(circuit_row(circuit, options.rounds, options.seconds)), "|", flush=True)
    if asked is None or "updates" in asked:
        print_rows(["µs a step (by hand / nnviz)", *LOSSES], update_rows(options.rounds, options.seconds / 2))
    if asked is None or "recording" in asked:
        print_rows(["µs a step, keeping", *MODES], recording_rows(options.rounds, options.seconds))
    if asked is None or "layout" in asked:
        print_rows(["nodes", "time", "crossings", "of dot", "ratio"], layout_rows())
    if asked is None or "start" in asked:
        print_rows(["start", "time", "/ bare window"], start_rows(min(options.rounds, 5)))


def print_workloads(asked, options):
    others = [name for name in PEERS if name != "nnviz"]
    print("| µs a step |", " | ".join([*PEERS, *(f"{name} / nnviz" for name in others)]), "|")
    print("|---" * (1 + len(PEERS) + len(others)) + "|")
    for make in WORKLOADS:
        workload = make()
        if asked is None or workload.name in asked:
            times = table(workload, options.rounds, options.seconds)
            figures = [f"{times[name]:.4g}" if name in times else "" for name in PEERS]
            figures += [f"{times[name] / times['nnviz']:.2f}" if name in times else "" for name in others]
            print(f"| {workload.name} {workload.text} |", " | ".join(figures), "|", flush=True)


def update_rows(rounds, seconds):
    """A row for each optimiser, with a figure for each loss."""
    for optimizer in OPTIMIZERS:
        row = [optimizer]
        for loss in LOSSES:
            times = compared(UPDATES[optimizer, loss], {"by hand": ByHand, "nnviz": Nnviz}, rounds, seconds)
            row.append(f"{times['nnviz']:.3g} ({times['by hand'] / times['nnviz']:.2f})")
        yield row


def recording_rows(rounds, seconds):
    """A row for each workload, with what keeping adds in per cent."""
    for name, make, peer_of in CASES:
        times = compared(make(), {mode: partial(peer_of, peer) for mode, peer in MODES.items()}, rounds, seconds)
        base, *others = times.values()
        yield [name, f"{base:.3g}", *(f"{time:.3g} ({100 * (time / base - 1):+.1f} %)" for time in others)]


def print_rows(heads, rows):
    print(f"\n| {' | '.join(heads)} |\n{'|---' * len(heads)}|")
    for row in rows:
        print("|", " | ".join(row), "|", flush=True)


if __name__ == "__main__":
    main()
