"""The invariance laboratory: the example on show, distorted by hand, and what the network makes of it (lecture, part 7)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnviz.data.album import Album
from nnviz.data.dataset import Dataset
from nnviz.data.distortion import DISTORTIONS
from nnviz.session.announcer import Announcer
from nnviz.session.session import Session
from nnviz.training.answer import class_numbers
from nnviz.training.invariance import predicted
from nnviz.training.model import Model

Array = NDArray[np.floating]
Floats = NDArray[np.float64]


class DistortionError(ValueError):
    """Examples that can't be distorted; the message says why."""


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """What the network makes of the example: outputs (K,) ``before`` and ``now``, distorted; which ``names`` they have.

    ``target``, ``taken_before`` and ``taken_now`` are class numbers, None where the outputs are labels that can hold together.
    """

    names: tuple[str, ...]
    before: Floats
    now: Floats
    target: int | None
    taken_before: int | None
    taken_now: int | None


class InvarianceLab(Announcer):
    """Distorts what a session shows. ``amounts`` are by name of DISTORTIONS; announces "distortion".

    The distorted picture is what both diagrams get too, until it is restored or another document is opened.
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.amounts = neutral()

    def follow(self) -> None:
        """Another document is on show, perhaps, or the example itself again: nothing is distorted then."""
        if not self._session.disturbed and self.amounts != neutral():
            self.amounts = neutral()
            self.announce("distortion")

    def set_amount(self, name: str, amount: float) -> None:
        """Distorts by this much, within the distortion's ends. Raises DistortionError where there is nothing to distort."""
        low, high = DISTORTIONS[name].ends(self._album.shape)
        self.amounts = {**self.amounts, name: min(max(amount, low), high)}
        self._apply()

    def restore(self) -> None:
        """Nothing is distorted any more."""
        self.amounts = neutral()
        self._apply()

    @property
    def distorted(self) -> bool:
        """Whether any amount is not the neutral one."""
        return self.amounts != neutral()

    def _apply(self) -> None:
        self._session.disturb(self._disturbed if self.distorted else None)
        self.announce("distortion")

    @property
    def _model(self) -> Model:
        reason = refusal(self._session)
        if reason:
            raise DistortionError(reason)
        trainer = self._session.trainer
        assert trainer is not None
        return trainer.model

    @property
    def _album(self) -> Album:
        album = self._model.dataset.album
        assert album is not None
        return album

    def _disturbed(self, example: int) -> Array:
        """The inputs (1, D) that the distorted picture of an example makes."""
        model = self._model
        return model.dataset.prepared(self._distort(example)[None]).astype(model.precision)

    def _distort(self, example: int) -> Floats:
        album = self._album
        pictures = album.pictures(np.array([example]))
        for name, row in DISTORTIONS.items():
            if self.amounts[name] != row.neutral:
                pictures = row.distort(pictures, self.amounts[name], album.white)
        found: Floats = pictures[0]
        return found

    # ---- what comes of it

    @property
    def shape(self) -> tuple[int, int]:
        """(H, W) of the pictures. Raises DistortionError where there are none."""
        return self._album.shape

    def pictures(self) -> tuple[Floats, Floats]:
        """The example on show, (H, W) of 0..1, as it is and distorted."""
        album, example = self._album, self._session.example
        before: Floats = album.pictures(np.array([example]))[0]
        return before / album.white, self._distort(example) / album.white

    def answer(self) -> Answer:
        """What the network, as it is now, makes of the two."""
        model, example = self._model, self._session.example
        inputs, targets = model.example_arrays(np.array([example]))
        rows = np.concatenate([inputs, self._disturbed(example)]).astype(np.float64)
        found = predicted(model, self._session.parameters, rows)
        if not _has_classes(model.dataset):
            return Answer(model.network.layers[-1].units, found[0], found[1], None, None, None)
        assert model.dataset.levels is not None
        names = model.dataset.classes or model.network.layers[-1].units
        before, now, target = class_numbers(np.vstack([found, targets.astype(np.float64)]), model.dataset.levels).tolist()
        return Answer(names, found[0], found[1], target, before, now)


def _has_classes(dataset: Dataset) -> bool:
    return dataset.classes is not None and dataset.targets.shape[1] > 1


def neutral() -> dict[str, float]:
    """The amounts that change nothing."""
    return {name: row.neutral for name, row in DISTORTIONS.items()}


def refusal(session: Session) -> str:
    """Why there is nothing to distort in what a session shows; "" where there is."""
    if session.trainer is None:
        return "A circuit has no examples to distort"
    dataset = session.trainer.model.dataset
    if dataset.album is None:
        return "The examples of this document are no pictures; the example “Handwritten digits” has some"
    if dataset.levels is None:
        return "The targets of this document are numbers, of which none is right or wrong"
    return ""
