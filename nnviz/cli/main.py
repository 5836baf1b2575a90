"""nnviz: the entry point. The first word is a command, or else a file for the window."""

import argparse
import contextlib
import io
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from nnviz import __version__
from nnviz.cli.failure import BAD_INPUT, FAILED, BadInputError, FailedError
from nnviz.cli.option import Option
from nnviz.cli.window import open_window
from nnviz.files.problem import DocumentError


class Work(Protocol):
    """What the module of a command offers."""

    @property
    def OPTIONS(self) -> tuple[Option, ...]:  # noqa: N802 (a constant of the module)
        """Its arguments."""
        ...

    def work(self, arguments: argparse.Namespace) -> int:
        """Carries the command out and returns the exit code."""
        ...


@dataclass(frozen=True, slots=True)
class Command:
    """One command: what brings its module, which is imported only where it is asked for, and what it is for."""

    load: Callable[[], Work]
    help: str


def _run() -> Work:
    from nnviz.cli import run
    return run


def _train() -> Work:
    from nnviz.cli import train
    return train


def _check() -> Work:
    from nnviz.cli import check
    return check


def _explain() -> Work:
    from nnviz.cli import explain
    return explain


def _render() -> Work:
    from nnviz.cli import render
    return render


def _export() -> Work:
    from nnviz.cli import export
    return export


def _compare() -> Work:
    from nnviz.cli import compare
    return compare


def _examples() -> Work:
    from nnviz.cli import examples
    return examples


COMMANDS: dict[str, Command] = {
    "run": Command(_run, "one forward and backward pass, a table of every node"),
    "train": Command(_train, "train the network"),
    "check": Command(_check, "check gradients against central differences; exit code 1 where they differ"),
    "explain": Command(_explain, "why a number is that number; without --of the whole worked solution"),
    "render": Command(_render, "draw a picture: svg, png or pdf"),
    "export": Command(_export, "write Python code that trains the network to the same numbers on NumPy alone"),
    "compare": Command(_compare, "train two documents fold by fold and say how far apart their test losses are"),
    "examples": Command(_examples, "list the examples; their names work wherever FILE does"),
}


def _parser(asked: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="nnviz", description="See every number a neural network computes, forward and backward, and why it is that.",
        epilog="nnviz [FILE] without a command opens the window.",
    )
    parser.add_argument("--version", action="version", version=f"nnviz {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND")
    for name, command in COMMANDS.items():
        sub = commands.add_parser(name, help=command.help, description=command.help)
        if name == asked:
            module = command.load()
            sub.set_defaults(work=module.work)
            for names, keywords in module.OPTIONS:
                sub.add_argument(*names, **keywords)  # type: ignore[arg-type]
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Carries out a command line and returns the exit code: 0 done, 1 the work failed, 2 the file or arguments are bad."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    _print_what_can_be()
    if not words or (words[0] not in COMMANDS and not words[0].startswith("-")):
        if len(words) > 1:
            return _complain(f"expected one FILE or a command ({', '.join(COMMANDS)}), not {' '.join(words)!r}", BAD_INPUT)
        return _guarded(lambda: open_window(words[0] if words else None))
    parsed = _parser(words[0]).parse_args(words)
    if not hasattr(parsed, "work"):
        return _complain("expected a command or a FILE", BAD_INPUT)
    return _guarded(lambda: parsed.work(parsed))


def _print_what_can_be() -> None:
    """A terminal that knows no σ shows a ? for it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _guarded(work: Callable[[], int]) -> int:
    try:
        code = work()
        if sys.stdout is not None:
            sys.stdout.flush()  # a full disk is told here, not at the interpreter's exit
        return code
    except (DocumentError, BadInputError) as error:
        return _complain(str(error), BAD_INPUT)
    except FailedError as error:
        return _complain(str(error), FAILED)
    except BrokenPipeError:
        _forget_output()  # whoever read it has enough
        return FAILED
    except OSError as error:
        _forget_output()
        where = f"{error.filename}: " if error.filename else ""
        return _complain(f"{where}{error.strerror or error}", FAILED)
    except KeyboardInterrupt:
        return _complain("stopped", FAILED)
    except MemoryError:
        return _complain("there is not enough memory for this", FAILED)


def _forget_output() -> None:
    """Keeps the interpreter from complaining at exit of what could not be written."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _complain(message: str, code: int) -> int:
    print(f"nnviz: {message}", file=sys.stderr)
    return code
