"""All branches travel together: each is trained to the step of the furthest, so that they compare."""

import math

from nnviz.session.branch import Branch
from nnviz.session.subject import Subject
from nnviz.session.traveller import Traveller


class Convoy(Traveller):
    """One branch after another is trained, each on show meanwhile."""

    def __init__(self, subject: Subject) -> None:
        self._behind: list[Branch] = []
        """Branches that are still to be trained."""
        super().__init__(subject)

    @property
    def furthest(self) -> int:
        """The last step that any branch has come to."""
        return max((max(branch.trainer.reached, branch.trainer.step) for branch in self.branches), default=0)

    @property
    def even(self) -> bool:
        """Whether all branches stand at the same step, or may not be asked because they are at work."""
        return self.training or all(branch.trainer.step == self.furthest for branch in self.branches)

    @property
    def behind(self) -> int:
        """How many branches are still to be trained after the one on show, while all are."""
        return len(self._behind)

    @property
    def status(self) -> str:
        """Where it stands, as a sentence; also what comes next."""
        more = f" · {self.behind} more branch{'es' * (self.behind > 1)}" if self.behind else ""
        return super().status + more

    def train_all(self) -> None:
        """Trains every branch to the step that the furthest has come to, in the thread, that on show last: now they compare.

        Whatever else one does ends it. A branch that fails stays before the step at which it does.
        """
        self.pause()
        branch = self.branch
        if branch is not None:
            self._behind = [*(other for other in self.branches if other is not branch), branch]
            self._train_behind()

    def _train_behind(self) -> None:
        while self._behind and not self.running:
            branch = self._behind.pop(0)
            if branch is not self.branch:
                self._show(branch)
            self._perform(branch.trainer.seek(self.furthest))

    def poll(self) -> None:
        """As it says there; when a branch has been trained, the next one's turn comes."""
        super().poll()
        self._train_behind()

    def pause(self) -> None:
        """Stops playing, also what would come next."""
        self._behind.clear()
        super().pause()

    def play(self, rate: float = math.inf) -> None:
        """Plays, and nothing else."""
        self._behind.clear()
        super().play(rate)

    def go_to_step(self, step: int, patience: float | None = None) -> None:
        """Goes there, and nowhere else."""
        self._behind.clear()
        super().go_to_step(step, patience)
