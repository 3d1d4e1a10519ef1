"""Every naughty string through every text field of every operation: refused with a sentence, or kept verbatim.

The fields are found in the requests themselves, so that a new one is tried without anybody's help.
A few of the strings by default; all of them when `STOCKPILE_FAULTS` is set.
"""

from __future__ import annotations

import os
import typing
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

import pytest

from stockpile_app import catalogue, ledger
from stockpile_app.base import Finding, Refused
from stockpile_app.catalogue import ItemPack, ItemType
from stockpile_app.catalogue.model import Marking
from stockpile_app.catalogue.weapon_facts import (
    ComponentExchange,
    add_marking,
    exchange_components,
    set_ownership,
)
from stockpile_app.cli.benchmarks.recorder import Recorder
from stockpile_app.ledger import KitAnswer, Line, NewAccount, NewHold, NewLot, NewMark, NewWeapon
from tests.books import PASSPHRASE, USER, Books, a_depot
from tests.naughty import NAUGHTY

FULL = bool(os.environ.get("STOCKPILE_FAULTS"))
STRIDE = 1 if FULL else 9

Verb = Callable[..., object]
Path_ = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """An operation with a request that would be accepted as it is."""

    name: str
    verb: Verb
    request: Any

    def run(self, books: Recorder, request: Any) -> object:
        """Ask for it."""
        if isinstance(request, dict):
            return self.verb(books, **request)
        return self.verb(books, request)


