"""What a whole verification asks of declarations: numbers without gaps, and every line reserved and moved apart."""

from __future__ import annotations

from collections.abc import Iterator

from stockpile_app.access import Written
from stockpile_app.audit import Trouble, VerifyCheck
from stockpile_app.base import tr
from stockpile_app.base.text import N_
from stockpile_app.store import Stockpile

CODE = "DCL"

_ASKED = (
    (N_("A declaration names a voucher that is no transfer to its place apart: {row}"),
     ("SELECT d.number, d.entry FROM declaration d LEFT JOIN voucher v ON v.id = d.voucher_id "
      "WHERE d.voucher_id <> 0 AND (v.kind, v.to_account, v.entry) IS NOT ('transfer', d.apart_account, d.entry)")),
    (N_("A declaration has no line: {row}"),
     "SELECT number, entry FROM declaration WHERE id NOT IN (SELECT declaration_id FROM declaration_line)"),
    (N_("A line was declared without the reservation that belongs to it: {row}"),
     ("SELECT d.number || '/' || l.line_no, l.entry FROM declaration_line l "
      "JOIN declaration d ON d.id = l.declaration_id LEFT JOIN hold h ON h.id = l.hold_id "
      "WHERE (h.kind, h.target, h.target_id, h.entry) IS NOT ('reserved', "
      "iif(l.weapon_id, 'weapon', 'account'), iif(l.weapon_id, l.weapon_id, d.apart_account), l.entry)")),
    (N_("Two declarations in force name the same weapon: {row}"),
     ("SELECT min(l.declaration_id) || '/' || l.weapon_id, max(l.entry) FROM declaration_line l "
      "WHERE l.weapon_id <> 0 AND l.hold_id NOT IN (SELECT hold_id FROM hold_release) "
      "GROUP BY l.weapon_id HAVING count(*) > 1")),
)  # fmt: skip


def check(stockpile: Stockpile) -> Iterator[Trouble]:
    """Every place where the declarations do not fit together."""
    yield from _numbers(stockpile)
    for sentence, sql in _ASKED:
        for row, entry in stockpile.rows(sql):
            yield Trouble("declarations", tr(sentence, row=row), entry, "declaration", str(row))


def _numbers(stockpile: Stockpile) -> Iterator[Trouble]:
    """Every number is the next of its year, and is written as its parts say."""
    code = str(stockpile.value("SELECT code FROM stockpile") or "")
    due: dict[int, int] = {}
    for number, year, serial_no, entry in stockpile.rows(
        "SELECT number, recorded_year, serial_no, entry FROM declaration ORDER BY recorded_year, serial_no"
    ):
        expected = due.get(year, 1)
        if serial_no != expected or number != f"{code}-{CODE}-{year}-{serial_no:06d}":
            said = tr("Declaration {number} is not the next of its year", number=number)
            yield Trouble("declarations", said, entry, "declaration", number, "number")
        due[year] = serial_no + 1


CHECK = VerifyCheck("declarations", check)
WRITTEN = (
    Written("requirement", frozenset({"state requirement"})),
    Written("surplus_policy", frozenset({"set surplus policy"})),
    Written("obsolescence", frozenset({"mark obsolete"})),
    Written("surplus_review", frozenset({"review surplus"})),
    Written("declaration", frozenset({"declare surplus"})),
    Written("declaration_line", frozenset({"declare surplus"})),
)
