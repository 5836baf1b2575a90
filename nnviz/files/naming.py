"""The names that layers and neurons get where a document gives only counts."""


def input_names(count: int) -> tuple[str, ...]:
    """i1, i2, ..."""
    return tuple(f"i{number}" for number in range(1, count + 1))


def layer_name(index: int, layers: int) -> str:
    """The last layer is "output", those before it "hidden", numbered from 1 where there are several."""
    if index == layers - 1:
        return "output"
    return "hidden" if layers == 2 else f"hidden{index + 1}"


def unit_names(index: int, layers: int, count: int) -> tuple[str, ...]:
    """o1, o2, ... in the last layer; h1, h2, ... in a hidden one, or h2_1, h2_2, ... in the second of several."""
    prefix = "o" if index == layers - 1 else "h" if layers == 2 else f"h{index + 1}_"
    return tuple(f"{prefix}{number}" for number in range(1, count + 1))
