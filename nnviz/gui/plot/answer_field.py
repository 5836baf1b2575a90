"""What an example that is added should be answered with: a class from a list, or a number."""

import numpy as np
from PySide6.QtWidgets import QHBoxLayout, QWidget

from nnviz.gui.widget.choice_box import ChoiceBox
from nnviz.gui.widget.number_field import NumberField
from nnviz.gui.widget.style import Style
from nnviz.training.model import Model


class AnswerField(QWidget):
    """Shows what fits the data; ``targets`` are what it says. Data of many numbers an example have neither list nor number."""

    def __init__(self, style: Style, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.classes = ChoiceBox(style, "Class of added examples", {}, self)
        self.number = NumberField("Target of added examples", parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.classes)
        row.addWidget(self.number)
        self.setFixedWidth(style.px(112))

    def follow(self, model: Model) -> None:
        """Offers the classes of these data."""
        names, single = _names(model), model.examples[1].shape[1] == 1
        self.classes.setVisible(bool(names))
        self.number.setVisible(not names and single)
        self.classes.offer({str(k): name for k, name in enumerate(names)})

    def targets(self, model: Model, like: int) -> list[float]:
        """The targets (K,) that it stands for; those of the example ``like`` where there is nothing to choose."""
        names, width = _names(model), model.examples[1].shape[1]
        levels = model.dataset.levels
        if names and levels is not None:
            number = int(self.classes.choice)
            return [levels[number]] if width == 1 else [levels[int(k == number)] for k in range(width)]
        return [self.number.number] if width == 1 else np.asarray(model.dataset.targets[like]).tolist()


def _names(model: Model) -> tuple[str, ...]:
    """The classes that can be chosen; none where an example has many labels, or numbers."""
    dataset = model.dataset
    if dataset.levels is None or (dataset.classes is None and model.examples[1].shape[1] > 1):
        return ()
    return dataset.classes or tuple(f"{level:g}" for level in dataset.levels)
