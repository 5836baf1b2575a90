"""Documents of all kinds, made up by hypothesis."""

from dataclasses import replace

from hypothesis import strategies as st

from nnviz.data.dataset import LARGEST
from nnviz.data.source import SOURCES
from nnviz.document.document import Document
from nnviz.document.drawn import DISTRIBUTIONS, Drawn
from nnviz.document.lesson import PHASES, Comparison, LessonStep, Question
from nnviz.document.part import UPDATES, Circuit, Data, Training
from nnviz.files.naming import input_names, layer_name, unit_names
from nnviz.network.activation import ACTIVATIONS
from nnviz.network.architecture import Layer, Network
from nnviz.network.initializer import INITIALIZERS
from nnviz.network.loss import LOSSES
from nnviz.network.optimizer import OPTIMIZERS
from nnviz.network.schedule import SCHEDULES

NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
SCALABLE = st.floats(-LARGEST, LARGEST)
TEXTS = st.text(st.characters(codec="utf-8"), max_size=20)
SHARES = st.floats(0, 1, exclude_max=True)


def rows(count: int, width: int, numbers: st.SearchStrategy[float] = NUMBERS) -> st.SearchStrategy[tuple[tuple[float, ...], ...]]:
    return st.tuples(*[st.tuples(*[numbers] * width)] * count)


def names(outputs: int) -> st.SearchStrategy[tuple[str, ...]]:
    count = max(outputs, 2)
    return st.lists(TEXTS.filter(bool), min_size=count, max_size=count, unique=True).map(tuple)


@st.composite
def circuits(draw: st.DrawFn) -> Circuit:
    names = draw(st.lists(st.sampled_from(["x", "y2", "weight_1", "größe", "_z"]), min_size=1, unique=True))
    inputs = [(name, draw(NUMBERS)) for name in names]
    inputs += draw(st.sampled_from([[], [("v", (0.5, -1e-300))], [("m", ((1.0, 2.0), (3.0, 0.1)))]]))
    random = st.builds(Drawn, st.sampled_from(list(DISTRIBUTIONS)), st.sampled_from([(3,), (2, 4)]), st.integers(0, 9))
    inputs += draw(st.just([]) | random.map(lambda drawn: [("r", drawn)]))
    expressions = []
    known = list(names)
    for number in range(draw(st.integers(1, 4))):
        pair = draw(st.tuples(st.sampled_from(known), st.sampled_from(known)))
        expressions.append((f"q{number}", draw(st.sampled_from(["{} + {}", "{} * -{}", "max({}, {})"])).format(*pair)))
        known.append(f"q{number}")
    output = draw(st.sampled_from(["", *(name for name, _ in expressions)]))
    return Circuit(tuple(inputs), tuple(expressions), output)


@st.composite
def layers(draw: st.DrawFn, index: int, count: int, width: int, size: int) -> Layer:
    units = draw(st.sampled_from([unit_names(index, count, size), tuple(f"unit {index} {k}" for k in range(size))]))
    names = tuple(tuple(f"w{index}_{row}_{k}" for k in range(width)) for row in range(size))
    return Layer(
        name=draw(st.sampled_from([layer_name(index, count), f"layer {index}"])),
        units=units,
        activation=draw(st.sampled_from(list(ACTIVATIONS))),
        weights=draw(st.none() | rows(size, width)),
        weight_names=draw(st.sampled_from([None, names])),
        bias=draw(st.sampled_from([None, False]) | rows(1, size).map(lambda matrix: matrix[0])),
        train_bias=draw(st.booleans()),
        initializer=draw(st.sampled_from([None, *INITIALIZERS])),
    )


@st.composite
def data(draw: st.DrawFn, width: int, outputs: int, loss: str) -> Data:
    scale = draw(st.sampled_from([{}, {"standardize": True}, {"scale": True}, {"center": NUMBERS, "spread": NUMBERS.filter(bool)}]))
    common = {
        "test_fraction": draw(SHARES), "seed": draw(st.none() | st.integers(0, 2**60)),
        **{key: draw(st.tuples(*[found] * width)) if key in ("center", "spread") else found for key, found in scale.items()},
    }
    task = LOSSES[loss].task
    if width == 2 and outputs == 2 and draw(st.booleans()):
        source = draw(st.sampled_from([name for name in SOURCES if SOURCES[name].classes]))
        return Data(source=source, examples=draw(st.integers(1, 50)), noise=draw(st.floats(0, 1)), **common)
    count = draw(st.integers(1, 3))
    inputs = draw(rows(count, width, SCALABLE if {"standardize", "scale"} & scale.keys() else NUMBERS))
    targets = draw(rows(count, outputs))
    if task != "regression":
        targets = tuple(tuple(float(k == number % outputs) for k in range(outputs)) for number in range(count))
    classes = draw(st.just(()) | names(outputs)) if task != "regression" else ()
    return Data(inputs=inputs, targets=targets, classes=classes, **common)


