"""Accuracy under every distortion, for the network on show and for a rival, to be run in another thread."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from nnviz.data.distortion import DISTORTIONS
from nnviz.data.feature import FEATURES
from nnviz.document.document import Document
from nnviz.files.naming import input_names
from nnviz.session.session import Session
from nnviz.training.beside import beside
from nnviz.training.event import Diverged
from nnviz.training.invariance import accuracies_under
from nnviz.training.model import Model
from nnviz.training.trainer import Trainer
from nnviz.training.way import WAY

Array = NDArray[np.floating]

PIXELS, NOBODY = "pixels", "nobody"
RIVALS: Mapping[str, str] = {NOBODY: "–", PIXELS: "Pixels", "lbp": "LBP", "ltp": "LTP"}
"""What the present network can be compared with: the same on other inputs made of the same pictures; and nobody."""
MOST_EXAMPLES = 1000
_AMOUNTS = 17
"""From one end to the other: an odd number, so that the middle is among them."""
_TOLERANCE = 0.1
"""Of LTP, as a share of white, where the document gives none."""

Curve = list[tuple[float, float]]


class InvarianceRace:
    """Takes what it needs from the session when it is made. ``run`` may be called in any thread, the rest read meanwhile.

    ``curves`` grow point by point, (amount, accuracy): those of the network on show under "", the rival's under its name.
    """

    def __init__(self, session: Session, rival: str = NOBODY) -> None:
        trainer = session.trainer
        assert trainer is not None, "a circuit has no accuracy"
        self.step, self.rival = session.step, rival
        self._model: Model = trainer.model
        self._source = session.parameters
        self._parameters: Mapping[str, Array] = {name: array.copy() for name, array in session.parameters.items()}
        self._document: Document = trainer.document
        dataset = trainer.model.dataset
        self.split = "test" if len(dataset.test) else "training"
        rows = dataset.test if len(dataset.test) else dataset.train
        self.rows = rows[:: -(-len(rows) // MOST_EXAMPLES)]
        self.curves: dict[str, dict[str, Curve]] = {}
        self._measured = self._trained = 0
        self._cancelled = False

    @property
    def progress(self) -> float:
        """The share of the work that is done, 0..1."""
        contenders = 1 + (self.rival != NOBODY)
        work = contenders * len(DISTORTIONS) * _AMOUNTS + self._patience
        return (self._measured + self._trained * self._patience / max(self.step, 1)) / work

    @property
    def _patience(self) -> int:
        """What training the rival counts for, in points of curves."""
        return 0 if self.rival == NOBODY else _AMOUNTS * len(DISTORTIONS)

    def is_of(self, session: Session) -> bool:
        """Whether the session's parameters are still those that are measured."""
        return session.parameters is self._source

    def cancel(self) -> None:
        """Stops after the point at hand."""
        self._cancelled = True

    def run(self) -> None:
        """Measures point by point, training the rival for as many steps first. A rival that fails stays as it was before."""
        self._measure("", self._model, self._parameters)
        if self.rival == NOBODY or self._cancelled:
            return
        trainer = Trainer(rival_of(self._document, self.rival))
        for event in beside(trainer, trainer.events(self.step), lambda: self._cancelled):
            # One that diverges is measured as it was before that.
            self._trained = self.step if isinstance(event, Diverged) else trainer.step
        self._measure(self.rival, trainer.model, trainer.parameters)

    def _measure(self, name: str, model: Model, parameters: Mapping[str, Array]) -> None:
        album = model.dataset.album
        assert album is not None
        self.curves[name] = {key: [] for key in DISTORTIONS}
        for key, row in DISTORTIONS.items():
            amounts = [row.amount(share, album.shape) for share in np.linspace(0, 1, _AMOUNTS).tolist()]
            accuracies: Iterator[float] = accuracies_under(model, parameters, key, amounts, self.rows)
            for amount in amounts:
                WAY.breathe()
                if self._cancelled:
                    return
                self.curves[name][key].append((amount, next(accuracies)))
                self._measured += 1


def rival_of(document: Document, rival: str) -> Document:
    """The same network and training on PIXELS, or on one of FEATURES of the same pictures, brought to 0..1.

    Raises ValueError where the examples are no pictures.
    """
    album = document.dataset().album
    network, data = document.network, document.data
    if album is None or network is None or data is None:
        raise ValueError("the examples are no pictures: [data] has no image = [HEIGHT, WIDTH]")
    feature = None if rival == PIXELS else FEATURES[rival]
    tolerance = None
    if feature is not None and feature.tolerant:
        tolerance = data.tolerance if data.tolerance is not None else _TOLERANCE * album.white
    shape = album.shape if feature is None else feature.shape(album.shape)
    first, *others = network.layers
    layers = (replace(first, weights=None, weight_names=None), *others)
    return replace(
        document, lesson=(),
        data=replace(
            data, features="" if feature is None else rival, tolerance=tolerance, scale=not data.standardize, center=(), spread=(),
        ),
        network=replace(network, inputs=input_names(int(np.prod(shape))), layers=layers),
    )
