"""A stage that is looked at more or less closely: levels, and gates and groups that open and close where they are."""

from collections.abc import Mapping

from nnviz.engine.moment import Moment
from nnviz.engine.trace import Trace
from nnviz.session.carry import carried
from nnviz.session.passage import Passage
from nnviz.session.pointer import Pointer
from nnviz.session.sight import Lens, node_name
from nnviz.session.subject import NetworkSubject, Subject


class Lookout(Pointer):
    """How closely one looks is nobody's edit: it is neither saved nor undone, and no number changes by it."""

    def _adopt(self, subject: Subject) -> None:
        super()._adopt(subject)
        self.passage: Passage | None = None
        """From the look before to this one; None before there was another."""

    @property
    def level(self) -> str:
        """The level on show."""
        return self._subject.lens.level

    @property
    def levels(self) -> tuple[str, ...]:
        """The levels at which the document can be looked at, from the outermost in."""
        return self._subject.levels

    def set_level(self, level: str) -> None:
        """Looks at one of the ``levels``, with nothing opened or closed by hand. Raises KeyError for any other."""
        if level not in self.levels:
            raise KeyError(f"there is no level {level!r}, expected one of {', '.join(self.levels)}")
        if not self.is_close_up:
            self._subject.turn_to(self.selection)
        self._look(self._subject.level_lens(level))

    def level_tip(self, level: str) -> str:
        """What is seen at one of the ``levels``, in a few words."""
        return self._subject.level_tip(level)

    @property
    def refused(self) -> Mapping[str, str]:
        """Levels that would make sense but can't be shown -> why, in one line."""
        return self._subject.refused

    @property
    def inner(self) -> Mapping[str, tuple[str, ...]]:
        """Node that opens where it is -> the symbols of the gates in it."""
        return self._subject.sight.inner

    @property
    def groups(self) -> frozenset[str]:
        """The nodes on show that are closed groups."""
        return self._subject.lens.closed

    def go_in(self) -> None:
        """One level further in, if there is one."""
        self.set_level(self.levels[min(self.levels.index(self.level) + 1, len(self.levels) - 1)])

    def go_out(self) -> None:
        """One level further out, if there is one."""
        self.set_level(self.levels[max(self.levels.index(self.level) - 1, 0)])

    @property
    def is_close_up(self) -> bool:
        """Whether only one neuron of the network is on show, all that follows from it being one gate."""
        return self._subject.is_close_up

    @property
    def whole_pass(self) -> tuple[Trace, Moment]:
        """A pass in which every neuron has its number, and how far it is known: by tensors where only one neuron is on show."""
        if not self.is_close_up or not isinstance(self._subject, NetworkSubject):
            return self.trace, self.moment
        trace = self._subject.tensor_trace(self.example)
        moment = Moment(trace.graph, 0, self.moment.phase == "update")
        return trace, moment if self.moment.position == 0 else moment.at(moment.last)

    def select(self, key: str) -> None:
        """Selects what a key is about; a neuron that is not on show is looked at close up."""
        if self.is_close_up and self._subject.seen_key(key) is None and self._subject.can_turn_to(key):
            self._turn_to(key)
        super().select(key)

    def _turn_to(self, key: str) -> None:
        self._subject.turn_to(key)
        self._look(self._subject.level_lens(self.level))

    def opens(self, key: str) -> bool:
        """Whether ``open_node`` takes this key."""
        return self._step_in(key) is not None or (self.is_close_up and self._subject.can_turn_to(key))

    def open_node(self, key: str) -> bool:
        """Opens the closed group, or the gate, that a key is about; what can't be opened in place, at the next level.

        In a close-up another neuron is opened by looking at it.
        """
        lens = self._step_in(key)
        if lens is None and self.is_close_up and self._subject.can_turn_to(key):
            self._turn_to(key)
            self.select(key)
            return True
        if lens is not None and lens.level != self.level:
            self._subject.turn_to(key)
            lens = self._subject.level_lens(lens.level)
        if lens is not None:
            self._look(lens)
        return lens is not None

    def outermost(self, key: str) -> str:
        """The node that was opened, and opened again, until what a key is about was seen; the key itself where none was."""
        owner = self._subject.sight.owner(key)
        return key if owner is None else self.outermost(owner)

    def _step_in(self, key: str) -> Lens | None:
        subject = self._subject
        seen = subject.seen_key(key)
        if seen is None:
            return None
        name = node_name(self.graph, seen)
        if name in subject.sight.inner:
            return subject.sight.opened(name)
        deeper = subject.level_within
        return None if deeper is None or self.graph[name].is_leaf else subject.level_lens(deeper)

    def closes(self, key: str) -> bool:
        """Whether ``close_node`` finds something that closes round a key, so that it goes no level up."""
        return bool(key) and self._around(key) is not None

    def close_node(self, key: str) -> bool:
        """Closes what a key is in, or goes a level up where it is in nothing that closes; False at the outermost level."""
        lens = self._step_out(key)
        if lens is not None:
            self._look(lens)
        return lens is not None

    def _around(self, key: str) -> str | None:
        """What closes round what a key is about; a leaf belongs to the first gate that it feeds."""
        seen = self._subject.seen_key(key)
        if seen is None:
            return None
        name = node_name(self.graph, seen)
        node = self.graph[name]
        consumers = self.graph.consumers(node.index)
        if node.is_leaf and consumers:
            name = self.graph.nodes[consumers[0][0]].name
        return self._subject.sight.closing(name)

    def _step_out(self, key: str) -> Lens | None:
        subject = self._subject
        around = self._around(key) if key else None
        if around is not None:
            return subject.sight.closed(around)
        place = self.levels.index(self.level)
        if subject.lens != subject.level_lens(self.level):
            return subject.level_lens(self.level)
        return subject.level_lens(self.levels[place - 1]) if place else None

    def _look(self, lens: Lens) -> None:
        subject, moment, before = self._subject, self.moment, self._subject.sight
        subject.look(lens)
        self.passage = Passage(before, subject.sight, subject.seen_key)
        self._retrace()
        self.moment = carried(moment, self.graph, self.passage.fate, self.passage.origin)
        self._keep_selection(before)
        self.announce("document", "values", "moment")
