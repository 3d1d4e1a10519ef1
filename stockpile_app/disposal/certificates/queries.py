"""What stands on a certificate: an issued one as it was issued, or a draft as the books stand today."""

from __future__ import annotations

from typing import Any

from stockpile_app import audit
from stockpile_app.access.queries import founding
from stockpile_app.base.clock import local_date
from stockpile_app.catalogue.queries import ITEM_TITLE, next_id
from stockpile_app.disposal.certificates.annex import Key, annex_lots, annex_weapons
from stockpile_app.disposal.certificates.gathering import STANDING, counts_of, gather
from stockpile_app.disposal.certificates.model import Certificate, CertificateKind
from stockpile_app.disposal.certificates.registers import annulment_of, certificate_numbered, number_of
from stockpile_app.disposal.certificates.rules import check
from stockpile_app.disposal.certificates.view import (
    Act,
    CertificateState,
    CertificateView,
    Deactivated,
    LeftOut,
)
from stockpile_app.disposal.columns import NEWEST, records
from stockpile_app.disposal.gather import batch_by_id
from stockpile_app.disposal.model import (
    Batch,
    BatchIncident,
    BatchPerson,
    DestructionAct,
    FreeFromExplosives,
    Residue,
    TraceCheck,
)
from stockpile_app.store import Stockpile

EU_PROFILE = "eu"
"""How the lists of operations of Implementing Regulation (EU) 2015/2403 begin."""


def certificate_view(stockpile: Stockpile, number: str) -> CertificateView | None:
    """An issued certificate with everything named, to show or print; None for an unknown number."""
    certificate = certificate_numbered(stockpile, number)
    batch = batch_by_id(stockpile, certificate.batch_id) if certificate else None
    if certificate is None or batch is None:
        return None
    lines: dict[Key, int] = {
        (row[0], row[1]): row[2]
        for row in stockpile.rows(
            "SELECT voucher_id, voucher_line, line_no FROM certificate_line WHERE certificate_id = ?",
            [certificate.id],
        )
    }
    entry, digest = stockpile.row(
        "SELECT j.entry, j.hash FROM certificate c JOIN journal j ON j.entry = c.entry WHERE c.id = ?",
        [certificate.id],
    ) or (0, b"")
    annulment, annulled_entry = annulment_of(stockpile, certificate.id)
    return _view(
        stockpile,
        certificate,
        batch,
        lines,
        state=CertificateState.ANNULLED if annulment else CertificateState.ISSUED,
        number=certificate.number,
        entry=entry,
        entry_hash=bytes(digest).hex(),
        annulment=annulment,
        annulled_entry=annulled_entry,
        replaced_by=_replaced_by(stockpile, certificate.id),
    )


def draft_certificate(
    stockpile: Stockpile, batch_id: int, deactivation_id: int = 0
) -> CertificateView | None:
    """What the certificate of this batch would say today, without a number; None for an unknown batch."""
    facts = gather(stockpile, batch_id, deactivation_id)
    if facts.batch is None:
        return None
    today = local_date(stockpile.clock.now(), founding(stockpile).zone)
    earlier = facts.to_replace
    draft = Certificate(
        id=next_id(stockpile, "certificate"), kind=facts.kind, number="", recorded_year=today.year, serial_no=0,
        batch_id=batch_id, issued_on=today.isoformat(), issued_by=stockpile.actor.name,
        deactivation_id=deactivation_id, replaces=earlier.id if earlier else 0,
    )  # fmt: skip
    lines = {(line.voucher_id, line.voucher_line): number for number, line in enumerate(facts.lines, 1)}
    asked = tuple(finding.sentence for finding in check(facts))
    return _view(
        stockpile, draft, facts.batch, lines, state=CertificateState.DRAFT, number="", entry=0, entry_hash="",
        asked=asked,
    )  # fmt: skip


