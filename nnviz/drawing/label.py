"""Names and shapes as they are written in pictures: subscripts, crosses between sizes."""

from nnviz.explain.symbol import indexed_factors, name_parts

_OF_A_LAYER = ("w", "b")  # parameters: all else of a layer is called by its whole name


def label(name: str, *, short: bool = False) -> str:
    """A node's name with subscripts for ``Text``: "out_h1" -> "out_{h1}", "w5" -> "w_{5}".

    An entry of a tensor keeps its layer ("hidden w_{0,1}") unless ``short``. Other underscores become spaces.
    """
    parts = name_parts(name)
    if parts.layer and not parts.below and parts.word not in _OF_A_LAYER:
        return name.replace("_", " ")
    word = "".join(f"{letter}_{{{index}}}" for letter, index in indexed_factors(parts.word)) or parts.word.replace("_", " ")
    text = word + (f"_{{{parts.below.replace('_', ' ')}}}" if parts.below else "")
    return text if short or not parts.layer else f"{parts.layer.replace('_', ' ')} {text}"


def weight_text(name: str, number: str, *, asked: bool = False) -> str:
    """What is written on a connection: "w_{5} 0.4".

    Of a weight without a name the number alone, unless it is ``asked`` for: where it stands tells which one it is.
    """
    return f"{label(name, short=True)} {number}" if asked or not name.endswith("]") else number


def shape_text(shape: tuple[int, ...]) -> str:
    """A shape as it is said: "64×10", "number" for a single one."""
    return "×".join(map(str, shape)) if shape else "number"
