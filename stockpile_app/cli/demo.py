"""`stockpile demo`: the main job from a real-looking spreadsheet to vouchers and an audit workbook.

Builds a demonstration depot and an (empty) ministry, imports the old register, receives, issues,
takes back, transfers, fires and reverses, destroys surplus and certifies it, prints, exports, and
verifies; then says what it made.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import click

from stockpile_app import audit, ledger
from stockpile_app.access import Requested, approve, back_up, founding
from stockpile_app.assembly import NewBooks, found
from stockpile_app.base import tr
from stockpile_app.base.clock import local_moment
from stockpile_app.catalogue import ItemPack, ItemType, add_item_type, add_store_house, declare_pack, set_kit
from stockpile_app.cli.demo_disposal import dispose_of_surplus
from stockpile_app.cli.demo_people import (
    ADMINISTRATOR,
    APPROVER,
    OFFICER,
    PASSPHRASE,
    SECOND_OFFICER,
    STRENGTH,
    Staff,
    hire,
)
from stockpile_app.cli.demo_register import write_register
from stockpile_app.cli.outcome import DONE, answer
from stockpile_app.cli.session import json_option
from stockpile_app.cli.window import OpenWindow
from stockpile_app.documents.proving import prove_file
from stockpile_app.documents.recovery_sheet import print_recovery_sheet
from stockpile_app.documents.voucher import print_voucher
from stockpile_app.exchange.audit_workbook import write_audit_workbook
from stockpile_app.exchange.correction_workbook import write_corrections
from stockpile_app.exchange.importing import ImportReport, ImportRequest, import_sheet
from stockpile_app.exchange.profile_file import load_profile
from stockpile_app.ledger import Account, Line, NewAccount, NewLot, Posted
from stockpile_app.store import Stockpile


class Depot:
    """The demonstration depot on its way: the open books, who keeps them, and what was made so far."""

    def __init__(self, stockpile: Stockpile, staff: Staff, folder: Path) -> None:
        self.stockpile = stockpile
        self.staff = staff
        self.folder = folder
        zone = founding(stockpile).zone
        self._now = local_moment(stockpile.clock.now(), zone).replace(tzinfo=None)

    def ago(self, *, days: int = 0, hours: int = 0) -> str:
        """A local moment before now."""
        return (self._now - timedelta(days=days, hours=hours)).strftime("%Y-%m-%dT%H:%M")

    def account(self, kind: str, name: str, house: int = 0, unit: str = "") -> Account:
        """Open an account, or find the one the import has opened."""
        known = [one for one in ledger.account_named(self.stockpile, name) if one.kind == kind]
        asked = NewAccount(
            operation_id=self.stockpile.ids.new_id(), kind=kind, name=name, unit=unit, store_house_id=house
        )
        return known[0] if known else ledger.open_account(self.stockpile, asked)

    def serviceable(self, account: Account, model: str, count: int) -> tuple[Line, ...]:
        """Lines for some weapons of a model that stand ready in an account."""
        rows = self.stockpile.rows(
            "SELECT id, item_type_id FROM weapon WHERE account_id = ? AND model = ? AND condition = 'serviceable' "
            "ORDER BY serial LIMIT ?",
            [account.id, model, count],
        )
        return tuple(Line(item_type_id=item, weapon_id=weapon) for weapon, item in rows)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), default=Path("demo"))
@click.option("--window", "with_window", is_flag=True, help="Open the window on it at the end.")
@json_option
@click.pass_obj
def demo(open_window: OpenWindow, folder: Path, with_window: bool, as_json: bool) -> int:
    """Build a demonstration depot and ministry in FOLDER and run the whole main job."""
    _fresh(folder)
    _ministry(folder)
    depot_file = folder / "oskel.stockpile"
    founded = found(
        NewBooks(path=depot_file, kind="depot", code="D07", name="Oskel Depot", user=ADMINISTRATOR,
                 passphrase=PASSPHRASE, zone="Europe/Paris", sole=False),
        strength=STRENGTH,
    )  # fmt: skip
    with founded.stockpile as stockpile:
        depot = Depot(stockpile, hire(stockpile), folder)
        print_recovery_sheet(stockpile, founded.recovery_code, folder / "recovery-sheet.pdf")
        with stockpile.acted_by(depot.staff[OFFICER]):
            report = _import(depot)
            certificate = dispose_of_surplus(stockpile, depot.staff, depot.ago(days=9)[:10], folder)
            posted = list(_morning(depot))
            posted.append(_two_persons(depot, posted))
            _papers(depot, posted)
            proved = prove_file(stockpile, folder / f"{posted[0].number}.pdf")
            back_up(stockpile, folder / "oskel.stockpile-backup")
        proof = audit.verify(stockpile)
        held = ledger.figures(stockpile)
    answer(
        as_json,
        {"folder": str(folder), "stockpile": str(depot_file), "user": OFFICER, "passphrase": PASSPHRASE,
         "rows_read": report.rows_read, "rows_created": report.rows_created,
         "rows_refused": report.rows_refused, "vouchers": [one.number for one in posted],
         "weapons_held": held.weapons_held, "rounds_held": held.rounds_held,
         "journal_size": proof.size, "root": proof.root, "holds": proof.holds,
         "paper": proved.standing, "certificate": certificate,
         "files": sorted(path.name for path in folder.iterdir())},
        [
            tr("Imported the old register: {created} of {read} rows, {refused} refused to a correction workbook",
               created=report.rows_created, read=report.rows_read, refused=report.rows_refused),
            tr("Posted {numbers}", numbers=", ".join(one.number for one in posted)),
            tr("{officer} asked for a reversal and {approver} approved it; one more request waits",
               officer=SECOND_OFFICER, approver=APPROVER),
            tr("Destroyed surplus rifles, verified one by one: certificate {number}; another batch is at the site",
               number=certificate),
            tr("Held: {weapons} weapons, {rounds} rounds", weapons=held.weapons_held, rounds=held.rounds_held),
            tr("Proved the printed {number}: {standing}", number=posted[0].number, standing=proved.standing),
            tr("Backed up, opened and checked: oskel.stockpile-backup"),
            tr("The books hold: proved to entry {size}, root {root}", size=proof.size, root=proof.root[:8]),
            tr("Made in {folder}: {files}", folder=folder,
               files=", ".join(sorted(path.name for path in folder.iterdir()))),
            tr("Open it: stockpile window {file}   (user {user}, passphrase {passphrase})", file=depot_file,
               user=OFFICER, passphrase=PASSPHRASE),
        ],
    )  # fmt: skip
    if with_window:
        return open_window(depot_file)
    return DONE if proof.holds else 1


def _fresh(folder: Path) -> None:
    """An empty folder of ours; somebody else's files are never touched."""
    mark = folder / ".stockpile-demo"
    if mark.exists():
        shutil.rmtree(folder)
    elif folder.exists() and any(folder.iterdir()):
        raise click.UsageError(tr("{folder} is not empty. Name another folder", folder=folder))
    folder.mkdir(parents=True, exist_ok=True)
    mark.touch()


