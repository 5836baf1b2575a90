"""How branches look wherever they are drawn."""

from collections.abc import Collection, Mapping

from nnviz.drawing.theme import BRANCHES
from nnviz.session.branch import Branch
from nnviz.session.session import Session

LONGEST = 24
"""Characters of a branch's name beside its curve."""


def branch_token(branch: Branch) -> str:
    """The theme colour of a branch."""
    return BRANCHES[branch.number % len(BRANCHES)]


def branch_names(session: Session, taken: Collection[str]) -> dict[Branch, str]:
    """What the curves of the branches that are not on show are called, shortly, beside curves of other names: no two the same."""
    found: dict[Branch, str] = {}
    for branch, title in session.branches.items():
        if branch is not session.branch:
            name = f"branch {title}" if title in taken else title
            name = name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"
            found[branch] = f"{name} ({branch.number})" if name in found.values() else name
    return found


def curve_tokens(shown: Branch, lead: str, names: Mapping[Branch, str]) -> Mapping[str, str]:
    """The colours of curves where there are several branches: the one on show has its curve ``lead`` in its own."""
    return {lead: branch_token(shown), **{name: branch_token(branch) for branch, name in names.items()}} if names else {}
