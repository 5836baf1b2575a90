"""Where a session stands, as a sentence."""

from nnviz.engine.moment import Moment
from nnviz.engine.trace import Trace
from nnviz.explain.number import format_number


def status_sentence(moment: Moment, trace: Trace, step: int, trains: bool, training: bool, batch: int) -> str:
    """For instance "backward · gate 3 of 11 · E = 0.2984"; while ``training``, "training · step 1,200 · E = 0.01"."""
    count = len(moment.graph.gates)
    output = trace.graph.nodes[trace.graph.output].name
    number = _result(trace) if moment.knows_value(trace.graph.output) else ""
    if training:
        parts = ["training", f"step {step:,}", number]
    elif moment.phase == "start":
        parts = ["ready", f"step {step:,}" if trains else f"{count} gates"]
    elif moment.phase == "update":
        parts = ["update", f"to step {step + 1:,}", "one example" if batch == 1 else f"mean over a batch of {batch}"]
    elif moment.is_seed:
        parts = ["backward", f"gradient of {output} is 1", number]
    else:
        forward = moment.position <= count
        gate = moment.position if forward else moment.position - count - 1
        parts = ["loss" if moment.phase == "loss" else "forward" if forward else "backward", f"gate {gate} of {count}", number]
    return " · ".join(part for part in parts if part)


def arrival_sentence(trace: Trace, step: int, epochs: int | None) -> str:
    """Where training has come to: "step 12 · E = 0.27", or, with all its epochs done, "done · 100 epochs · E = 0.01"."""
    reached = f"step {step:,}" if epochs is None else f"done · {epochs:,} epoch{'s' * (epochs != 1)}"
    return " · ".join(part for part in (reached, _result(trace)) if part)


def _result(trace: Trace) -> str:
    value = trace.values[trace.graph.output]
    name = trace.graph.nodes[trace.graph.output].name
    return f"{name} = {format_number(float(value.reshape(-1)[0]))}" if value.size == 1 else ""