def _ministry(folder: Path) -> None:
    books = NewBooks(path=folder / "ministry.stockpile", kind="ministry", code="MOD", name="Ministry of Defence",
                     user=ADMINISTRATOR, passphrase=PASSPHRASE)  # fmt: skip
    found(books, strength=STRENGTH).stockpile.close()


def _import(depot: Depot) -> ImportReport:
    sheet, profile = depot.folder / "old-register.csv", depot.folder / "old-register.toml"
    write_register(sheet, profile)
    report = import_sheet(
        depot.stockpile,
        ImportRequest(operation_id=depot.stockpile.ids.new_id(), path=sheet, profile=load_profile(profile)),
    )
    write_corrections(
        depot.folder / "old-register-to-correct.xlsx",
        load_profile(profile),
        report.headers,
        report.refused,
        report.findings,
    )
    return report


def _morning(depot: Depot) -> Iterator[Posted]:
    """Three days at the depot, by every kind of voucher there is."""
    books, new_id = depot.stockpile, depot.stockpile.ids.new_id
    house = add_store_house(books, new_id(), "magazine", "Magazine M1")
    armoury, magazine = depot.account("location", "Armoury 1"), depot.account("location", "M1", house.id)
    second = depot.account("location", "Armoury 2")
    vessin = depot.account("holder", "Cpl T. Vessin", unit="3 Section, B Company")
    orlan = depot.account("holder", "Sgt D. Orlan", unit="2 Platoon, A Company")
    ball = add_item_type(books, new_id(), ItemType(
        0, "ammunition", "Cartridge 7.62x39 mm ball", "lot", "round", calibre="7.62x39 mm"))  # fmt: skip
    declare_pack(books, new_id(), ItemPack(ball.id, "box", 700))
    akm = books.value("SELECT item_type_id FROM weapon WHERE model = 'AKM' LIMIT 1")
    set_kit(books, new_id(), akm, [("Magazine, 30 rounds", 4), ("Sling", 1), ("Cleaning kit", 1)])
    yield ledger.receive(books, ledger.ReceiptVoucher(
        operation_id=new_id(), effective_at=depot.ago(days=3), to_account=magazine.id,
        party="Central Ammunition Depot", authority="Order 14/2026",
        lines=(Line(item_type_id=ball.id, quantity=84_000, entered="120 boxes", condition="serviceable",
                    new_lot=NewLot(number="17-83-270", maker="Plant 17", made_on="1983-09-01")),)))  # fmt: skip
    yield from _issues(depot, armoury, magazine, second, vessin, orlan, ball)


