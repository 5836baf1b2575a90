"""NAME=VALUE arguments."""

from collections.abc import Iterable, Mapping

from nnviz.cli.failure import BadInputError


def split_assignments(texts: Iterable[str]) -> dict[str, str]:
    """["x=1", "y = 2"] as a mapping. Raises BadInputError for what has no = in it."""
    result = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals or not name.strip() or not value.strip():
            raise BadInputError(f"--set {text}: expected NAME=VALUE")
        result[name.strip()] = value.strip()
    return result


def as_number(name: str, text: str) -> float:
    """A finite number. Raises BadInputError."""
    try:
        value = float(text)
    except ValueError:
        raise BadInputError(f"--set {name}={text}: expected a number") from None
    if value != value or value in (float("inf"), float("-inf")):
        raise BadInputError(f"--set {name}={text}: expected a finite number")
    return value


def as_setting(name: str, text: str, present: Mapping[str, float | int | bool | str]) -> float | int | bool | str:
    """A value of the kind that the setting has. Raises BadInputError where it is unknown or doesn't fit."""
    if name not in present:
        raise BadInputError(f"--set {name}: there is no such setting, expected one of {', '.join(present)}")
    kind = type(present[name])
    if kind is str:
        return text
    if kind is bool:
        if text not in ("true", "false"):
            raise BadInputError(f"--set {name}={text}: expected true or false")
        return text == "true"
    return _as_whole(name, text) if kind is int else as_number(name, text)


def _as_whole(name: str, text: str) -> int:
    """A whole number, exactly; 1e3 is one too. Raises BadInputError."""
    try:
        return int(text)
    except ValueError:
        number = as_number(name, text)
        if number != int(number):
            raise BadInputError(f"--set {name}={text}: expected a whole number") from None
        return int(number)
