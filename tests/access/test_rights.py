"""The table of role x operation, cell by cell, against every public operation found by introspection."""

from __future__ import annotations

import ast
import runpy
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import stockpile_app
from stockpile_app import access, cases, catalogue, disposal, ledger, surplus
from stockpile_app.access import Role, rights
from stockpile_app.base import KnownError, Refused
from stockpile_app.catalogue.model import ItemPack, ItemType, Marking
from stockpile_app.catalogue.weapon_facts import ComponentExchange, exchange_components
from stockpile_app.disposal.certificates import (
    AnnulmentRequest,
    CertificateRequest,
    annul_certificate,
    issue_certificate,
)
from stockpile_app.disposal.deactivation import (
    BeginDeactivation,
    NewDeactivationMark,
    NewResult,
    VerifyDeactivation,
    begin_deactivation,
    record_deactivation_mark,
    record_result,
    verify_deactivation,
)
from stockpile_app.exchange import importing
from stockpile_app.exchange.pack.operations import PackRequest, give_up, send_pack
from stockpile_app.exchange.pack.returning import take_back
from stockpile_app.exchange.plain_export import export_plain
from stockpile_app.exchange.profile import Profile, SheetFormat
from stockpile_app.ledger import drafts, projections
from stockpile_app.store import Actor
from tests.books import WEAK
from tests.people import NAMES, ROLES, Staff
from tests.ready import ready_staff

ROOT = Path(stockpile_app.__file__).parent
DOORS = {"acting", "rehearsing", "authorise", "post", "ask"}
FREE = {"store", "audit", "gui", "cli"}
"""Rooms under the door, and rooms above the operations."""

Call = Callable[[Staff], object]


