"""What this desk remembers between two starts: how the window looks, and which files were open.

The books know nothing of it.  A damaged or foreign preferences file is as good as none.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, cast

from platformdirs import user_config_path
from PySide6.QtCore import QObject, Signal

from stockpile_app.base import KnownError
from stockpile_app.store import write_text_whole

PAGE_SIZES = ("A4", "Letter")
_RECENT_KEPT = 8
_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ku", "ps", "ur"})


@dataclass(frozen=True, slots=True)
class Preferences:
    """How one person wants this desk.

    Attributes:
        language: Code of a catalogue; '' until it has been chosen once.
        compact: Rows 28 high instead of 32.
        paper: Page size of what is printed.
        recent: Files opened here, the latest first.
        backups: The folder into which each file is backed up.
    """

    language: str = ""
    palette: str = "light"
    zoom: int = 100
    compact: bool = False
    paper: str = PAGE_SIZES[0]
    recent: tuple[str, ...] = ()
    backups: Mapping[str, str] = field(default_factory=dict)

    @property
    def right_to_left(self) -> bool:
        """Whether the language is written from right to left."""
        return self.language.split("_", maxsplit=1)[0] in _RIGHT_TO_LEFT


def config_folder() -> Path:
    """Where this person's preferences and import profiles lie; made when it is missing."""
    return user_config_path("stockpile", appauthor=False, ensure_exists=True)


def read_preferences(path: Path) -> Preferences:
    """The preferences in a file; what cannot be read is as it was delivered."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Preferences()
    if not isinstance(found, dict):
        return Preferences()
    plain = Preferences()
    known = {one.name: getattr(plain, one.name) for one in fields(Preferences)}
    fitting: dict[str, Any] = {name: _fit(found[name], known[name]) for name in known if name in found}
    return replace(plain, **fitting)


def _fit(found: object, delivered: object) -> object:
    """The value found, when it is of the kind that is wanted."""
    if isinstance(delivered, tuple):
        listed = found if isinstance(found, list) else []
        return tuple(one for one in cast("list[object]", listed) if isinstance(one, str))
    if isinstance(delivered, dict):
        told = found if isinstance(found, dict) else {}
        return {key: one for key, one in told.items() if isinstance(one, str)}
    return found if type(found) is type(delivered) else delivered


class Settings(QObject):
    """The preferences as they are now; every change is kept at once.

    Signals:
        changed: something is another.
    """

    changed = Signal()

    def __init__(self, path: Path | None = None) -> None:
        super().__init__()
        self._path = path or config_folder() / "preferences.json"
        self.first_time = not self._path.is_file()
        self.now = read_preferences(self._path)

    def change(self, **changes: str | int | tuple[str, ...] | Mapping[str, str]) -> None:
        """Set these preferences."""
        self.now = replace(self.now, **changes)  # type: ignore[arg-type]
        self._keep()
        self.changed.emit()

    def remember(self, stockpile: Path) -> None:
        """This file was opened: it comes first next time."""
        shown = str(stockpile.resolve())
        others = [path for path in self.now.recent if path != shown]
        self.change(recent=(shown, *others)[:_RECENT_KEPT])

    def forget(self, stockpile: str) -> None:
        """Take a file off the list of recent ones."""
        self.change(recent=tuple(path for path in self.now.recent if path != stockpile))

    def backup_folder(self, stockpile: Path) -> str:
        """Where this file is backed up to; '' until it has been chosen."""
        return self.now.backups.get(str(stockpile.resolve()), "")

    def set_backup_folder(self, stockpile: Path, folder: str) -> None:
        """Back this file up to this folder from now on; '' for nowhere."""
        others = {path: one for path, one in self.now.backups.items() if path != str(stockpile.resolve())}
        self.change(backups={**others, str(stockpile.resolve()): folder} if folder else others)

    def _keep(self) -> None:
        """A desk that cannot keep its preferences works all the same."""
        text = json.dumps(asdict(self.now), ensure_ascii=False, indent=1)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            write_text_whole(self._path, text)
        except (KnownError, OSError):
            return
        self.first_time = False
