"""Options of the command line: what argparse is told about each, and those that several commands share."""

Option = tuple[tuple[str, ...], dict[str, object]]
"""Names, and the keywords of ``ArgumentParser.add_argument``."""

FILE: Option = (("file",), {"metavar": "FILE", "help": "a document, or the name of an example"})
JSON: Option = (("--json",), {"action": "store_true", "help": "print JSON, every number in full"})
EXAMPLE: Option = (("--example",), {"type": int, "default": 0, "metavar": "I", "help": "which example, from 0"})


def assignments(what: str) -> Option:
    """--set NAME=VALUE; ``what`` says what is set."""
    return (("--set",), {"action": "append", "default": [], "metavar": what, "help": "may be given several times"})
