"""What a whole verification asks of packs: ends have beginnings, and holds match what is out."""

from __future__ import annotations

from collections.abc import Iterator

from stockpile_app.audit import Trouble, VerifyCheck
from stockpile_app.base import tr
from stockpile_app.base.text import N_
from stockpile_app.store import Stockpile

_ASKED = (
    ("pack_return", N_("A pack came back that never left: {row}"),
     "SELECT pack_id, entry FROM pack_return WHERE pack_id NOT IN (SELECT id FROM pack_out)"),
    ("pack_answer", N_("Answers stand in the books without the pack that brought them: {row}"),
     "SELECT DISTINCT pack_id, 0 FROM pack_answer WHERE pack_id NOT IN (SELECT pack_id FROM pack_return)"),
    ("pack_return", N_("The answers of a pack are not as many as came back: {row}"),
     ("SELECT r.pack_id, r.entry FROM pack_return r WHERE r.answers <> "
      "(SELECT count(*) FROM pack_answer a WHERE a.pack_id = r.pack_id)")),
    ("pack_hold", N_("A hold names a pack that never left, or is none: {row}"),
     ("SELECT hold_id, 0 FROM pack_hold WHERE pack_id NOT IN (SELECT id FROM pack_out) "
      "OR hold_id NOT IN (SELECT id FROM hold)")),
    ("pack_hold", N_("A pack has come back and its hold still stands: {row}"),
     ("SELECT hold_id, 0 FROM pack_hold WHERE pack_id IN (SELECT pack_id FROM pack_return) "
      "AND hold_id NOT IN (SELECT hold_id FROM hold_release)")),
    ("pack_out", N_("A pack is out and nothing was put on hold for it: {row}"),
     "SELECT id, entry FROM pack_out WHERE id NOT IN (SELECT pack_id FROM pack_hold)"),
)  # fmt: skip


def check(stockpile: Stockpile) -> Iterator[Trouble]:
    """Every place where the packs do not fit together."""
    for table, sentence, sql in _ASKED:
        for row, entry in stockpile.rows(sql):
            yield Trouble("packs", tr(sentence, row=row), entry, table, str(row))


CHECK = VerifyCheck("packs", check)
