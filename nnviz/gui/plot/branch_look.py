"""How branches look wherever they are drawn, and their curves beside those of the one on show."""

from collections.abc import Callable, Mapping

from nnviz.drawing.theme import BRANCHES
from nnviz.gui.plot.series import Floats
from nnviz.session.branch import Branch
from nnviz.session.session import Session
from nnviz.training.history import Evaluations

_OWN = ("train", "test", "batch")


def branch_token(branch: Branch) -> str:
    """The theme colour of a branch."""
    return BRANCHES[branch.number % len(BRANCHES)]


def branch_names(session: Session) -> dict[Branch, str]:
    """What the curves of the branches that are not on show are called."""
    titles = {branch: title for branch, title in session.branches.items() if branch is not session.branch}
    return {branch: f"branch {title}" if title in _OWN else title for branch, title in titles.items()}


def branch_curves(session: Session, part: Callable[[Evaluations], Floats]) -> Mapping[str, tuple[Floats, Floats]]:
    """A curve for each branch that is not on show."""
    histories = {name: branch.trainer.history.evaluations for branch, name in branch_names(session).items()}
    return {name: (evaluations.step, part(evaluations)) for name, evaluations in histories.items()}


def curve_tokens(session: Session) -> Mapping[str, str]:
    """The colours of the curves where there are several branches: the one on show has its training curve in its own."""
    names, shown = branch_names(session), session.branch
    if not names or shown is None:
        return {}
    return {"train": branch_token(shown), **{name: branch_token(branch) for branch, name in names.items()}}
