"""A network with its trainer, one example's numbers put in, and how it is looked at."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from nnviz.document.document import Document
from nnviz.network.build import TARGETS
from nnviz.network.view import data_column, entry
from nnviz.session.leaf import LeafKind
from nnviz.session.network_look import NetworkLook
from nnviz.training.intervention import Intervention, Kind
from nnviz.training.setting import changed
from nnviz.training.trainer import Trainer

Array = NDArray[np.floating]


class NetworkSubject(NetworkLook):
    """A network with its trainer. Inputs written out in the document can be changed; drawn or read ones can be tried out."""

    @property
    def document(self) -> Document:
        """The document with its settings as they are now."""
        return self.trainer.document

    def editable(self, key: str) -> bool:
        """Inputs, targets, weights and biases are."""
        return data_column(self.trainer.model.network, key) is not None or entry(self.trainer.model.network, key) is not None

    @property
    def examples_written_out(self) -> bool:
        """Whether the document itself holds the inputs and targets, so that changing one changes what is trained on."""
        data = self.document.data
        return data is not None and bool(data.inputs) and not data.features

    def set_value(self, key: str, value: float, example: int) -> None:
        """Changes a parameter or a number of an example; an example that was drawn or read is changed for the eye only."""
        column = data_column(self.trainer.model.network, key)
        place = entry(self.trainer.model.network, key)
        if column is not None and not self.examples_written_out:
            self._tried = {**self._tried, (column[0], example, column[1]): value}
            return
        if column is not None:
            kind: Kind = "target" if column[0] == "target" else "input"
            self._intervene(Intervention(self.trainer.step, kind, key, value, (example, column[1])))
        elif place is not None:
            self._intervene(Intervention(self.trainer.step, "parameter", place[0], value, place[1]))
        else:
            raise KeyError(f"{key!r} is computed and can't be set")

    def edit_examples(self, edits: Iterable[Intervention]) -> None:
        """Changes the examples themselves; what was tried out in them is forgotten."""
        self._tried = {}
        for edit in edits:
            self._intervene(edit)

    def keeps(self, key: str) -> bool:
        """Whether changing this number changes the document, and not what is shown of it only."""
        return data_column(self.trainer.model.network, key) is None or self.examples_written_out

    def kind_of(self, name: str) -> LeafKind:
        """Whether a leaf of the graph on show is a "parameter", a "target" or an "input"."""
        if self.graph[name].op == "parameter":
            return "parameter"
        column = data_column(self.trainer.model.network, name)
        return "target" if name == TARGETS or (column is not None and column[0] == "target") else "input"

    def restart(self, document: Document, same: bool = True) -> None:
        """Begins anew with this document; the ``same`` network keeps edits of its examples, and of parameters at step 0."""
        kept = [replace(i, step=0) for i in self.trainer.interventions if same and i.of_beginning]
        trainer = Trainer(document)
        trainer.rewrite(kept)
        trainer.go_to(0)
        self.branches.current.begin(trainer)
        self.refresh()

    def set_setting(self, key: str, value: float | int | bool | str) -> None:
        """Changes a setting from the present step on, a seed from step 0 unless steps are shared. Raises SettingError."""
        if key == "seed" and self.branches.current.start == 0:
            self.restart(changed(self.document, key, value))
        else:
            self._intervene(Intervention(self.trainer.step, "setting", key, value))

    def _intervene(self, intervention: Intervention) -> None:
        self.trainer.intervene(intervention)
        self.branches.current.cut()
        self.refresh()

    def past(self) -> tuple[object, int]:
        """The branches with what was done in each, what was tried out, and the step."""
        return (self.branches.past(), self._tried), self.trainer.step

    def rewrite(self, past: object) -> None:
        """Another past; a run is then at or before where it differs."""
        assert isinstance(past, tuple)
        branches, tried = past
        self.branches.recall(branches)
        self._tried = dict(tried)
        self.refresh()

    def as_document(self) -> Document:
        """The document as it is now."""
        return self.trainer.as_document()