def _view(
    stockpile: Stockpile, certificate: Certificate, batch: Batch, lines: dict[Key, int], **more: Any
) -> CertificateView:
    kind, books = CertificateKind(certificate.kind), founding(stockpile)
    one, known = certificate.deactivation_id, more["entry"] or NEWEST
    return CertificateView(
        kind=kind,
        depot_code=books.code,
        depot_name=books.name,
        sole=bool(books.sole),
        batch=batch,
        issued_on=certificate.issued_on,
        issued_by=certificate.issued_by,
        approved_by=certificate.approved_by,
        remarks=certificate.remarks,
        head=audit.head(stockpile),
        site=str(stockpile.value("SELECT name FROM account WHERE id = ?", [batch.site_account]) or ""),
        replaces=number_of(stockpile, certificate.replaces),
        counts=counts_of(stockpile, batch.id, one),
        weapons=annex_weapons(stockpile, kind, batch.id, one, lines, known),
        lots=annex_lots(stockpile, batch.id, lines) if not one else (),
        acts=_acts(stockpile, batch.id) if not one else (),
        residue=records(stockpile, Residue, batch.id, known) if not one else (),
        free=next(iter(records(stockpile, FreeFromExplosives, batch.id, known)), None),
        held_back=_held_back(stockpile, batch.id) if not one else (),
        incidents=records(stockpile, BatchIncident, batch.id, known) if not one else (),
        traces=records(stockpile, TraceCheck, batch.id, known),
        persons=records(stockpile, BatchPerson, batch.id, known),
        deactivation=_deactivated(stockpile, one) if one else None,
        **more,
    )


def _replaced_by(stockpile: Stockpile, certificate_id: int) -> str:
    found = stockpile.value(
        f"SELECT number FROM certificate WHERE replaces = ? AND id IN {STANDING}", [certificate_id]
    )
    return str(found or "")


def _acts(stockpile: Stockpile, batch_id: int) -> tuple[Act, ...]:
    lines = {
        row[0]: (row[1], row[2])
        for row in stockpile.rows(
            "SELECT d.voucher_id, v.number, count(*) FROM destruction_act d JOIN voucher v ON v.id = d.voucher_id "
            "JOIN movement m ON m.voucher_id = v.id WHERE d.batch_id = ? GROUP BY d.voucher_id",
            [batch_id],
        )
    }
    acts = records(stockpile, DestructionAct, batch_id)
    return tuple(Act(act, *lines.get(act.voucher_id, ("", 0))) for act in acts)


def _held_back(stockpile: Stockpile, batch_id: int) -> tuple[LeftOut, ...]:
    return tuple(
        LeftOut(*row)
        for row in stockpile.rows(
            f"SELECT h.line_no, {ITEM_TITLE}, coalesce(nullif(w.serial, ''), nullif(w.own_number, ''), t.number, ''), "
            "l.quantity, i.base_unit, h.reason, h.authority, coalesce(v.number, '') FROM held_back h "
            "JOIN batch_line l ON l.batch_id = h.batch_id AND l.line_no = h.line_no "
            "JOIN item_type i ON i.id = l.item_type_id LEFT JOIN weapon w ON w.id = l.weapon_id "
            "LEFT JOIN lot t ON t.id = l.lot_id LEFT JOIN voucher v ON v.id = h.voucher_id "
            "WHERE h.batch_id = ? ORDER BY h.line_no",
            [batch_id],
        )
    )


def _deactivated(stockpile: Stockpile, deactivation_id: int) -> Deactivated | None:
    row = stockpile.row(
        "SELECT d.id, d.profile, d.edition, d.firearm_type, d.calibre, d.performer, d.country, d.begun_on, "
        "coalesce(c.verified_on, ''), coalesce(c.verified_by, ''), coalesce(c.name, ''), coalesce(c.title, ''), "
        "coalesce(c.entity, ''), coalesce(c.public, 0), coalesce(c.listed, 0) FROM deactivation d "
        "LEFT JOIN deactivation_check c ON c.deactivation_id = d.id WHERE d.id = ?",
        [deactivation_id],
    )
    if row is None:
        return None
    marks = stockpile.rows(
        "SELECT d.component, m.text FROM (SELECT component, max(mark_no), marking_id FROM deactivation_mark "
        "WHERE deactivation_id = ? GROUP BY component) d JOIN marking m ON m.id = d.marking_id ORDER BY d.component",
        [deactivation_id],
    )
    public = bool(row[-2])
    listed = public and bool(row[-1]) and str(row[1]).startswith(EU_PROFILE)
    return Deactivated(*(*row[:-2], public, listed, tuple((component, mark) for component, mark in marks)))