@st.composite
def trainings(draw: st.DrawFn) -> Training:
    optimizer = draw(st.sampled_from(list(OPTIMIZERS)))
    schedule = SCHEDULES[draw(st.sampled_from(list(SCHEDULES)))]
    settings = draw(st.lists(st.sampled_from([*OPTIMIZERS[optimizer].settings, *schedule.settings, ""]), unique=True))
    shares = st.floats(1e-12, 0.999)
    epochs = st.integers(1, 10**6).map(float)
    return Training(
        optimizer=optimizer,
        learning_rate=draw(st.floats(1e-300, 1e300)),
        batch_size=draw(st.integers(1, 1000)),
        epochs=draw(st.integers(1, 10**9)),
        shuffle=draw(st.booleans()),
        seed=draw(st.integers(0, 2**60)),
        l1=draw(st.floats(0, 10)),
        l2=draw(st.floats(0, 10)),
        update=draw(st.sampled_from(UPDATES)),
        schedule=schedule.name,
        settings=tuple((name, draw(epochs if name in schedule.whole else shares)) for name in settings if name),
    )


WORDS = st.text(st.characters(codec="utf-8", exclude_characters="${}"), min_size=1, max_size=12).filter(str.strip)
LINES = st.lists(WORDS | st.sampled_from(["", r"$x \cdot y$", "'''", "it's'"]), max_size=3).map("\n".join)


@st.composite
def lessons(draw: st.DrawFn, document: Document) -> tuple[LessonStep, ...]:
    name = document.circuit.expressions[0][0] if document.circuit is not None else "E"
    asked = Question(draw(LINES), value=name, hint=draw(LINES), because=draw(LINES))
    chosen = Question(draw(WORDS), choices=tuple(draw(st.lists(TEXTS, min_size=2, max_size=3))), answer=draw(st.integers(1, 2)))
    compare = Comparison("learning_rate", (0.5, draw(st.floats(1e-9, 9.0))), (0, 7), (name,), draw(st.integers(1, 17)))
    return tuple(
        LessonStep(
            draw(WORDS), draw(LINES), draw(st.sampled_from(["", name])), draw(st.sampled_from([(), (name,)])),
            draw(st.sampled_from(["", f"gradient {name}", *PHASES])), question=draw(st.sampled_from([None, asked, chosen])),
            predict=draw(st.booleans()),
            **({"step": draw(st.none() | st.integers(0, 99)), "compare": compare} if document.network is not None else {}),
        )
        for _ in range(draw(st.integers(0, 2)))
    )


@st.composite
def documents(draw: st.DrawFn) -> Document:
    document = draw(plain_documents())
    return replace(document, lesson=draw(lessons(document)))


@st.composite
def plain_documents(draw: st.DrawFn) -> Document:
    head = {
        "title": draw(TEXTS),
        "description": draw(TEXTS),
        "precision": draw(st.sampled_from(["float64", "float32"])),
    }
    if draw(st.booleans()):
        return Document(**head, circuit=draw(circuits()))
    loss = draw(st.sampled_from(list(LOSSES)))
    sizes = draw(st.lists(st.integers(1, 3), min_size=1, max_size=3))
    sizes[-1] = max(sizes[-1], 2) if LOSSES[loss].task == "one_hot" else sizes[-1]
    width = draw(st.integers(1, 3))
    inputs = draw(st.sampled_from([input_names(width), ("a b", "ß", "c#")[:width]]))
    widths = [width, *sizes]
    made = tuple(draw(layers(at, len(sizes), widths[at], size)) for at, size in enumerate(sizes))
    return Document(
        **head,
        network=Network(inputs, made),
        loss=loss,
        data=draw(data(width, sizes[-1], loss)),
        training=draw(trainings()),
    )
