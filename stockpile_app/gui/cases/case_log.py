"""What was done with a case, newest first: opened, given, noted, attached, decided; and its files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from stockpile_app.base.clock import local_text
from stockpile_app.base.text import tr
from stockpile_app.cases import Attachment, CaseView
from stockpile_app.gui.cases.words import result_word, size_words
from stockpile_app.gui.common import Chip, Column, Event, Kind, Role, Status, Text, isolate


def log_of(view: CaseView, zone: str) -> list[Event]:
    """Everything that was done with it, as the timeline shows it."""
    return [
        replace(event, when=local_text(event.when, zone))
        for event in sorted(_log(view), key=lambda event: event.when, reverse=True)
    ]


def _log(view: CaseView) -> Iterator[Event]:
    """The latest of each kind first, so that what was done in one second keeps its order."""
    if view.outcome is not None:
        end = view.outcome
        said = by(result_word(end.outcome), end.decided_by)
        yield Event("file-check", said, end.decided_at, end.text, status=Status.OK)
    for note in reversed(view.notes):
        yield Event("pencil", by(tr("Note"), note.noted_by), note.noted_at, note.text)
    for file in reversed(view.attachments):
        words = " · ".join(filter(None, (file.name, file.remark)))
        yield Event("file-plus", by(tr("Attached"), file.added_by), file.added_at, words)
    for one in reversed(view.duties):
        words = tr("{owner}, until {date}", owner=one.duty.owner, date=isolate(one.duty.deadline))
        yield Event("user", by(tr("Given"), one.given_by), one.given_at, words)
    case = view.case
    yield Event("file-warning", by(tr("Opened"), case.opened_by), case.opened_at, case.subject)


def by(word: str, name: str) -> str:
    """`Note · WO2 K. Brandt`."""
    return f"{word} · {name}"


def file_columns() -> list[Column[Attachment]]:
    """The files of a case, and whether the books keep them or their hash alone."""
    return [
        Column("id", "#", Kind.NUMBER, width=36, tone=Role.TEXT_2),
        Column("name", tr("File"), value=lambda row: Text(row.name, row.remark), stretch=True),
        Column("size", tr("Size"), value=size_words, sample="20 480 KiB"),
        Column("kept", tr("Kept"), Kind.CHIP, _kept, sample="In the books"),
        Column("sha256", tr("SHA-256"), Kind.SERIAL, lambda row: row.sha256[:12], sample="9f86d081884c"),
    ]


def _kept(row: Attachment) -> Chip:
    if row.kept:
        return Chip(Status.OK, tr("In the books"))
    return Chip(Status.IDLE, tr("Hash only"), "circle")
