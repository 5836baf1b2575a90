"""Generalisation: when the gap between training and test loss opens."""

from dataclasses import dataclass

import numpy as np

from nnviz.training.history import Evaluations

OPENS = 1.1
"""How many times its lowest the test loss is when the gap counts as open."""


@dataclass(frozen=True, slots=True)
class Gap:
    """The test loss has risen since step ``since``, where it was lowest; ``size`` is by how much it is above the training loss."""

    since: int
    size: float


def gap_at(evaluations: Evaluations, step: int) -> Gap | None:
    """The gap at a step, None while it is closed.

    It is open where the test loss is at least OPENS times the lowest that it has been, and the training loss has fallen since:
    the network then goes on learning its training examples, and not what they have in common with others.
    """
    count = int(np.searchsorted(evaluations.step, step, "right"))
    train, test = evaluations.train_loss[:count], evaluations.test_loss[:count]
    if count == 0 or not np.isfinite(test).all():
        return None
    best = int(np.argmin(test))
    if test[-1] < OPENS * test[best] or train[-1] >= train[best]:
        return None
    return Gap(int(evaluations.step[best]), float(test[-1] - train[-1]))
