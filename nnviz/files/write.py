"""From a document to TOML: its tables, and the text of them."""

import json
import os
import re
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from nnviz.data.format import format_of
from nnviz.document.document import Document
from nnviz.document.drawn import Drawn
from nnviz.document.lesson import LessonStep
from nnviz.document.part import Circuit, Data, Training
from nnviz.files.naming import input_names, layer_name, unit_names
from nnviz.network.architecture import Layer, Network

Table = dict[str, Any]

# An array on one line up to this many characters, else one entry a line.
WIDTH = 100
# How many folders up a data file may lie for its path to be kept relative to the document's.
STEPS_UP = 2
_PLAIN_LINES = re.compile(r"[^\x00-\x08\x0b-\x1f\x7f]*")
_BARE = re.compile(r"[A-Za-z0-9_-]+")


def document_tables(document: Document, folder: Path, full: bool = False) -> Table:
    """The tables of a document that lies in ``folder``; ``full`` has every key, else defaults are left out."""
    table: Table = {key: text for key in ("title", "description") if (text := getattr(document, key))}
    if full or document.precision != "float64":
        table["precision"] = document.precision
    if document.circuit is not None:
        table |= _circuit(document.circuit)
    if document.network is not None:
        table["network"] = _network(document.network, full)
        table["loss"] = {"function": document.loss}
        if document.data is not None:
            table["data"] = _data(document.data, folder, full)
        table["training"] = _training(document.training, full)
    if document.lesson:
        table["lesson"] = [_step(step) for step in document.lesson]
    return table


def table_text(table: Table) -> str:
    """The TOML text of a document's tables: keys, then sections, then arrays of sections."""
    lines: list[str] = []
    _add_lines(lines, table, ())
    return "\n".join(lines).strip("\n") + "\n"


