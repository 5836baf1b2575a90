"""The table of plots: what each is called, for which documents it has something to say, and the widget that shows it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from nnviz.gui.plot.plot import Plot
from nnviz.gui.widget.style import Style
from nnviz.session.session import Session
from nnviz.training.measure import Floats, Measurement


@dataclass(frozen=True, slots=True)
class PlotKind:
    """``fits``: whether the session's document, a network, can have it; what it still lacks then, the plot itself says."""

    title: str
    tip: str
    fits: Callable[[Session], bool]
    make: Callable[[Style, Session], Plot]


def _trains(session: Session) -> bool:
    return session.trainer is not None


def _sorts(session: Session) -> bool:
    """Whether its targets say yes or no, so that answers are right or wrong."""
    trainer = session.trainer
    return trainer is not None and trainer.model.dataset.levels is not None


def _has_plane(session: Session) -> bool:
    trainer = session.trainer
    return trainer is not None and len(trainer.model.network.inputs) > 1


def _has_pictures(session: Session) -> bool:
    trainer = session.trainer
    return trainer is not None and trainer.model.dataset.album is not None


def _classifies(session: Session) -> bool:
    """Whether each example has one class."""
    dataset = None if session.trainer is None else session.trainer.model.dataset
    return dataset is not None and dataset.levels is not None and (dataset.classes is not None or len(dataset.target_names) == 1)


def _measures(session: Session) -> bool:
    """Whether its targets are numbers."""
    trainer = session.trainer
    return trainer is not None and trainer.model.dataset.levels is None


# A plot's module is imported when the plot is first shown: the window paints before.


def _confusion(style: Style, session: Session) -> Plot:
    from nnviz.gui.plot.answer_plot import ConfusionPlot

    return ConfusionPlot(style, session)


def _predictions(style: Style, session: Session) -> Plot:
    from nnviz.gui.plot.answer_plot import PredictionPlot

    return PredictionPlot(style, session)


def _branches(style: Style, session: Session) -> Plot:
    from nnviz.gui.plot.branch_plot import BranchPlot

    return BranchPlot(style, session)


def _landscape(style: Style, session: Session) -> Plot:
    from nnviz.gui.plot.landscape_plot import LandscapePlot

    return LandscapePlot(style, session)


def _pictures(style: Style, session: Session) -> Plot:
    from nnviz.gui.plot.picture_plot import PicturePlot

    return PicturePlot(style, session)


def _scatter(style: Style, session: Session) -> Plot:
    from nnviz.gui.plot.scatter_plot import ScatterPlot

    return ScatterPlot(style, session)


def _surface(style: Style, session: Session) -> Plot:
    from nnviz.gui.plot.surface_plot import SurfacePlot

    return SurfacePlot(style, session)


def _examples(style: Style, session: Session) -> Plot:
    from nnviz.gui.plot.example_plot import TablePlot

    return TablePlot(style, session)


def _curves(key: str) -> Callable[[Style, Session], Plot]:
    def make(style: Style, session: Session) -> Plot:
        from nnviz.gui.plot.step_plot import StepPlot

        return StepPlot(style, session, key)

    return make


def _distribution(title: str, part: Callable[[Measurement], Floats]) -> Callable[[Style, Session], Plot]:
    def make(style: Style, session: Session) -> Plot:
        from nnviz.gui.plot.distribution_plot import DistributionPlot

        return DistributionPlot(style, session, title, part)

    return make


PLOTS: Mapping[str, PlotKind] = {
    "loss": PlotKind("Loss", "How wrong it is, over the steps", _trains, _curves("loss")),
    "accuracy": PlotKind(
        "Accuracy", "The share of right answers, over the steps", _sorts, _curves("accuracy")
    ),
    "confusion": PlotKind("Confusion", "Which class is taken for which", _classifies, _confusion),
    "predictions": PlotKind("Predictions", "What it answers against what it should", _measures, _predictions),
    "gradients": PlotKind(
        "Gradients", "How large the gradient by each layer's weights is", _trains, _curves("gradients")
    ),
    "updates": PlotKind(
        "Updates", "How far each layer's weights move in a step, against their size; about 0.001 is healthy", _trains,
        _curves("updates"),
    ),
    "rate": PlotKind("Learning rate", "How far a step goes along the gradient", _trains, _curves("rate")),
    "dead": PlotKind(
        "Dead neurons", "The share of each layer's neurons that hand on no gradient, whatever the example", _trains,
        _curves("dead"),
    ),
    "weights": PlotKind(
        "Weights", "How a layer's weights are distributed, over the steps", _trains,
        _distribution("Weights", lambda found: found.weights),
    ),
    "activations": PlotKind(
        "Activations", "How a layer's outputs are distributed over the training examples, over the steps", _trains,
        _distribution("Activations", lambda found: found.outputs),
    ),
    "surface": PlotKind("Surface", "What it answers all over the plane of two inputs", _has_plane, _surface),
    "branches": PlotKind("Branches", "The surfaces of all branches side by side", _has_plane, _branches),
    "landscape": PlotKind(
        "Loss surface", "The loss along two directions through all parameters, and the path taken", _trains, _landscape
    ),
    "examples": PlotKind("Examples", "Every example with its prediction and its loss", _trains, _examples),
    "scatter": PlotKind("Scatter", "The examples in the plane of any two of their numbers", _trains, _scatter),
    "pictures": PlotKind("Pictures", "The examples as the pictures that they are", _has_pictures, _pictures),
}
"""Key -> plot, in the order of the menu."""

FIRST = ("loss", "surface")
"""The plots that are shown until a user picks others."""
