"""Named profiles: what was learnt about one source's sheets, kept for the next file."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from stockpile_app.base import KnownError, Refused
from stockpile_app.base.text import tr
from stockpile_app.exchange.profile import Profile
from stockpile_app.exchange.profile_file import load_profile, save_profile
from stockpile_app.gui.access.path_field import Choose, choose_to_open, choose_to_save
from stockpile_app.gui.common import Button, Choice, ComboField, LinkButton, Theme, hbox
from stockpile_app.gui.settings.preferences import config_folder

KIND = "TOML (*.toml)"


def profiles_folder() -> Path:
    """Where named profiles lie; made when it is missing."""
    folder = config_folder() / "profiles"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def named_profiles(folder: Path) -> dict[str, Path]:
    """Every kept profile by name."""
    return {path.stem: path for path in sorted(folder.glob("*.toml"))}


class ProfileBar(QWidget):
    """Take a kept profile, keep this one, or hand it on as a file.

    Signals:
        taken: a profile was chosen (`Profile`).
        told: what could not be read or written (a sentence).
    """

    taken = Signal(object)
    told = Signal(str)

    def __init__(
        self,
        theme: Theme,
        folder: Path | None = None,
        choose_open: Choose = choose_to_open,
        choose_save: Choose = choose_to_save,
    ) -> None:
        super().__init__()
        self.setProperty("kit", "clear")
        self._folder = folder or profiles_folder()
        self._open, self._save = choose_open, choose_save
        self._current: Profile | None = None
        self.name: ComboField[str] = ComboField(
            theme, tr("Column profile"), optional=True, free=True, placeholder=tr("name for the next file")
        )
        self.name.chosen.connect(self._take)
        self.keep = Button(theme, tr("Keep"), "bookmark", "Ctrl+S").does(self.keep_named)
        load = LinkButton(theme, tr("Load from a file"), "folder-open").does(self.load_file)
        hand = LinkButton(theme, tr("Save as a file"), "download").does(self.save_file)
        row = hbox(self, spacing=8)
        row.addWidget(self.name, 1)
        for button in (self.keep, load, hand):
            row.addWidget(button)
            row.setAlignment(button, row.alignment())
        self.refresh()

    def refresh(self) -> None:
        """Offer what is kept."""
        self.name.set_choices([Choice(name, name) for name in named_profiles(self._folder)])

    def set_profile(self, profile: Profile) -> None:
        """This is what would be kept."""
        self._current = profile

    def keep_named(self) -> None:
        """Keep it under the name that is typed."""
        name = re.sub(r"[^\w .-]", "", self.name.text()).strip(" .")
        if not name:
            self.name.set_finding(tr("Type a name for this profile"))
            self.name.setFocus()
            return
        self._write(self._folder / f"{name}.toml", tr("Kept as “{name}”", name=name))
        self.refresh()
        self.name.set_text(name)

    def save_file(self) -> None:
        """Hand it on: the same profile works for `stockpile import --profile`."""
        chosen = self._save(self, tr("Save the profile"), f"{self.name.text() or 'profile'}.toml", KIND)
        if chosen:
            self._write(Path(chosen), tr("Saved as {path}", path=chosen))

    def load_file(self) -> None:
        """Take a profile from somebody else."""
        chosen = self._open(self, tr("Load a profile"), "", KIND)
        if chosen:
            self._read(Path(chosen))

    def _take(self, name: str | None) -> None:
        path = named_profiles(self._folder).get(name or "")
        if path is not None:
            self._read(path)

    def _read(self, path: Path) -> None:
        try:
            self.taken.emit(load_profile(path))
        except Refused as refused:
            self.told.emit("; ".join(one.sentence for one in refused.findings))
        except KnownError as problem:
            self.told.emit(problem.sentence)

    def _write(self, path: Path, said: str) -> None:
        if self._current is None:
            return
        try:
            save_profile(self._current, path)
            self.name.set_help(said)
        except KnownError as problem:
            self.told.emit(problem.sentence)
