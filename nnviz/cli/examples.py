"""nnviz examples: what there is to open."""

from argparse import Namespace

from nnviz.cli.failure import DONE
from nnviz.cli.number import print_table
from nnviz.cli.option import Option
from nnviz.files.example import examples

OPTIONS: tuple[Option, ...] = ()


def work(arguments: Namespace) -> int:
    """Prints name, title and description of every example."""
    print_table(("name", "title", "what it teaches"), [(e.name, e.title, e.description) for e in examples()])
    return DONE
