"""Early stopping: training ends when the loss has not fallen for so many epochs."""

import numpy as np
from numpy.typing import NDArray

from nnviz.training.event import Stopped

Floats = NDArray[np.float64]


def stopped(rows: Floats, step: int, patience: int, steps_per_epoch: int) -> Stopped | None:
    """What ends training at ``step``, if it is the first evaluation at which ``patience`` epochs have passed since the lowest loss.

    ``rows`` (M, 3 or more) are evaluations by step: step, training loss, test loss. It is the test loss that counts, where there
    are test examples. Whoever trains on has the same patience again, after the next lowest loss.
    """
    rows = rows[: np.searchsorted(rows[:, 0], step, "right")]
    if len(rows) < 2 or rows[-1, 0] != step:
        return None
    split = "train" if np.isnan(rows[-1, 2]) else "test"
    steps, losses = rows[:, 0], rows[:, 1 if split == "train" else 2]
    best = int(steps[np.argmin(losses)])
    if not steps[-2] - best < patience * steps_per_epoch <= step - best:
        return None
    return Stopped(step, best, split)
