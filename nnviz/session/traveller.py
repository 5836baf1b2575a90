"""Travelling through a run: to any step of it, to moments that were marked, and into branches of it."""

import math
from collections.abc import Mapping, Sequence
from weakref import WeakKeyDictionary

from nnviz.session.branch import Branch, Mark, parting
from nnviz.session.editor import Editor
from nnviz.session.monitor import Monitor
from nnviz.session.subject import NetworkSubject, Subject
from nnviz.training.setting import SettingError, changed

Setting = float | int | bool | str

SCRUBBING = 0.01
"""Seconds that a step may take to be shown while one drags; what takes longer is recomputed in the thread."""


class Traveller(Editor):
    """The run on show is that of one branch, ``branch``; the others stay where they stand. All is undone as edits are."""

    def __init__(self, subject: Subject) -> None:
        self._monitors: WeakKeyDictionary[Branch, Monitor] = WeakKeyDictionary()
        super().__init__(subject)

    @property
    def branches(self) -> Mapping[Branch, str]:
        """All branches in the order of their making, with what each is called; none for a circuit."""
        return self._subject.branches.titles() if isinstance(self._subject, NetworkSubject) else {}

    @property
    def branch(self) -> Branch | None:
        """The branch on show; None for a circuit."""
        return self._subject.branches.current if isinstance(self._subject, NetworkSubject) else None

    @property
    def reached(self) -> int:
        """The last step there is to go to: the run has come so far, also where one has gone back since."""
        return max(self.step, 0 if self.trainer is None else self.trainer.reached)

    @property
    def monitor(self) -> Monitor | None:
        """What is measured of the run on show, None for a circuit."""
        return None if self.branch is None else self.monitor_of(self.branch)

    def monitor_of(self, branch: Branch) -> Monitor:
        """What is measured of a branch's run."""
        found = self._monitors.get(branch)
        if found is None or found.trainer is not branch.trainer:
            found = self._monitors[branch] = Monitor(branch.trainer)
        return found

    def scrub(self, step: int) -> None:
        """Goes to a step on the way to others, with no patience for it; ``settle`` ends it."""
        self.scrubbing = True
        self.go_to_step(step, SCRUBBING)

    def settle(self) -> None:
        """One has come to where one wanted: all is shown as well as can be."""
        if self.scrubbing:
            self.scrubbing = False
            self.announce("values", "moment", "history")

    # ---- marks

    @property
    def marks(self) -> Sequence[Mark]:
        """The marked moments of the branch on show, by step."""
        return () if self.branch is None else self.branch.marks

    def mark(self, name: str = "") -> None:
        """Marks the step on show, or names its mark anew; a mark without a name is called as its step."""
        self.pause()
        branch = self.branch
        if branch is not None:
            mark = Mark(self.step, name.strip() or f"step {self.step:,}")
            self._edit(f"Mark “{mark.name}”", lambda: branch.mark(mark))

    def unmark(self, step: int) -> None:
        """Takes the mark of a step away, if it has one."""
        branch = self.branch
        found = [mark for mark in self.marks if mark.step == step]
        if branch is not None and found:
            self._edit(f"Remove the mark “{found[0].name}”", lambda: branch.unmark(step))

    def to_mark(self, ahead: bool) -> None:
        """To the next mark, or (not ``ahead``) to the one before; where there is none, to the end or the start of the run."""
        self.pause()
        if ahead:
            self.go_to_step(min((mark.step for mark in self.marks if mark.step > self.step), default=self.reached))
        else:
            self.go_to_step(max((mark.step for mark in self.marks if mark.step < self.step), default=0))

    def to_failure(self) -> None:
        """Where training failed: the step before the first number that is not finite, in an example of it, its node selected."""
        trainer = self.trainer
        if trainer is None or trainer.diverged is None:
            return
        self.pause()
        self.go_to_step(trainer.diverged.step - 1, math.inf)
        self.choose_example(trainer.failing_example())
        self.select(self._subject.seen_key(trainer.diverged.key) or "")

    # ---- branches

    def parting(self, other: Branch) -> int:
        """The last step that the branch on show shares with another."""
        return 0 if self.branch is None else parting(self.branch, other)

    def fork(self, key: str = "", value: Setting = 0) -> None:
        """A branch from the step on show, with another value of a setting if a ``key`` is given. Raises SettingError."""
        self.pause()
        subject = self._subject
        if not isinstance(subject, NetworkSubject):
            raise SettingError("a circuit is not trained")
        if key:
            changed(subject.document, key, value)  # refuses before there is a branch

        def change() -> None:
            subject.branches.fork()
            subject.refresh()
            if key:
                subject.set_setting(key, value)

        self._edit("Branch", change)

    def switch(self, branch: Branch) -> None:
        """Shows another branch, where it stands."""
        if branch is not self.branch:
            self.pause()
            self._show(branch)

    def _show(self, branch: Branch) -> None:
        assert isinstance(self._subject, NetworkSubject)
        self._subject.branches.current = branch
        self._subject.refresh()
        self._show_run()
        self.announce("timeline")

    def rename(self, branch: Branch, name: str) -> None:
        """Names a branch; without a name it is called by what is different in it."""
        if name.strip() != branch.name:
            self._edit("Rename the branch", lambda: setattr(branch, "name", name.strip()))

    def delete(self, branch: Branch) -> None:
        """Takes a branch away; the last one stays."""
        subject = self._subject
        if not isinstance(subject, NetworkSubject) or len(subject.branches.all) == 1:
            return

        def change() -> None:
            subject.branches.delete(branch)
            subject.refresh()

        self._edit(f"Delete the branch “{branch.title}”", change)
