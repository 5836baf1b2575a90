"""nnviz: the entry point. The first word is a command, or else a file for the window."""

import argparse
import contextlib
import io
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from nnviz import __version__
from nnviz.cli.check import check_command
from nnviz.cli.compare import compare
from nnviz.cli.examples import list_examples
from nnviz.cli.explain import explain
from nnviz.cli.export import export
from nnviz.cli.failure import BAD_INPUT, FAILED, BadInputError, FailedError
from nnviz.cli.render import VIEWS, render
from nnviz.cli.run import run
from nnviz.cli.train import train
from nnviz.cli.window import open_window
from nnviz.explain.format import FORMATS
from nnviz.explain.number import DIGITS
from nnviz.files.problem import DocumentError

Option = tuple[tuple[str, ...], dict[str, object]]

_FILE: Option = (("file",), {"metavar": "FILE", "help": "a document, or the name of an example"})
_JSON: Option = (("--json",), {"action": "store_true", "help": "print JSON, every number in full"})

_EXAMPLE: Option = (("--example",), {"type": int, "default": 0, "metavar": "I", "help": "which example, from 0"})


@dataclass(frozen=True, slots=True)
class Command:
    """One command: what carries it out, what it is for, its arguments."""

    work: Callable[[argparse.Namespace], int]
    help: str
    options: tuple[Option, ...] = ()


def _set(what: str) -> Option:
    return (("--set",), {"action": "append", "default": [], "metavar": what, "help": "may be given several times"})


COMMANDS: dict[str, Command] = {
    "run": Command(run, "one forward and backward pass, a table of every node", (
        _FILE, _set("NAME=VALUE"), _JSON,
        _EXAMPLE,
    )),
    "train": Command(train, "train the network", (
        _FILE, _set("KEY=VALUE"), _JSON,
        (("--steps",), {"type": int, "metavar": "N", "help": "so many updates; 0 only evaluates"}),
        (("--epochs",), {"type": int, "metavar": "N", "help": "so many passes over the training examples"}),
        (("--save",), {"metavar": "PATH", "help": "write the document with the trained parameters"}),
    )),
    "check": Command(check_command, "check gradients against central differences; exit code 1 where they differ",
                     (_FILE, _JSON)),
    "explain": Command(explain, "why a number is that number; without --of the whole worked solution", (
        _FILE,
        (("--of",), {"metavar": "NAME", "help": "w5, out_h1, f/x for a gradient alone, LAYER.weights[i,j]"}),
        (("--all",), {"action": "store_true", "help": "the whole worked solution, however long"}),
        _EXAMPLE,
        (("--format",), {"choices": tuple(FORMATS), "default": "text"}),
        (("--digits",), {"type": int, "default": DIGITS, "metavar": "N", "help": "significant digits; 17 for all"}),
        (("-o", "--output"), {"metavar": "OUT", "help": "write a file instead"}),
    )),
    "render": Command(render, "draw a picture: svg, png or pdf", (
        _FILE,
        (("-o", "--output"), {"required": True, "metavar": "OUT", "help": "a file ending in .svg, .png or .pdf"}),
        (("--view",), {"choices": tuple(VIEWS), "default": "graph"}),
        (("--after",), {"type": int, "default": 0, "metavar": "STEPS", "help": "train so many steps first"}),
        (("--size",), {"metavar": "WxH", "help": "in pixels, for instance 1200x800"}),
        (("--theme",), {"choices": ("light", "dark"), "default": "light"}),
    )),
    "export": Command(export, "write Python code that trains the network to the same numbers on NumPy alone", (
        _FILE, _set("KEY=VALUE"),
        (("-o", "--output"), {"required": True, "metavar": "OUT", "help": "a file ending in .py"}),
    )),
    "compare": Command(compare, "train two documents fold by fold and say how far apart their test losses are", (
        (("files",), {"nargs": 2, "metavar": "FILE", "help": "documents, or names of examples, of the same data"}),
        (("--folds",), {"type": int, "default": 5, "metavar": "K", "help": "into so many parts the examples are split"}),
        (("--epochs",), {"type": int, "metavar": "N", "help": "instead of each document's own"}), _JSON,
    )),
    "examples": Command(list_examples, "list the examples; their names work wherever FILE does"),
}  # fmt: skip


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="nnviz", description="See every number a neural network computes, forward and backward, and why it is that.",
        epilog="nnviz [FILE] without a command opens the window.",
    )
    parser.add_argument("--version", action="version", version=f"nnviz {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND")
    for name, command in COMMANDS.items():
        sub = commands.add_parser(name, help=command.help, description=command.help)
        sub.set_defaults(work=command.work)
        for names, keywords in command.options:
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
    parsed = _parser().parse_args(words)
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
