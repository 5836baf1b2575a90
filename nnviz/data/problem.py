"""What is wrong with a file of data, told so that it can be mended."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

REPORTED = 20
LONGEST = 300
"""Characters of what is said of one problem."""


@dataclass(frozen=True, slots=True)
class DataProblem:
    """What is wrong at a line (1 is the first of the file, None the whole file) and a place: a column, an array, a picture."""

    line: int | None
    column: str
    message: str


class DataError(ValueError):
    """A file of data that cannot be used, with everything that is wrong with it."""

    def __init__(self, path: Path, problems: Iterable[DataProblem] | str, more: int = 0) -> None:
        """Keep the problems, or the one of the whole file; of very many the first and a count, with those ``more``."""
        self.path = path
        found = [DataProblem(None, "", problems)] if isinstance(problems, str) else list(problems)
        rest = len(found) - REPORTED + more
        self.problems = tuple(found[:REPORTED])
        if rest > 0:
            self.problems += (DataProblem(None, "", f"and {rest:,} more problems like these"),)
        super().__init__("\n".join(self.lines()))

    def lines(self) -> list[str]:
        """One line for each problem: ``file:line: column: message``."""
        return [
            f"{self.path}{'' if problem.line is None else f':{problem.line}'}: "
            f"{_cut(problem.column) + ': ' if problem.column else ''}{_cut(problem.message)}"
            for problem in self.problems
        ]


def _cut(text: str) -> str:
    """A text without its middle where it quotes very much of a file."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST // 2]} … {text[-LONGEST // 2 :]}"


class Problems:
    """What is wrong with a file, as it is found: the first of it by line, the rest only counted."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._found: list[DataProblem] = []
        self._count = 0

    def __bool__(self) -> bool:
        """Whether there is anything."""
        return self._count > 0

    def add(self, line: int | None, message: str, column: str = "") -> None:
        """One problem more."""
        self._found.append(DataProblem(line, column, message))
        self._count += 1
        if len(self._found) > 100 * REPORTED:
            self._forget()

    def _forget(self) -> None:
        self._found.sort(key=lambda problem: (problem.line is None, problem.line or 0))
        del self._found[REPORTED:]

    def require_none(self) -> None:
        """Raises DataError where there is a problem."""
        if self._count:
            self._forget()
            raise DataError(self._path, self._found, self._count - len(self._found))
