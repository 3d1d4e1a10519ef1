"""A file on this machine: typed, or chosen in the desktop's own window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from stockpile_app.base.text import tr
from stockpile_app.gui.common import Button, TextField, Theme, hbox

ENDING = ".stockpile"
STOCKPILES = f"*{ENDING}"
Choose = Callable[[QWidget, str, str, str], str]


def choose_to_open(parent: QWidget, title: str, start: str, kinds: str) -> str:
    """The desktop's window for opening a file; '' when it was left."""
    return QFileDialog.getOpenFileName(parent, title, start, kinds)[0]


def choose_to_save(parent: QWidget, title: str, start: str, kinds: str) -> str:
    """The desktop's window for naming a new file; '' when it was left."""
    return QFileDialog.getSaveFileName(parent, title, start, kinds)[0]


def choose_a_folder(parent: QWidget, title: str, start: str, _kinds: str = "") -> str:
    """The desktop's window for a folder; '' when it was left."""
    return QFileDialog.getExistingDirectory(parent, title, start)


def documents_folder() -> Path:
    """Where this person keeps papers."""
    found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folder = Path(found or Path.home())
    return folder if is_folder(folder) else Path.home()


def named_as_books(path: Path) -> Path:
    """The name of a stockpile, with its ending whether it was typed or not."""
    return path if path.suffix == ENDING else path.with_name(path.name + ENDING)


def is_file(path: Path | None) -> bool:
    """Whether there is such a file; what cannot even be a name is none."""
    try:
        return path is not None and path.is_file()
    except (OSError, ValueError):
        return False


def is_folder(path: Path) -> bool:
    """Whether there is such a folder."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


class PathField(QWidget):
    """A path with a button that opens the desktop's window.

    Args:
        kinds: What the window shows, for example `Stockpile (*.stockpile)`.
        choose: How a file is chosen; `choose_to_open`, `choose_to_save` or `choose_a_folder`.
        words: On the button, where it is not a file that is chosen.

    Signals:
        changed: another path.
    """

    changed = Signal()

    def __init__(
        self,
        theme: Theme,
        label: str,
        kinds: str,
        choose: Choose = choose_to_open,
        key: str = "",
        parent: QWidget | None = None,
        words: str = "",
    ) -> None:
        super().__init__(parent)
        self.setProperty("kit", "clear")
        self._kinds, self._choose = kinds, choose
        self.field = TextField(theme, label)
        self.field.line.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.button = Button(theme, words or tr("Choose a file"), "folder-open", key).does(self.ask)
        self.field.column.removeWidget(self.field.line)
        beside = hbox(None, spacing=8)
        beside.addWidget(self.field.line, 1)
        beside.addWidget(self.button)
        self.field.column.insertLayout(1, beside)
        hbox(self, self.field, spacing=0)
        self.field.changed.connect(self.changed)
        self.setFocusProxy(self.field)

    def ask(self) -> None:
        """Open the desktop's window."""
        chosen = self._choose(self, self.field.name, self.field.value(), self._kinds)
        if chosen:
            self.field.set_value(chosen)

    def path(self) -> Path | None:
        """The path typed or chosen; None while there is none."""
        text = self.field.value()
        try:
            return Path(text).expanduser() if text else None
        except RuntimeError:  # the home of somebody who is not here
            return Path(text)

    def set_path(self, path: Path | str) -> None:
        """Fill the field."""
        self.field.set_value(str(path))
