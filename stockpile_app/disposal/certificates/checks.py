"""What a whole verification asks of certificates: numbers without gaps, and both ways what was destroyed."""

from __future__ import annotations

from collections.abc import Iterator

from stockpile_app.audit import Trouble, VerifyCheck
from stockpile_app.base import tr
from stockpile_app.base.text import N_
from stockpile_app.disposal.certificates.gathering import STANDING
from stockpile_app.disposal.certificates.model import CERTIFICATE_CODES
from stockpile_app.disposal.model import Step
from stockpile_app.store import Stockpile

_BY = """
    LEFT JOIN decision d ON d.entry = c.entry LEFT JOIN request r ON r.id = d.request_id
    WHERE c.approved_by <> coalesce(d.decided_by, '') OR {by} <> coalesce(r.asked_by, j.actor)
"""
_ASKED = (
    ("certificate_line", N_("A weapon or a voucher’s line stands on two certificates: {row}"),
     ("SELECT min(l.certificate_id), min(l.entry) FROM certificate_line l "
      f"WHERE l.certificate_id IN {STANDING} GROUP BY l.voucher_id, l.voucher_line HAVING count(*) > 1 "
      "UNION SELECT min(l.certificate_id), min(l.entry) FROM certificate_line l "
      f"WHERE l.certificate_id IN {STANDING} AND l.weapon_id <> 0 GROUP BY l.weapon_id HAVING count(*) > 1")),
    ("certificate_line", N_("A certificate names what its voucher did not move: {row}"),
     ("SELECT l.certificate_id, l.entry FROM certificate_line l JOIN certificate c ON c.id = l.certificate_id "
      "LEFT JOIN movement m ON m.voucher_id = l.voucher_id AND m.line_no = l.voucher_line "
      "LEFT JOIN account a ON a.id = m.to_account "
      "WHERE m.voucher_id IS NULL OR (m.item_type_id, m.weapon_id, m.lot_id, m.quantity) "
      "<> (l.item_type_id, l.weapon_id, l.lot_id, l.quantity) "
      "OR a.kind <> iif(c.kind = 'destruction', 'destroyed', 'deactivated')")),
    ("certificate_line", N_("A weapon on a standing certificate does not stand where it says: {row}"),
     ("SELECT l.certificate_id, l.entry FROM certificate_line l JOIN certificate c ON c.id = l.certificate_id "
      "JOIN weapon w ON w.id = l.weapon_id JOIN account a ON a.id = w.account_id "
      f"WHERE c.id IN {STANDING} AND a.kind <> iif(c.kind = 'destruction', 'destroyed', 'deactivated')")),
    ("batch", N_("A batch is certified, and what it destroyed stands on no certificate: {row}"),
     ("SELECT DISTINCT c.batch_id, c.entry FROM certificate c JOIN destruction_act d ON d.batch_id = c.batch_id "
      "JOIN movement m ON m.voucher_id = d.voucher_id JOIN account a ON a.id = m.to_account "
      f"WHERE c.kind = 'destruction' AND c.id IN {STANDING} AND a.kind = 'destroyed' AND NOT EXISTS (SELECT 1 "
      "FROM certificate_line l WHERE l.certificate_id = c.id AND l.voucher_id = m.voucher_id "
      "AND l.voucher_line = m.line_no)")),
    ("certificate_line", N_("A certificate names what its batch did not destroy: {row}"),
     ("SELECT DISTINCT l.certificate_id, l.entry FROM certificate_line l JOIN certificate c ON c.id = l.certificate_id "
      "WHERE c.kind = 'destruction' AND (c.batch_id, l.voucher_id) NOT IN "
      "(SELECT batch_id, voucher_id FROM destruction_act)")),
    ("certificate_line", N_("A certificate of deactivation names another weapon than its deactivation, or none: {row}"),
     ("SELECT c.id, c.entry FROM certificate c LEFT JOIN deactivation_check k ON k.deactivation_id = c.deactivation_id "
      "WHERE c.kind = 'deactivation' AND (SELECT group_concat(l.voucher_id) FROM certificate_line l "
      "WHERE l.certificate_id = c.id) IS NOT CAST(k.voucher_id AS TEXT)")),
    ("certificate", N_("A certificate was issued before the residue was cleared: {row}"),
     ("SELECT c.id, c.entry FROM certificate c WHERE c.kind = 'destruction' AND NOT EXISTS (SELECT 1 FROM batch_step s "
      f"WHERE s.batch_id = c.batch_id AND s.step = '{Step.CLEARED}' AND s.entry < c.entry)")),
    ("certificate", N_("A certificate names other persons than those who issued and approved it: {row}"),
     f"SELECT c.id, c.entry FROM certificate c JOIN journal j ON j.entry = c.entry {_BY.format(by='c.issued_by')}"),
    ("annulment", N_("An annulment names other persons than those who asked and approved it: {row}"),
     ("SELECT c.certificate_id, c.entry FROM annulment c JOIN journal j ON j.entry = c.entry "
      f"{_BY.format(by='c.annulled_by')}")),
    ("batch", N_("A batch is certified without a certificate: {row}"),
     ("SELECT batch_id, entry FROM batch_step WHERE step = 'certified' "
      "AND batch_id NOT IN (SELECT batch_id FROM certificate)")),
    ("certificate", N_("A certificate replaces one that stands, or that another one replaces: {row}"),
     (f"SELECT id, entry FROM certificate WHERE replaces <> 0 AND (replaces IN {STANDING} "
      f"OR (id IN {STANDING} AND replaces IN (SELECT o.replaces FROM certificate o WHERE o.id <> certificate.id "
      f"AND o.id IN {STANDING})))")),
)  # fmt: skip


def check(stockpile: Stockpile) -> Iterator[Trouble]:
    """Every place where certificates and what was destroyed do not fit together."""
    yield from _check_numbers(stockpile)
    for table, sentence, sql in _ASKED:
        for row, entry in stockpile.rows(sql):
            yield Trouble("certificates", tr(sentence, row=row), entry, table, str(row))


def _check_numbers(stockpile: Stockpile) -> Iterator[Trouble]:
    """Every number is the next of its kind and year, and is written as its parts say."""
    code = str(stockpile.value("SELECT code FROM stockpile") or "")
    codes = {str(kind): short for kind, short in CERTIFICATE_CODES.items()}
    expected: dict[tuple[str, int], int] = {}
    for one, kind, number, year, serial_no, entry in stockpile.rows(
        "SELECT id, kind, number, recorded_year, serial_no, entry FROM certificate "
        "ORDER BY kind, recorded_year, serial_no"
    ):
        written = f"{code}-{codes.get(kind, '')}-{year}-{serial_no:06d}"
        if serial_no != expected.get((kind, year), 1) or number != written:
            sentence = tr("Certificate {number} is not the next of its kind", number=number)
            yield Trouble("certificates", sentence, entry, "certificate", str(one), "number")
        expected[kind, year] = serial_no + 1


CHECK = VerifyCheck("certificates", check)