def _issues(
    depot: Depot,
    armoury: Account,
    magazine: Account,
    second: Account,
    vessin: Account,
    orlan: Account,
    ball: ItemType,
) -> Iterator[Posted]:
    books, new_id = depot.stockpile, depot.stockpile.ids.new_id
    guard = depot.serviceable(armoury, "AKM", 5)
    issue: Callable[..., ledger.IssueVoucher] = ledger.IssueVoucher
    evening, morning, now = depot.ago(days=1), depot.ago(hours=2), depot.ago()
    yield ledger.issue(books, issue(
        operation_id=new_id(), effective_at=evening, from_account=armoury.id, holder=vessin.id,
        due_back_at=depot.ago(hours=11), purpose="Guard, Gate 2", authority="Standing order 12/2026",
        lines=guard))  # fmt: skip
    yield ledger.issue(books, issue(
        operation_id=new_id(), effective_at=morning, from_account=armoury.id, holder=orlan.id,
        due_back_at=depot.ago(hours=-4), purpose="Range", authority="Standing order 12/2026",
        lines=depot.serviceable(armoury, "PM", 3)))  # fmt: skip
    yield ledger.issue(books, issue(
        operation_id=new_id(), effective_at=morning, from_account=magazine.id, holder=orlan.id, purpose="Range",
        lines=(Line(item_type_id=ball.id, lot_id=1, quantity=600),)))  # fmt: skip
    yield ledger.hand_in(books, ledger.HandInVoucher(
        operation_id=new_id(), effective_at=now, to_account=armoury.id, lines=guard[:2]))  # fmt: skip
    yield ledger.expend(books, ledger.ExpenditureVoucher(
        operation_id=new_id(), effective_at=now, from_account=orlan.id, purpose="Range", witness="Lt A. Morin",
        lines=(Line(item_type_id=ball.id, lot_id=1, quantity=480),)))  # fmt: skip
    yield ledger.transfer(books, ledger.TransferVoucher(
        operation_id=new_id(), effective_at=now, to_account=second.id,
        lines=depot.serviceable(armoury, "FAL", 2)))  # fmt: skip
    yield ledger.reclassify(books, ledger.ReclassificationVoucher(
        operation_id=new_id(), effective_at=now, account=armoury.id, inspection="Gauge check 3/2026",
        lines=tuple(Line(item_type_id=line.item_type_id, weapon_id=line.weapon_id, condition_to="repairable")
                    for line in depot.serviceable(armoury, "Type 56", 1))))  # fmt: skip


def _two_persons(depot: Depot, posted: list[Posted]) -> Posted:
    """The second officer asks to undo what the first posted; the approver agrees once, and once more waits."""
    books, kinds = depot.stockpile, {one.number.split("-")[1]: one for one in posted}
    with books.acted_by(depot.staff[SECOND_OFFICER]):
        asked = _ask_to_reverse(depot, kinds["TRF"], "Wrong armoury on the order")
        _ask_to_reverse(depot, kinds["EXP"], "The range list says 460 rounds")
    with books.acted_by(depot.staff[APPROVER]):
        done: Posted = approve(books, asked.request_id)
    return done


def _ask_to_reverse(depot: Depot, posted: Posted, reason: str) -> Requested:
    voucher = ledger.ReversalVoucher(
        operation_id=depot.stockpile.ids.new_id(),
        effective_at=depot.ago(),
        voucher_id=posted.voucher_id,
        reason=reason,
    )
    outcome = ledger.reverse(depot.stockpile, voucher)
    assert isinstance(outcome, Requested)  # it is another's voucher
    return outcome


def _papers(depot: Depot, posted: list[Posted]) -> None:
    for one in posted[:2]:
        view = ledger.voucher_view(depot.stockpile, one.number)
        if view:
            print_voucher(depot.stockpile, view, depot.folder / f"{one.number}.pdf")
    write_audit_workbook(depot.stockpile, depot.folder / "audit.xlsx")


COMMANDS = (demo,)
