"""A scene: an arrangement with a trace, a moment in it, and what is selected; the questions that all painters ask."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from nnviz.drawing.arrangement import Arrangement
from nnviz.drawing.door import Doors
from nnviz.drawing.mean import mean
from nnviz.drawing.wire import Wire
from nnviz.engine.moment import Moment
from nnviz.engine.trace import Trace


def is_about(key: str, name: str) -> bool:
    """Whether a key is a node's name or one entry of it, NAME[i,j]."""
    return key == name or (key.startswith(name) and key[len(name) : len(name) + 1] == "[" and key.endswith("]"))


@dataclass(frozen=True)
class Scene:
    """What is to be drawn.

    ``highlights``: key -> whether clearly lit, else softly; ``updates``: parameter -> its new value, shown in the update phase;
    ``tells_patterns``: whether tips say what a gate does to a gradient.
    """

    arrangement: Arrangement
    trace: Trace
    moment: Moment
    selected: str = ""
    hovered: str = ""
    highlights: Mapping[str, bool] = field(default_factory=dict)
    updates: Mapping[str, float] = field(default_factory=dict)
    doors: Doors = field(default_factory=Doors)
    tells_patterns: bool = True

    @cached_property
    def marked(self) -> Mapping[int, str]:
        """Nodes that are selected or hovered -> "selected" or "hovered"; few, so painters look them up."""
        found: dict[int, str] = {}
        for key, state in ((self.hovered, "hovered"), (self.selected, "selected")):
            if key:
                found.update({node.index: state for node in self.trace.graph.nodes if is_about(key, node.name)})
        return found

    @cached_property
    def highlighted(self) -> Mapping[int, bool]:
        """Nodes that are lit up -> whether clearly; an entry NAME[i,j] lights its node."""
        graph, found = self.trace.graph, dict[int, bool]()
        for key, clearly in self.highlights.items():
            name = key if key in graph else key.rpartition("[")[0]
            if name in graph:
                index = graph.index(name)
                found[index] = clearly or found.get(index, False)
        return found

    @cached_property
    def active(self) -> int | None:
        """The gate at work."""
        return self.moment.active

    @cached_property
    def has_texts(self) -> bool:
        """Whether there are few enough nodes for numbers and captions."""
        return self.arrangement.has_texts

    @cached_property
    def sends(self) -> str:
        """Where the active gate sends: "forward" to its consumers, "backward" to its inputs, "" nowhere."""
        if self.active is None or self.moment.is_seed:
            return ""
        return "backward" if self.moment.phase == "backward" else "forward"

    def number(self, index: int) -> float:
        """The value of a node as one number: itself, or the mean of a tensor."""
        value = self.trace.values[index]
        return float(value) if value.ndim == 0 else mean(value)

    def is_lit(self, wire: Wire) -> bool:
        """Whether the active gate sends on this wire."""
        if self.sends == "forward":
            return wire.source == self.active
        return self.sends == "backward" and wire.gate == self.active

    def contribution(self, wire: Wire) -> float | None:
        """What has come back along a wire: a number (of a tensor the mean), None before it has."""
        if not self.moment.has_contribution(wire.gate):
            return None
        sent = self.trace.contribution(wire.gate, wire.position)
        if sent is None:
            return None
        return float(sent) if sent.ndim == 0 else mean(sent)
