"""What a run is at one step."""

from dataclasses import dataclass
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from nnviz.document.document import Document
from nnviz.training.intervention import Intervention

Array = NDArray[np.floating]


@dataclass(frozen=True, slots=True, eq=False)
class RunState:
    """All that the next steps depend on. ``parameters`` (P,) and ``slots`` are copies; ``epoch`` began at ``epoch_step``.

    ``applied`` counts the interventions made so far; ``edits`` are those of the examples.
    """

    step: int
    epoch: int
    epoch_step: int
    document: Document
    parameters: Array
    slots: dict[str, Array]
    optimizer_step: int
    applied: int
    edits: tuple[Intervention, ...]

    @property
    def digest(self) -> str:
        """A word that tells its numbers, to the last bit, from any others."""
        found = sha256(self.parameters.tobytes())
        for name in sorted(self.slots):
            found.update(self.slots[name].tobytes())
        return found.hexdigest()[:32]

    @property
    def bytes(self) -> int:
        """Its size in memory."""
        return int(self.parameters.nbytes + sum(slot.nbytes for slot in self.slots.values()))
