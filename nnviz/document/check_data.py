"""Whether data and training make sense, by themselves and for the network and loss of the document."""

import math
from collections.abc import Iterator

from nnviz.data.dataset import LARGEST
from nnviz.data.feature import FEATURES, SMALLEST
from nnviz.data.format import format_of
from nnviz.data.source import SOURCES
from nnviz.document.check_circuit import check_matrix
from nnviz.document.check_training import SEED_LIMIT
from nnviz.document.flaw import TOLD, Flaw, one_of, short, shorten
from nnviz.document.part import MISSING, Data, Row
from nnviz.network.loss import LOSSES, expected_targets

MOST_SIDE = 4096
"""Pixels of a picture's side."""


def check_data_settings(data: Data) -> list[Flaw]:
    """The flaws of what goes with any kind of data, and of a source's numbers."""
    flaws = []
    if not 0 <= data.test_fraction < 1:
        message = f"is {data.test_fraction}, expected a number from 0 to below 1"
        flaws.append(Flaw(("data", "test_fraction"), message))
    if data.seed is not None and not 0 <= data.seed < SEED_LIMIT:
        flaws.append(Flaw(("data", "seed"), f"is {data.seed}, expected a whole number from 0 to 2^63"))
    if data.examples < 1:
        flaws.append(Flaw(("data", "examples"), f"is {data.examples}, expected a whole number of 1 or more"))
    if not 0 <= data.noise <= 1:
        flaws.append(Flaw(("data", "noise"), f"is {data.noise}, expected a number from 0 to 1"))
    if data.standardize and data.scale:
        flaws.append(Flaw(("data", "scale"), "doesn't go with standardize, expected one of them"))
    if (data.standardize or data.scale) and (data.center or data.spread):
        given = "standardize" if data.standardize else "scale"
        flaws.append(Flaw(("data", "center"), f"and spread say what {given} would find, expected one or the other"))
    if data.image and not (len(data.image) == 2 and all(1 <= side <= MOST_SIDE for side in data.image)):
        message = f"is {short(str(list(data.image)))}, expected [HEIGHT, WIDTH], each from 1 to {MOST_SIDE:,}"
        flaws.append(Flaw(("data", "image"), message))
    return flaws + list(_check_features(data))


def _check_features(data: Data) -> Iterator[Flaw]:
    row = FEATURES.get(data.features)
    if data.features and row is None:
        message = f'there are no features "{short(data.features)}", {one_of(FEATURES, data.features)}'
        yield Flaw(("data", "features"), message)
    elif row is not None and row.tolerant and data.tolerance is None:
        message = f"{row.name} needs a tolerance, expected tolerance = NUMBER, in the units of the pictures"
        yield Flaw(("data", "features"), message)
    elif data.tolerance is not None and not (row is not None and row.tolerant):
        tolerant = one_of(row.name for row in FEATURES.values() if row.tolerant)
        yield Flaw(("data", "tolerance"), f"goes only with features that have one, {tolerant}")
    elif data.tolerance is not None and not (math.isfinite(data.tolerance) and data.tolerance >= 0):
        yield Flaw(("data", "tolerance"), f"is {data.tolerance}, expected a number of 0 or more")
    if row is not None and len(data.image) == 2 and min(data.image) < SMALLEST:
        yield Flaw(("data", "image"), f"is {list(data.image)}, expected sides of {SMALLEST} or more for neighbourhoods of 3 x 3")


def check_data(data: Data, width: int, outputs: int, loss: str) -> list[Flaw]:
    """The flaws of the examples for a network of ``width`` inputs and ``outputs`` outputs; a file is not opened."""
    kinds = [kind for kind, given in (("inputs", data.inputs), ("source", data.source), ("file", data.file)) if given]
    if len(kinds) != 1:
        given = " and ".join(kinds) or "nothing"
        return [Flaw(("data",), f"gives {given}, expected inputs and targets, or a source, or a file")]
    flaws = list(_check_scale(data, width))
    if data.file:
        return flaws + _check_file(data, width)
    if data.source:
        return flaws + _check_source(data, width, outputs, loss)
    return flaws + _check_literal(data, width, outputs, loss)


def _check_scale(data: Data, width: int) -> Iterator[Flaw]:
    """The flaws of ``center`` and ``spread``, which go together, with a number for each input."""
    for key, numbers in (("center", data.center), ("spread", data.spread)):
        if (data.center or data.spread) and len(numbers) != width:
            yield Flaw(("data", key), f"has {len(numbers)} numbers, expected {width}, one for each input")
        yield from shorten([
            Flaw(("data", key, at), f"is {number}, expected a finite number{' that is not 0' * (key == 'spread')}")
            for at, number in enumerate(numbers) if not math.isfinite(number) or (key == "spread" and number == 0)
        ])


def _check_literal(data: Data, width: int, outputs: int, loss: str) -> list[Flaw]:
    if data.features and not data.image:
        return [Flaw(("data", "features"), "are made of pictures, expected image = [HEIGHT, WIDTH]")]
    flaws = check_matrix(data.inputs, ("data", "inputs"), None, math.prod(data.image) if data.features else width)
    if (data.standardize or data.scale) and any(abs(number) > LARGEST for row in data.inputs for number in row):
        flaws.append(Flaw(("data", "inputs"), f"has a number beyond {LARGEST:g}, which can't be brought to scale"))
    if data.features:
        flaws += _check_width(data, width)
    elif len(data.image) == 2 and math.prod(data.image) != width:
        message = f"is {list(data.image)}, expected {width} pixels in all, one for each of the network's inputs"
        flaws.append(Flaw(("data", "image"), message))
    if len(data.targets) != len(data.inputs):
        message = f"has {len(data.targets)} rows, expected {len(data.inputs)}, one for each row of inputs"
        flaws.append(Flaw(("data", "targets"), message))
    if data.test:
        flaws += _check_test(data)
    of_targets = check_matrix(data.targets, ("data", "targets"), None, outputs)
    if data.classes:
        fits = _check_classes(data, outputs, of_targets == [])
    else:
        fits = _check_targets(data.targets, loss) if not of_targets and loss in LOSSES else []
    return flaws + of_targets + shorten(fits)


