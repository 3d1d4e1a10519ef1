"""The page on which an import happens: its steps, their widgets, and what is known so far."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from stockpile_app.base.quantity import grouped
from stockpile_app.base.text import tr, trn
from stockpile_app.exchange.importing import ImportReport
from stockpile_app.exchange.model import RawSheet
from stockpile_app.exchange.profile import Profile
from stockpile_app.gui.access import Desk
from stockpile_app.gui.access.path_field import Choose
from stockpile_app.gui.common import (
    Button,
    ElidedLabel,
    Face,
    IconLabel,
    Label,
    MessagePanel,
    Panel,
    PrimaryButton,
    Role,
    Steps,
    hbox,
    isolate,
    vbox,
)
from stockpile_app.gui.common.page import PageWidget
from stockpile_app.gui.exchange.columns_step import ColumnsStep
from stockpile_app.gui.exchange.file_step import FileStep
from stockpile_app.gui.exchange.preview_step import PreviewStep
from stockpile_app.gui.exchange.profile_bar import ProfileBar
from stockpile_app.gui.exchange.result_step import ResultStep
from stockpile_app.gui.exchange.sheet_look import Look, Understood
from stockpile_app.gui.exchange.source_choice import SourceChoice

FILE, COLUMNS, PREVIEW, RESULT = range(4)


class ImportFrame(PageWidget):
    """Header, steps, message, the four step widgets, and the one button that goes on."""

    help_topic = "import"

    def __init__(self, desk: Desk, choose_save: Choose) -> None:
        super().__init__(desk.theme, tr("Import a spreadsheet"))
        self.desk, self._choose_save = desk, choose_save
        self._look: Look | None = None
        self._understood: Understood | None = None
        self._profile: Profile | None = None
        self._raw: RawSheet | None = None
        self._report: ImportReport | None = None
        self._source = ""
        self._operation_id = ""
        self.steps = Steps(self.theme, [tr("File"), tr("Columns"), tr("Preview"), tr("Import")])
        self._name = Label("", Face.STRONG)
        self._about = ElidedLabel("", tone=Role.TEXT_2)
        self.message = MessagePanel(self.theme, "")
        self.message.hide()
        self.source = SourceChoice(self.theme)
        self.source.hide()
        self.file_step, self.columns_step = FileStep(self.theme), ColumnsStep(self.theme)
        self.preview_step, self.result_step = PreviewStep(self.theme), ResultStep(self.theme)
        self.profiles = ProfileBar(self.theme)
        self.stack = QStackedWidget()
        self._lay_out()

    def _lay_out(self) -> None:
        self.back = Button(self.theme, tr("Back"), "arrow-left", "Alt+Left")
        self.cancel = Button(self.theme, tr("Cancel import"), "x", "Esc")
        self.header.add_act(self.back)
        self.header.add_act(self.cancel)
        panel = Panel(margin=7)
        panel.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = hbox(None, self.steps, spacing=10)
        row.addStretch(1)
        row.addWidget(IconLabel(self.theme, "file-spreadsheet", Role.TEXT_2))
        row.addWidget(self._name)
        row.addWidget(self._about, 2)
        row.setContentsMargins(8, 0, 8, 0)
        panel.column.addLayout(row)
        columns = QWidget()
        columns.setProperty("kit", "clear")
        vbox(columns, self.profiles, self.columns_step, spacing=12).setStretch(1, 1)
        for page in (self.file_step, columns, self.preview_step, self.result_step):
            self.stack.addWidget(page)
        self.go_on = PrimaryButton(self.theme, tr("Continue"), "", "Ctrl+Return")
        self._foot = QWidget()
        self._foot.setProperty("kit", "clear")
        foot = hbox(self._foot, spacing=8)
        foot.addStretch(1)
        foot.addWidget(self.go_on)
        for widget in (panel, self.message, self.source):
            self.add(widget)
        self.add(self.stack, 1)
        self.add(self._foot)

    def _say_step(self, step: int) -> None:
        sentences = (
            tr("Choose the file and the row of its headers. The file is only read"),
            tr("Say what each column means. Nothing has been written to the books"),
            tr("Preview. Nothing has been written to the books"),
            tr("The import is booked"),
        )
        self.header.set_sentence(sentences[step])
        look, raw = self._look, self._raw
        self._name.setText(look.path.name if look else "")
        sheet = tr("sheet “{name}”", name=look.sheet) if look and look.sheet else ""
        digest = raw.source.sha256 if raw else ""
        short = isolate(f"SHA-256 {digest[:4]}…{digest[-4:]}") if digest else ""
        rows = (
            trn("{shown} row", "{shown} rows", len(raw.rows), shown=isolate(grouped(len(raw.rows))))
            if raw
            else ""
        )
        self._about.setText(" · ".join(filter(None, (sheet, rows, short))))

    def _take_step_focus(self, step: int) -> None:
        (
            self.file_step.path.setFocus,
            self.columns_step.take_focus,
            self.preview_step.take_focus,
            self.result_step.take_focus,
        )[step]()

    def _begin_work(self) -> None:
        self.message.hide()
        self.source.hide()
        for button in (self.cancel, self.back, self.go_on, self.preview_step.foot.book):
            button.setEnabled(False)

    def _end_work(self) -> None:
        for button in (self.cancel, self.back, self.go_on):
            button.setEnabled(True)

    def show_notice(self, sentence: str) -> None:
        """Tell calmly what stopped the work."""
        self.message.say(sentence)
