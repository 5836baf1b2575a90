"""nnviz render: a picture of a view of a document."""

import math
from argparse import Namespace
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from nnviz.cli.failure import DONE, BadInputError, FailedError
from nnviz.drawing.graph_view import arrange, draw_graph
from nnviz.drawing.loss_view import draw_loss
from nnviz.drawing.mark import Drawing
from nnviz.drawing.neuron_view import arrange_neurons, draw_neurons
from nnviz.drawing.svg import to_svg
from nnviz.engine.moment import Moment
from nnviz.files.load import load
from nnviz.session.subject import NetworkSubject, Subject, subject_of

Size = tuple[int, int]

_LOSS_SIZE = (800, 480)
_LARGEST = 16_384


def _graph(subject: Subject, size: Size | None) -> Drawing:
    trains = isinstance(subject, NetworkSubject)
    moment = Moment(subject.graph, 0, trains)
    return draw_graph(arrange(subject.graph), subject.trace(0), moment.at(moment.last - trains))


def _neurons(subject: Subject, size: Size | None) -> Drawing:
    network = _network(subject)
    moment = Moment(subject.graph, 0, True)
    arrangement = arrange_neurons(network.trainer.model.network)
    return draw_neurons(arrangement, network.snapshot.parameters, network.trace(0), moment.at(moment.last - 1))


def _loss(subject: Subject, size: Size | None) -> Drawing:
    evaluations = _network(subject).snapshot.history.evaluations
    test = evaluations.test_loss
    return draw_loss(
        evaluations.step, evaluations.train_loss, None if all(map(math.isnan, test)) else test, size or _LOSS_SIZE
    )


def _network(subject: Subject) -> NetworkSubject:
    if not isinstance(subject, NetworkSubject):
        raise BadInputError("a circuit has only the view graph, expected a file with [network]")
    return subject


VIEWS: Mapping[str, Callable[[Subject, Size | None], Drawing]] = MappingProxyType(
    {"graph": _graph, "neurons": _neurons, "loss": _loss}
)
"""Name -> what draws it."""


def render(arguments: Namespace) -> int:
    """Runs the command; raises DocumentError, BadInputError, and FailedError where the picture can't be written."""
    size = _size(arguments.size)
    target = Path(arguments.output)
    if target.suffix.lower() not in (".svg", ".png", ".pdf"):
        raise BadInputError(f"-o {target}: expected a name that ends in .svg, .png or .pdf")
    if arguments.after < 0:
        raise BadInputError(f"--after {arguments.after}: expected 0 or more")
    subject = subject_of(load(arguments.file))
    if arguments.after:
        try:
            _network(subject).trainer.train(steps=arguments.after)
        except FloatingPointError as error:
            raise FailedError(str(error)) from None
    if isinstance(subject, NetworkSubject):
        subject.refresh()
    drawing = VIEWS[arguments.view](subject, size)
    if target.suffix.lower() == ".svg":
        _write_svg(drawing, target, arguments.theme, size)
    else:
        _write_picture(drawing, target, arguments.theme, size)
    return DONE


def _size(text: str | None) -> Size | None:
    if text is None:
        return None
    parts = text.lower().split("x")
    if len(parts) != 2 or not all(part.isascii() and part.isdigit() and 0 < int(part) <= _LARGEST for part in parts):
        raise BadInputError(f"--size {text}: expected WIDTHxHEIGHT of 1 to {_LARGEST} pixels, for instance 1200x800")
    return int(parts[0]), int(parts[1])


def _write_svg(drawing: Drawing, target: Path, theme: str, size: Size | None) -> None:
    try:
        target.write_text(to_svg(drawing, theme, size), encoding="utf-8")
    except OSError as error:
        raise FailedError(f"{target}: {error.strerror or error}") from None


def _write_picture(drawing: Drawing, target: Path, theme: str, size: Size | None) -> None:
    """Only text in pixels needs Qt, so only here is it imported."""
    try:
        from nnviz.gui.picture import PictureError, save_picture
    except ImportError as error:
        raise FailedError(f"{target}: drawing text needs Qt, and {error}; --output with .svg does not") from None
    try:
        save_picture(drawing, target, theme, size)
    except PictureError as error:
        raise FailedError(str(error)) from None
