"""How branches look wherever they are drawn."""

from collections.abc import Iterable, Mapping

from nnviz.drawing.theme import BRANCHES
from nnviz.session.branch import Branch
from nnviz.session.session import Session


def branch_token(branch: Branch) -> str:
    """The theme colour of a branch."""
    return BRANCHES[branch.number % len(BRANCHES)]


def branch_names(session: Session, taken: Iterable[str]) -> dict[Branch, str]:
    """What the curves of the branches that are not on show are called, beside curves of other names."""
    titles = {branch: title for branch, title in session.branches.items() if branch is not session.branch}
    return {branch: f"branch {title}" if title in taken else title for branch, title in titles.items()}


def curve_tokens(shown: Branch, lead: str, names: Mapping[Branch, str]) -> Mapping[str, str]:
    """The colours of curves where there are several branches: the one on show has its curve ``lead`` in its own."""
    return {lead: branch_token(shown), **{name: branch_token(branch) for branch, name in names.items()}} if names else {}
