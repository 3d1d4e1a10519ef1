"""How a paper stands, as it is shown: a state, sentences, what differs first, and the lines to hold beside it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from stockpile_app.base import Finding
from stockpile_app.base.quantity import grouped
from stockpile_app.base.text import tr
from stockpile_app.documents.paper_proof import STANDING_WORDS, CheckedLine, PaperProof, Standing
from stockpile_app.gui.common import (
    Chip,
    ChipLabel,
    Column,
    EmptyState,
    Face,
    Kind,
    Label,
    ListPanel,
    Role,
    RowLook,
    Status,
    TableView,
    Theme,
    hbox,
    vbox,
)

STATUS = {
    Standing.UNCHANGED: Status.OK,
    Standing.SUPERSEDED: Status.WARN,
    Standing.TO_COMPARE: Status.UNVERIFIED,
    Standing.SIGNED: Status.INFO,
    Standing.UNCHECKED: Status.INFO,
    Standing.UNKNOWN: Status.STOP,
    Standing.DIFFERS: Status.STOP,
    Standing.FORGED: Status.STOP,
}


class PaperOutcome(QWidget):
    """Empty until a paper is proved."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("kit", "clear")
        self._marked: frozenset[int] = frozenset()
        self.chip = ChipLabel(theme, Chip(Status.INFO, ""))
        self.outcome = Label("", Face.SECTION, wrap=True)
        self.more = Label("", Face.BODY, Role.TEXT_2, wrap=True)
        self.differences: TableView[Finding] = TableView(
            theme, tr("What differs"), _difference_columns(), framed=False
        )
        self.lines: TableView[CheckedLine] = TableView(
            theme, tr("Lines and their check codes"), _line_columns(), look=self._look, framed=False
        )
        self.lines.set_empty(
            EmptyState(
                theme,
                tr("No paper yet"),
                tr(
                    "Choose the PDF, a scan or a photograph of a paper, or scan its square code. Nothing is changed "
                    "by looking."
                ),
            )
        )
        self.differing = ListPanel(tr("What differs"), "", self.differences)
        self.listed = ListPanel(tr("As the books have it"), "", self.lines)
        self.head = QWidget()
        self.head.setProperty("kit", "clear")
        top = hbox(None, self.chip, spacing=12)
        top.addWidget(self.outcome, 1)
        column = vbox(self.head, spacing=6)
        column.addLayout(top)
        column.addWidget(self.more)
        whole = vbox(self, self.head, spacing=12)
        whole.addWidget(self.differing, 2)
        whole.addWidget(self.listed, 3)
        self.clear()

    def clear(self) -> None:
        """Show nothing."""
        self.head.hide()
        self.differing.hide()
        self.listed.remark.setText("")
        self.lines.set_rows(())

    def show_proof(self, proof: PaperProof) -> None:
        """Show an outcome."""
        self._tell(STATUS[proof.standing], tr(STANDING_WORDS[proof.standing]), proof.sentences)
        self._marked = frozenset(finding.row for finding in proof.findings if finding.row)
        self._show_findings(proof.findings)
        self.listed.remark.setText(tr("check code at the end of each line") if proof.lines else "")
        self.lines.set_rows(proof.lines)

    def show_refusal(self, findings: tuple[Finding, ...]) -> None:
        """Show why the file is no paper of ours at all."""
        self.clear()
        first = findings[0]
        expected = tr("Expected {expected}, found {got}", expected=first.expected, got=first.got)
        self._tell(Status.STOP, tr("Refused"), (first.sentence, expected, first.remedy))

    def _tell(self, status: Status, word: str, sentences: tuple[str, ...]) -> None:
        self.chip.set_chip(Chip(status, word))
        self.outcome.setText(sentences[0])
        self.more.setText(". ".join(sentences[1:]))
        self.more.setVisible(len(sentences) > 1)
        self.head.show()

    def _show_findings(self, findings: tuple[Finding, ...]) -> None:
        self.differences.set_rows(findings)
        self.differing.remark.setText(grouped(len(findings)) if findings else "")
        self.differing.setVisible(bool(findings))

    def _look(self, line: CheckedLine) -> RowLook:
        return RowLook(bar=Status.STOP) if line.line_no in self._marked else RowLook()


def _difference_columns() -> list[Column[Finding]]:
    return [
        Column("row", tr("Line"), Kind.NUMBER, lambda one: one.row or None, sortable=False),
        Column("field", tr("Field"), value=_field, sample="Serial or lot", sortable=False),
        Column("got", tr("The paper says"), strong=True, sample="31-79-188 wwwwww", sortable=False),
        Column("expected", tr("The books say"), strong=True, stretch=True, sortable=False),
    ]


def _field(finding: Finding) -> str:
    return finding.field or tr("elsewhere")


def _line_columns() -> list[Column[CheckedLine]]:
    return [
        Column("line_no", tr("Line"), value=_line_word, sample="wwww", tone=Role.TEXT_2, sortable=False),
        Column("text", tr("What the line says"), stretch=True, sortable=False),
        Column("check", tr("Check"), Kind.SERIAL, sample="WWWW", strong=True, sortable=False),
    ]


def _line_word(line: CheckedLine) -> str:
    return grouped(line.line_no) if line.line_no else tr("head")