def _check_classes(data: Data, outputs: int, readable: bool) -> list[Flaw]:
    """The flaws of the classes' names, and of targets that name none of them."""
    flaws, count = [], 2 if outputs == 1 else outputs
    if len(data.classes) != count:
        one = "the one output's no and yes" if outputs == 1 else "one for each output"
        flaws.append(Flaw(("data", "classes"), f"has {len(data.classes)} names, expected {count}, {one}"))
    if len(set(data.classes)) < len(data.classes) or not all(data.classes):
        flaws.append(Flaw(("data", "classes"), "has a name twice or an empty one, expected a name for each class"))
    for number, row in enumerate(data.targets if readable else ()):
        if not set(row) <= {1, min(row)} or min(row) not in (0, -1, 1) or (outputs > 1 and sum(entry == 1 for entry in row) != 1):
            code = "1, 0 or -1" if outputs == 1 else "a single 1, the others 0 or -1"
            flaws.append(Flaw(("data", "targets", number), f"is {short(str(list(row)))}, expected a class: {code}"))
    return flaws


def _check_width(data: Data, width: int) -> list[Flaw]:
    """Whether the features of pictures of the shape that is written down are as many as the network has inputs."""
    if data.features not in FEATURES or len(data.image) != 2 or min(data.image) < SMALLEST:
        return []
    count = math.prod(FEATURES[data.features].shape((data.image[0], data.image[1])))
    return [] if count == width else [Flaw(("data", "features"), f"make {count} inputs an example, the network has {width}")]


def _check_test(data: Data) -> list[Flaw]:
    """The flaws of the rows that test: each must be there, none twice, and not all of them."""
    count = len(data.inputs)
    flaws = [
        Flaw(("data", "test", place), f"is {row}, expected the number of a row of inputs, from 0 to {count - 1}")
        for place, row in enumerate(data.test) if not 0 <= row < count
    ]  # fmt: skip
    if len(set(data.test)) < len(data.test):
        flaws.append(Flaw(("data", "test"), "names a row twice, expected each once"))
    elif not flaws and len(data.test) == count:
        flaws.append(Flaw(("data", "test"), "names every row, expected some that train"))
    if data.test_fraction:
        flaws.append(Flaw(("data", "test"), "doesn't go with test_fraction, expected one of them"))
    return shorten(flaws)


def _check_targets(targets: tuple[Row, ...], loss: str) -> list[Flaw]:
    """The rows that the loss can't be computed for."""
    flaws = []
    for number, row in enumerate(targets):
        expected = expected_targets(loss, row)
        if expected:
            flaws.append(Flaw(("data", "targets", number), f"is {short(str(list(row)))}, expected {expected}"))
        if len(flaws) > 1000 * TOLD:
            break
    return flaws


def _check_source(data: Data, width: int, outputs: int, loss: str) -> list[Flaw]:
    flaws = []
    source = SOURCES.get(data.source)
    if source is None:
        expected = one_of(SOURCES, data.source)
        flaws.append(Flaw(("data", "source"), f'there is no source "{short(data.source)}", {expected}'))
        return flaws
    place = ("data", "source")
    if width != len(source.input_names):
        flaws.append(Flaw(place, f"{source.name} has {len(source.input_names)} inputs, the network {width}"))
    if loss not in LOSSES:
        return flaws
    task = LOSSES[loss].task
    if source.classes is None and task != "regression":
        losses = (row.name for row in LOSSES.values() if row.task == "regression")
        flaws.append(Flaw(place, f"{source.name} gives numbers and {loss} wants classes, {one_of(losses)}"))
    allowed = (1,) if source.classes is None else (2,) if task == "one_hot" else (1, 2)
    if outputs not in allowed:
        wanted = " or ".join(map(str, allowed))
        flaws.append(Flaw(place, f"{source.name} under {loss} needs {wanted} outputs, the network has {outputs}"))
    return flaws


def _check_file(data: Data, width: int) -> list[Flaw]:
    flaws = []
    kind = format_of(data.file)
    if kind.name == "csv" and data.input_columns and not data.features and len(data.input_columns) != width:
        message = f"names {len(data.input_columns)} columns, expected {width}, one for each of the network's inputs"
        flaws.append(Flaw(("data", "inputs"), message))
    if "target" in kind.keys and not data.target_columns:
        flaws.append(Flaw(("data",), f'has no target, expected target = "{"COLUMN" if kind.name == "csv" else "ARRAY"}"'))
    if "labels" in kind.keys and not data.labels:
        flaws.append(Flaw(("data",), 'has no labels, expected labels = "FILE", the IDX file with the targets'))
    if data.missing not in MISSING:
        flaws.append(Flaw(("data", "missing"), f'is "{short(data.missing)}", {one_of(MISSING, data.missing)}'))
    if data.one_hot and len(data.target_columns) > 1:
        flaws.append(Flaw(("data", "one_hot"), "goes with one target, which names the class"))
    for key, names in (("inputs", data.input_columns), ("target", data.target_columns)):
        for position, name in enumerate(names):
            if name in names[:position]:
                flaws.append(Flaw(("data", key), f'names the column "{short(name)}" twice'))
    both = [name for name in data.input_columns if name in data.target_columns]
    if both:
        flaws.append(Flaw(("data", "inputs"), f'the column "{short(both[0])}" is an input and the target'))
    return flaws