class Desk:
    """A depot with something in it, opened so that every operation is rolled back."""

    def __init__(self, depot: Books) -> None:
        self.depot = depot
        self.rifle = depot.rifle("KM 1")
        self.issued = depot.rifle("KM 2")
        self.lot = depot.lot("17-83", 1000)
        depot.issue(self.issued)
        self.moved = depot.transfer(self.rifle, to="workshop")
        depot.stockpile.close()
        self.books = Recorder(depot.path, USER, PASSPHRASE, depot.clock, depot.ids)

    def trials(self) -> Iterator[Trial]:
        """One accepted request for every operation there is."""
        yield from self._vouchers()
        yield from self._master_data()

    def _vouchers(self) -> Iterator[Trial]:
        place, item, id_ = self.depot.place, self.depot.item, self.depot.id
        head = {
            "authority": "Order 1",
            "document": "Paper 1",
            "reason": "routine",
            "accept_look_alike": "seen",
        }
        rich = {"entered": "1", "unit_value": "1.00", "currency": "EUR", "remarks": "as seen"}
        fresh = NewWeapon(make="Izhevsk", model="AKM", calibre="7.62x39", serial="KM 9", country="RUS", year="1971",
                          remarks="new", ownership="loan_in", ownership_reference="Loan 1",
                          marks=(NewMark(kind="import", text="B 26", place="frame", method="laser"),))  # fmt: skip
        entering = Line(item_type_id=item("rifle"), new_weapon=fresh, condition="serviceable", **rich)
        lot = NewLot(
            number="18-90", maker="Factory 17", made_on="2018-01-01", expires_on="2038-01-01", remarks="dry"
        )
        rounds = Line(item_type_id=item("ball"), quantity=50, new_lot=lot, condition="serviceable", **rich)
        known = Line(
            item_type_id=item("ball"), lot_id=self.lot.id, quantity=5, condition="serviceable", **rich
        )
        kit = (KitAnswer(kit_line_no=1, description="Sling", expected=1, confirmed=1),)
        for verb, request in (
            (ledger.open_balance, ledger.OpeningVoucher(
                operation_id=id_(), effective_at="2026-11-01", to_account=place("armoury"), lines=(entering,), **head)),
            (ledger.receive, ledger.ReceiptVoucher(
                operation_id=id_(), effective_at="2026-11-01", to_account=place("armoury"), party="Ministry",
                lines=(entering, rounds), **head)),
            (ledger.issue, ledger.IssueVoucher(
                operation_id=id_(), effective_at="2026-11-05T06:30", due_back_at="2026-11-05T18:30", purpose="range",
                from_account=place("magazine"), holder=place("holder"), lines=(replace(known, kit=kit),), **head)),
            (ledger.hand_in, ledger.HandInVoucher(
                operation_id=id_(), effective_at="2026-11-06", to_account=place("armoury"),
                lines=(Line(item_type_id=self.issued.item_type_id, weapon_id=self.issued.id, **rich),), **head)),
            (ledger.transfer, ledger.TransferVoucher(
                operation_id=id_(), effective_at="2026-11-05", from_account=place("magazine"),
                to_account=place("crate"), party="driver", lines=(known,), **head)),
            (ledger.expend, ledger.ExpenditureVoucher(
                operation_id=id_(), effective_at="2026-11-05", from_account=place("magazine"), purpose="range",
                witness="Sgt A. Moru", lines=(known,), **head)),
            (ledger.reclassify, ledger.ReclassificationVoucher(
                operation_id=id_(), effective_at="2026-11-05", account=place("magazine"), inspection="Report 4",
                lines=(replace(known, condition_to="repairable"),), **head)),
            (ledger.reverse, ledger.ReversalVoucher(
                operation_id=id_(), effective_at="2026-11-19", voucher_id=self.moved.voucher_id, **head)),
        ):  # fmt: skip
            yield Trial(verb.__name__, verb, request)

    def _master_data(self) -> Iterator[Trial]:
        id_, rifle = self.depot.id, self.rifle.id
        account = NewAccount(operation_id=id_(), kind="location", name="Armoury 9", name_other="Склад 9", code="A9",
                             unit="1 Section", remarks="new")  # fmt: skip
        hold = NewHold(operation_id=id_(), target="weapon", target_id=rifle, kind="suspended", authority="Order 2",
                       reason="cracked", placed_on="2026-11-02", until="2026-12-02")  # fmt: skip
        exchange = ComponentExchange(operation_id=id_(), weapon_id=rifle, effective_on="2026-11-06", reason="worn",
                                     fitted=(("barrel", "new barrel", "steel", False),))  # fmt: skip
        marking = Marking(0, rifle, "import", "B 26", "2026-11-06", transliteration="B 26", place="frame",
                          method="laser", depth="0.1", authority="Order 3")  # fmt: skip
        item = ItemType(0, "weapon", "FAL", "serial", "weapon", name_other="ФАЛ", make="FN", model="FAL",
                        calibre="7.62x51", own_code="F1", stock_number="1005-00")  # fmt: skip
        by_position: dict[Verb, dict[str, Any]] = {
            catalogue.add_item_type: {"operation_id": id_(), "item": item},
            catalogue.amend_item_type: {
                "operation_id": id_(), "item": replace(item, id=self.depot.item("rifle"))},
            catalogue.declare_pack: {
                "operation_id": id_(), "pack": ItemPack(self.depot.item("ball"), "crate", 1000)},
            catalogue.set_kit: {
                "operation_id": id_(), "item_type_id": self.depot.item("rifle"), "parts": (("Sling", 1),)},
            catalogue.add_store_house: {"operation_id": id_(), "kind": "armoury", "name": "House 9", "code": "H9"},
            catalogue.add_depot: {"operation_id": id_(), "code": "D9", "name": "Depot 9"},
            add_marking: {"operation_id": id_(), "marking": marking},
            set_ownership: {"operation_id": id_(), "weapon_id": rifle, "kind": "evidence", "reference": "Case 4",
                            "effective_on": "2026-11-06"},
            ledger.set_seal: {"operation_id": id_(), "container_id": self.depot.place("crate"), "number": "S 1",
                              "act": "applied", "effective_on": "2026-11-06"},
        }  # fmt: skip
        yield Trial("open_account", ledger.open_account, account)
        yield Trial("place_hold", ledger.place_hold, hold)
        yield Trial("exchange_components", exchange_components, exchange)
        for verb, request in by_position.items():
            yield Trial(verb.__name__, verb, request)


