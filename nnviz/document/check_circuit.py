"""Whether a circuit makes sense: names, values, order, expressions, shapes."""

import bisect
import keyword
import unicodedata
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

import numpy as np
from numpy.typing import NDArray

from nnviz.data.memory import available_memory, readable_bytes
from nnviz.document.drawn import DISTRIBUTIONS, Drawn
from nnviz.document.flaw import TOLD, Flaw, Place, middle_cut, one_of, short, shorten, unfinished
from nnviz.document.part import Circuit, Value, value_array
from nnviz.engine.expression import ExpressionError, add_expression, names_in
from nnviz.engine.graph import GraphBuilder
from nnviz.engine.structure import GraphError, Node
from nnviz.engine.table import FUNCTIONS

# A key of [circuit] that says which expression is the output.
RESERVED = "output"
# So many bytes are not worth asking the system for what it has.
ALWAYS_FITS = 100_000_000
LARGEST_VALUE = 2**28
# A cycle of so many expressions is told with its middle left out.
LONG_RING = 10


def check_circuit(circuit: Circuit, unread: AbstractSet[Place] = frozenset()) -> list[Flaw]:
    """Every flaw of a circuit; inputs and expressions at ``unread`` places are taken for right."""
    bad_values = [
        flaw for name, value in circuit.inputs if ("inputs", name) not in unread for flaw in check_value(value, ("inputs", name))
    ]
    flaws = [*bad_values, *_check_names(circuit)]
    if not circuit.expressions:
        flaws.append(Flaw(("circuit",), 'there is no expression, expected for instance q = "x + y"'))
    if circuit.output and circuit.output not in dict(circuit.expressions):
        expected = one_of((name for name, _ in circuit.expressions), circuit.output)
        flaws.append(Flaw(("circuit", RESERVED), f'there is no expression "{short(circuit.output)}", {expected}'))
    misplaced = _check_order(circuit)
    unusable = {flaw.place[:2] for flaw in (*misplaced, *bad_values)} | set(unread)
    return flaws + misplaced + _check_expressions(circuit, unusable)


def check_value(value: Value, place: Place) -> list[Flaw]:
    """What is wrong with a number, vector or matrix: empty, ragged, not finite."""
    if isinstance(value, Drawn):
        return _check_drawn(value, place)
    if not isinstance(value, tuple):
        return [Flaw(place, f"is {value}, expected a finite number") for _ in unfinished([value])]
    if not value:
        return [Flaw(place, "is empty, expected a number, a vector or a matrix")]
    rows = tuple(entry for entry in value if isinstance(entry, tuple))
    if rows:
        return check_matrix(rows, place, None, len(rows[0]))
    numbers = tuple(entry for entry in value if not isinstance(entry, tuple))
    return shorten([Flaw((*place, at), f"is {numbers[at]}, expected a finite number") for at in unfinished(numbers)])


def check_matrix(rows: tuple[tuple[float, ...], ...], place: Place, count: int | None, width: int) -> list[Flaw]:
    """What is wrong with a matrix that should have ``count`` rows (None: any) of ``width`` finite numbers."""
    flaws = []
    if count is not None and len(rows) != count:
        flaws.append(Flaw(place, f"has {len(rows)} rows, expected {count}"))
    if width == 0:
        flaws.append(Flaw((*place, 0), "is empty, expected numbers"))
    bad: list[Flaw] = []
    for number, row in enumerate(rows):
        if len(row) != width:
            bad.append(Flaw((*place, number), f"has {len(row)} numbers, expected {width} in each row"))
        bad += [Flaw((*place, number, at), f"is {row[at]}, expected a finite number") for at in unfinished(row)]
    return flaws + shorten(bad)


def _check_drawn(value: Drawn, place: Place) -> list[Flaw]:
    """What is wrong with an input that is drawn: its distribution, its shape, its seed."""
    flaws = []
    if value.random not in DISTRIBUTIONS:
        flaws.append(Flaw((*place, "random"), f'there is no "{short(value.random)}", {one_of(DISTRIBUTIONS, value.random)}'))
    if not 1 <= len(value.shape) <= 2:
        flaws.append(Flaw((*place, "shape"), f"has {len(value.shape)} sizes, expected one for a vector or two for a matrix"))
    elif min(value.shape) < 1:
        flaws.append(Flaw((*place, "shape"), f"is {list(value.shape)}, expected sizes of 1 or more"))
    elif value.size * 8 > LARGEST_VALUE:
        needed = readable_bytes(value.size * 8)
        flaws.append(Flaw((*place, "shape"), f"needs {needed}, expected at most {readable_bytes(LARGEST_VALUE)}"))
    if value.seed < 0:
        flaws.append(Flaw((*place, "seed"), f"is {value.seed}, expected 0 or more"))
    return flaws


