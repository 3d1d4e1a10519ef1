"""The work at a destruction site as jobs that can be killed, starved or cut off: verified, destroyed, certified.

The books are prepared before the fault comes; each job then does one half of the course.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from stockpile_app import assembly, cases, disposal, ledger
from stockpile_app.base import FixedClock
from stockpile_app.catalogue.queries import item_types
from stockpile_app.disposal.certificates import (
    CertificateRequest,
    Issued,
    certificate_view,
    issue_certificate,
)
from stockpile_app.documents.certificate import print_certificate
from stockpile_app.exchange.pack import (
    Opener,
    PackRequest,
    PackTask,
    ToPassphrase,
    open_pack,
    send_pack,
    take_back,
)
from stockpile_app.exchange.site_pack import KIND, MISSING, VERIFIED
from stockpile_app.store import Stockpile
from tests.books import PASSPHRASE, TODAY, USER, WEAK, Books
from tests.disposal.batches import Site, furnished
from tests.faults.said import say
from tests.people import Staff

BATCH = 1
SECRET = "seven green bottles"
PACK, ANSWER, PAPER = "site.stockpack", "answer.stockpack", "certificate.pdf"
PLACES = {
    "armoury": "Armoury 1", "magazine": "Magazine 1", "apart": "Store 9, apart", "site": "Smelter yard",
    "box 1": "Box 1", "box 2": "Box 2",
}  # fmt: skip


class ToldIds:
    """Ids that count up, so that two runs make the same requests; each is told once its operation was accepted."""

    def __init__(self, start: int) -> None:
        self._number, self._open = start, list[str]()

    def new_id(self) -> str:
        """The next id."""
        self._number += 1
        self._open.append(str(uuid.UUID(int=self._number)))
        return self._open[-1]

    def tell(self) -> None:
        """Say of every id since the last time that its operation was accepted."""
        for name in self._open:
            say("did", name)
        self._open.clear()


def at_the_site(books: Books) -> Site:
    """Prepare: rifles and rounds declared, decided, packed, handed over and arrived."""
    site = furnished(Staff(books))
    lot = books.lot("55-26", 300)
    declared = site.declare(site.rifles(3), (lot, 300))
    lines = [disposal.PlannedLine(declaration_id=declared, line_no=number) for number in (1, 2, 3)]
    lines.append(disposal.PlannedLine(declaration_id=declared, line_no=4, hazard="1.4S", neq="0.6"))
    site.people(site.decide(declared, lines=tuple(lines), site_limit="5", methods=()).batch_id)
    site.to_site(BATCH)
    return site


def verified(books: Books) -> None:
    """Prepare: the same, and every line looked at."""
    site = at_the_site(books)
    site.scan_all(BATCH)
    site.finish(BATCH)


PREPARED: dict[str, Callable[[Books], object]] = {"verifying": at_the_site, "destroying": verified}
"""What must stand in the books before each job."""


def verifying(path: Path) -> None:
    """The batch goes out as a pack and comes back with one weapon missing; the rest is scanned, the case decided."""
    with assembly.open_stockpile(path, USER, PASSPHRASE, clock=FixedClock(TODAY)) as stockpile:
        site = _site(stockpile)
        out, answer = path.parent / PACK, path.parent / ANSWER
        if not out.exists():
            send_pack(stockpile, PackRequest(operation_id=site.id(), path=out, kind=KIND, subject_id=BATCH,
                      receiver="Insp R. Duval", sealing=ToPassphrase(SECRET, WEAK)))  # fmt: skip
            _tell(site)
        session = open_pack(
            out, Opener(passphrase=SECRET), assembly.ASSEMBLY.of(PackTask), clock=FixedClock(TODAY)
        )
        for line in range(1, 4):
            session.answer(line, MISSING if line == 2 else VERIFIED, "")
        session.write_answer(answer, "Ms P. Field")
        take_back(stockpile, answer)
        for row in cases.cases_about(stockpile, "batch", BATCH):
            site.explain(row.case.id)
        _tell(site)
        for act in (partial(site.scan_all, BATCH), partial(site.finish, BATCH)):
            act()
            _tell(site)


def destroying(path: Path) -> None:
    """Destroyed in two acts, the residue cleared, certified, and the certificate printed."""
    with assembly.open_stockpile(path, USER, PASSPHRASE, clock=FixedClock(TODAY)) as stockpile:
        site = _site(stockpile)
        free = disposal.FreeStatement(declared_on="2026-11-12", declared_by="Lt G. Pers")
        steps: tuple[Callable[[], Any], ...] = (
            partial(site.destroy, BATCH, lines=(1, 2, 3)),
            partial(site.destroy, BATCH, methods=("incineration",)),
            partial(site.clear, BATCH, free=free),
        )
        for act in steps:
            act()
            _tell(site)
        issued = issue_certificate(stockpile, CertificateRequest(operation_id=site.id(), batch_id=BATCH))
        assert isinstance(issued, Issued)
        _tell(site)
        view = certificate_view(stockpile, issued.number)
        assert view is not None
        print_certificate(stockpile, view, path.parent / PAPER, languages=("en", "fr"))
        say("did", PAPER)


def _tell(site: Site) -> None:
    ids = site.books.ids
    assert isinstance(ids, ToldIds)
    ids.tell()


def _site(stockpile: Stockpile) -> Site:
    """The prepared books as the helpers of disposal know them."""
    named = {one.name: one for one in ledger.accounts(stockpile)}
    places = {short: named[name] for short, name in PLACES.items() if name in named}
    items = {"rifle" if one.kind == "weapon" else one.base_unit: one for one in item_types(stockpile)}
    ids: Any = ToldIds(10**12)
    return Site(Staff(Books(stockpile, FixedClock(TODAY), ids, "", places, items)))
