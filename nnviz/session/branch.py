"""Branches: runs that share a beginning and then go different ways, each with the moments that were marked in it."""

from collections.abc import Mapping
from dataclasses import dataclass

from nnviz.document.document import Document
from nnviz.training.setting import settings_of
from nnviz.training.trainer import Past, Trainer, first_differing

MAIN = "main"


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A moment that someone named: the state after ``step`` updates."""

    step: int
    name: str


Line = tuple[tuple[int, int], ...]


class Branch:
    """One run, which came out of ``parent`` (None for the first). Its ``number`` is its own for good.

    ``line`` are the numbers of the branches that it came out of, the nearest first, each with the last step that it shares with
    it: these may have been deleted since.
    """

    def __init__(self, trainer: Trainer, number: int = 0, parent: "Branch | None" = None, name: str = "") -> None:
        self.trainer, self.number, self.parent, self.name = trainer, number, parent, name
        self.line: Line = () if parent is None else _line(parent, trainer.step)
        self.marks: tuple[Mark, ...] = ()

    @property
    def start(self) -> int:
        """The step at which it came out of another branch, 0 for one that begins by itself."""
        return self.line[0][1] if self.line else 0

    def fork(self, number: int) -> "Branch":
        """Another branch, that shares this one's past up to the present step, and the marks in it."""
        other = Branch(self.trainer.fork(), number, self)
        other.marks = tuple(mark for mark in self.marks if mark.step <= other.start)
        return other

    def begin(self, trainer: Trainer) -> None:
        """Goes another way from step 0 on."""
        self.trainer, self.line, self.marks = trainer, (), ()

    def mark(self, mark: Mark) -> None:
        """Adds a mark; one step has one mark."""
        self.marks = tuple(sorted([*(other for other in self.marks if other.step != mark.step), mark]))

    def unmark(self, step: int) -> None:
        """Takes the mark of a step away."""
        self.marks = tuple(mark for mark in self.marks if mark.step != step)

    def cut(self) -> None:
        """Forgets the marks beyond the present step: the future is another."""
        self.marks = tuple(mark for mark in self.marks if mark.step <= self.trainer.step)

    def differences(self) -> Mapping[str, float | int | bool | str]:
        """The settings, with their values, in which it differs from the branch that it came out of; those that both have."""
        if self.parent is None:
            return {}
        others = settings_of(self.parent.trainer.document)
        return {key: value for key, value in settings_of(self.trainer.document).items() if others.get(key, value) != value}

    @property
    def title(self) -> str:
        """The name that it was given, else what is different in it."""
        if self.name or self.parent is None:
            return self.name or MAIN
        changes = [_words(key, value) for key, value in self.differences().items()]
        return ", ".join(changes) or f"branch {self.number}"

    def past(self, edited: bool) -> "BranchPast":
        """All of it that undo must bring back; only of a branch that is ``edited`` can what lies ahead be lost."""
        past = self.trainer.past(edited)
        return BranchPast(self, self.name, self.parent, self.line, self.marks, self.trainer.origin, past)


@dataclass(frozen=True, slots=True, eq=False)
class BranchPast:
    """What a branch was."""

    branch: Branch
    name: str
    parent: Branch | None
    line: Line
    marks: tuple[Mark, ...]
    origin: Document
    past: Past

    def recall(self) -> Branch:
        """The branch as it was; its run is then at or before where it differed."""
        branch = self.branch
        branch.name, branch.parent, branch.line, branch.marks = self.name, self.parent, self.line, self.marks
        if branch.trainer.origin is not self.origin:
            branch.trainer = Trainer(self.origin)
        branch.trainer.recall(self.past)
        return branch


class Branches:
    """All branches in the order of their making, one of which is ``current``."""

    def __init__(self, first: Branch) -> None:
        self.current = first
        self.all: tuple[Branch, ...] = (self.current,)

    def fork(self) -> None:
        """Another branch, from where the current one stands, which becomes current."""
        self.current = self.current.fork(1 + max(branch.number for branch in self.all))
        self.all = (*self.all, self.current)

    def delete(self, branch: Branch) -> None:
        """Takes one of several away; for the current one, that which it came out of becomes current, or the first."""
        self.all = tuple(other for other in self.all if other is not branch)
        if branch is self.current:
            parent = branch.parent
            self.current = parent if parent is not None and parent in self.all else self.all[0]

    def titles(self) -> dict[Branch, str]:
        """What each is called, no two the same."""
        found: dict[Branch, str] = {}
        for branch in self.all:
            title = branch.title
            found[branch] = f"{title} ({branch.number})" if title in found.values() else title
        return found

    def past(self) -> tuple[tuple["BranchPast", ...], Branch]:
        """All of it that undo must bring back."""
        return tuple(branch.past(branch is self.current) for branch in self.all), self.current

    def recall(self, past: tuple[tuple["BranchPast", ...], Branch]) -> None:
        """The branches as they were; each run is then at or before where it differed."""
        pasts, self.current = past
        self.all = tuple(each.recall() for each in pasts)


def parting(one: Branch, other: Branch) -> int:
    """The last step that two branches share: either may have gone another way since it came out of the other."""
    if one.trainer.origin is not other.trainer.origin:
        return 0
    here, there = (_line(branch, max(branch.trainer.reached, branch.trainer.step)) for branch in (one, other))
    found = dict(there)
    shared = next((min(step, found[number]) for number, step in here if number in found), 0)
    differing = first_differing(one.trainer.interventions, other.trainer.interventions)
    return shared if differing is None else min(shared, differing)


def _line(branch: Branch, step: int) -> Line:
    """The branch and those that it came out of, each with the last step that its past up to ``step`` shares with it."""
    return (branch.number, step), *((number, min(step, shared)) for number, shared in branch.line)


def _words(key: str, value: float | int | bool | str) -> str:
    """A setting in a few words: "rate 0.1", "adam", "no shuffle"."""
    key = {"learning_rate": "rate", "batch_size": "batch"}.get(key, key.replace("_", " "))
    if isinstance(value, bool):
        return key if value else f"no {key}"
    return value if isinstance(value, str) else f"{key} {value:.6g}"
