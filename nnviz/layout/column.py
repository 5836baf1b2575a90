"""Layout of a neuron diagram: layers in columns, evenly spaced, long layers folded."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """One layer: the neurons that are shown, their heights, and where it is folded.

    ``shown`` are indices of neurons, ``y`` their heights; ``hidden`` neurons are left out at height ``fold_y``.
    """

    x: float
    shown: tuple[int, ...]
    y: tuple[float, ...]
    hidden: int = 0
    fold_y: float = 0.0


def place_columns(
    counts: Sequence[int], *, most: int = 16, column_gap: float = 150.0, neuron_gap: float = 72.0, height: float = 0.0
) -> tuple[Column, ...]:
    """Columns for layers of ``counts`` neurons each, centred on y = 0.

    A layer of more than ``most`` shows its first and last ones and folds the rest. ``height`` is the span that short
    layers spread over, as far as they still look like one column.
    """
    tallest = max((min(count, most) for count in counts), default=0)
    span = max(height, (tallest - 1) * neuron_gap)
    return tuple(_column(index * column_gap, count, most, neuron_gap, span) for index, count in enumerate(counts))


def _column(x: float, count: int, most: int, gap: float, span: float) -> Column:
    if count <= most:
        step = min(span / (count - 1), gap * (3 if count == 2 else 1.6 if count == 3 else 1.2)) if count > 1 else 0.0
        return Column(x, tuple(range(count)), tuple((place - (count - 1) / 2) * step for place in range(count)))
    kept = most - 1  # the fold takes the room of one neuron
    first = (kept + 1) // 2
    shown = (*range(first), *range(count - (kept - first), count))
    heights = [(place - kept / 2) * gap for place in range(kept + 1)]
    return Column(x, shown, (*heights[:first], *heights[first + 1 :]), count - kept, heights[first])
