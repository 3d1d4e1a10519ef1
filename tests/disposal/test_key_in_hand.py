"""Somebody with the key, and no second person, writes what two must do: the whole verification names it.

Everything is written as the program writes it, signed by who writes, in entries of kinds that a
single person has a right to; chain, rows and bodies agree.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from stockpile_app import access, audit, cases
from stockpile_app.audit import Operation, record
from stockpile_app.cases.model import CaseOutcome
from stockpile_app.disposal import certificates
from stockpile_app.disposal.certificates import CertificateRequest
from stockpile_app.disposal.certificates.model import Annulment, Certificate, CertificateLine
from stockpile_app.disposal.model import Batch, BatchCheck, BatchLine, BatchStep
from stockpile_app.ledger import Line, VoucherKind
from stockpile_app.ledger.compose import Draft, compose
from stockpile_app.ledger.operations import virtual_account
from stockpile_app.ledger.post import post
from stockpile_app.ledger.post import write as write_voucher
from tests.disposal.batches import Site
from tests.people import NAMES
from tests.ready import Closed, closed, copied, ready_site

DESTROYED_AT = "2026-11-12"


@pytest.fixture(scope="module")
def closed_batches(tmp_path_factory: pytest.TempPathFactory) -> Closed:
    """One batch certified, one cleared, one at the site."""
    site = ready_site(tmp_path_factory.mktemp("batches"))
    for first in (1, 11):
        batch = site.batch(site.rifles(2, first))
        site.verified(batch)
        site.destroy(batch)
        site.clear(batch)
        if first == 1:
            issue(site, batch)
    site.to_site(site.batch(site.rifles(2, 21)))
    assert site.verify() == []
    return closed(site.staff)


@pytest.fixture
def batches(closed_batches: Closed, tmp_path: Path) -> Iterator[Site]:
    """A copy of them, open."""
    found = Site(copied(closed_batches, tmp_path))
    yield found
    found.stockpile.close()


def issue(site: Site, batch: int) -> certificates.Issued:
    """A certificate, by two persons."""
    with site.by("inspector"):
        asked = certificates.issue_certificate(
            site.stockpile, CertificateRequest(operation_id=site.id(), batch_id=batch)
        )
    assert isinstance(asked, access.Requested)
    with site.by("approver"):
        issued = access.approve(site.stockpile, asked.request_id)
    assert isinstance(issued, certificates.Issued)
    return issued


def forge(site: Site, kind: str, *records: object, who: str = "officer") -> None:
    """An entry of this kind with these records, signed by one person."""
    with site.by(who), site.stockpile.transaction():
        first = audit.next_entry(site.stockpile)
        record(site.stockpile, Operation(kind, site.id(), {}), records)
        audit.sign_entries(site.stockpile, first)


def draft(site: Site, kind: VoucherKind, serial: str, to: int, serves: frozenset[int] = frozenset()) -> Draft:
    """A voucher that moves one rifle."""
    weapon = int(site.stockpile.value("SELECT id FROM weapon WHERE serial = ?", [serial]))
    line = Line(item_type_id=site.books.item("rifle"), weapon_id=weapon)
    return Draft(kind=kind, operation_id=site.id(), effective_at=DESTROYED_AT, lines=(line,), to_account=to,
                 serves=serves)  # fmt: skip


def forge_voucher(site: Site, kind: VoucherKind, serial: str, to: int) -> None:
    """A voucher past every rule, signed by the officer alone."""
    with site.by("officer"), site.stockpile.transaction():
        first = audit.next_entry(site.stockpile)
        write_voucher(site.stockpile, compose(site.stockpile, draft(site, kind, serial, to)))
        audit.sign_entries(site.stockpile, first)


def named(site: Site, *words: str) -> None:
    """The whole verification says each of these somewhere."""
    said = " | ".join(site.verify())
    assert all(word in said for word in words), said or "nothing was named"


def test_a_weapon_destroyed_by_a_transfer(batches: Site) -> None:
    batches.rifles(1, 91)
    forge_voucher(batches, VoucherKind.TRANSFER, "KM 00091", virtual_account(batches.stockpile, "destroyed"))
    named(batches, "moves from location to destroyed, which a voucher of its kind cannot")


def test_a_destroyed_weapon_that_moves_again(batches: Site) -> None:
    forge_voucher(batches, VoucherKind.TRANSFER, "KM 00011", batches.books.place("armoury"))
    named(batches, "moves from destroyed to location, which a voucher of its kind cannot")


def test_a_voucher_of_destruction_by_one_alone(batches: Site) -> None:
    batches.rifles(1, 91)
    forge_voucher(
        batches, VoucherKind.DESTRUCTION, "KM 00091", virtual_account(batches.stockpile, "destroyed")
    )
    named(batches, "was made without a second person", "belongs to no act of a batch")


def test_a_voucher_of_destruction_is_not_posted_past_the_second_person(batches: Site) -> None:
    batches.rifles(1, 91)
    to = virtual_account(batches.stockpile, "destroyed")
    with batches.by("officer"), pytest.raises(ValueError, match="second person"):
        post(batches.stockpile, draft(batches, VoucherKind.DESTRUCTION, "KM 00091", to, frozenset({1})))


def a_certificate(site: Site, batch: int, approved_by: str = NAMES["approver"]) -> list[object]:
    """The records of a certificate over what a batch destroyed, as the program would write them."""
    voucher = int(
        site.stockpile.value("SELECT max(voucher_id) FROM destruction_act WHERE batch_id = ?", [batch])
    )
    head = Certificate(id=2, kind="destruction", number="B-CDS-2026-000002", recorded_year=2026, serial_no=2,
                       batch_id=batch, issued_on="2026-11-20", issued_by=NAMES["inspector"],
                       approved_by=approved_by)  # fmt: skip
    moved = site.stockpile.rows("SELECT line_no, weapon_id FROM movement WHERE voucher_id = ?", [voucher])
    return [
        head,
        *(CertificateLine(2, line, site.books.item("rifle"), voucher, line, one) for line, one in moved),
    ]


@pytest.mark.parametrize("kind", ["trace check", "transfer", "verify item"])
def test_a_certificate_in_an_entry_of_another_kind(batches: Site, kind: str) -> None:
    forge(batches, kind, *a_certificate(batches, 2))
    named(batches, "holds a record that does not belong there", "names other persons than those who issued")


def test_a_certificate_over_what_another_batch_destroyed(batches: Site) -> None:
    head, *lines = a_certificate(batches, 2)
    assert isinstance(head, Certificate)
    other = Certificate(
        2, head.kind, head.number, 2026, 2, 3, head.issued_on, head.issued_by, head.approved_by
    )
    forge(batches, "issue certificate", other, *lines, who="inspector")
    named(batches, "names what its batch did not destroy", "before the residue was cleared")


def test_an_annulment_in_an_entry_of_another_kind(batches: Site) -> None:
    told = Annulment(1, "2026-11-20T10:00:00Z", NAMES["inspector"], "wrong", NAMES["approver"])
    forge(batches, "trace check", told)
    named(batches, "holds a record that does not belong there", "An annulment names other persons")


def test_a_batch_that_nobody_decided(batches: Site) -> None:
    batch = Batch(4, "B-BAT-2026-000004", 2026, 4, "destruction", "2026-11-10", "MoD")
    forge(batches, "open account", batch, BatchLine(4, 1, 0, batches.books.item("rifle"), "serviceable", 1))
    named(batches, "holds a record that does not belong there")


def test_a_case_closed_by_one_who_may_not(batches: Site) -> None:
    new = cases.NewCase(operation_id=batches.id(), kind="mismatch", subject="A serial was swapped",
                        owner="Insp R. Duval", deadline="2026-12-01")  # fmt: skip
    with batches.by("officer"):
        cases.open_case(batches.stockpile, new)
    forge(
        batches,
        "open account",
        CaseOutcome(1, "explained", "Misread", "2026-11-20T10:00:00Z", NAMES["inspector"]),
    )
    named(batches, "holds a record that does not belong there")


def test_the_packer_looks_and_finishes(batches: Site) -> None:
    """The kinds fit; whose names stand there does not."""
    officer, inspector = NAMES["officer"], NAMES["inspector"]
    forge(
        batches, "verify item", BatchCheck(3, 1, 1, "KM 00021", "verified", "2026-11-10T12:00:00Z", officer)
    )
    forge(
        batches, "verify item", BatchCheck(3, 2, 2, "KM 00022", "verified", "2026-11-10T12:01:00Z", inspector)
    )
    forge(
        batches, "finish verification", BatchStep(3, 4, "verified", "2026-11-10T16:00", inspector, inspector)
    )
    named(batches, "Who packed a batch verified it: 3/1", "in the name of somebody else: 3/2",
          "A step of a batch is written in the name of somebody else: 3/4")  # fmt: skip
    forge(batches, "finish verification", BatchStep(3, 5, "verified", "2026-11-10T16:00", officer, inspector))
    named(batches, "Who packed a batch finished its verification: 3/5")
