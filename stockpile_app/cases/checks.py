"""What a verification asks of cases: numbers without a gap, somebody in charge, attachments as they were."""

from __future__ import annotations

from collections.abc import Iterator

from stockpile_app.access import Written
from stockpile_app.audit import Trouble, VerifyCheck
from stockpile_app.base import tr
from stockpile_app.base.text import N_
from stockpile_app.cases.attachments import ATTACHMENT_COLUMNS, is_whole, parts_of
from stockpile_app.cases.model import Attachment
from stockpile_app.cases.opening import CASE_CODE
from stockpile_app.store import Stockpile


def check_case_numbers(stockpile: Stockpile) -> Iterator[Trouble]:
    """Every case's number is the next of its year, and is written as its parts say; each has an owner."""
    code = str(stockpile.value("SELECT code FROM stockpile") or "")
    due: dict[int, int] = {}
    for entry, number, year, serial_no in stockpile.rows(
        "SELECT entry, number, recorded_year, serial_no FROM case_file ORDER BY recorded_year, serial_no"
    ):
        written = f"{code}-{CASE_CODE}-{year}-{serial_no:06d}"
        if serial_no != due.get(year, 1) or number != written:
            said = tr("Case {number} is not the next of its year", number=number)
            yield Trouble("cases", said, entry, "case_file", number, "number")
        due[year] = serial_no + 1
    for entry, number in stockpile.rows(
        "SELECT entry, number FROM case_file WHERE id NOT IN (SELECT case_id FROM case_duty)"
    ):
        said = tr("Nobody was put in charge of case {number}", number=number)
        yield Trouble("cases", said, entry, "case_duty", number, "owner")


_PARTS = (
    (N_("Bytes stand in the books that belong to no attachment: {row}"),
     "SELECT DISTINCT attachment_id FROM attachment_part WHERE attachment_id NOT IN (SELECT id FROM attachment)"),
    (N_("Of attachment {row} only the hash is kept, and yet its bytes are there"),
     ("SELECT DISTINCT p.attachment_id FROM attachment_part p JOIN attachment a ON a.id = p.attachment_id "
      "WHERE a.kept = 0")),
)  # fmt: skip


def check_attachments(stockpile: Stockpile) -> Iterator[Trouble]:
    """The stored bytes of every attachment are those whose hash the journal holds."""
    for sentence, sql in _PARTS:
        for (row,) in stockpile.rows(sql):
            yield Trouble("attachments", tr(sentence, row=row), 0, "attachment_part", str(row))
    for row in stockpile.rows(
        f"SELECT {ATTACHMENT_COLUMNS}, entry FROM attachment WHERE kept = 1 ORDER BY id"
    ):
        attachment, entry = Attachment(*row[:-1]), row[-1]
        if not is_whole(attachment, parts_of(stockpile, attachment.id)):
            said = tr("Attachment {number} ({name}) is not what was attached",
                      number=attachment.id, name=attachment.name)  # fmt: skip
            yield Trouble("attachments", said, entry, "attachment_part", str(attachment.id), "content")


WRITTEN = (
    Written("case_note", frozenset({"note in case"})),
    Written("case_outcome", frozenset({"close case"})),
)
CHECKS = (VerifyCheck("cases", check_case_numbers), VerifyCheck("attachments", check_attachments))