def text_fields(request: Any, at: Path_ = ()) -> Iterator[Path_]:
    """The places of every text inside a request, but for what is worked out from the others."""
    if isinstance(request, str) and at[-1] != "look_alike":
        yield at
    for name, value in parts_of(request):
        yield from text_fields(value, (*at, name))


def parts_of(request: Any) -> Iterator[tuple[str | int, Any]]:
    """What a request is made of."""
    if is_dataclass(request):
        yield from ((field.name, getattr(request, field.name)) for field in fields(request))
    elif isinstance(request, dict):
        yield from request.items()
    elif isinstance(request, tuple):
        yield from enumerate(request)


def with_text(request: Any, at: Path_, text: str) -> Any:
    """The request with another text at one place."""
    if not at:
        return text
    first, rest = at[0], at[1:]
    if isinstance(request, tuple):
        changed = list(request)
        changed[typing.cast("int", first)] = with_text(changed[first], rest, text)  # type: ignore[index]
        return tuple(changed)
    if isinstance(request, dict):
        return request | {first: with_text(request[first], rest, text)}
    return replace(request, **{str(first): with_text(getattr(request, str(first)), rest, text)})


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The depot all strings are tried on."""
    ready = Desk(a_depot(tmp_path_factory.mktemp("naughty")))
    yield ready
    ready.books.close()


def test_every_request_is_accepted_as_it_is(desk: Desk) -> None:
    for trial in desk.trials():
        assert desk.books.recorded(lambda trial=trial: trial.run(desk.books, trial.request)), trial.name


def test_every_operation_of_the_ledger_is_tried(desk: Desk) -> None:
    tried = {trial.name for trial in desk.trials()}
    verbs = {name for name in ledger.__all__ if name in ledger.operations.__dict__ and name.islower()}
    assert verbs - tried - {"check_voucher", "virtual_account", "post", "rehearse"} == set()


def test_every_string_is_refused_with_a_sentence_or_kept(desk: Desk) -> None:
    faults: list[str] = []
    accepted = refused = 0
    for number, (trial, place) in enumerate((t, p) for t in desk.trials() for p in text_fields(t.request)):
        for text in NAUGHTY[number % STRIDE :: STRIDE]:
            if not text and place[-1] == "operation_id":
                continue  # the program makes the ids, nobody types them
            outcome = _tried(desk, trial, place, text)
            accepted += outcome == "kept"
            refused += outcome == "refused"
            if outcome not in {"kept", "refused"}:
                faults.append(f"{trial.name} {'.'.join(map(str, place))} {text[:30]!r}: {outcome}")
    assert not faults, f"{len(faults)} of {accepted + refused + len(faults)}\n" + "\n".join(faults[:40])
    assert accepted > refused / 20, "most fields should carry most texts"


def _tried(desk: Desk, trial: Trial, place: Path_, text: str) -> str:
    """`kept`, `refused`, or what went wrong."""
    try:
        written = desk.books.recorded(lambda: trial.run(desk.books, with_text(trial.request, place, text)))
    except Refused as outcome:
        return _told(outcome.findings)
    except Exception as fault:  # noqa: BLE001  (whatever it is, it is what the test is about)
        return f"{type(fault).__name__}: {fault}"
    values = {value for _, rows in written for row in rows for value in row if isinstance(value, str)}
    papers = {part for value in values for part in value.split(" · ")}
    if {text, text.strip()} & (values | papers | {""}) or place[-1] == "accept_look_alike":
        return "kept"
    return f"neither kept nor refused; wrote {sorted(values, key=len)[-3:]}"


def _told(findings: tuple[Finding, ...]) -> str:
    for finding in findings:
        told = (finding.rule, finding.sentence, finding.expected, finding.remedy)
        if finding.severity == "refusal" and not all(told):
            return f"refused without a whole sentence: {finding}"
        if any(
            ord(sign) < 32 or 0xD800 <= ord(sign) < 0xE000
            for sign in "".join((*told, finding.got, finding.field))
        ):
            return f"refused, and repeated what cannot be shown: {finding.rule} {finding.got!r}"
    return "refused"
