"""nnviz run: one forward and one backward pass, a table of every node."""

from argparse import Namespace

from nnviz.cli.assignment import as_number, split_assignments
from nnviz.cli.failure import DONE, BadInputError
from nnviz.cli.number import Json, plain, print_json, print_table, short
from nnviz.cli.option import EXAMPLE, FILE, JSON, assignments
from nnviz.engine.trace import Trace
from nnviz.files.load import load
from nnviz.network.view import entry
from nnviz.session.subject import CircuitSubject, NetworkSubject, Subject, subject_of

OPTIONS = (FILE, assignments("NAME=VALUE"), JSON, EXAMPLE)


def work(arguments: Namespace) -> int:
    """Carries the command out; raises DocumentError and BadInputError."""
    subject = subject_of(load(arguments.file))
    example = arguments.example
    count = 1 if isinstance(subject, CircuitSubject) else subject.trainer.model.dataset.count
    if not 0 <= example < count:
        raise BadInputError(f"--example {example}: expected a number from 0 to {count - 1}")
    for name, text in split_assignments(arguments.set).items():
        try:
            subject.set_value(name, as_number(name, text), example)
        except (KeyError, IndexError) as error:
            leaves = [subject.graph.nodes[i].name for i in subject.graph.leaves]
            listed = ", ".join(leaves[:20]) + (", …" if len(leaves) > 20 else "")
            raise BadInputError(f"--set {name}: there is no such number to set, expected one of {listed}") from error
        except ValueError as error:
            raise BadInputError(f"--set {name}={text}: {error}") from None
    trace = subject.trace(example)
    if arguments.json:
        print_json(_as_json(subject, trace, example))
    else:
        _print_text(subject, trace)
    return DONE


def _as_json(subject: Subject, trace: Trace, example: int) -> dict[str, Json]:
    nodes: list[Json] = []
    for node in trace.graph.nodes:
        value = trace.values[node.index]
        nodes.append({
            "name": node.name, "op": node.op, "inputs": [trace.graph.nodes[i].name for i in node.inputs],
            "shape": list(value.shape), "value": plain(value), "gradient": plain(trace.gradients[node.index]),
        })
    return {
        "title": subject.document.title,
        "nodes": nodes,
        "output": trace.graph.nodes[trace.graph.output].name,
        "loss": None if isinstance(subject, CircuitSubject) else plain(trace.value["E"]),
        "parameters": {} if isinstance(subject, CircuitSubject) else _parameters(subject, example),
    }


def _parameters(subject: NetworkSubject, example: int) -> dict[str, Json]:
    """Tensors by LAYER.weights and LAYER.bias, and single weights by the names that the document gives them."""
    trace = subject.tensor_trace(example)
    result: dict[str, Json] = {}
    for name in subject.trainer.parameters:
        result[name] = {"value": plain(trace.value[name]), "gradient": plain(trace.gradient[name])}
    network = subject.trainer.model.network
    for layer in network.layers:
        for weight in (weight for row in layer.weight_names or () for weight in row):
            place = entry(network, weight)
            assert place is not None
            name, at = place
            result[weight] = {"value": plain(trace.value[name][at]), "gradient": plain(trace.gradient[name][at])}
    return result


def _print_text(subject: Subject, trace: Trace) -> None:
    print(subject.document.title)
    rows = []
    for node in trace.graph.nodes:
        value = trace.values[node.index]
        names = [trace.graph.nodes[i].name for i in node.inputs]
        formula = "" if node.is_leaf else node.gate.formula_text(*names)
        shape = "×".join(map(str, value.shape)) or "number"
        formula = formula if len(formula) <= 60 else formula[:57] + "…"
        rows.append((node.name, shape, short(value), short(trace.gradients[node.index]), formula or node.op))
    print_table(("node", "shape", "value", "gradient", "computed as"), rows)
