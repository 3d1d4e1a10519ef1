"""The life of an item on paper: the same words and order as on the pane, in black and white."""

from __future__ import annotations

from html import escape
from pathlib import Path

from PySide6.QtCore import QMarginsF, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter, QTextDocument, QTextOption
from PySide6.QtWidgets import QFileDialog, QTextBrowser, QWidget

from stockpile_app import audit
from stockpile_app.base.quantity import grouped
from stockpile_app.base.text import tr
from stockpile_app.gui.access import Desk
from stockpile_app.gui.common.buttons import Button, PrimaryButton
from stockpile_app.gui.common.dialog import Dialog
from stockpile_app.gui.common.text import isolate
from stockpile_app.gui.common.theme import Theme
from stockpile_app.gui.ledger.life import Life, event_of
from stockpile_app.gui.ledger.words import condition_word

_MARGIN_MM = 15


def life_page(life: Life, printed: str) -> str:
    """The paper's text; data is escaped, so that nothing in it is read as markup."""
    facts = "".join(
        f"<tr><td width='110'>{escape(fact.name)}</td><td>{escape(fact.value)}</td></tr>" for fact in life.facts
    )
    rows = []
    for event in (event_of(one, life) for one in reversed(life.events)):
        words = " · ".join(filter(None, (event.sentence, event.remark)))
        cells = (event.when, event.word, words, event.mark)
        rows.append("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>")
    names = (tr("When"), tr("What"), tr("From and to"), tr("Voucher"))
    heads = "".join(f"<th align='left'>{escape(name)}</th>" for name in names)
    proof = tr("proved to entry {entry}", entry=grouped(life.proved_to)) if life.proved_to else tr("not verified yet")
    return (
        f"<h1>{escape(life.mark)}</h1><p>{escape(life.title)} · {escape(condition_word(life.condition))}</p>"
        f"<table cellspacing='2'>{facts}</table><hr/><table cellspacing='4' width='100%'><tr>{heads}</tr>"
        f"{''.join(rows)}</table><hr/><p>{escape(proof)} · {escape(tr('journal size'))} {grouped(life.size)} · "
        f"{escape(printed)}</p>"
    )


def document_of(theme: Theme, text: str) -> QTextDocument:
    """The paper as a document in the program's own faces."""
    document = QTextDocument()
    font = theme.font()
    font.setPointSizeF(9)
    document.setDefaultFont(font)
    option = QTextOption()
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if theme.right_to_left else Qt.LayoutDirection.LeftToRight)
    document.setDefaultTextOption(option)
    document.setHtml(text)
    return document


def write_pdf(theme: Theme, text: str, target: Path) -> None:
    """Write the paper as a PDF file."""
    writer = QPdfWriter(str(target))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    writer.setPageMargins(margins, QPageLayout.Unit.Millimeter)
    document_of(theme, text).print_(writer)


class LifePaper(Dialog):
    """Shows the paper and saves it as PDF."""

    def __init__(self, desk: Desk, parent: QWidget, life: Life) -> None:
        super().__init__(desk.theme, parent, "printer", tr("Life on paper"), isolate(life.mark))
        self.desk, self._life = desk, life
        self._text = life_page(life, tr("printed {moment}", moment=desk.now()))
        shown = QTextBrowser()
        shown.setAccessibleName(tr("Life on paper"))
        shown.setDocument(document_of(desk.theme, self._text))
        self._document = shown.document()
        self.body.addWidget(shown, 1)
        self.add_button(Button(desk.theme, tr("Cancel")).does(self.ask_close))
        save = PrimaryButton(desk.theme, tr("Save as PDF"), "download", "Ctrl+Return").does(self._save)
        self.add_button(save, primary=True)

    def _save(self) -> None:
        name, _kind = QFileDialog.getSaveFileName(
            self, tr("Save as PDF"), f"{self._life.mark}.pdf".replace("/", "-"), tr("PDF files (*.pdf)")
        )
        if not name:
            return
        write_pdf(self.theme, self._text, Path(name))
        mark = self._life.mark
        self.desk.write(
            self,
            lambda books, _progress: audit.note_activity(books, "print", f"life {mark}"),
            lambda _noted: self._saved(Path(name)),
        )

    def _saved(self, path: Path) -> None:
        self.desk.say(tr("Saved {name}", name=path.name))
        self.accept()
