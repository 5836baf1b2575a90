"""The list of activations that opens at the name of a layer."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from nnviz.network.activation import ACTIVATIONS


class ActivationMenu(QMenu):
    """An action for each activation, whose data is its name; that in force is ticked."""

    def __init__(self, chosen: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name, row in ACTIVATIONS.items():
            action = self.addAction(row.label)
            action.setData(name)
            action.setCheckable(True)
            action.setChecked(name == chosen)
