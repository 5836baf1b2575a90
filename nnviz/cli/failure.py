"""How a command ends: each kind of failure with its exit code."""

DONE, FAILED, BAD_INPUT = 0, 1, 2


class BadInputError(Exception):
    """The file or the arguments are bad: exit code 2, with one line."""


class FailedError(Exception):
    """The work itself failed: exit code 1, with one line."""
