"""A document as a script that trains the same network to the same numbers, on NumPy alone."""

import re

import numpy as np
from numpy.typing import NDArray

from nnviz.document.document import Document
from nnviz.document.part import Training
from nnviz.engine.stream import PURPOSES
from nnviz.network.schedule import SCHEDULES
from nnviz.training.rate import schedule_constants
from nnviz.training.run import Run

Array = NDArray[np.floating]

_LOOP = '''
def rows_of(epoch):
    """The examples of an epoch, in its order."""
    {order}


def train(steps):
    """So many updates; prints and returns the last batch's loss before its update."""
    loss, rows, every = float("nan"), None, max(1, steps // 20)
    for step in range(steps):
        epoch, number = divmod(step, per_epoch)
        if number == 0:
            rows = rows_of(epoch)
        batch = rows[number * batch_size:(number + 1) * batch_size]
        program, batch_of = programs[len(batch)]
        (loss,) = program([batch_of(batch)], step + 1, {rate}, **settings)
        if loss != loss:
            raise SystemExit(f"Training stopped at step {{step + 1:,}}: a number is no longer finite.")
        if (step + 1) % every == 0 or step + 1 == steps:
            print(f"epoch {{epoch + 1:,}}, step {{step + 1:,}}: loss of the last batch {{loss!r}}")
    return loss


if __name__ == "__main__":
    train(int(sys.argv[1]) if len(sys.argv) > 1 else epochs * per_epoch)
    for name, values in parameters.items():
        print(f"{{name}} = {{values.tolist()}}")
'''


class ScriptError(ValueError):
    """A document that no script can train: one sentence says why."""


def script(document: Document) -> str:
    """Python code that trains the network of a document from its parameters and over its epochs, as ``Trainer`` does.

    Raises ScriptError for a circuit.
    """
    if document.network is None:
        raise ScriptError("a circuit is not trained, expected a document with [network]")
    run = Run(document)
    title = re.sub(r'["\\]', "'", " ".join(document.title.split()))
    loop = _LOOP.format(order=_order(run), rate=_rate(run)).rstrip()
    return "\n".join([
        f'"""{title}: trained on NumPy alone. The optional argument is a number of steps."""', "", "import sys",
        *_imports(run.document.training), "import numpy as np", "", *_programs(run), "", *_forms(run), *_numbers(run), loop, "",
    ])


def _imports(training: Training) -> list[str]:
    return [*(["from math import cos, pi"] if training.schedule == "cosine" else []), ""]


def _sizes(run: Run) -> list[int]:
    """The sizes of batches that an epoch has."""
    count, size = len(run.model.dataset.train), run.document.training.batch_size
    return [each for each in (min(size, count), count % size if count > size else 0) if each]


def _programs(run: Run) -> list[str]:
    result = []
    for size in _sizes(run):
        imports, body = run.updater.program(size).source.split("def make(", 1)
        header, says, rest = body.split("\n", 2)
        # One works on arrays, another perhaps on numbers: their functions have the same names.
        lines = [f"def make_for_{size}({header}", says, f"    {imports.strip()}", "", rest.strip("\n")]
        result.append("\n" + "\n".join(lines) + "\n")
    return result


def _numbers(run: Run) -> list[str]:
    model, training, dtype = run.model, run.document.training, run.document.precision
    arena, trained = model.arena, model.arena.trained.stop
    inputs, targets = model.examples
    arrays = ["P", "np.zeros_like(P)", *("np.zeros_like(P)" for _ in run.updater.slots)]
    frozen = [layer.bias for layer in model.chain.layers if layer.bias is not None and not layer.joined]
    arrays += [f"np.zeros_like(fixed[{name!r}])" for name in frozen] + [f"fixed[{name!r}]" for name in frozen]
    fixed = ", ".join(f"{name!r}: {_array(arena.parameters[name], dtype)}" for name in frozen)
    return [
        f"inputs = {_array(inputs[model.dataset.train], dtype)}", f"targets = {_array(targets[model.dataset.train], dtype)}",
        f"P = {_array(arena.values[:trained], dtype)}  # layer by layer a row for each unit, its bias last", f"fixed = {{{fixed}}}",
        *_views(run), f"arrays = ({', '.join(arrays)},)",
        f"programs = {{{', '.join(_program(run, size) for size in _sizes(run))}}}", "",
        f"batch_size, epochs, per_epoch = {training.batch_size}, {training.epochs}, {run.steps_per_epoch}",
        f"learning_rate, settings = {training.learning_rate!r}, {run.updater.constants!r}", *_schedule(training), "",
    ]


def _schedule(training: Training) -> list[str]:
    """The function of a schedule with its constants, nothing where the rate is constant."""
    if training.schedule == "constant":
        return []
    return [f"schedule = {schedule_constants(training)!r}", "", "", SCHEDULES[training.schedule].source, ""]


def _rate(run: Run) -> str:
    return "learning_rate" if run.document.training.schedule == "constant" else "rate_of(epoch, learning_rate, **schedule)"


def _views(run: Run) -> list[str]:
    lines, start = ["parameters = dict(fixed)"], 0
    for layer in run.model.chain.layers:
        stop = start + layer.units * layer.columns
        block = f"P[{start}:{stop}].reshape({layer.units}, {layer.columns})"
        lines.append(f"parameters[{layer.weights!r}] = {block}[:, :{layer.fan_in}]")
        if layer.joined:
            lines.append(f"parameters[{layer.bias!r}] = {block}[:, {layer.fan_in}]")
        start = stop
    return lines


def _order(run: Run) -> str:
    training = run.document.training
    if not training.shuffle:
        return "return np.arange(len(inputs))"
    key = f"({PURPOSES['batches']}, epoch)"
    return f"return np.random.default_rng(np.random.SeedSequence({training.seed}, spawn_key={key})).permutation(len(inputs))"


def _program(run: Run, size: int) -> str:
    form = "numbers" if run.updater.program(size).scalar else "arrays"
    return f"{size}: (make_for_{size}(*arrays), as_{form})"


def _forms(run: Run) -> list[str]:
    """How a program is given the examples of a batch."""
    scalar = {run.updater.program(size).scalar for size in _sizes(run)}
    ones = ["    x = np.concatenate([x, np.ones((len(x), 1), x.dtype)], axis=1)"] if run.model.chain.layers[0].joined else []
    of_arrays = [
        "def as_arrays(rows):", "    x = inputs[rows]", *ones, "    return x.T, x, np.ascontiguousarray(targets[rows].T)", "", "",
    ]
    of_numbers = [
        "def as_numbers(rows):",
        "    examples = [tuple(x + t) for x, t in zip(inputs[rows].tolist(), targets[rows].tolist())]",
        "    return examples[0] if len(examples) == 1 else examples", "", "",
    ]
    return [*(of_numbers if True in scalar else []), *(of_arrays if False in scalar else [])]


def _array(values: Array, dtype: str) -> str:
    return f"np.array({values.astype(float).tolist()}, {dtype!r})"
