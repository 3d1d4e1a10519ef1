"""Settings of this desk: language, colours, zoom, rows, paper, a test of the scanner, checks of the computer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from stockpile_app.base.text import current_language, tr
from stockpile_app.gui.common import (
    Button,
    CheckField,
    ComboField,
    Face,
    Label,
    Panel,
    Role,
    ScanField,
    ScanFilter,
    Status,
    StatusLine,
    Theme,
    hbox,
    isolate,
    vbox,
)
from stockpile_app.gui.common.page import PageWidget
from stockpile_app.gui.settings.checks_dialog import AskChecks, ChecksDialog
from stockpile_app.gui.settings.choices import language_choices, palette_choices, paper_choices, zoom_choices
from stockpile_app.gui.settings.preferences import Settings

_ASCII_SCAN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-")


class SettingsPage(PageWidget):
    """What is set here holds for this desk and this person, at once; the books know nothing of it."""

    help_topic = "settings"

    def __init__(self, theme: Theme, settings: Settings, ask_checks: AskChecks, *panels: QWidget) -> None:
        super().__init__(
            theme, tr("Settings"), tr("For this desk. Every change holds at once; the books are not touched.")
        )
        self._settings, self._ask_checks = settings, ask_checks
        inside = QWidget()
        inside.setProperty("kit", "clear")
        row = hbox(inside, self._looks(), self._beside(panels), spacing=12)
        row.setAlignment(Qt.AlignmentFlag.AlignTop)
        row.setStretch(0, 1)
        row.setStretch(1, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        self.add(scroll, 1)
        theme.changed.connect(self._show_theme)

    # How it looks

    def _looks(self) -> QWidget:
        panel = Panel(tr("Window and paper"))
        self.language: ComboField[str] = ComboField(
            self.theme,
            tr("Language"),
            language_choices(),
            help_text=tr("Takes effect when the program is opened again"),
        )
        self.palette_field: ComboField[str] = ComboField(self.theme, tr("Colours"), palette_choices())
        self.zoom: ComboField[int] = ComboField(
            self.theme, tr("Zoom"), zoom_choices(), help_text=tr("Also with Ctrl + and Ctrl -")
        )
        self.compact = CheckField(self.theme, tr("Compact rows"))
        self.paper: ComboField[str] = ComboField(self.theme, tr("Page size of papers"), paper_choices())
        self.language.set_value(self._settings.now.language or current_language())
        self.paper.set_value(self._settings.now.paper)
        self._show_theme()
        self._follow_choices()
        for field in (self.language, self.palette_field, self.zoom, self.compact, self.paper):
            panel.add(field)
        panel.column.addStretch(1)
        return panel

    def _follow_choices(self) -> None:
        self.language.chosen.connect(lambda code: self._settings.change(language=code or current_language()))
        self.palette_field.chosen.connect(self._take_palette)
        self.zoom.chosen.connect(lambda step: self.theme.set_zoom(step or 100))
        self.compact.changed.connect(self._take_compact)
        self.paper.chosen.connect(lambda size: self._settings.change(paper=size or self._settings.now.paper))

    def _take_palette(self, name: str | None) -> None:
        if name:
            self.theme.set_palette(name)
            self._settings.change(palette=name)

    def _take_compact(self) -> None:
        if self.compact.value() != self.theme.compact:
            self.theme.set_compact(self.compact.value())
            self._settings.change(compact=self.compact.value())

    def _show_theme(self) -> None:
        """The theme was changed here or by a key: show what it is now."""
        self.palette_field.set_value(self.theme.palette_name)
        self.zoom.set_value(self.theme.zoom)
        self.compact.set_value(self.theme.compact)

    # Scanner

    def _beside(self, panels: Sequence[QWidget]) -> QWidget:
        """What other rooms have to set, the scanner, and the computer itself."""
        side = QWidget()
        side.setProperty("kit", "clear")
        vbox(side, *panels, self._scanner(), self._computer(), spacing=12).addStretch(1)
        return side

    def _scanner(self) -> QWidget:
        panel = Panel(tr("Scanner test"))
        words = tr("Read any label of the depot. The read must stand below exactly as on the label.")
        panel.add(Label(words, Face.BODY, Role.TEXT_2, wrap=True))
        self.scan = ScanField(self.theme, tr("Scan a label here"))
        self.scan.scanned.connect(self._read)
        ScanFilter(self, self.theme.tokens.motion.scanner_gap_ms).route_to(self.scan)
        self.read = Label("", Face.IDENTITY, wrap=True)
        self.read.setAccessibleName(tr("Last read"))
        self.judged = StatusLine(self.theme, Status.IDLE, tr("Nothing read yet"))
        panel.add(self.scan)
        panel.add(self.read)
        panel.add(self.judged)
        return panel

    def _read(self, text: str) -> None:
        self.read.setText(isolate(text))
        self.read.setAccessibleName(tr("Last read: {text}", text=text))
        if set(text) <= _ASCII_SCAN:
            self.judged.show_status(Status.OK, tr("Letters and digits as our labels have them"))
        else:
            self.judged.show_status(
                Status.WARN, tr("Other signs: set the scanner to the keyboard of this machine")
            )

    # The computer

    def _computer(self) -> QWidget:
        panel = Panel(tr("This computer"))
        words = tr(
            "Disk, clock, backup and program: whether the books are safe here, and what to do if not. "
            "Nothing is changed by it."
        )
        panel.add(Label(words, Face.BODY, Role.TEXT_2, wrap=True))
        self.check = Button(self.theme, tr("Check this computer"), "wrench").does(self.check_computer)
        row = hbox(None, self.check)
        row.addStretch(1)
        panel.column.addLayout(row)
        return panel

    def check_computer(self) -> None:
        """Show what the doctor says."""
        ChecksDialog(self.theme, self, self._ask_checks).open()
