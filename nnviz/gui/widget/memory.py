"""What the window remembers from one start to the next."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

from PySide6.QtCore import QByteArray, QSettings

from nnviz.session.lesson import OUTCOMES, Outcome
from nnviz.session.predictor import OUTCOMES as PREDICTED
from nnviz.session.predictor import Passes

RECENT = 10


class Memory:
    """Typed access to the user's settings; whatever is missing or spoilt reads as the default."""

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings

    def _text(self, key: str, default: str) -> str:
        value = self._settings.value(key, default)
        return value if isinstance(value, str) else default

    @property
    def theme(self) -> str:
        """"system", "light" or "dark"."""
        return self._text("theme", "system")

    @theme.setter
    def theme(self, choice: str) -> None:
        self._settings.setValue("theme", choice)

    @property
    def presentation(self) -> bool:
        """Whether presentation mode was on."""
        return self._text("presentation", "no") == "yes"

    @presentation.setter
    def presentation(self, on: bool) -> None:
        self._settings.setValue("presentation", "yes" if on else "no")

    @property
    def patterns(self) -> bool:
        """Whether gates wear their patterns."""
        return self._text("patterns", "yes") == "yes"

    @patterns.setter
    def patterns(self, on: bool) -> None:
        self._settings.setValue("patterns", "yes" if on else "no")

    @property
    def pictures(self) -> bool:
        """Whether neurons show pictures inside."""
        return self._text("pictures", "no") == "yes"

    @pictures.setter
    def pictures(self, on: bool) -> None:
        self._settings.setValue("pictures", "yes" if on else "no")

    @property
    def plots(self) -> list[str]:
        """Which plots were shown, from left to right; empty at the first start."""
        return [key for key in self._text("plots", "").split(" ") if key]

    @plots.setter
    def plots(self, keys: Sequence[str]) -> None:
        self._settings.setValue("plots", " ".join(keys))

    @property
    def side(self) -> str:
        """What was in front at the left: "lesson" or "document"."""
        return self._text("side", "document")

    @side.setter
    def side(self, face: str) -> None:
        self._settings.setValue("side", face)

    def lesson(self, source: str) -> tuple[int, dict[int, Outcome]]:
        """How far a document's lesson has got: the step, counted from 0, and how each question was answered."""
        index, _, answers = self._text(_lesson_key(source), "").partition(";")
        pairs = (answer.partition(":") for answer in answers.split(",") if answer)
        outcomes = {int(at): outcome for at, _, outcome in pairs if at.isdecimal() and outcome in OUTCOMES}
        return int(index) if index.isdecimal() else 0, outcomes  # type: ignore[return-value]

    def keep_lesson(self, source: str, index: int, outcomes: Mapping[int, Outcome]) -> None:
        """Keeps how far a document's lesson has got."""
        answers = ",".join(f"{at}:{outcome}" for at, outcome in sorted(outcomes.items()))
        self._settings.setValue(_lesson_key(source), f"{index};{answers}")

    @property
    def passes(self) -> Passes:
        """What was predicted: pass -> number -> how it was settled."""
        try:
            found = json.loads(self._text("passes", "{}"))
            return {name: {key: how for key, how in settled.items() if how in PREDICTED} for name, settled in found.items()}
        except (ValueError, AttributeError, TypeError):
            return {}

    @passes.setter
    def passes(self, passes: Passes) -> None:
        self._settings.setValue("passes", json.dumps(passes))

    @property
    def document(self) -> str:
        """The path or example's name of the last document; empty at the first start."""
        return self._text("document", "")

    @document.setter
    def document(self, source: str) -> None:
        self._settings.setValue("document", source)

    @property
    def recent(self) -> list[str]:
        """Paths of files opened or saved before, the latest first."""
        value = self._settings.value("recent", [])
        values = [value] if isinstance(value, str) else value if isinstance(value, list) else []
        return [path for path in values if isinstance(path, str) and path][:RECENT]

    def remember_document(self, source: str, path: Path | None) -> None:
        """Keeps what is open: a file by its full path, first among the recent ones; an example (no path) by its name."""
        self.document = Path(source).stem if path is None else str(path.absolute())
        if path is not None:
            self.remember_file(self.document)

    def remember_file(self, path: str) -> None:
        """Puts a path first among the recent ones."""
        self._settings.setValue("recent", [path, *(other for other in self.recent if other != path)][:RECENT])

    def forget_files(self) -> None:
        """Empties the list of recent files."""
        self._settings.remove("recent")

    def layout(self, name: str) -> QByteArray | None:
        """The geometry or state of a part of the window, None where none was kept."""
        value = self._settings.value(f"layout/{name}")
        return value if isinstance(value, QByteArray) and not value.isEmpty() else None

    def keep_layout(self, name: str, state: QByteArray) -> None:
        """Keeps the geometry or state of a part of the window."""
        self._settings.setValue(f"layout/{name}", state)


def _lesson_key(source: str) -> str:
    """Slashes would be groups within the settings."""
    return f"lesson/{quote(source, safe='')}"
