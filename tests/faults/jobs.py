"""The work of a depot as a program that can be killed, starved or cut off from power.

python -m tests.faults.jobs FILE JOB [SYNCHRONOUS]

What is done is said on standard output: `did ID`, with the operation's id or the file's name.  A
fault of the environment ends the program with `refused CAUSE SENTENCE`.  JOB is one of `JOBS`.
"""

from __future__ import annotations

import sys
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from stockpile_app import access, assembly, ledger
from stockpile_app.access import Person, Rekeying, Restoring, World
from stockpile_app.base import FixedClock, KnownError, RandomIds
from stockpile_app.documents.voucher import print_voucher
from stockpile_app.exchange.audit_workbook.write import write_audit_workbook
from stockpile_app.exchange.importing import ImportRequest, import_sheet
from stockpile_app.exchange.profile_file import read_profile
from stockpile_app.ledger import Line, NewWeapon, Posted
from stockpile_app.store import SCHEMA_VERSION, Stockpile, connection
from tests.books import PASSPHRASE, TODAY, USER, WEAK
from tests.faults.disposal_jobs import destroying, verifying
from tests.faults.said import say

ENDED_BY_THE_ENVIRONMENT = 3
PAGES_IN_THE_LOG = 30
"""A log that is folded into the file often, so that a short run meets it."""

BACKUP = "b.stockpile-backup"
PROFILE = """
[source]
format = "csv"
header_row = 1
[columns]
account = "Station"
item_name = "Item"
quantity = "Qty"
unit = "UI"
[defaults]
tracking = "quantity"
"""


@dataclass(slots=True)
class Desk:
    """One program's open books and the ids that it gives its requests."""

    path: Path
    stockpile: Stockpile
    number: int = 0

    def next_id(self) -> str:
        """Ids count up: two runs of a job make the same requests."""
        self.number += 1
        return str(uuid.UUID(int=10**12 + self.number))

    def account(self, name: str) -> int:
        """The id of an account of `tests.books.a_depot`."""
        return int(self.stockpile.value("SELECT id FROM account WHERE name = ?", [name]))

    def receive(self) -> Posted:
        """One rifle more, and say so."""
        operation = self.next_id()
        item = self.stockpile.value("SELECT id FROM item_type WHERE name LIKE 'AKM%'")
        weapon = NewWeapon(
            make="Izhevsk", model="AKM", calibre=f"cal {self.number}", serial=f"S{self.number:06d}"
        )
        line = Line(item_type_id=item, condition="serviceable", new_weapon=weapon)
        return self.done(
            ledger.receive(
                self.stockpile,
                ledger.ReceiptVoucher(operation_id=operation, effective_at="2026-11-01",
                                      to_account=self.account("Armoury 1"), lines=(line,)),
            ),
            operation,
        )  # fmt: skip

    def done(self, posted: Posted, operation: str) -> Posted:
        """Say that an operation was accepted."""
        say("did", operation)
        return posted


@contextmanager
def desk(path: Path, number: int = 0) -> Iterator[Desk]:
    """Open the books as the program does."""
    with assembly.open_stockpile(path, USER, PASSPHRASE, clock=FixedClock(TODAY)) as stockpile:
        if not stockpile.read_only:
            stockpile.rows(f"PRAGMA wal_autocheckpoint = {PAGES_IN_THE_LOG}")
        yield Desk(path, stockpile, number)


def posting(path: Path) -> None:
    """Weapons received."""
    with desk(path) as at:
        for _ in range(12):
            at.receive()


def reversal(path: Path) -> None:
    """Vouchers posted and undone."""
    with desk(path) as at:
        for _ in range(5):
            posted, operation = at.receive(), at.next_id()
            undo = ledger.ReversalVoucher(
                operation_id=operation,
                effective_at="2026-11-19",
                voucher_id=posted.voucher_id,
                reason="wrong",
            )
            at.done(ledger.reverse(at.stockpile, undo), operation)


