"""A network with its trainer, one example's numbers put in, and how it is looked at."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from math import isfinite

import numpy as np
from numpy.typing import NDArray

from nnviz.document.document import Document
from nnviz.document.flaw import short
from nnviz.network.build import TARGETS
from nnviz.network.loss import LOSSES, expected_targets
from nnviz.network.view import data_column, entry
from nnviz.session.leaf import LeafKind
from nnviz.session.network_look import NetworkLook
from nnviz.training.intervention import Intervention, Kind
from nnviz.training.setting import SettingError, changed
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
        """Changes a parameter or a number of an example; an example that was drawn or read is changed for the eye only.

        A 1 where one class is right takes it from the others. Raises KeyError for what is computed, ValueError where the loss
        wants other targets.
        """
        column = data_column(self.trainer.model.network, key)
        place = entry(self.trainer.model.network, key)
        if column is not None:
            kind: Kind = "target" if column[0] == "target" else "input"
            numbers = {column[1]: value} if kind == "input" else self._targets_with(column[1], value, example)
            self._set_numbers(kind, key, numbers, example)
        elif place is not None:
            self._intervene(Intervention(self.trainer.step, "parameter", place[0], value, place[1]))
        else:
            raise KeyError(f"{key!r} is computed and can't be set")

    def _set_numbers(self, kind: Kind, key: str, numbers: Mapping[int, float], example: int) -> None:
        dataset = self.trainer.model.dataset
        for column, value in numbers.items():
            given = dataset.unscaled(column, value) if kind == "input" else value
            if not isfinite(given):
                raise ValueError(f"{value:g} is beyond what can be written down in the units of the data")
            if self.examples_written_out:
                self._intervene(Intervention(self.trainer.step, kind, key, given, (example, column)))
            else:
                self._tried = {**self._tried, (kind, example, column): value}

    def _targets_with(self, column: int, value: float, example: int) -> dict[int, float]:
        """The targets of an example that change with one of them, by their columns. Raises ValueError."""
        loss, before = self.document.loss, self._numbers(example)[1][0].tolist()
        only = LOSSES[loss].task == "one_hot" and value == 1
        after = [value if k == column else 0.0 if only else old for k, old in enumerate(before)]
        _require_fit(loss, after, f"the targets of example {example + 1:,} would be")
        return {k: new for k, (new, old) in enumerate(zip(after, before, strict=True)) if new != old or k == column}

    def edit_examples(self, edits: Iterable[Intervention]) -> None:
        """Changes the examples themselves; what was tried out is forgotten. Raises ValueError for targets that don't fit."""
        self._tried = {}
        for edit in edits:
            if edit.kind == "add" and isinstance(edit.value, tuple):
                targets = edit.value[len(self.trainer.model.network.inputs) :]
                _require_fit(self.document.loss, targets, "the targets of the added example would be")
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
        done = [i for i in self.trainer.interventions if i.step <= self.trainer.step] if same else []
        kept = [replace(i, step=0) for i in done if i.of_beginning]
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
            if key == "loss":
                self._require_all_fit()

    def _require_all_fit(self) -> None:
        """Raises SettingError where examples that were edited, or tried out, have targets that the loss can't have."""
        model, loss = self.trainer.model, self.document.loss
        rows = list(enumerate(model.examples[1].tolist())) if model.edits else []
        rows += [(example, self._numbers(example)[1][0].tolist()) for kind, example, _ in self._tried if kind == "target"]
        for example, targets in rows:
            _require_fit(loss, targets, f"the targets of example {example + 1:,} are", SettingError)

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


def _require_fit(loss: str, targets: Sequence[float], what: str, error: type[ValueError] = ValueError) -> None:
    """Raises the error, with a sentence that begins with ``what``, where an example's targets don't go with the loss."""
    expected = expected_targets(loss, targets)
    if expected:
        shown = ", ".join(format(target, "g") for target in targets)
        raise error(f"{what} {short(shown)}, expected {expected}")
