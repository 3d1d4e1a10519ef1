"""The last step of founding: where the backups of the new books go."""

from __future__ import annotations

from PySide6.QtCore import Signal

from stockpile_app.assembly import Founded
from stockpile_app.base.text import tr
from stockpile_app.gui.access.path_field import Choose, PathField, choose_a_folder, is_folder
from stockpile_app.gui.access.sheet import Sheet
from stockpile_app.gui.common import LinkButton, PrimaryButton, Theme
from stockpile_app.gui.settings import Settings


class BackupStep(Sheet):
    """A folder on another disk or a stick; it can be left, and chosen later in the settings.

    Signals:
        gone_on: a folder was chosen, or the choice was left for later.
    """

    gone_on = Signal()

    def __init__(self, theme: Theme, settings: Settings, choose: Choose = choose_a_folder) -> None:
        super().__init__(
            theme,
            tr("Where backups go"),
            tr(
                "One disk may fail. Choose a stick or a folder on another disk: whenever books are closed after "
                "work, they are copied there, and the copy is opened and checked."
            ),
        )
        self._settings = settings
        self._founded: Founded | None = None
        self.folder = PathField(theme, tr("Folder"), "", choose, "Ctrl+O", words=tr("Choose the folder"))
        self.folder.field.set_help(tr("It can be changed at any time under Settings"))
        self.add(self.folder)
        self.later = self.add_lesser(LinkButton(theme, tr("Choose it later"), "").does(self.gone_on.emit))
        self.take = self.add_button(
            PrimaryButton(theme, tr("Back up there"), "hard-drive-download", "Ctrl+Return").does(self._take)
        )

    def begin(self, founded: Founded) -> None:
        """For these new books."""
        self._founded = founded

    def came_in_sight(self) -> None:
        """The folder first."""
        self.folder.setFocus()

    def _take(self) -> None:
        path = self.folder.path()
        if path is None or not is_folder(path):
            nothing = tr("Choose the folder, or leave it for later")
            told = tr("There is no folder {name}", name=str(path)) if path is not None else nothing
            self.folder.field.set_finding(told)
            return
        if self._founded is not None:
            self._settings.set_backup_folder(self._founded.stockpile.path, str(path.resolve()))
        self.gone_on.emit()
