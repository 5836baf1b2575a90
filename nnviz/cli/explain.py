"""nnviz explain: why a number is that number, or the whole worked solution."""

import sys
from argparse import Namespace
from pathlib import Path

from nnviz.cli.failure import DONE, BadInputError, FailedError
from nnviz.drawing.graph_view import arrange, draw_graph
from nnviz.drawing.mark import Drawing
from nnviz.drawing.neuron_view import arrange_neurons, draw_neurons
from nnviz.drawing.svg import to_svg
from nnviz.drawing.tikz import to_tikz
from nnviz.engine.moment import all_done
from nnviz.engine.trace import Trace
from nnviz.explain.block import Block, Heading, Picture
from nnviz.explain.derivation import Explainer
from nnviz.explain.format import FORMATS
from nnviz.explain.passage import passage
from nnviz.explain.place import PlaceError, find
from nnviz.explain.solution import MOST_NUMBERS, number_count, solution
from nnviz.explain.update import Update
from nnviz.explain.writer import Writer
from nnviz.files.load import load
from nnviz.session.subject import CircuitSubject, NetworkSubject, Subject, subject_of


def explain(arguments: Namespace) -> int:
    """Runs the command; raises DocumentError, BadInputError, and FailedError where the file can't be written."""
    subject = subject_of(load(arguments.file))
    count = 1 if isinstance(subject, CircuitSubject) else subject.trainer.model.dataset.count
    if not 0 <= arguments.example < count:
        raise BadInputError(f"--example {arguments.example}: expected a number from 0 to {count - 1}")
    if arguments.digits < 1:
        raise BadInputError(f"--digits {arguments.digits}: expected 1 or more; from 17 on they are all shown")
    trace = subject.trace(arguments.example)
    writer = Writer(Explainer(trace))
    blocks = worked(subject, writer, arguments) if arguments.of is None else _asked(subject, writer, arguments)
    _put(FORMATS[arguments.format](blocks, arguments.digits), arguments.output)
    return DONE


def _asked(subject: Subject, writer: Writer, arguments: Namespace) -> tuple[Block, ...]:
    network = subject.trainer.model.network if isinstance(subject, NetworkSubject) else None
    try:
        asked = find(writer.explainer.trace, arguments.of, network)
    except PlaceError as error:
        raise BadInputError(f"--of {arguments.of}: {error}") from None
    blocks = (Heading(1, (subject.document.title,)), *passage(writer, asked))
    if isinstance(subject, NetworkSubject) and not asked.gradient:
        blocks += Update(subject.trainer, arguments.example).place_blocks(writer, asked.place)
    return blocks


def worked(subject: Subject, writer: Writer, arguments: Namespace) -> tuple[Block, ...]:
    """The worked solution; raises BadInputError where it is too long and was not asked for with --all."""
    numbers = number_count(writer)
    if numbers > MOST_NUMBERS and not arguments.all:
        raise BadInputError(
            f"{arguments.file}: {numbers:,} numbers are too many to read, expected --of NAME for one of them, or --all"
        )
    pictures = _pictures(subject, writer.explainer.trace) if arguments.format in ("html", "latex") else ()
    document = subject.document
    trainer = subject.trainer if isinstance(subject, NetworkSubject) else None
    return solution(writer, document.title, document.description, pictures, trainer, arguments.example)


def _pictures(subject: Subject, trace: Trace) -> tuple[Picture, ...]:
    last = all_done(subject.graph)
    graph = _picture(
        draw_graph(arrange(subject.graph), trace, last), "The computational graph: values above the wires, gradients below"
    )
    if not isinstance(subject, NetworkSubject):
        return (graph,)
    arrangement = arrange_neurons(subject.trainer.model.network)
    neurons = draw_neurons(arrangement, subject.snapshot.parameters, trace, last)
    return _picture(neurons, "The neuron diagram"), graph


def _picture(drawing: Drawing, caption: str) -> Picture:
    return Picture(to_svg(drawing), to_tikz(drawing), caption)


def _put(text: str, output: str | None) -> None:
    if output is None:
        sys.stdout.write(text)
        return
    try:
        Path(output).write_text(text, encoding="utf-8")
    except OSError as error:
        raise FailedError(f"{output}: {error.strerror or error}") from None