def value_text(value: object) -> str:
    """A value in TOML, numbers in full double precision; a matrix has a line for each row."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        if "\n" in value and _PLAIN_LINES.fullmatch(value) and "'''" not in value and not value.endswith("'"):
            return f"'''\n{value}'''"  # as it reads, backslashes and all
        # JSON's escapes are TOML's; only DEL has to be added.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return float.__repr__(value)
    if isinstance(value, Drawn):
        return f"{{ random = {value_text(value.random)}, shape = {value_text(value.shape)}, seed = {value.seed} }}"
    if not isinstance(value, Sequence):
        raise TypeError(f"{type(value).__name__} has no place in a document")
    entries = [value_text(entry) for entry in value]
    inline = f"[{', '.join(entries)}]"
    is_row = not any(isinstance(entry, list | tuple) for entry in value)
    if len(inline) <= WIDTH and "\n" not in inline and (is_row or len(entries) == 1):
        return inline
    if is_row and all(isinstance(entry, float) for entry in value):
        return inline
    return "[\n" + "".join(f"    {entry},\n" for entry in entries) + "]"


def key_text(key: str) -> str:
    """A key, in quotes where TOML wants them."""
    return key if _BARE.fullmatch(key) else value_text(key)


def portable_path(file: str, folder: Path) -> str:
    """How a document in ``folder`` names a file: relative where it is near, so that both can be moved together."""
    try:
        relative = Path(os.path.relpath(file, folder))
    except ValueError:
        return Path(file).as_posix()
    return (relative if relative.parts.count("..") <= STEPS_UP else Path(file)).as_posix()


def _add_lines(lines: list[str], table: Table, place: tuple[str, ...]) -> None:
    tables = {key: value for key, value in table.items() if isinstance(value, dict)}
    arrays = {key: value for key, value in table.items() if isinstance(value, list) and _is_tables(value)}
    for key, value in table.items():
        if key not in tables and key not in arrays:
            lines.append(f"{key_text(key)} = {value_text(value)}")
    for key, value in tables.items():
        lines += ["", f"[{'.'.join(map(key_text, (*place, key)))}]"]
        _add_lines(lines, value, (*place, key))
    for key, value in arrays.items():
        for entry in value:
            lines += ["", f"[[{'.'.join(map(key_text, (*place, key)))}]]"]
            _add_lines(lines, entry, (*place, key))


def _is_tables(value: list[Any]) -> bool:
    return bool(value) and isinstance(value[0], dict)


def _circuit(circuit: Circuit) -> Table:
    expressions: Table = dict(circuit.expressions)
    if circuit.output:
        expressions["output"] = circuit.output
    return {"inputs": dict(circuit.inputs), "circuit": expressions}


def _network(network: Network, full: bool) -> Table:
    count = len(network.inputs)
    counted = not full and network.inputs == input_names(count)
    layers = [_layer(layer, index, len(network.layers), full) for index, layer in enumerate(network.layers)]
    return {"inputs": count if counted else list(network.inputs), "layers": layers}


def _layer(layer: Layer, index: int, layers: int, full: bool) -> Table:
    counted = not full and layer.units == unit_names(index, layers, len(layer.units))
    table: Table = {} if not full and layer.name == layer_name(index, layers) else {"name": layer.name}
    table |= {"units": len(layer.units) if counted else list(layer.units), "activation": layer.activation}
    if layer.weights is not None:
        table["weights"] = layer.weights
    if layer.weight_names is not None:
        table["weight_names"] = layer.weight_names
    if layer.bias is not None:
        table["bias"] = layer.bias
    if full or not layer.train_bias:
        table["train_bias"] = layer.train_bias
    if layer.initializer is not None:
        table["initializer"] = layer.initializer
    return table


def _data(data: Data, folder: Path, full: bool) -> Table:
    table: Table
    if data.file:
        table = _data_file(data, folder, full)
    elif data.source:
        table = {"source": data.source, "examples": data.examples, "noise": data.noise}
    else:
        table = {"inputs": data.inputs, "targets": data.targets}
        table |= {key: list(value) for key in ("test", "classes") if (value := getattr(data, key))}
    if data.image:
        table["image"] = list(data.image)
    if data.features:
        table["features"] = data.features
    if data.tolerance is not None:
        table["tolerance"] = data.tolerance
    default = Data()
    optional = {"test_fraction": data.test_fraction, "standardize": data.standardize, "scale": data.scale}
    table |= {key: value for key, value in optional.items() if full or value != getattr(default, key)}
    if data.center:
        table |= {"center": data.center, "spread": data.spread}
    if data.seed is not None:
        table["seed"] = data.seed
    return table


def _data_file(data: Data, folder: Path, full: bool) -> Table:
    keys = format_of(data.file).keys
    table: Table = {"file": portable_path(data.file, folder)}
    if data.labels:
        table["labels"] = portable_path(data.labels, folder)
    if data.input_columns:
        table["inputs"] = list(data.input_columns)
    if data.target_columns:
        targets = data.target_columns
        table["target"] = targets[0] if len(targets) == 1 else list(targets)
    if data.one_hot is not None:
        table["one_hot"] = data.one_hot
    if "missing" in keys and (full or data.missing != "refuse"):
        table["missing"] = data.missing
    return table


def _training(training: Training, full: bool) -> Table:
    default = Training()
    table: Table = {}
    always = ("optimizer", "learning_rate", "batch_size", "epochs", "shuffle", "seed")
    for key in (*always[:2], "schedule", *always[2:], "l1", "l2", "patience", "update"):
        value = getattr(training, key)
        if full or key in always or value != getattr(default, key):
            table[key] = value
    return table | dict(training.settings)


def _step(step: LessonStep) -> Table:
    """A step of a lesson; what is left out is as nothing, or as in the step before."""
    table = _told(step)
    for key in ("question", "compare"):
        part = getattr(step, key)
        if part is not None:
            table[key] = _told(part)
    return table


def _told(part: Any) -> Table:
    """Every key of a frozen part that doesn't have its default; parts within it aside."""
    table: Table = {}
    for field in fields(part):
        value = getattr(part, field.name)
        if not is_dataclass(value) and value != field.default:
            table[field.name] = list(value) if isinstance(value, tuple) else value
    return table
