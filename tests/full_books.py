"""Books in which every journalled table has rows, for tests that go through all of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from stockpile_app import access, audit, cases, catalogue, ledger
from stockpile_app.access import RestoreNote
from stockpile_app.audit import Operation
from stockpile_app.catalogue.model import ItemPack, Marking
from stockpile_app.exchange.pack import give_up, take_back
from stockpile_app.exchange.records import ImportedFile, ImportedRow, ImportSource
from stockpile_app.ledger import HoldKind, KitAnswer, NewHold, NewMark
from tests.books import USER, Books, lines_of
from tests.disposal.batches import furnished, two_of_everything
from tests.exchange.pack.packs import a_stick
from tests.people import Staff, a_staffed_depot


def full_books(folder: Path) -> Books:
    """A depot with at least two rows in every table that the journal writes (where two can be).

    Several people keep it; the officer is at the desk, and goes on being there.
    """
    staff = a_staffed_depot(folder)
    books = staff.books
    with staff.acting("analyst"):
        catalogue.add_depot(books.stockpile, books.id(), "D07", "Depot 7")
    books.stockpile.actor = staff.actors["officer"]
    _catalogue(books)
    _weapons(books)
    _vouchers(books)
    with staff.acting("inspector"):
        _stops(books)
    _imports(books)
    _requests(staff)
    _packs(staff)
    two_of_everything(furnished(staff))
    _cases(staff, folder)
    with staff.acting("administrator"):
        _restores(staff)
    audit.checkpoint(books.stockpile)
    return books


def _catalogue(books: Books) -> None:
    stockpile, rifle = books.stockpile, books.item("rifle")
    catalogue.add_store_house(stockpile, books.id(), "magazine", "Magazine")
    catalogue.set_kit(stockpile, books.id(), rifle, [("Magazine, 30 rounds", 4), ("Sling", 1)])
    for unit, factor in (("box", 20), ("case", 1000)):
        catalogue.declare_pack(stockpile, books.id(), ItemPack(books.item("ball"), unit, factor))
    catalogue.amend_item_type(stockpile, books.id(), replace(books.items["sling"], own_code="SL-1"))


def _weapons(books: Books) -> None:
    marks = (NewMark(kind="import", text="B 2026"), NewMark(kind="proof", text="", state="erased"))
    first = books.rifle("O 06427", ownership="deposited", ownership_reference="Museum", marks=marks)
    for serial in ("0 06427", "006427"):
        books.receive(books.new_rifle(serial), accept_look_alike="compared, two weapons")
    catalogue.add_marking(
        books.stockpile, books.id(), Marking(0, first.id, "national", "XB-1", "2026-11-02", place="receiver")
    )
    catalogue.set_ownership(books.stockpile, books.id(), first.id, "evidence", "Case 12/2026", "2026-11-03")
    fitted = (("frame", "Frame 1", "steel", True), ("barrel", "Barrel 1", "steel", False))
    catalogue.exchange_components(
        books.stockpile,
        catalogue.ComponentExchange(
            operation_id=books.id(), weapon_id=first.id, effective_on="2026-11-04", fitted=fitted
        ),
    )


def _vouchers(books: Books) -> None:
    lots = [books.lot("17-83-270", 1000), books.lot("04-91-11", 500, maker="LVE")]
    books.slings(40)
    rifle = books.rifle("KM 11932")
    kit = tuple(
        KitAnswer(kit_line_no=n, description=text, expected=e, confirmed=e)
        for n, text, e in ((1, "Magazine, 30 rounds", 4), (2, "Sling", 1))
    )
    books.issue(*(replace(line, kit=kit) for line in lines_of((rifle,))))
    books.hand_in(rifle)
    books.expend(books.rounds(lots[0], 120, entered="6 box"), purpose="Range day", witness="Sgt A. Moru")
    moved = books.transfer(books.rounds(lots[1], 100, from_account=books.place("magazine")), to="armoury")
    books.transfer(to="magazine", containers=(books.place("crate"),))
    books.transfer(to="armoury", on="2026-11-04", containers=(books.place("crate"),))
    books.reclassify(rifle, condition_to="repairable")
    books.reverse(moved, on="2026-11-06")
    for number in ("S 1", "S 2"):
        ledger.set_seal(books.stockpile, books.id(), books.place("crate"), number, "applied", "2026-11-05")


def _stops(books: Books) -> None:
    for reason in ("suspected", "under test", "third"):
        hold = ledger.place_hold(
            books.stockpile,
            NewHold(operation_id=books.id(), target="lot", target_id=1, kind=HoldKind.SUSPENDED,
                    authority="Inspector", reason=reason, placed_on="2026-11-06"),
        )  # fmt: skip
        if hold.id < 3:
            ledger.release_hold(books.stockpile, books.id(), hold.id, "2026-11-07", "Inspector", "tested")


def _imports(books: Books) -> None:
    with books.stockpile.transaction():
        audit.record(
            books.stockpile,
            Operation("receipt", books.id(), {}),
            [
                ImportSource(1, "station", "0" * 64),
                ImportSource(2, "ministry", "1" * 64),
                ImportedRow(1, "a" * 64, 1, 1, 1),
                ImportedRow(1, "b" * 64, 1, 2, 1),
                ImportedFile(1, 1, "one.csv", "2" * 64, 2, 2, 0),
                ImportedFile(2, 1, "two.csv", "3" * 64, 2, 0, 0),
            ],
        )


def _requests(staff: Staff) -> None:
    """What one officer posted another asks to reverse: approved once, and once still waiting."""
    books = staff.books
    posted = [books.slings(3), books.slings(4)]
    with staff.acting("second officer"):
        asked = [books.reverse(one) for one in posted]
    with staff.acting("approver"):
        access.approve(books.stockpile, asked[0].request_id)


def _restores(staff: Staff) -> None:
    books, approver = staff.books, staff.actors["approver"]
    with books.stockpile.transaction():
        first = audit.next_entry(books.stockpile)
        for number, kind in ((1, "restore"), (2, "rejoin")):
            note = RestoreNote(number, kind, f"b-{number}.stockpile-backup", "2026-11-19T18:30:00Z", 12, 14,
                               f"{number}" * 64, USER, approver.name, "The disk was failing")  # fmt: skip
            audit.record(books.stockpile, Operation(kind, books.id(), {}), [note])
        audit.sign_entries(books.stockpile, first)
        assert approver.key is not None
        audit.countersign(books.stockpile, first, approver.name, approver.key)


def _packs(staff: Staff) -> None:
    """Two packs of the armoury's list: one came back, one was given up."""
    books = staff.books
    first, second = a_stick(books, "one.stockpack"), a_stick(books, "two.stockpack")
    take_back(books.stockpile, first.answered())
    with staff.acting("approver"):
        give_up(books.stockpile, books.id(), second.sent.pack.pack_id, "Lost on the road")


def _cases(staff: Staff, folder: Path) -> None:
    """Two cases with a log, files and outcomes; one was given to somebody else."""
    books = staff.books
    stockpile = books.stockpile
    for name in ("rack 3.jpg", "gate.mp4"):
        file = folder / name
        file.write_bytes(name.encode() * 50_000)
        number = cases.open_case(
            stockpile,
            cases.NewCase(operation_id=books.id(), kind="missing", subject=f"See {name}", owner="WO2 K. Brandt",
                          deadline="2026-12-01", about=(("weapon", 1), ("voucher", 1))),
        ).case  # fmt: skip
        cases.note_case(stockpile, books.id(), number.number, "Asked the guard")
        cases.attach(
            stockpile,
            cases.NewAttachment(operation_id=books.id(), about=("case", number.id), path=file, remark="Seen"),
        )
        file.unlink()
        cases.assign_case(stockpile, books.id(), number.number, "Col P. Rhode", "2026-12-24")
        with staff.acting("inspector"):
            cases.close_case(stockpile, books.id(), number.number, "explained", "Put into the wrong rack")
