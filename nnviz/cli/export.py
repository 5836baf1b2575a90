"""nnviz export: writes a script that trains the network of a file on NumPy alone."""

from argparse import Namespace
from pathlib import Path

from nnviz.cli.assignment import split_assignments
from nnviz.cli.failure import DONE, BadInputError, FailedError
from nnviz.cli.option import FILE, Option, assignments
from nnviz.cli.train import with_settings
from nnviz.files.load import load
from nnviz.training.script import ScriptError, script

OPTIONS: tuple[Option, ...] = (
    FILE, assignments("KEY=VALUE"),
    (("-o", "--output"), {"required": True, "metavar": "OUT", "help": "a file ending in .py"}),
)


def work(arguments: Namespace) -> int:
    """Carries the command out; raises DocumentError, BadInputError, and FailedError where the script can't be written."""
    target = Path(arguments.output)
    if target.suffix.lower() != ".py":
        raise BadInputError(f"-o {target}: expected a name that ends in .py")
    document = load(arguments.file)
    try:
        code = script(with_settings(document, split_assignments(arguments.set)))
    except ScriptError as error:
        raise BadInputError(f"{arguments.file}: {error}") from None
    try:
        target.write_text(code, "utf-8")
    except OSError as error:
        raise FailedError(f"{target}: {error.strerror or error}") from None
    return DONE
