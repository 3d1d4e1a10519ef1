"""Which certificates there are, and which one covers a weapon."""

from __future__ import annotations

from stockpile_app.disposal.certificates.gathering import STANDING
from stockpile_app.disposal.certificates.model import Annulment, Certificate, CertificateKind
from stockpile_app.disposal.certificates.view import CertificateRow
from stockpile_app.store import Stockpile

CERTIFICATE_COLUMNS = (
    "id, kind, number, recorded_year, serial_no, batch_id, issued_on, issued_by, approved_by, deactivation_id, "
    "replaces, remarks"
)
_ROWS = f"""
    SELECT c.id, c.number, c.kind, c.batch_id, b.number, c.issued_on, c.issued_by, c.approved_by,
           (SELECT count(*) FROM certificate_line l WHERE l.certificate_id = c.id), c.id NOT IN {STANDING},
           coalesce((SELECT number FROM certificate r WHERE r.id = c.replaces), '')
    FROM certificate c JOIN batch b ON b.id = c.batch_id ORDER BY c.id DESC
"""


def certificates(stockpile: Stockpile) -> list[CertificateRow]:
    """Every certificate ever issued, the latest first; annulled ones stay."""
    return [
        CertificateRow(
            id=row[0], number=row[1], kind=CertificateKind(row[2]), batch_id=row[3], batch=row[4],
            issued_on=row[5], issued_by=row[6], approved_by=row[7], lines=row[8], annulled=bool(row[9]),
            replaces=row[10],
        )
        for row in stockpile.rows(_ROWS)
    ]  # fmt: skip


def certificate_covering(stockpile: Stockpile, weapon_id: int) -> str:
    """The number of the standing certificate that covers this weapon; '' without one."""
    found = stockpile.value(
        "SELECT c.number FROM certificate_line l JOIN certificate c ON c.id = l.certificate_id "
        f"WHERE l.weapon_id = ? AND l.weapon_id <> 0 AND c.id IN {STANDING}",
        [weapon_id],
    )
    return str(found or "")


def certificate_numbered(stockpile: Stockpile, number: str) -> Certificate | None:
    """The certificate with this printed number."""
    row = stockpile.row(
        f"SELECT {CERTIFICATE_COLUMNS} FROM certificate WHERE number = ?", [number.strip().upper()]
    )
    return Certificate(*row) if row else None


def number_of(stockpile: Stockpile, certificate_id: int) -> str:
    """The number of a certificate; '' for none."""
    return str(stockpile.value("SELECT number FROM certificate WHERE id = ?", [certificate_id]) or "")


def annulment_of(stockpile: Stockpile, certificate_id: int) -> tuple[Annulment | None, int]:
    """Why it stands no more, and the entry that says so; None and 0 while it stands."""
    row = stockpile.row(
        "SELECT certificate_id, annulled_at, annulled_by, reason, approved_by, entry FROM annulment "
        "WHERE certificate_id = ?",
        [certificate_id],
    )
    return (Annulment(*row[:-1]), int(row[-1])) if row else (None, 0)


def certificates_of_entry(stockpile: Stockpile, entry: int) -> list[str]:
    """The numbers of the certificates that this journal entry issued."""
    return [row[0] for row in stockpile.rows("SELECT number FROM certificate WHERE entry = ?", [entry])]


def certificate_entry(stockpile: Stockpile, number: str) -> int:
    """The journal entry that issued this certificate; 0 for an unknown number."""
    return int(stockpile.value("SELECT entry FROM certificate WHERE number = ?", [number]) or 0)
