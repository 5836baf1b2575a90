"""From the tables of a TOML file to a document; whether it makes sense is checked elsewhere."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nnviz.data.format import FORMATS, format_of
from nnviz.document.document import Document
from nnviz.document.flaw import Flaw
from nnviz.document.part import Circuit, Data, Training, Value
from nnviz.files.read_lesson import read_lesson
from nnviz.files.read_network import read_network
from nnviz.files.section import Notes, Section
from nnviz.network.optimizer import OPTIMIZERS
from nnviz.network.schedule import SCHEDULES

OF_CIRCUIT = ("inputs", "circuit")
OF_NETWORK = ("network", "loss", "data", "training")
OF_DATA: Mapping[str, tuple[str, ...]] = {
    "source": ("source", "examples", "noise"),
    "file": ("file", "image", "one_hot", "features", "tolerance"),
    "inputs": ("inputs", "targets", "test", "classes", "image", "features", "tolerance"),
}
"""The keys of each kind of data, by the key that tells the kind; the first that is there decides. A file's format has more."""
OF_ALL_DATA = ("test_fraction", "standardize", "scale", "center", "spread", "seed")


def read_document(table: Mapping[str, Any], folder: Path) -> tuple[Document, Notes]:
    """The document in a TOML file of this folder, and notes of what couldn't be read and stands as its default."""
    notes = Notes()
    top = Section(table, (), notes)
    title, description = top.text("title"), top.text("description")
    precision = top.text("precision", "float64")
    lesson = read_lesson(top.get("lesson"), notes) if "lesson" in top else ()
    is_circuit = "circuit" in table or ("inputs" in table and "network" not in table)
    is_network = not is_circuit or "network" in table
    for key in (*OF_CIRCUIT, *OF_NETWORK):
        top.asked.add(key)
        if key in table and is_circuit != is_network and (key in OF_NETWORK) == is_circuit:
            whose = "circuit, expected only [inputs] and [circuit]" if is_circuit else "network, expected [network]"
            notes.flaws.append(Flaw((key,), f"doesn't belong to a {whose}"))
    top.finish(("lesson",))
    circuit = _read_circuit(table, notes) if is_circuit else None
    if not is_network or not any(key in table for key in OF_NETWORK):
        return Document(title, description, circuit, precision=precision, folder=folder, lesson=lesson), notes
    loss = Section(table.get("loss", {}), ("loss",), notes)
    function = loss.text("function", "squared_error")
    loss.finish()
    network = None
    if "network" in table:
        network = read_network(table["network"], function, notes)
    else:
        notes.wrong(("network",), "is missing, expected [network] with inputs and [[network.layers]]")
    data = _read_data(table["data"], folder, notes) if "data" in table else None
    training = _read_training(table.get("training", {}), notes)
    return Document(title, description, circuit, network, function, data, training, precision, folder, lesson), notes


def _read_circuit(table: Mapping[str, Any], notes: Notes) -> Circuit:
    section = Section(table.get("inputs", {}), ("inputs",), notes)
    inputs: list[tuple[str, Value]] = []
    for name in section.table:
        value = section.value(name)
        inputs.append((name, 0.0 if value is None else value))
    if "circuit" not in table:
        notes.wrong(("circuit",), 'is missing, expected [circuit] with expressions, for instance q = "x + y"')
        return Circuit(tuple(inputs), ())
    section = Section(table["circuit"], ("circuit",), notes)
    output = section.text("output")
    expressions = tuple((name, section.text(name, "0")) for name in section.table if name != "output")
    return Circuit(tuple(inputs), expressions, output)


def _read_data(table: object, folder: Path, notes: Notes) -> Data:
    section = Section(table, ("data",), notes)
    chosen = next((key for key in OF_DATA if key in section), "inputs")
    keys = _note_foreign(section, chosen, notes)
    default = Data()
    is_source, is_file, is_literal = (chosen == key for key in OF_DATA)
    file = section.text("file") if is_file else ""
    data = Data(
        inputs=(section.matrix("inputs") or ()) if is_literal else (),
        targets=(section.matrix("targets") or ()) if is_literal else (),
        test=(section.counts("test") or ()) if is_literal else (),
        classes=(section.names("classes") or ()) if is_literal else (),
        source=section.text("source") if is_source else "",
        examples=section.count("examples", default.examples) if is_source else default.examples,
        noise=section.number("noise", default.noise) if is_source else default.noise,
        file=str(folder / file) if file else "",
        input_columns=_columns(section, "inputs") if is_file else (),
        target_columns=_columns(section, "target") if is_file else (),
        labels=str(folder / labels) if is_file and (labels := section.text("labels")) else "",
        one_hot=section.flag("one_hot", False) if is_file and "one_hot" in section else None,
        missing=section.text("missing", default.missing) if is_file else default.missing,
        image=(section.counts("image") or ()) if not is_source else (),
        features=section.text("features") if not is_source else "",
        tolerance=section.number("tolerance", 0.0) if not is_source and "tolerance" in section else None,
        test_fraction=section.number("test_fraction", default.test_fraction),
        standardize=section.flag("standardize", default.standardize),
        scale=section.flag("scale", default.scale),
        center=section.numbers("center") or (),
        spread=section.numbers("spread") or (),
        seed=section.count("seed", 0) if "seed" in section else None,
    )
    section.finish(keys)
    for key in OF_DATA[chosen][: 2 if is_literal else 1]:
        if key in section and section.table[key] in ("", []):
            section.wrong(key, section.table[key], "something in it")
        elif key not in section and section.place not in notes.unread:
            notes.wrong(("data", key), "is missing, expected inputs and targets, or a source, or a file")
    return data


def _note_foreign(section: Section, chosen: str, notes: Notes) -> tuple[str, ...]:
    """The keys that go with the kind of data that was chosen, and a note of each that goes with another only."""
    file = section.table.get("file")
    own = format_of(file).keys if chosen == "file" and isinstance(file, str) else ()
    keys = (*OF_DATA[chosen], *own)
    every = {key for names in OF_DATA.values() for key in names} | {key for row in FORMATS.values() for key in row.keys}
    for key in section.table:
        if key in every.difference(keys):
            section.asked.add(key)
            message = f"doesn't go with {chosen}, expected only {', '.join((*keys, *OF_ALL_DATA))}"
            notes.flaws.append(Flaw(("data", key), message))
    return keys


def _columns(section: Section, key: str) -> tuple[str, ...]:
    """A column or several: a string or an array of strings."""
    value = section.get(key)
    if isinstance(value, str):
        return (value,)
    return section.names(key) or ()


def _read_training(table: object, notes: Notes) -> Training:
    section = Section(table, ("training",), notes)
    default = Training()
    settings = (*(row.settings for row in OPTIMIZERS.values()), *(row.settings for row in SCHEDULES.values()))
    constants = dict.fromkeys(key for keys in settings for key in keys)
    training = Training(
        optimizer=section.text("optimizer", default.optimizer),
        learning_rate=section.number("learning_rate", default.learning_rate),
        schedule=section.text("schedule", default.schedule),
        batch_size=section.count("batch_size", default.batch_size),
        epochs=section.count("epochs", default.epochs),
        shuffle=section.flag("shuffle", default.shuffle),
        seed=section.count("seed", default.seed),
        l1=section.number("l1", default.l1),
        l2=section.number("l2", default.l2),
        patience=section.count("patience", default.patience),
        update=section.text("update", default.update),
        settings=tuple((key, section.number(key, 0.5)) for key in constants if key in section),
    )
    section.finish(constants)
    return training