def importing(path: Path) -> None:
    """A sheet brought in, with places and items of its own."""
    with tempfile.TemporaryDirectory() as folder, desk(path) as at:
        sheet, operation = Path(folder) / "stock.csv", at.next_id()
        rows = [f"Store {row % 7},Item {row % 11},{row + 1},each" for row in range(240)]
        sheet.write_text("\n".join(["Station,Item,Qty,UI", *rows, ""]), encoding="utf-8")
        request = ImportRequest(operation_id=operation, path=sheet, profile=read_profile(PROFILE))
        assert import_sheet(at.stockpile, request).posted
        say("did", operation)


def checkpoint(path: Path) -> None:
    """The books opened, used and closed again and again: the log is folded into the file."""
    number = 0
    for _ in range(4):
        with desk(path, number) as at:
            at.receive()
            at.receive()
            at.stockpile.rows("PRAGMA wal_checkpoint(FULL)")
            at.receive()
            number = at.number


def papers(path: Path) -> None:
    """A voucher and the audit workbook, each written twice: the second time something stands there."""
    with desk(path) as at:
        for _ in range(2):
            posted = at.receive()
            view = ledger.voucher_view(at.stockpile, posted.number)
            assert view is not None
            print_voucher(at.stockpile, view, path.parent / "voucher.pdf")
            say("did", "voucher.pdf")
            write_audit_workbook(at.stockpile, path.parent / "audit.xlsx")
            say("did", "audit.xlsx")


def backing_up(path: Path) -> None:
    """Backups between postings."""
    with desk(path) as at:
        for name in ("first.stockpile-backup", BACKUP):
            at.receive()
            access.back_up(at.stockpile, path.parent / name)
            say("did", name)


def restoring(path: Path) -> None:
    """The books of a backup are put in the place of the same books."""
    asked = Restoring(
        backup=path.parent / BACKUP, target=path, person=Person(USER, PASSPHRASE), reason="lost"
    )
    access.restore(asked, _world())
    say("did", "restoring")
    with desk(path) as at:
        at.receive()


def rekeying(path: Path) -> None:
    """The books are put under another key."""
    person = Person(USER, PASSPHRASE)
    access.rekey(Rekeying(target=path, person=person, passphrase=PASSPHRASE, reason="lost"), _world(), WEAK)
    say("did", "rekeying")
    with desk(path) as at:
        at.receive()


def _world() -> World:
    return World(assembly.ASSEMBLY, FixedClock(TODAY), RandomIds())


def migration(path: Path) -> None:
    """Books of an older edition are opened for the first time, and go on."""
    with desk(path) as at:
        say("did", "migration")
        operation = at.next_id()
        ledger.open_account(
            at.stockpile, ledger.NewAccount(operation_id=operation, kind="location", name="After the upgrade")
        )
        say("did", operation)


def founding(path: Path) -> None:
    """New books."""
    asked = assembly.NewBooks(
        path=path, kind="depot", code="B", name="Books", user=USER, passphrase=PASSPHRASE
    )
    with assembly.found(asked, strength=WEAK, clock=FixedClock(TODAY)).stockpile:
        say("did", "founding")


JOBS: dict[str, Callable[[Path], None]] = {
    job.__name__: job for job in (
        posting, reversal, importing, checkpoint, papers, founding, backing_up, restoring, rekeying, verifying,
        destroying,
    )
}  # fmt: skip
if SCHEMA_VERSION > 1:  # there is something to migrate from
    JOBS["migration"] = migration
QUICK = ("posting", "importing", "papers")
"""The jobs that every run of the tests tries; `make faults` tries all."""


def write_less_safely(synchronous: str) -> None:
    """The harness's own control: a setting with which promises are broken."""
    numbers = {"OFF": 0, "NORMAL": 1}
    connection._SETTINGS = tuple(
        (name, synchronous, numbers[synchronous]) if name == "synchronous" else (name, value, expected)
        for name, value, expected in connection._SETTINGS
    )


def main() -> int:
    """Do the job."""
    path, job = Path(sys.argv[1]), sys.argv[2]
    if sys.argv[3:]:
        write_less_safely(sys.argv[3])
    say("ready")
    try:
        JOBS[job](path)
    except KnownError as error:
        say("refused", error.cause.name, error.sentence)
        return ENDED_BY_THE_ENVIRONMENT
    return 0


if __name__ == "__main__":
    sys.exit(main())
