"""What is wrong with a file, told so that it can be mended."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: file, line (from 1; None where it can't be had), place in it ("" for all), message."""

    file: str
    line: int | None
    place: str
    message: str

    def __str__(self) -> str:
        """One line: ``file:line: place: message``."""
        where = self.file if self.line is None else f"{self.file}:{self.line}"
        return ": ".join(part for part in (where, self.place, self.message) if part)


class DocumentError(ValueError):
    """A document that can't be loaded or saved, with every problem there is; as text one line for each."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems, in the order of the file."""
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))
