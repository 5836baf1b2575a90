"""What is pointed at: selected, hovered, or lit up because someone speaks of it."""

from collections.abc import Iterable, Mapping
from typing import Literal

from nnviz.session.sight import Sight
from nnviz.session.stage import Stage
from nnviz.session.subject import Subject

Asked = tuple[Literal["value", "gradient", "new", "pattern"], str]
"""A kind of number, or a gate's pattern in backward flow, and of what, as a key."""


class Pointer(Stage):
    """A stage on which things are pointed at by keys: names of nodes, or NAME[i,j]."""

    def _adopt(self, subject: Subject) -> None:
        super()._adopt(subject)
        self.selection, self.hovered = "", ""
        self.highlights: Mapping[str, bool] = {}
        """Keys of what is lit up in both diagrams, because someone speaks of it -> whether clearly, else softly."""
        self._asked: Asked | None = None

    def select(self, key: str) -> None:
        """Selects what a key is about, or the closed group that it is in; "" selects nothing."""
        key = self._subject.sight.inside.get(key, key)
        if key != self.selection:
            self.selection = key
            self.announce("selection")

    def hover(self, key: str) -> None:
        """The pointer is over what a key is about; "" for nothing."""
        if key != self.hovered:
            self.hovered = key
            self.announce("hover")

    def highlight(self, keys: Iterable[str] = (), softly: Iterable[str] = ()) -> None:
        """Lights up what these keys are about in both diagrams, some of it softly; without any, nothing is lit."""
        highlights = {**dict.fromkeys(softly, False), **dict.fromkeys(keys, True)}
        if highlights != self.highlights:
            self.highlights = highlights
            self.announce("highlight")

    def ask(self, asked: Asked | None) -> None:
        """Marks what a learner is asked for in both diagrams; nothing for None."""
        if asked != self._asked:
            self._asked = asked
            self.announce("asked")

    @property
    def asked(self) -> Asked | None:
        """What a learner is asked for, as long as it isn't known at the moment, as the graph on show calls it."""
        found = None if self._asked is None else self.locate(self._asked[1])
        if self._asked is None or found is None:
            return None
        kind, key = self._asked
        return None if self._is_known(kind, found[0]) else (kind, self.seen_key(key))

    def _is_known(self, kind: str, node: int) -> bool:
        match kind:
            case "value":
                return self.moment.knows_value(node)
            case "gradient":
                return self.moment.knows_gradient(node)
        return kind == "new" and self.moment.phase == "update"

    def locate(self, key: str) -> tuple[int, tuple[int, ...] | None] | None:
        """The node on show that a key is about, or that holds it, and the entry of it; None where there is none."""
        return self._subject.locate(key)

    def seen_key(self, key: str) -> str:
        """What a key is about as the graph on show calls it; the key itself where there is nothing of it."""
        return self._subject.seen_key(key) or key

    def _keep_selection(self, before: Sight) -> None:
        """What was selected stays so; what is not seen any more gives way to what it is in, a tensor to the first entry of it."""
        key: str | None = self.selection
        while key:
            for name in (key, f"{key}[0,0]", f"{key}[0]"):
                seen = self._subject.seen_key(name)
                if seen is not None:
                    self.select(key if name == key and key not in self._subject.sight.inside else seen)
                    return
            key = before.owner(key)
        self.select("")
