"""Typed reading of one TOML table: what is there is checked, what is wrong is noted and replaced by the default."""

import datetime as dt
import math
from collections.abc import Iterable, Mapping
from typing import Any, cast

from nnviz.document.drawn import Drawn
from nnviz.document.flaw import TOLD, Flaw, Place, one_of, short, shorten
from nnviz.document.part import Row, Value

SENSIBLE = 10**100


class Notes:
    """What reading found wrong; ``unread`` are the places whose values couldn't be had."""

    def __init__(self) -> None:
        """Nothing is wrong yet."""
        self.flaws: list[Flaw] = []
        self.unread: set[Place] = set()

    def wrong(self, place: Place, message: str) -> None:
        """Note that the value at a place can't be used."""
        self.flaws.append(Flaw(place, message))
        self.unread.add(place)


class Section:
    """A TOML table at a place. Every method takes a key, remembers that it was asked for, and never raises."""

    def __init__(self, table: object, place: Place, notes: Notes) -> None:
        """Take a value that should be a table; where it isn't, note it and be empty."""
        self.place, self.notes = place, notes
        self.table: Mapping[str, Any] = table if isinstance(table, dict) else {}
        self.asked: set[str] = set()
        if not isinstance(table, dict):
            notes.wrong(place, f"is {kind(table)}, expected a table")

    def __contains__(self, key: str) -> bool:
        return key in self.table

    def get(self, key: str) -> object:
        """The value as it is, None where there is none."""
        self.asked.add(key)
        return self.table.get(key)

    def wrong(self, key: str, value: object, expected: str) -> None:
        """Note that a key's value is of the wrong kind."""
        self.notes.wrong((*self.place, key), f"is {kind(value)}, expected {expected}")

    def text(self, key: str, default: str = "") -> str:
        """A string."""
        value = self.get(key)
        if value is None or isinstance(value, str):
            return default if value is None else value
        self.wrong(key, value, "a string")
        return default

    def flag(self, key: str, default: bool) -> bool:
        """True or false."""
        value = self.get(key)
        if value is None or isinstance(value, bool):
            return default if value is None else value
        self.wrong(key, value, "true or false")
        return default

    def count(self, key: str, default: int) -> int:
        """A whole number; 10.0 is none."""
        value = self.get(key)
        if value is None:
            return default
        if isinstance(value, int) and not isinstance(value, bool):
            # Written in hexadecimal, TOML's reader takes numbers that Python refuses to print.
            if abs(value) < SENSIBLE:
                return value
            self.wrong(key, value, "a whole number of at most 100 digits")
            return default
        self.wrong(key, value, "a whole number")
        return default

    def number(self, key: str, default: float) -> float:
        """A number, whole or not."""
        value = self.get(key)
        if value is None:
            return default
        number = as_number(value)
        if number is None:
            self.wrong(key, value, "a number")
        return default if number is None else number

    def names(self, key: str) -> tuple[str, ...] | None:
        """An array of strings; None where there is none or it is something else."""
        value = self.get(key)
        if isinstance(value, list) and all(isinstance(name, str) for name in value):
            return tuple(value)
        if value is not None:
            self.wrong(key, value, "an array of strings")
        return None

    def counts(self, key: str) -> tuple[int, ...] | None:
        """An array of whole numbers; None where there is none or it is something else."""
        value = self.get(key)
        if isinstance(value, list) and all(type(entry) is int and abs(entry) < SENSIBLE for entry in value):
            return tuple(value)
        if value is not None:
            self.wrong(key, value, "an array of whole numbers")
        return None

    def numbers(self, key: str) -> Row | None:
        """An array of numbers; None where there is none or it is something else."""
        value = self.get(key)
        return None if value is None else self._row(value, (*self.place, key))

    def matrix(self, key: str) -> tuple[Row, ...] | None:
        """An array of arrays of numbers, ragged perhaps; None where there is none or it is something else."""
        value = self.get(key)
        if value is None:
            return None
        if not isinstance(value, list):
            self.wrong(key, value, "an array of rows of numbers, as in [[1.0, 2.0], [3.0, 4.0]]")
            return None
        before, place = len(self.notes.flaws), (*self.place, key)
        rows = [self._row(row, (*place, number)) for number, row in enumerate(value)]
        self.notes.flaws[before:] = shorten(self.notes.flaws[before:])
        if any(row is None for row in rows):
            self.notes.unread.add(place)
            return None
        return cast(tuple[Row, ...], tuple(rows))

    def value(self, key: str) -> Value | None:
        """A number, vector or matrix, or how it is to be drawn; None where it is something else."""
        value = self.get(key)
        if isinstance(value, dict) and "random" in value:
            return self._drawn(value, (*self.place, key))
        if not isinstance(value, list):
            number = as_number(value)
            if number is None:
                self.wrong(key, value, 'a number, a vector or a matrix, or { random = "normal", shape = [4, 3] }')
            return number
        if any(isinstance(entry, list) for entry in value):
            return self.matrix(key)
        return self.numbers(key)

    def finish(self, also: Iterable[str] = ()) -> None:
        """Note the keys that nobody asked for; ``also`` are further ones that could have been meant."""
        known = [*sorted(self.asked), *also]
        unknown = [key for key in self.table if key not in self.asked]
        flaws = [Flaw((*self.place, key), f"unknown key, {one_of(known, key)}") for key in unknown[: TOLD + 1]]
        if len(unknown) > TOLD + 1:
            flaws[TOLD:] = [Flaw((*self.place, unknown[TOLD]), f"and {len(unknown) - TOLD:,} more unknown keys")]
        self.notes.flaws += flaws

    def _drawn(self, table: object, place: Place) -> Drawn | None:
        before = len(self.notes.unread)
        section = Section(table, place, self.notes)
        shape, seed = section.get("shape"), section.count("seed", 0)
        random = section.text("random")
        if not isinstance(shape, list) or not all(type(size) is int for size in shape):
            section.wrong("shape", shape, "an array of one or two whole numbers, as in [4, 3]")
        section.finish()
        if len(self.notes.unread) > before:
            self.notes.unread.add(place)
            return None
        assert isinstance(shape, list)
        return Drawn(random, tuple(shape), seed)

    def _row(self, value: object, place: Place) -> Row | None:
        """An array of numbers, the fast way where all are floats."""
        if not isinstance(value, list):
            self.notes.wrong(place, f"is {kind(value)}, expected an array of numbers")
            return None
        if all(type(entry) is float for entry in value):
            return tuple(value)
        numbers = [as_number(entry) for entry in value]
        bad = [at for at, number in enumerate(numbers) if number is None]
        if not bad:
            return cast(Row, tuple(numbers))
        flaws = [Flaw((*place, at), f"is {kind(value[at])}, expected a number") for at in bad]
        self.notes.flaws += shorten(flaws)
        self.notes.unread.add(place if len(place) <= 2 or not isinstance(place[-1], int) else place[:-1])
        return None


def as_number(value: object) -> float | None:
    """The value as a float, None where it is no number (true and false are none); too large is infinite."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return float(value)
    except OverflowError:
        return math.inf


def kind(value: object) -> str:
    """What a TOML value is, in words."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'the string "{short(value)}"'
    if isinstance(value, int | float):
        return f"the number {short(_digits(value))}"
    if isinstance(value, list):
        return "an array" if value else "an empty array"
    if isinstance(value, dt.date | dt.time):
        return "a date or time"
    return "a table" if isinstance(value, dict) else "missing"


def _digits(value: int | float) -> str:
    """A number's digits; a whole number beyond what Python prints is only called very large."""
    try:
        return str(value)
    except ValueError:
        return "with thousands of digits"
