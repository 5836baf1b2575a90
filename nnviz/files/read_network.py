"""From the tables of a TOML file to a network."""

from typing import Literal

from nnviz.document.check_network import check_memory
from nnviz.document.flaw import Flaw
from nnviz.document.part import Row
from nnviz.files.naming import input_names, layer_name, unit_names
from nnviz.files.section import Notes, Section
from nnviz.network.architecture import Layer, Network
from nnviz.network.loss import LOSSES

Names = tuple[str, ...]
COUNT_OR_NAMES = "a count or an array of names"


def read_network(table: object, loss: str, notes: Notes) -> Network:
    """Read [network]; what can't be read is noted and stands as nothing or as its default.

    Units that are given by their count are named only when it is certain that the network fits into memory.
    """
    section = Section(table, ("network",), notes)
    inputs = _count_or_names(section, "inputs")
    tables = section.get("layers")
    section.finish()
    if not isinstance(tables, list):
        if tables is None and isinstance(table, dict):
            notes.wrong(("network", "layers"), "is missing, expected one layer or more: [[network.layers]]")
        elif tables is not None:
            section.wrong("layers", tables, "tables: [[network.layers]]")
        tables = []
    sections = [Section(entry, ("network", "layers", index), notes) for index, entry in enumerate(tables)]
    units = [_count_or_names(entry, "units") for entry in sections]
    widths = tuple(part if isinstance(part, int) else len(part or ()) for part in (inputs, *units))
    flaws = check_memory(widths, ("network",)) or [
        Flaw(("network",), f"has a layer of {width:,}, expected at most {MOST_IN_A_LAYER:,} inputs or neurons in a layer")
        for width in widths if width > MOST_IN_A_LAYER
    ]
    if flaws:
        notes.flaws += flaws
        notes.unread.add(("network",))
        inputs, units = (), [() for _ in units]
    layers = tuple(_read_layer(entry, index, units, loss) for index, entry in enumerate(sections))
    return Network(input_names(inputs) if isinstance(inputs, int) else inputs or (), layers)


MOST_IN_A_LAYER = 250_000
"""Inputs or neurons: each gets a name, and an image of 200 x 200 in three colours has 120,000."""


def _count_or_names(section: Section, key: str) -> int | Names | None:
    """A count of 1 or more, or names; None, and a note, where it is neither."""
    value = section.table.get(key)
    if isinstance(value, int) and not isinstance(value, bool):
        count = section.count(key, 0)
        if count < 1 and (*section.place, key) not in section.notes.unread:
            section.wrong(key, value, "1 or more")
        return count if count >= 1 else None
    if isinstance(value, list) and all(isinstance(name, str) for name in value):
        return section.names(key)
    section.asked.add(key)
    if isinstance(section.table, dict) and (section.place not in section.notes.unread):
        section.wrong(key, value, COUNT_OR_NAMES)
    return None


def _read_layer(section: Section, index: int, units: list[int | Names | None], loss: str) -> Layer:
    count = len(units)
    given = units[index]
    last = index == count - 1
    # A loss that takes scores or logits is meant to stand on a linear layer.
    linear = last and loss in LOSSES and (LOSSES[loss].link is not None or LOSSES[loss].task == "one_hot")
    layer = Layer(
        name=section.text("name", layer_name(index, count)),
        units=unit_names(index, count, given) if isinstance(given, int) else given or (),
        activation=section.text("activation", "linear" if linear else "sigmoid"),
        weights=section.matrix("weights"),
        weight_names=_name_matrix(section),
        bias=_bias(section),
        train_bias=section.flag("train_bias", True),
        initializer=section.text("initializer") or None,
    )
    section.finish()
    return layer


def _bias(section: Section) -> Row | Literal[False] | None:
    """Numbers, or false for no bias; true, like nothing, is a bias that starts at zero."""
    value = section.get("bias")
    if value is None or value is True:
        return None
    if value is False:
        return False
    if isinstance(value, list):
        return section.numbers("bias")
    section.wrong("bias", value, "an array of numbers, one a neuron, or false for none")
    return None


def _name_matrix(section: Section) -> tuple[Names, ...] | None:
    value = section.get("weight_names")
    if value is None:
        return None
    if isinstance(value, list) and all(isinstance(row, list) and all(isinstance(name, str) for name in row) for row in value):
        return tuple(tuple(row) for row in value)
    section.wrong("weight_names", value, "an array of rows of strings, shaped like the weights")
    return None
