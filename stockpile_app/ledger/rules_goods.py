"""Rules about what moves: its condition, its tracking and quantity, its kit; each weapon once."""

from __future__ import annotations

from collections.abc import Iterator

from stockpile_app.base import Finding, tr
from stockpile_app.base.plain_text import check_text
from stockpile_app.base.quantity import LARGEST, grouped
from stockpile_app.catalogue.model import Tracking
from stockpile_app.ledger.facts import PostingFacts
from stockpile_app.ledger.findings import refusal, warning
from stockpile_app.ledger.model import Movement, VoucherKind


def check_conditions(facts: PostingFacts) -> Iterator[Finding]:
    """LEDGER-11 and LEDGER-12: a known condition; only what may be issued is issued."""
    for movement in facts.posting.movements:
        for condition in sorted({movement.condition_from, movement.condition_to} - {""}):
            if condition not in facts.conditions:
                yield refusal(
                    "LEDGER-11",
                    tr("This condition is not in the list of conditions"),
                    row=movement.line_no,
                    field=tr("Condition"),
                    expected=", ".join(facts.conditions),
                    got=condition,
                    remedy=tr("Choose a condition from the list"),
                )
        issuable = facts.conditions.get(movement.condition_from, True)
        if facts.posting.kind is VoucherKind.ISSUE and issuable is not True:
            weigh = refusal if issuable is False else warning
            yield weigh(
                "LEDGER-12",
                tr("This is not in a condition to be issued")
                if issuable is False
                else tr("The condition of this is not recorded"),
                row=movement.line_no,
                field=tr("Condition"),
                expected=tr("a condition that may be issued"),
                got=movement.condition_from,
                remedy=tr("Inspect it and record a reclassification first"),
            )


def check_twice(facts: PostingFacts) -> Iterator[Finding]:
    """LEDGER-13: a weapon stands on a voucher once."""
    seen: dict[int, int] = {}
    named = {clash.line_no for clash in facts.posting.clashes}  # CATALOGUE-01 has told those
    for movement in facts.posting.movements:
        if movement.weapon_id and movement.line_no not in named:
            first = seen.setdefault(movement.weapon_id, movement.line_no)
            if first != movement.line_no:
                yield refusal(
                    "LEDGER-13",
                    tr("This weapon is on the voucher twice"),
                    row=movement.line_no,
                    field=tr("Serial"),
                    expected=tr("one line a weapon"),
                    got=tr("also row {row}", row=first),
                    remedy=tr("Remove this line"),
                )


def check_tracking(facts: PostingFacts) -> Iterator[Finding]:
    """LEDGER-14 and LEDGER-15: by serial, by lot or by quantity, as the item type says."""
    for movement in facts.posting.movements:
        item = facts.item_types.get(movement.item_type_id)
        if item is None:
            yield refusal("LEDGER-14", tr("This item type is not in the catalogue"),
                          row=movement.line_no, field=tr("Item type"),
                          expected=tr("an item type of the catalogue"), got=str(movement.item_type_id),
                          remedy=tr("Add the item type first"))  # fmt: skip
            continue
        needs_weapon, needs_lot = item.tracking == Tracking.SERIAL, item.tracking == Tracking.LOT
        if bool(movement.weapon_id) != needs_weapon or bool(movement.lot_id) != needs_lot:
            yield refusal(
                "LEDGER-14",
                tr("{item} is followed by {tracking}", item=item.title, tracking=item.tracking),
                row=movement.line_no,
                field=tr("Serial or lot"),
                expected=item.tracking,
                got=tr("something else"),
                remedy=tr("Name the serial or the lot"),
            )
        elif needs_weapon or needs_lot:
            yield from _check_of_item(facts, movement, item.title)
        yield from _check_quantity(movement)


def _check_of_item(facts: PostingFacts, movement: Movement, item: str) -> Iterator[Finding]:
    """The weapon or lot is in the books, and is of this item type."""
    state, lot = facts.weapons.get(movement.weapon_id), facts.lots.get(movement.lot_id)
    of_item = state.weapon.item_type_id if state else lot.item_type_id if lot else 0
    if of_item != movement.item_type_id:
        yield refusal(
            "LEDGER-14",
            tr("This weapon or lot is not of this item type") if of_item else tr("This is not in the books"),
            row=movement.line_no,
            field=tr("Serial or lot"),
            expected=item,
            got=facts.item_title(movement) if of_item else str(movement.weapon_id or movement.lot_id),
            remedy=tr("Look it up with Ctrl+K"),
        )


def _check_quantity(movement: Movement) -> Iterator[Finding]:
    largest = 1 if movement.weapon_id else LARGEST
    if type(movement.quantity) is not int or not 0 < movement.quantity <= largest:
        yield refusal(
            "LEDGER-15",
            tr("One serial number is one weapon")
            if movement.weapon_id
            else tr("The quantity must be a whole number above zero"),
            row=movement.line_no,
            field=tr("Quantity"),
            expected="1" if movement.weapon_id else tr("from 1 to {largest}", largest=grouped(LARGEST)),
            got=str(movement.quantity),
            remedy=tr("Correct the quantity"),
        )


def check_kit(facts: PostingFacts) -> Iterator[Finding]:
    """LEDGER-29: each kit line is answered once, with how many were really there."""
    answered: set[tuple[int, int]] = set()
    for answer in facts.posting.kit:
        key = (answer.line_no, answer.kit_line_no)
        if key in answered or answer.confirmed < 0 or answer.expected < 0:
            yield refusal(
                "LEDGER-29",
                tr("A kit line is confirmed once, with a number"),
                row=answer.line_no,
                field=tr("Kit"),
                expected=tr("0 or more, once"),
                got=f"{answer.description} {answer.confirmed}",
                remedy=tr("Count the kit again"),
            )
        answered.add(key)
        yield from check_text(answer.description, tr("Kit"), answer.line_no)
