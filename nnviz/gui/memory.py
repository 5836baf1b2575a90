"""What the window remembers from one start to the next."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

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
    def plots(self) -> list[str]:
        """Which plots were shown, from left to right; empty at the first start."""
        return [key for key in self._text("plots", "").split(" ") if key]

    @plots.setter
    def plots(self, keys: Sequence[str]) -> None:
        self._settings.setValue("plots", " ".join(keys))

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
