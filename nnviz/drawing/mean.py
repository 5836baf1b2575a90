"""What stands for a whole array in a picture."""

import numpy as np
from numpy.typing import NDArray


def mean(values: NDArray[np.floating]) -> float:
    """The mean of all entries, also where their sum is beyond the range of the numbers; NaN or infinite where one of them is."""
    with np.errstate(over="ignore", invalid="ignore"):
        plain = float(np.mean(values))
    largest = float(np.max(np.abs(values)))
    return plain if np.isfinite(plain) or not np.isfinite(largest) else largest * float(np.mean(values / largest))
