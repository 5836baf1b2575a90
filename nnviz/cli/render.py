"""nnviz render: a picture of a view of a document."""

from argparse import Namespace
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from nnviz.cli.failure import DONE, BadInputError, FailedError
from nnviz.cli.option import FILE, Option
from nnviz.drawing.graph_view import arrange, draw_graph
from nnviz.drawing.loss_view import SIZE, draw_loss
from nnviz.drawing.mark import Drawing
from nnviz.drawing.neuron_view import arrange_neurons, draw_neurons
from nnviz.drawing.picture_file import LARGEST, PictureError, write_picture
from nnviz.drawing.surface_view import SIZE as SURFACE_SIZE
from nnviz.drawing.surface_view import Plane, draw_surface, see_surface
from nnviz.drawing.svg import to_svg
from nnviz.engine.moment import all_done
from nnviz.files.load import load
from nnviz.session.subject import NetworkSubject, Subject, subject_of

Size = tuple[int, int]



def _graph(subject: Subject, size: Size | None) -> Drawing:
    return draw_graph(arrange(subject.graph), subject.trace(0), all_done(subject.graph))


def _neurons(subject: Subject, size: Size | None) -> Drawing:
    network = _network(subject)
    arrangement = arrange_neurons(network.trainer.model.network)
    return draw_neurons(arrangement, network.snapshot.parameters, network.trace(0), all_done(subject.graph))


def _loss(subject: Subject, size: Size | None) -> Drawing:
    evaluations = _network(subject).snapshot.history.evaluations
    return draw_loss(evaluations.step, evaluations.train_loss, evaluations.test_loss, size or SIZE)


def _surface(shown: Subject, size: Size | None) -> Drawing:
    network = _network(shown)
    model = network.trainer.model
    if len(model.network.inputs) < 2:
        raise BadInputError("a surface lies over two inputs; this network has one")
    subject = see_surface(model, network.snapshot.parameters, 0, Plane(model.dataset.plane))
    return draw_surface(subject, size or SURFACE_SIZE)


def _network(subject: Subject) -> NetworkSubject:
    if not isinstance(subject, NetworkSubject):
        raise BadInputError("a circuit has only the view graph, expected a file with [network]")
    return subject


VIEWS: Mapping[str, Callable[[Subject, Size | None], Drawing]] = MappingProxyType(
    {"graph": _graph, "neurons": _neurons, "loss": _loss, "surface": _surface}
)
"""Name -> what draws it."""


OPTIONS: tuple[Option, ...] = (
    FILE,
    (("-o", "--output"), {"required": True, "metavar": "OUT", "help": "a file ending in .svg, .png or .pdf"}),
    (("--view",), {"choices": tuple(VIEWS), "default": "graph"}),
    (("--after",), {"type": int, "default": 0, "metavar": "STEPS", "help": "train so many steps first"}),
    (("--size",), {"metavar": "WxH", "help": "in pixels, for instance 1200x800"}),
    (("--theme",), {"choices": ("light", "dark"), "default": "light"}),
)


def work(arguments: Namespace) -> int:
    """Carries the command out; raises DocumentError, BadInputError, and FailedError where the picture can't be written."""
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
    try:
        _write(drawing, target, arguments.theme, size)
    except PictureError as error:
        raise FailedError(str(error)) from None
    return DONE


def _size(text: str | None) -> Size | None:
    if text is None:
        return None
    parts = text.lower().split("x")
    if len(parts) != 2 or not all(part.isascii() and part.isdigit() and 0 < int(part) <= LARGEST for part in parts):
        raise BadInputError(f"--size {text}: expected WIDTHxHEIGHT of 1 to {LARGEST} pixels, for instance 1200x800")
    return int(parts[0]), int(parts[1])


def _write(drawing: Drawing, target: Path, theme: str, size: Size | None) -> None:
    """Only text in pixels needs Qt, so only there is it imported. Raises PictureError, and FailedError without Qt."""
    if target.suffix.lower() == ".svg":
        write_picture(target, to_svg(drawing, theme, size).encode("utf-8"))
        return
    try:
        from nnviz.gui.diagram.picture import save_picture
    except ImportError as error:
        raise FailedError(f"{target}: drawing text needs Qt, and {error}; --output with .svg does not") from None
    save_picture(drawing, target, theme, size)
