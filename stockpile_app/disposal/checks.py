"""What a whole verification asks of batches: numbers without gaps, and what was destroyed was verified, once."""

from __future__ import annotations

from collections.abc import Iterator

from stockpile_app.audit import Trouble, VerifyCheck
from stockpile_app.base import tr
from stockpile_app.base.text import N_
from stockpile_app.disposal.deciding import BATCH_CODE
from stockpile_app.store import Stockpile

_SEVERAL = "(SELECT sole FROM stockpile) = 0"
"""Whether several people keep these books; a sole keeper writes for everybody."""
_PACKERS = (
    "SELECT batch_id, name FROM batch_person WHERE duty = 'packer' "
    f"UNION SELECT batch_id, done_by FROM batch_step WHERE step = 'sealed' AND {_SEVERAL}"
)
_ASKED = (
    ("voucher", N_("A voucher of destruction belongs to no act of a batch: {row}"),
     "SELECT id, entry FROM voucher WHERE kind = 'destruction' AND id NOT IN (SELECT voucher_id FROM destruction_act)"),
    ("voucher", N_("A voucher of dispatch belongs to no batch: {row}"),
     ("SELECT id, entry FROM voucher WHERE kind = 'dispatch' AND id NOT IN "
      "(SELECT voucher_id FROM batch_step WHERE step = 'dispatched')")),
    ("voucher", N_("A voucher of deactivation belongs to no weapon of a batch: {row}"),
     ("SELECT id, entry FROM voucher WHERE kind = 'deactivation' AND id NOT IN "
      "(SELECT voucher_id FROM deactivation_check)")),
    ("destruction_act", N_("An act of destruction has no voucher: {row}"),
     ("SELECT batch_id || '/' || act_no, entry FROM destruction_act WHERE voucher_id NOT IN "
      "(SELECT id FROM voucher WHERE kind = 'destruction')")),
    ("destruction_act", N_("Two acts of destruction name one voucher: {row}"),
     ("SELECT voucher_id, max(entry) FROM destruction_act GROUP BY voucher_id HAVING count(*) > 1")),
    ("movement", N_("Something was destroyed that is not the line of its batch: {row}"),
     ("SELECT m.voucher_id || '/' || m.line_no, x.entry FROM destruction_act x "
      "JOIN movement m ON m.voucher_id = x.voucher_id "
      "LEFT JOIN batch_line l ON l.batch_id = x.batch_id AND l.line_no = m.line_no "
      "WHERE l.line_no IS NULL OR (l.weapon_id, l.lot_id, l.item_type_id) <> (m.weapon_id, m.lot_id, m.item_type_id)")),
    ("movement", N_("Something was destroyed that was not verified: {row}"),
     ("SELECT m.voucher_id || '/' || m.line_no, x.entry FROM destruction_act x "
      "JOIN movement m ON m.voucher_id = x.voucher_id LEFT JOIN batch_check c ON c.batch_id = x.batch_id "
      "AND c.check_no = (SELECT max(k.check_no) FROM batch_check k WHERE k.batch_id = x.batch_id "
      "AND k.line_no = m.line_no) WHERE c.result IS NOT 'verified' OR c.quantity <> m.quantity")),
    ("deactivation_check", N_("Something was deactivated that was not verified: {row}"),
     ("SELECT d.id, v.entry FROM deactivation d JOIN deactivation_check v ON v.deactivation_id = d.id "
      "LEFT JOIN batch_check c ON c.batch_id = d.batch_id AND c.check_no = (SELECT max(k.check_no) "
      "FROM batch_check k WHERE k.batch_id = d.batch_id AND k.line_no = d.line_no) "
      "WHERE c.result IS NOT 'verified'")),
    ("batch_step", N_("A batch counts as destroyed, and something verified is not: {row}"),
     ("SELECT l.batch_id || '/' || l.line_no, s.entry FROM batch_step s JOIN batch_line l ON l.batch_id = s.batch_id "
      "JOIN batch_check c ON c.batch_id = l.batch_id AND c.check_no = (SELECT max(k.check_no) FROM batch_check k "
      "WHERE k.batch_id = l.batch_id AND k.line_no = l.line_no) AND c.result = 'verified' "
      "WHERE s.step = 'destroyed' AND NOT EXISTS (SELECT 1 FROM destruction_act x JOIN movement m "
      "ON m.voucher_id = x.voucher_id AND m.line_no = l.line_no WHERE x.batch_id = l.batch_id) "
      "AND NOT EXISTS (SELECT 1 FROM held_back h WHERE h.batch_id = l.batch_id AND h.line_no = l.line_no)")),
    ("held_back", N_("Something was held back that was destroyed: {row}"),
     ("SELECT h.batch_id || '/' || h.line_no, h.entry FROM held_back h JOIN destruction_act x "
      "ON x.batch_id = h.batch_id JOIN movement m ON m.voucher_id = x.voucher_id AND m.line_no = h.line_no")),
    ("batch_check", N_("Who packed a batch verified it: {row}"),
     ("SELECT c.batch_id || '/' || c.check_no, c.entry FROM batch_check c WHERE c.result = 'verified' "
      f"AND (c.batch_id, c.checked_by) IN ({_PACKERS})")),
    ("batch_step", N_("Who packed a batch finished its verification: {row}"),
     ("SELECT s.batch_id || '/' || s.step_no, s.entry FROM batch_step s WHERE s.step = 'verified' "
      f"AND ((s.batch_id, s.person) IN ({_PACKERS}) OR ({_SEVERAL} AND (s.batch_id, s.done_by) IN ({_PACKERS})))")),
    ("batch_check", N_("A look at the site is written in the name of somebody else: {row}"),
     ("SELECT c.batch_id || '/' || c.check_no, c.entry FROM batch_check c JOIN journal j ON j.entry = c.entry "
      f"WHERE {_SEVERAL} AND j.kind <> 'take pack back' AND c.checked_by <> j.actor")),
    ("batch_step", N_("A step of a batch is written in the name of somebody else: {row}"),
     ("SELECT s.batch_id || '/' || s.step_no, s.entry FROM batch_step s JOIN journal j ON j.entry = s.entry "
      "WHERE s.done_by <> j.actor AND s.done_by NOT IN (SELECT r.asked_by FROM decision d "
      "JOIN request r ON r.id = d.request_id WHERE d.entry = s.entry)")),
)  # fmt: skip


def check_batches(stockpile: Stockpile) -> Iterator[Trouble]:
    """Every place where batches do not fit what the ledger says."""
    yield from _check_numbers(stockpile)
    for table, sentence, sql in _ASKED:
        for row, entry in stockpile.rows(sql):
            yield Trouble("disposal", tr(sentence, row=row), entry, table, str(row))


def _check_numbers(stockpile: Stockpile) -> Iterator[Trouble]:
    """Every batch number is the next of its year."""
    code = str(stockpile.value("SELECT code FROM stockpile") or "")
    due: dict[int, int] = {}
    for number, year, serial_no, entry in stockpile.rows(
        "SELECT number, recorded_year, serial_no, entry FROM batch ORDER BY recorded_year, serial_no"
    ):
        expected = due.get(year, 1)
        if serial_no != expected or number != f"{code}-{BATCH_CODE}-{year}-{serial_no:06d}":
            yield Trouble("disposal", tr("Batch {number} is not the next of its year", number=number), entry, "batch",
                          number, "number")  # fmt: skip
        due[year] = serial_no + 1


CHECK = VerifyCheck("disposal", check_batches)
