"""nnviz check: backpropagation against central differences, for every input of a circuit or parameter of a network."""

from argparse import Namespace
from math import isnan

from nnviz.cli.failure import DONE, FailedError
from nnviz.cli.number import plain, print_json
from nnviz.cli.option import FILE, JSON
from nnviz.engine.check import CheckResult, check
from nnviz.files.load import load
from nnviz.training.checkup import check_values
from nnviz.training.trainer import Trainer

OPTIONS = (FILE, JSON)


def work(arguments: Namespace) -> int:
    """Carries the command out; raises DocumentError, and FailedError where the two disagree."""
    document = load(arguments.file)
    result = check(document.circuit_graph()) if document.network is None else _check_network(Trainer(document))
    worst = result.worst
    if arguments.json:
        row = None if worst is None else {
            "name": worst.name, "analytic": plain(worst.analytic), "numeric": plain(worst.numeric),
            "relative_error": plain(worst.relative_error),
        }
        print_json({"ok": result.ok, "worst": row, "checked": len(result.comparisons)})
    elif worst is None:
        print("there is no gradient to check: the circuit has no inputs")
    else:
        verdict = "agree" if result.ok else "do NOT all agree"
        print(f"{len(result.comparisons)} gradients {verdict} with central differences")
        print(f"worst: {worst.name}  analytic {worst.analytic:.12g}  numeric {worst.numeric:.12g}  "
              f"relative error {worst.relative_error:.2g}")
    if not result.ok:
        assert worst is not None
        off = f"is off by {worst.relative_error:.2g}, relatively"
        if isnan(worst.relative_error):
            off = f"can't be compared: it is {worst.analytic:.2g}, and {worst.numeric:.2g} by central differences"
        raise FailedError(f"{arguments.file}: the gradient of {worst.name} {off}")
    return DONE


def _check_network(trainer: Trainer) -> CheckResult:
    values = check_values(trainer.model, trainer.parameters)
    return check(trainer.model.graph, values, list(trainer.parameters))