def _functions(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    return (node for node in tree.body if isinstance(node, ast.FunctionDef))


def _calls(function: ast.AST) -> set[str]:
    names = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Call):
            target = node.func
            names.add(target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", ""))
    return names


def _modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(ROOT.rglob("*.py")):
        room = path.relative_to(ROOT).parts[0]
        if room not in FREE:
            name = ".".join(("stockpile_app", *path.relative_to(ROOT).with_suffix("").parts))
            yield name, ast.parse(path.read_text(encoding="utf-8"))


def operations() -> list[str]:
    """`module.function` of every public function that writes: it goes through the door, itself or by another."""
    bodies = {
        f"{module}.{function.name}": _calls(function)
        for module, tree in _modules()
        for function in _functions(tree)
    }
    writing = {name for name, calls in bodies.items() if calls & DOORS}
    while True:
        short = {name.rpartition(".")[2] for name in writing}
        more = {name for name, calls in bodies.items() if calls & short} - writing
        if not more:
            break
        writing |= more
    return sorted(
        name
        for name in writing
        if not name.rpartition(".")[2].startswith("_") and name.rpartition(".")[2] not in INSIDE
    )


INSIDE = {
    "acting", "rehearsing", "authorise", "ask", "post", "post_within", "rehearse",  # the door itself
    "main", "found", "open_stockpile", "recover_stockpile", "give_depot_key",  # nobody is at the desk yet
    "reset_by_recovery",  # by the sheet
    "declare_within",  # what declaring and its approval share
    "write_note", "carry_over",  # parts of restore and rejoin
    "import_rows", "read_rows", "list_sheets", "read_sheet",  # parts of import_sheet; other doors of that name
}  # fmt: skip


def test_nobody_above_the_door_opens_a_transaction() -> None:
    allowed = {"stockpile_app.access.acting", "stockpile_app.access.approval", "stockpile_app.assembly"}
    wrong = [
        f"{module}.{function.name}"
        for module, tree in _modules()
        if module not in allowed
        for function in _functions(tree)
        if {"transaction", "rehearsal"} & _calls(function)
    ]
    assert wrong == []


def test_every_named_operation_is_in_the_table_and_every_row_is_used() -> None:
    named = set()
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                named.add(node.value)
    assert set(rights()) <= named
    for name in (kind.value for kind in ledger.VoucherKind):
        assert name in rights()


def test_roles_in_the_table_are_roles() -> None:
    for right in rights().values():
        assert right.roles <= set(Role) - {Role.SOLE}, right.name
        assert right.second <= set(Role) - {Role.SOLE}, right.name
        assert right.roles, right.name
        assert not right.second or right.signed, right.name


def test_the_administrator_has_no_stock_rights() -> None:
    stock = {kind.value for kind in ledger.VoucherKind} | {
        "place hold",
        "release hold",
        "seal",
        "record mark",
    }
    for name in stock:
        assert not rights()[name].allows(Role.ADMINISTRATOR), name
    assert not rights()["reversal of another's voucher"].approves(Role.ADMINISTRATOR)


def _voucher(request: type[Any], **more: object) -> Call:
    def call(staff: Staff) -> object:
        verb = _VERBS[request]
        return verb(
            staff.books.stockpile,
            request(operation_id=staff.books.id(), effective_at="2026-11-05", **more),
        )

    return call


_VERBS: dict[type[Any], Callable[..., object]] = {
    ledger.OpeningVoucher: ledger.open_balance,
    ledger.ReceiptVoucher: ledger.receive,
    ledger.IssueVoucher: ledger.issue,
    ledger.HandInVoucher: ledger.hand_in,
    ledger.TransferVoucher: ledger.transfer,
    ledger.ExpenditureVoucher: ledger.expend,
    ledger.ReclassificationVoucher: ledger.reclassify,
    ledger.ReversalVoucher: ledger.reverse,
}


def _of(verb: Callable[..., object], *arguments: object, identified: bool = True) -> Call:
    def call(staff: Staff) -> object:
        leading = (staff.books.id(),) if identified else ()
        return verb(staff.books.stockpile, *leading, *arguments)

    return call


def _asked(verb: Callable[..., object], request: Any) -> Call:
    def call(staff: Staff) -> object:
        return verb(staff.books.stockpile, replace(request, operation_id=staff.books.id()))

    return call


_DRAFT = ledger.IssueVoucher(operation_id="draft", effective_at="2026-11-05", from_account=100, holder=104)

CALLS: dict[str, tuple[str, Call]] = {
    "ledger.operations.open_balance": ("opening balance", _voucher(ledger.OpeningVoucher)),
    "ledger.operations.receive": ("receipt", _voucher(ledger.ReceiptVoucher, to_account=100)),
    "ledger.operations.issue": ("issue", _voucher(ledger.IssueVoucher, from_account=100, holder=104)),
    "ledger.operations.hand_in": ("hand-in", _voucher(ledger.HandInVoucher, to_account=100)),
    "ledger.operations.transfer": ("transfer", _voucher(ledger.TransferVoucher, to_account=100)),
    "ledger.operations.expend": ("expenditure", _voucher(ledger.ExpenditureVoucher, from_account=100)),
    "ledger.operations.reclassify": ("reclassification", _voucher(ledger.ReclassificationVoucher, account=100)),
    "ledger.operations.reverse": ("reversal", _voucher(ledger.ReversalVoucher, voucher_id=99)),
    "ledger.operations.check_voucher": ("issue", _of(ledger.check_voucher, _DRAFT, identified=False)),
    "ledger.accounts.open_account": ("open account", lambda staff: ledger.open_account(
        staff.books.stockpile, ledger.NewAccount(operation_id=staff.books.id(), kind="location", name=""))),
    "ledger.accounts.place_hold": ("place hold", lambda staff: ledger.place_hold(
        staff.books.stockpile, ledger.NewHold(
            operation_id=staff.books.id(), target="weapon", target_id=0, kind="trace", authority="",
            reason="", placed_on=""))),
    "ledger.accounts.release_hold": ("release hold", _of(ledger.release_hold, 1, "", "", "")),
    "ledger.accounts.set_seal": ("seal", _of(ledger.set_seal, 1, "", "applied", "2026-11-05")),
    "ledger.drafts.save_draft": ("draft", _of(drafts.save_draft, _DRAFT, identified=False)),
    "ledger.drafts.discard_draft": ("draft", _of(drafts.discard_draft, "draft", identified=False)),
    "ledger.projections.rebuild": ("rebuild projections", _of(projections.rebuild, identified=False)),
    "catalogue.operations.add_item_type": (
        "add item type", _of(catalogue.add_item_type, ItemType(0, "", "", "", ""))),
    "catalogue.operations.amend_item_type": (
        "amend item type", _of(catalogue.amend_item_type, ItemType(0, "", "", "", ""))),
    "catalogue.operations.add_store_house": ("add store house", _of(catalogue.add_store_house, "", "")),
    "catalogue.operations.add_depot": ("add depot", _of(catalogue.add_depot, "", "")),
    "catalogue.operations.declare_pack": ("declare pack", _of(catalogue.declare_pack, ItemPack(1, 0, "box", 1))),
    "catalogue.operations.set_kit": ("set kit", _of(catalogue.set_kit, 1, ())),
    "catalogue.weapon_facts.add_marking": (
        "record mark", _of(catalogue.add_marking, Marking(0, 1, 0, "", "", "", "", "", "", "", "", "", ""))),
    "catalogue.weapon_facts.exchange_components": ("exchange components", lambda staff: exchange_components(
        staff.books.stockpile, ComponentExchange(operation_id=staff.books.id(), weapon_id=1,
                                                 effective_on="2026-11-05", reason="x"))),
    "catalogue.weapon_facts.set_ownership": ("set ownership", _of(catalogue.set_ownership, 1, "", "", "")),
    "surplus.operations.state_requirement": ("state requirement", lambda staff: surplus.state_requirement(
        staff.books.stockpile, surplus.RequirementInput(
            operation_id=staff.books.id(), item_type_id=0, quantity=-1, source="", effective_from=""))),
    "surplus.operations.set_policy": ("set surplus policy", lambda staff: surplus.set_policy(
        staff.books.stockpile, surplus.PolicyInput(operation_id=staff.books.id(), source="", effective_from=""))),
    "surplus.operations.mark_obsolete": ("mark obsolete", lambda staff: surplus.mark_obsolete(
        staff.books.stockpile, surplus.ObsolescenceInput(
            operation_id=staff.books.id(), item_type_id=0, obsolete=True, source="", effective_from=""))),
    "surplus.operations.record_review": ("review surplus", lambda staff: surplus.record_review(
        staff.books.stockpile, surplus.ReviewInput(
            operation_id=staff.books.id(), reviewed_on="", next_on="", authority=""))),
    "surplus.declaring.declare_surplus": ("declare surplus", lambda staff: surplus.declare_surplus(
        staff.books.stockpile, surplus.DeclarationRequest(
            operation_id=staff.books.id(), declared_on="2026-11-05", authority="", reason="", apart_account=0))),
    "surplus.declaring.withdraw_declaration": ("withdraw declaration", lambda staff: surplus.withdraw_declaration(
        staff.books.stockpile, surplus.WithdrawalRequest(
            operation_id=staff.books.id(), declaration_id=0, withdrawn_on="2026-11-05", authority="", reason=""))),
    "exchange.importing.import_sheet": ("opening balance", lambda staff: importing.import_rows(
        staff.books.stockpile,
        importing.ImportRequest(operation_id=staff.books.id(), path=Path("none.csv"), profile=Profile(SheetFormat.CSV),
                                source="new", all_or_nothing=False, dry_run=False), _NO_ROWS)),
    "access.copies.backup.back_up": ("back up", lambda staff: access.back_up(
        staff.books.stockpile, staff.books.path.with_name(f"{staff.books.id()}.stockpile-backup"))),
    "exchange.plain_export.export_plain": ("back up", lambda staff: export_plain(
        staff.books.stockpile, staff.books.path.with_name(f"{staff.books.id()}.zip"))),
    "exchange.pack.operations.send_pack": ("send pack", lambda staff: send_pack(
        staff.books.stockpile, PackRequest(
            operation_id=staff.books.id(), path=staff.books.path.with_name("a.stockpack"), kind="holding",
            subject_id=0, receiver="", sealing=_NO_SEAL))),
    "exchange.pack.operations.give_up": ("give pack up", _of(give_up, "no pack", "lost")),
    "exchange.pack.returning.take_back": (
        "take pack back", _of(take_back, Path("none.stockpack"), identified=False)),
    "cases.operations.open_case": ("open case", lambda staff: cases.open_case(
        staff.books.stockpile, cases.NewCase(
            operation_id=staff.books.id(), kind="", subject="", owner="", deadline=""))),
    "cases.operations.assign_case": ("assign case", _of(cases.assign_case, "none", "", "")),
    "cases.operations.note_case": ("note in case", _of(cases.note_case, "none", "")),
    "cases.operations.close_case": ("close case", _of(cases.close_case, "none", "", "")),
    "cases.attachments.attach": ("attach file", lambda staff: cases.attach(
        staff.books.stockpile, cases.NewAttachment(operation_id=staff.books.id(), about=("case", 0),
                                                   path=Path("none.jpg")))),
    "cases.reappeared.report_reappeared": ("report reappeared", lambda staff: cases.report_reappeared(
        staff.books.stockpile, cases.Reappearance(operation_id=staff.books.id(), weapon_id=0, effective_at="",
                                                  to_account=0, owner="", deadline=""))),
    **{f"disposal.{module}.{verb.__name__}": (right, _asked(verb, request)) for module, verb, right, request in (
        ("taking_part", disposal.add_persons, "name participants", disposal.Participants(
            operation_id="", batch_id=0, persons=())),
        ("taking_part", disposal.record_incident, "record incident", disposal.Incident(
            operation_id="", batch_id=0, happened_at="", text="")),
        ("taking_part", disposal.record_trace_check, "trace check", disposal.TraceLook(
            operation_id="", batch_id=0, checked_on="", register="", result="")),
        ("deciding", disposal.decide_disposal, "decide disposal", disposal.DisposalDecision(
            operation_id="", decided_on="", authority="")),
        ("packing", disposal.seal_batch, "seal batch", disposal.Sealing(
            operation_id="", batch_id=0, sealed_at="", boxes=())),
        ("handing_over", disposal.hand_over, "hand batch over", disposal.HandOver(
            operation_id="", batch_id=0, handed_at="", carrier="")),
        ("handing_over", disposal.receive_at_site, "receive batch", disposal.Arrival(
            operation_id="", batch_id=0, received_at="", receiver="")),
        ("verifying", disposal.verify_item, "verify item", disposal.Scan(operation_id="", batch_id=0, read="")),
        ("setting_aside", disposal.undo_check, "undo check", disposal.Undo(
            operation_id="", batch_id=0, check_no=0, reason="")),
        ("setting_aside", disposal.set_aside, "set item aside", disposal.Aside(
            operation_id="", batch_id=0, read="", remark="")),
        ("finishing", disposal.finish_verification, "finish verification", disposal.Finishing(
            operation_id="", batch_id=0, finished_at="")),
        ("holding_back", disposal.hold_back, "hold back", disposal.HoldingBack(
            operation_id="", batch_id=0, lines=(), reason="", authority="", text="", held_at="", to_account=0)),
        ("destroying", disposal.destroy, "destruction", disposal.Destroying(
            operation_id="", batch_id=0, performed_at="", methods=(), performer="")),
        ("clearing", disposal.clear_residue, "clear residue", disposal.Clearing(
            operation_id="", batch_id=0, cleared_on="", classes=())),
        ("dispatching", disposal.dispatch_batch, "dispatch", disposal.Dispatching(
            operation_id="", batch_id=0, dispatched_at="", carrier="")),
        ("dispatching", disposal.close_batch, "close batch", disposal.Closing(
            operation_id="", batch_id=0, closed_on="", received=())),
        ("ending", disposal.end_batch, "end batch", disposal.Ending(
            operation_id="", batch_id=0, ended_on="", reason="")),
    )},
    "disposal.certificates.operations.issue_certificate": ("issue certificate", lambda staff: issue_certificate(
        staff.books.stockpile, CertificateRequest(operation_id=staff.books.id(), batch_id=0))),
    "disposal.certificates.operations.annul_certificate": ("annul certificate", lambda staff: annul_certificate(
        staff.books.stockpile, AnnulmentRequest(operation_id=staff.books.id(), number="none", reason=""))),
    "access.people.add_user": ("add user", lambda staff: access.add_user(
        staff.books.stockpile, access.NewUser(operation_id=staff.books.id(), name="Pte X", role="officer",
                                              passphrase="four words at once"), WEAK)),
    "access.people.change_user": ("change user", lambda staff: access.change_user(
        staff.books.stockpile, access.ChangedUser(operation_id=staff.books.id(), name="Aud N. Weiss",
                                                  role="auditor"))),
    "access.people.revoke_user": ("revoke user", _of(access.revoke_user, "Aud N. Weiss")),
    "access.people.reset_passphrase": (
        "reset passphrase", _of(access.reset_passphrase, "Aud N. Weiss", "four words at once", WEAK)),
    "access.people.change_own_passphrase": (
        "change own passphrase", _of(access.change_own_passphrase, "four words at once", WEAK)),
}  # fmt: skip
CALLS.update({
    "disposal.deactivation.operations.begin_deactivation": ("begin deactivation", lambda staff: begin_deactivation(
        staff.books.stockpile, BeginDeactivation(
            operation_id=staff.books.id(), batch_id=1, line_no=1, profile="", firearm_type="", performer="",
            country="", begun_on=""))),
    "disposal.deactivation.operations.record_result": ("record deactivation", lambda staff: record_result(
        staff.books.stockpile, NewResult(
            operation_id=staff.books.id(), deactivation_id=1, operation="", outcome="", done_on=""))),
    "disposal.deactivation.operations.record_deactivation_mark": (
        "record deactivation mark", lambda staff: record_deactivation_mark(
            staff.books.stockpile, NewDeactivationMark(
                operation_id=staff.books.id(), deactivation_id=1, component="", symbol="", marked_on=""))),
    "disposal.deactivation.verifying.verify_deactivation": ("deactivation", lambda staff: verify_deactivation(
        staff.books.stockpile, VerifyDeactivation(
            operation_id=staff.books.id(), deactivation_id=1, verified_on="", name="", entity="", serial_read=""))),
})  # fmt: skip
_NO_ROWS: Any = None
_NO_SEAL: Any = None
_DENIALS = {"ACCESS-10", "ACCESS-11", "ACCESS-12", "ACCESS-13", "ACCESS-22", "ACCESS-32"}
_DECISIONS = {"access.approval.approve", "access.approval.refuse_request", "access.approval.withdraw"}
"""Whose cells are people, not roles: `test_approval`."""


_CLOSED = {
    "access.copies.restoring.restore",
    "access.copies.rejoining.rejoin",
    "access.copies.rekeying.rekey",
}
"""What works on closed files, with two passphrases: `test_restoring`, `test_rejoining`, `test_rekeying`."""


def test_every_public_operation_is_tried_here() -> None:
    assert {f"stockpile_app.{name}" for name in {*CALLS, *_DECISIONS, *_CLOSED}} == set(operations())


@pytest.mark.parametrize("name", CALLS)
def test_each_role_does_exactly_what_the_table_says(name: str, tmp_path: Path) -> None:
    right, call = CALLS[name]
    staff = ready_staff(tmp_path)
    done = {who: _is_let_in(staff, who, call) for who in NAMES}
    staff.books.stockpile.close()
    assert done == {who: ROLES.get(who, who) in rights()[right].roles for who in NAMES}


def _is_let_in(staff: Staff, who: str, call: Call) -> bool:
    with staff.acting(who):
        try:
            call(staff)
        except Refused as refused:
            return not _DENIALS & {finding.rule for finding in refused.findings}
        except (AttributeError, KnownError):  # past the door, with nothing to work on
            return True
    return True


def test_a_forged_session_is_not_let_in(tmp_path: Path) -> None:
    """A session that says it is somebody of the right role, and whom the books do not know."""
    staff = ready_staff(tmp_path)
    staff.actors["forged"] = Actor("Gen X", Role.SOLE, staff.actors["approver"].key)
    assert [name for name, (_, call) in CALLS.items() if _is_let_in(staff, "forged", call)] == []
    staff.books.stockpile.close()


def test_the_manual_shows_the_table() -> None:
    root = Path(stockpile_app.__file__).parents[1]
    namespace = runpy.run_path(str(root / "installers" / "manual.py"))
    page = (root / "resources" / "manual" / "who-may-do-what.md").read_text(encoding="utf-8")
    assert page == namespace["page"](), "write it anew: python installers/manual.py"
