"""The table of plots: what each is called, for which documents it has something to say, and the widget that shows it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from nnviz.gui.plot.answer_plot import ConfusionPlot, PredictionPlot, has_classes
from nnviz.gui.plot.branch_plot import BranchPlot
from nnviz.gui.plot.distribution_plot import DistributionPlot
from nnviz.gui.plot.example_plot import TablePlot
from nnviz.gui.plot.landscape_plot import LandscapePlot
from nnviz.gui.plot.picture_plot import PicturePlot
from nnviz.gui.plot.plot import Plot
from nnviz.gui.plot.scatter_plot import ScatterPlot
from nnviz.gui.plot.step_plot import StepPlot
from nnviz.gui.plot.surface_plot import SurfacePlot
from nnviz.gui.widget.style import Style
from nnviz.session.session import Session


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
    trainer = session.trainer
    return trainer is not None and has_classes(trainer.model.dataset)


def _measures(session: Session) -> bool:
    """Whether its targets are numbers."""
    trainer = session.trainer
    return trainer is not None and trainer.model.dataset.levels is None


PLOTS: Mapping[str, PlotKind] = {
    "loss": PlotKind("Loss", "How wrong it is, over the steps", _trains, lambda style, s: StepPlot(style, s, "loss")),
    "accuracy": PlotKind(
        "Accuracy", "The share of right answers, over the steps", _sorts, lambda style, s: StepPlot(style, s, "accuracy")
    ),
    "confusion": PlotKind("Confusion", "Which class is taken for which", _classifies, ConfusionPlot),
    "predictions": PlotKind("Predictions", "What it answers against what it should", _measures, PredictionPlot),
    "gradients": PlotKind(
        "Gradients", "How large the gradient by each layer's weights is", _trains, lambda style, s: StepPlot(style, s, "gradients")
    ),
    "updates": PlotKind(
        "Updates", "How far each layer's weights move in a step, against their size; about 0.001 is healthy", _trains,
        lambda style, s: StepPlot(style, s, "updates"),
    ),
    "rate": PlotKind(
        "Learning rate", "How far a step goes along the gradient", _trains, lambda style, s: StepPlot(style, s, "rate")
    ),
    "dead": PlotKind(
        "Dead neurons", "The share of each layer's neurons that hand on no gradient, whatever the example", _trains,
        lambda style, s: StepPlot(style, s, "dead"),
    ),
    "weights": PlotKind(
        "Weights", "How a layer's weights are distributed, over the steps", _trains,
        lambda style, s: DistributionPlot(style, s, "Weights", lambda found: found.weights),
    ),
    "activations": PlotKind(
        "Activations", "How a layer's outputs are distributed over the training examples, over the steps", _trains,
        lambda style, s: DistributionPlot(style, s, "Activations", lambda found: found.outputs),
    ),
    "surface": PlotKind("Surface", "What it answers all over the plane of two inputs", _has_plane, SurfacePlot),
    "branches": PlotKind("Branches", "The surfaces of all branches side by side", _has_plane, BranchPlot),
    "landscape": PlotKind(
        "Loss surface", "The loss along two directions through all parameters, and the path taken", _trains, LandscapePlot
    ),
    "examples": PlotKind("Examples", "Every example with its prediction and its loss", _trains, TablePlot),
    "scatter": PlotKind("Scatter", "The examples in the plane of any two of their numbers", _trains, ScatterPlot),
    "pictures": PlotKind("Pictures", "The examples as the pictures that they are", _has_pictures, PicturePlot),
}
"""Key -> plot, in the order of the menu."""

FIRST = ("loss", "surface")
"""The plots that are shown until a user picks others."""
