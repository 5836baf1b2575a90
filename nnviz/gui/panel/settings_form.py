"""The training settings, which act at once."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from nnviz.gui.panel.setting import Setting, settings_for
from nnviz.gui.widget.choice_box import ChoiceBox
from nnviz.gui.widget.follower import Follower
from nnviz.gui.widget.number_field import NumberField, full_text
from nnviz.gui.widget.style import Style, set_role
from nnviz.gui.widget.switch import Switch
from nnviz.session.session import Session

Field = ChoiceBox | NumberField | Switch
Value = str | float | int | bool

_TITLE_WIDTH = 84


class SettingsForm(QWidget):
    """One row a setting. ``refused`` brings a one-line reason, "" when all is well again; ``done`` ends the typing."""

    refused = Signal(str)
    done = Signal()

    def __init__(self, style: Style, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._style = style
        self._settings: tuple[Setting, ...] = ()
        self._fields: dict[str, Field] = {}
        self._labels: dict[str, QLabel] = {}
        self._grid = QGridLayout(self)
        self._grid.setColumnStretch(1, 1)
        style.changed.connect(self._restyle)
        Follower(session, self, self.refresh, "document", "settings", only_seen=True)
        self.refresh()
        self._restyle()

    @property
    def keys(self) -> tuple[str, ...]:
        """The settings on show, from top to bottom."""
        return tuple(self._fields)

    def field(self, key: str) -> Field:
        """The field of one setting."""
        return self._fields[key]

    def refresh(self) -> None:
        """Shows the session's settings as they are now, with the rows that its optimizer and its schedule have."""
        values = self._session.settings()
        if not values:
            return
        wanted = tuple(s for s in settings_for(str(values["optimizer"]), str(values["schedule"])) if s.key in values)
        if wanted != self._settings:
            self._arrange(wanted)
        for key, field in self._fields.items():
            _show(field, values[key])

    def _arrange(self, wanted: tuple[Setting, ...]) -> None:
        """Keeps the rows that stay: the field in which a user just chose must not lose its focus."""
        keys = [setting.key for setting in wanted]
        for key in [key for key in self._fields if key not in keys]:
            for widget in (self._fields.pop(key), self._labels.pop(key)):
                self._grid.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        self._settings = wanted
        ordered: dict[str, Field] = {}
        for row, setting in enumerate(wanted):
            field = self._fields.get(setting.key) or self._make(setting)
            ordered[setting.key] = field
            self._grid.addWidget(self._labels[setting.key], row, 0)
            side = Qt.AlignmentFlag.AlignRight if isinstance(field, Switch) else Qt.AlignmentFlag(0)
            self._grid.addWidget(field, row, 1, side)
        self._fields = ordered
        for first, second in zip(list(ordered.values()), list(ordered.values())[1:], strict=False):
            QWidget.setTabOrder(first, second)

    def _make(self, setting: Setting) -> Field:
        key = setting.key
        field: Field
        if setting.kind == "choice":
            field = ChoiceBox(self._style, setting.title, setting.choices, self)
            field.chosen.connect(self._on_changed)
            field.done.connect(self.done)
        elif setting.kind == "switch":
            field = Switch(self._style, setting.title, show_title=False, parent=self)
            field.clicked.connect(self._on_changed)
        else:
            field = NumberField(setting.title, whole=setting.kind == "whole", parent=self)
            field.committed.connect(self._on_changed)
            field.refused.connect(self.refused)
            field.done.connect(self.done)
        label = QLabel(setting.title, self)
        set_role(label, "mute")
        label.setBuddy(field)
        label.setToolTip(setting.tip)
        field.setAccessibleDescription(setting.tip)
        self._fields[key], self._labels[key] = field, label
        return field

    def _on_changed(self, value: Value) -> None:
        """Sets what the calling field is for; a lambda for each field would keep the form alive."""
        field = self.sender()
        setting = next(setting for setting in self._settings if self._fields[setting.key] is field)
        try:
            self._session.set_setting(setting.key, int(value) if setting.kind == "whole" else value)
        except ValueError as error:
            self.refused.emit(_sentence(setting, value, " ".join(str(error).split())))
            self.refresh()
            return
        self.refused.emit("")

    def _restyle(self) -> None:
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(self._style.px(4))
        self._grid.setHorizontalSpacing(self._style.px(8))
        # Not each label's own minimum: a QLabel keeps that in its size hint after it has become smaller.
        self._grid.setColumnMinimumWidth(0, self._style.px(_TITLE_WIDTH))


def _sentence(setting: Setting, value: Value, reason: str) -> str:
    """A reason in the words of the form: "learning_rate is -1.0, expected ..." as "Learning rate is -1, expected ..."."""
    if isinstance(value, float):
        reason = reason.replace(f"is {value}, ", f"is {full_text(value)}, ", 1)
    about = reason.removeprefix(f"{setting.key} ")
    return f"{setting.title} {about}" if about != reason else f"{setting.title}: {reason}"


def _show(field: Field, value: Value) -> None:
    if isinstance(field, ChoiceBox):
        field.choose(str(value))
    elif isinstance(field, Switch):
        field.setChecked(bool(value))
    else:
        field.show_number(float(value))