def _check_names(circuit: Circuit) -> Iterator[Flaw]:
    taken: set[str] = set()
    places: list[Place] = [("inputs", name) for name, _ in circuit.inputs]
    places += [("circuit", name) for name, _ in circuit.expressions]
    for place in places:
        name = str(place[-1])
        if not name.isidentifier() or keyword.iskeyword(name) or unicodedata.normalize("NFKC", name) != name:
            yield Flaw(place, "can't be used in an expression, expected a name of letters, digits and _")
        elif name in FUNCTIONS:
            yield Flaw(place, f"{name} is the name of a function, expected another name")
        elif name == RESERVED:
            yield Flaw(place, f"{RESERVED} is the key that names the output, expected another name")
        elif name in taken:
            yield Flaw(place, "the name is used twice, expected another name")
        taken.add(name)


def _check_order(circuit: Circuit) -> list[Flaw]:
    """Expressions that use themselves, or what comes later."""
    uses: dict[str, list[str]] = {}
    for name, text in circuit.expressions:
        try:
            uses[name] = names_in(text)
        except ExpressionError:
            uses[name] = []
    later = set(uses)
    flaws = []
    for name in uses:
        for used in uses[name]:
            if used in later:
                ring = _path(uses, used, name)
                if ring:
                    shown = [name, *ring] if len(ring) < LONG_RING else [name, *ring[:3], "…", *ring[-2:]]
                    flaws.append(Flaw(("circuit", name), f"is part of a cycle: {' → '.join(shown)}"))
                else:
                    message = f"uses {used}, which comes later; expected only inputs and expressions above it"
                    flaws.append(Flaw(("circuit", name), message))
                break
        if len(flaws) > TOLD:
            break
        later.discard(name)
    return flaws


def _path(uses: dict[str, list[str]], start: str, goal: str) -> list[str]:
    """A shortest way from ``start`` along what each name uses to ``goal``, both included; empty where there is none."""
    came: dict[str, str] = {start: ""}
    queue = [start]
    for name in queue:
        if name == goal:
            way = [name]
            while came[way[-1]]:
                way.append(came[way[-1]])
            return way[::-1]
        for used in uses.get(name, ()):
            if used not in came:
                came[used] = name
                queue.append(used)
    return []


def _check_expressions(circuit: Circuit, unusable: set[Place]) -> list[Flaw]:
    """Build the graph expression by expression, then compute it once: what can't be read, what doesn't fit.

    An expression that is wrong (or ``unusable``) stands as a leaf without a value, so that the others are still
    checked and no flaw is told twice.
    """
    builder = GraphBuilder()
    known: dict[str, int] = {}
    ends: list[tuple[int, Place]] = []
    flaws = []
    for name, value in circuit.inputs:
        if name not in known:
            known[name] = builder.input(name, None if ("inputs", name) in unusable else value_array(value))
    for name, text in circuit.expressions:
        place: Place = ("circuit", name)
        if name in known:
            continue
        if place not in unusable:
            try:
                known[name] = add_expression(builder, name, text, known)
                ends.append((known[name], place))
                continue
            except ExpressionError as error:
                flaws.append(Flaw(place, f"{middle_cut(error.message)} (column {error.column} of the expression)"))
            except GraphError as error:
                flaws.append(Flaw(place, middle_cut(str(error))))
        known[name] = builder.input(builder.unique(name), None)
        ends.append((known[name], place))
    return flaws + _check_shapes(tuple(builder), ends)


def _check_shapes(nodes: tuple[Node, ...], ends: list[tuple[int, Place]]) -> list[Flaw]:
    """Compute every gate whose inputs have values; ``ends`` says where each expression's nodes end, ascending."""
    values: list[NDArray[np.floating] | None] = []
    flaws = []
    for node in nodes:
        inputs = [values[index] for index in node.inputs]
        arrays = [value for value in inputs if value is not None]
        if node.is_leaf or len(arrays) < len(inputs):
            values.append(node.value if node.is_leaf else None)
            continue
        try:
            _refuse_huge(arrays)
            with np.errstate(all="ignore"):
                values.append(np.asarray(node.gate.forward(*arrays, **node.attributes)))
        except (ValueError, IndexError) as error:
            shapes = " and ".join(str(array.shape) for array in arrays)
            place = ends[bisect.bisect_left(ends, node.index, key=lambda end: end[0])][1]
            flaws.append(Flaw(place, f"in {short(node.name)}: {node.op} of shapes {shapes} can't be had: {error}"))
            values.append(None)
    return flaws


def _refuse_huge(arrays: list[NDArray[np.floating]]) -> None:
    """Raise ValueError for a product of shapes that no memory holds, before it is computed."""
    rows = max((array.shape[0] for array in arrays if array.ndim), default=1)
    columns = max((array.shape[-1] for array in arrays if array.ndim), default=1)
    needed = rows * columns * 8
    if needed < ALWAYS_FITS or all(array.ndim < 2 for array in arrays):
        return
    available = available_memory()
    most = LARGEST_VALUE if available is None else min(LARGEST_VALUE, available)
    if needed > most:
        raise ValueError(f"it needs {readable_bytes(needed)}, expected at most {readable_bytes(most)}")
