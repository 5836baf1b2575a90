"""nnviz explain: why a number is that number, or the whole worked solution."""

import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from nnviz.cli.failure import DONE, BadInputError, FailedError
from nnviz.cli.option import EXAMPLE, FILE, Option
from nnviz.drawing.solution_picture import solution_pictures
from nnviz.explain.block import Block
from nnviz.explain.derivation import Explainer
from nnviz.explain.format import FORMATS
from nnviz.explain.number import DIGITS
from nnviz.explain.place import PlaceError, find
from nnviz.explain.solution import LARGEST, MOST_NUMBERS, asked_for, number_count, solution
from nnviz.explain.writer import Writer
from nnviz.files.load import load
from nnviz.session.subject import CircuitSubject, NetworkSubject, Subject, subject_of

OPTIONS: tuple[Option, ...] = (
    FILE,
    (("--of",), {"metavar": "NAME", "help": "w5, out_h1, f/x for a gradient alone, LAYER.weights[i,j]"}),
    (("--all",), {"action": "store_true", "help": "the whole worked solution, however long"}),
    EXAMPLE,
    (("--format",), {"choices": tuple(FORMATS), "default": "text"}),
    (("--digits",), {"type": int, "default": DIGITS, "metavar": "N", "help": "significant digits; 17 for all"}),
    (("-o", "--output"), {"metavar": "OUT", "help": "write a file instead"}),
)


def work(arguments: Namespace) -> int:
    """Carries the command out; raises DocumentError, BadInputError, and FailedError where the file can't be written."""
    subject = subject_of(load(arguments.file))
    count = 1 if isinstance(subject, CircuitSubject) else subject.trainer.model.dataset.count
    if not 0 <= arguments.example < count:
        raise BadInputError(f"--example {arguments.example}: expected a number from 0 to {count - 1}")
    if arguments.digits < 1:
        raise BadInputError(f"--digits {arguments.digits}: expected 1 or more; from 17 on they are all shown")
    trace = subject.trace(arguments.example)
    writer = Writer(Explainer(trace))
    blocks = worked(subject, writer, arguments) if arguments.of is None else _asked(subject, writer, arguments)
    _put(FORMATS[arguments.format].render(blocks, arguments.digits), arguments.output)
    return DONE


def _asked(subject: Subject, writer: Writer, arguments: Namespace) -> Iterator[Block]:
    network = subject.trainer.model.network if isinstance(subject, NetworkSubject) else None
    try:
        asked = find(writer.explainer.trace, arguments.of, network)
    except PlaceError as error:
        raise BadInputError(f"--of {arguments.of}: {error}") from None
    trainer = subject.trainer if isinstance(subject, NetworkSubject) else None
    return asked_for(writer, subject.document.title, asked, trainer, arguments.example)


def worked(subject: Subject, writer: Writer, arguments: Namespace) -> Iterator[Block]:
    """The worked solution; raises BadInputError where it is too long, or rather long and not asked for with --all."""
    numbers = number_count(writer)
    if numbers > (LARGEST if arguments.all else MOST_NUMBERS):
        more = ", or --all" if numbers <= LARGEST else ""
        raise BadInputError(
            f"{arguments.file}: {numbers:,} numbers are too many to read, expected --of NAME for one of them{more}"
        )
    document = subject.document
    trainer = subject.trainer if isinstance(subject, NetworkSubject) else None
    network = None if trainer is None else (trainer.model.network, trainer.parameters)
    pictures = solution_pictures(subject.graph, writer.explainer.trace, network) if FORMATS[arguments.format].has_pictures else ()
    return solution(writer, document.title, document.description, pictures, trainer, arguments.example)


def _put(text: str, output: str | None) -> None:
    if output is None:
        sys.stdout.write(text)
        return
    try:
        Path(output).write_text(text, encoding="utf-8")
    except OSError as error:
        raise FailedError(f"{output}: {error.strerror or error}") from None
