"""The rules of posting, pure: facts in, findings out, ending in a plain list.

A new rule is one function and one line in `RULES`.  Rules of other rooms (storage safety, custody)
are `PostingRule`s of their own, plugged in by the assembly.
"""

from __future__ import annotations

from collections.abc import Iterator

from stockpile_app.base import Finding, tr
from stockpile_app.base.plain_text import check_text
from stockpile_app.base.quantity import grouped
from stockpile_app.ledger.facts import PostingFacts, PostingRule
from stockpile_app.ledger.findings import refusal
from stockpile_app.ledger.model import (
    IN_STORE,
    WHENCE,
    AccountKind,
    Movement,
    VoucherKind,
)
from stockpile_app.ledger.rules_containers import check_containers
from stockpile_app.ledger.rules_dates import check_clock, check_dates, check_due, check_expiry
from stockpile_app.ledger.rules_ended import INWARD, check_terminal
from stockpile_app.ledger.rules_entering import check_described, check_identity, check_look_alikes
from stockpile_app.ledger.rules_goods import check_conditions, check_kit, check_tracking, check_twice
from stockpile_app.ledger.rules_scope import check_scope

EVERY = frozenset(VoucherKind)
FORWARD = EVERY - {VoucherKind.REVERSAL}


def check_lines(facts: PostingFacts) -> Iterator[Finding]:
    """LEDGER-01: a voucher moves something."""
    if not facts.posting.movements and not facts.posting.stands and not facts.posting.unresolved:
        yield refusal(
            "LEDGER-01",
            tr("This voucher moves nothing"),
            field=tr("Lines"),
            expected=tr("at least one line"),
            got=tr("none"),
            remedy=tr("Add a line"),
        )
    yield from facts.posting.unresolved


SIDES: dict[VoucherKind, tuple[frozenset[AccountKind], frozenset[AccountKind]]] = {
    VoucherKind.OPENING: (WHENCE, IN_STORE | {AccountKind.HOLDER}),
    VoucherKind.RECEIPT: (WHENCE | {AccountKind.TRANSFERRED}, IN_STORE | {AccountKind.HOLDER}),
    VoucherKind.ISSUE: (IN_STORE, frozenset({AccountKind.HOLDER})),
    VoucherKind.HAND_IN: (frozenset({AccountKind.HOLDER}), IN_STORE),
    VoucherKind.TRANSFER: (IN_STORE, IN_STORE),
    VoucherKind.EXPENDITURE: (IN_STORE | {AccountKind.HOLDER}, frozenset({AccountKind.EXPENDED})),
    VoucherKind.RECLASSIFICATION: (IN_STORE, IN_STORE),
    VoucherKind.DISPATCH: (IN_STORE, frozenset({AccountKind.TRANSFERRED})),
    VoucherKind.DESTRUCTION: (IN_STORE, frozenset({AccountKind.DESTROYED})),
    VoucherKind.DEACTIVATION: (IN_STORE, frozenset({AccountKind.DEACTIVATED})),
}


def check_sides(facts: PostingFacts) -> Iterator[Finding]:
    """LEDGER-02: each kind moves between the kinds of account it is for; what ended is `check_terminal`'s."""
    leaves, enters = SIDES[facts.posting.kind]
    for movement in facts.posting.movements:
        if movement.weapon_id not in facts.ended:
            yield from _check_side(facts, movement, movement.from_account, leaves, tr("From account"))
        yield from _check_side(facts, movement, movement.to_account, enters, tr("To account"))


def _check_side(
    facts: PostingFacts,
    movement: Movement,
    account_id: int,
    allowed: frozenset[AccountKind],
    field: str,
) -> Iterator[Finding]:
    account = facts.accounts.get(account_id)
    if account is not None and account.kind in allowed:
        return
    yield refusal(
        "LEDGER-02",
        tr("This account does not fit this kind of voucher"),
        row=movement.line_no,
        field=field,
        expected=", ".join(sorted(allowed)),
        got=f"{account.title} ({account.kind})" if account else tr("no account"),
        remedy=tr("Choose another account, or another kind of voucher"),
    )


def check_moves(facts: PostingFacts) -> Iterator[Finding]:
    """LEDGER-27: a line changes a place or a condition."""
    for movement in facts.posting.movements:
        stays = movement.from_account == movement.to_account
        if stays and movement.condition_from == movement.condition_to:
            yield refusal(
                "LEDGER-27",
                tr("This line changes nothing: the same place, the same condition"),
                row=movement.line_no,
                field=tr("Condition")
                if facts.posting.kind is VoucherKind.RECLASSIFICATION
                else tr("To account"),
                expected=tr("another place or another condition"),
                got=_place(facts, movement.to_account, movement.condition_to),
                remedy=tr("Correct the line, or remove it"),
            )


def check_chain(facts: PostingFacts) -> Iterator[Finding]:
    """LEDGER-03: one weapon is in one account; its movements chain end to end."""
    for movement in facts.posting.movements:
        state = facts.weapons.get(movement.weapon_id)
        if state is None or movement.weapon_id in facts.ended:
            continue
        leaves = facts.accounts.get(movement.from_account)
        if state.before[0] == 0:
            if leaves is None or leaves.real:
                yield _not_there(facts, movement, tr("not in the books on that day"))
        elif state.before != (movement.from_account, movement.condition_from):
            yield _not_there(facts, movement, _place(facts, *state.before))
        if state.after is not None and state.after != (movement.to_account, movement.condition_to):
            yield refusal(
                "LEDGER-04",
                tr("This weapon moved again later, from another place"),
                row=movement.line_no,
                field=tr("Effective on"),
                expected=tr("after its last movement"),
                got=tr("before it leaves {place}", place=_place(facts, *state.after)),
                remedy=tr("Date this voucher after the last movement, or reverse that one first"),
            )


def _not_there(facts: PostingFacts, movement: Movement, got: str) -> Finding:
    account = facts.accounts.get(facts.weapons[movement.weapon_id].before[0])
    held = account is not None and account.kind == AccountKind.HOLDER
    return refusal(
        "LEDGER-03",
        tr("This weapon is already issued to somebody else")
        if held and facts.posting.kind is VoucherKind.ISSUE
        else tr("This weapon is not where the voucher takes it from"),
        row=movement.line_no,
        field=tr("Serial"),
        expected=_place(facts, movement.from_account, movement.condition_from),
        got=got,
        remedy=tr("Record its hand-in first, or remove the line")
        if held
        else tr("Correct the account, or remove the line"),
    )


def _place(facts: PostingFacts, account_id: int, condition: str) -> str:
    return " · ".join(filter(None, (facts.account_title(account_id), condition)))


def check_balance(facts: PostingFacts) -> Iterator[Finding]:
    """LEDGER-06: no account ever holds less than nothing, on any day."""
    left = dict(facts.available)
    for movement in facts.posting.movements:
        account = facts.accounts.get(movement.from_account)
        if movement.weapon_id or account is None or not account.real:
            continue
        key = (movement.from_account, movement.item_type_id, movement.lot_id, movement.condition_from)
        have = left.get(key, 0)
        left[key] = have - movement.quantity
        if movement.quantity > have:
            yield refusal(
                "LEDGER-06",
                tr("There is not so much of this in {place}", place=account.title),
                row=movement.line_no,
                field=tr("Quantity"),
                expected=tr("at most {count}", count=grouped(max(have, 0))),
                got=grouped(movement.quantity),
                remedy=tr("Correct the quantity, the lot, the condition or the date"),
            )


def check_holds(facts: PostingFacts) -> Iterator[Finding]:
    """LEDGER-10: what is on hold does not move by the voucher kinds it blocks."""
    targets: dict[tuple[str, int], int] = {}
    for movement in facts.posting.movements:
        for target in (
            ("weapon", movement.weapon_id),
            ("lot", movement.lot_id),
            ("item_type", movement.item_type_id),
            ("account", movement.from_account),
            ("account", movement.to_account),
        ):
            targets.setdefault(target, movement.line_no)
    for target in facts.carried:
        targets.setdefault(target, 0)
    for hold in facts.holds:
        row = targets.get((hold.target, hold.target_id))
        stops = not hold.blocks or facts.posting.kind in hold.blocks.split(",")
        blocked = stops and hold.id not in facts.posting.serves
        if (
            row is not None
            and blocked
            and (not hold.until or hold.until >= facts.posting.voucher.effective_at[:10])
        ):
            yield refusal(
                "LEDGER-10",
                tr("This is on hold: {kind}", kind=hold.kind.replace("_", " ")),
                row=row,
                field=tr("Serial or lot"),
                expected=tr("free to move"),
                got=tr("{reason}, by {authority}, since {date}", reason=hold.reason,
                       authority=hold.authority, date=hold.placed_on),
                remedy=tr("Ask {authority} to release the hold, or remove the line", authority=hold.authority),
            )  # fmt: skip


def check_reversal(facts: PostingFacts) -> Iterator[Finding]:
    """LEDGER-16: a voucher is reversed once, with a reason, and not before it took effect."""
    original = facts.reversed
    if original is None:
        yield refusal("LEDGER-16", tr("There is no such voucher to reverse"), field=tr("Voucher"),
                      expected=tr("a posted voucher"), got=str(facts.posting.voucher.reverses),
                      remedy=tr("Look the voucher up with Ctrl+K"))  # fmt: skip
        return
    if facts.reversed_by:
        yield refusal(
            "LEDGER-16",
            tr("This voucher was reversed already"),
            field=tr("Voucher"),
            expected=tr("a voucher that stands"),
            got=tr("reversed by {number}", number=facts.reversed_by),
            remedy=tr("Post a new voucher instead"),
        )
    if not facts.posting.voucher.reason.strip():
        yield refusal("LEDGER-16", tr("A reversal needs a reason"), field=tr("Reason"),
                      expected=tr("one sentence"), got=tr("nothing"), remedy=tr("Say what was wrong"))  # fmt: skip
    if facts.posting.voucher.effective_at < original.effective_at.replace("T24:00", "T00:00"):
        yield refusal(
            "LEDGER-16",
            tr("A voucher cannot be reversed before it took effect"),
            field=tr("Effective on"),
            expected=tr("from {date} on", date=original.effective_at[:10]),
            got=facts.posting.voucher.effective_at[:10],
            remedy=tr("Correct the date"),
        )


def check_texts(facts: PostingFacts) -> Iterator[Finding]:
    """TEXT-01: every text on the paper can be read."""
    voucher = facts.posting.voucher
    for text, field in (
        (voucher.party, tr("Source")),
        (voucher.authority, tr("Authority")),
        (voucher.document, tr("Authority document")),
        (voucher.purpose, tr("Purpose")),
        (voucher.reason, tr("Reason")),
        (voucher.witness, tr("Witness")),
    ):
        yield from check_text(text, field)
    for movement in facts.posting.movements:
        if movement.remarks or movement.entered:
            yield from check_text(movement.remarks, tr("Remarks"), movement.line_no)
            yield from check_text(movement.entered, tr("Quantity"), movement.line_no)
        if movement.unit_value or movement.currency:
            yield from check_text(movement.unit_value, tr("Unit value"), movement.line_no)
            yield from check_text(movement.currency, tr("Currency"), movement.line_no)


RULES: tuple[PostingRule, ...] = (
    PostingRule("LEDGER-01", EVERY, check_lines),
    PostingRule("LEDGER-02", FORWARD, check_sides),
    PostingRule("LEDGER-27", EVERY, check_moves),
    PostingRule("CATALOGUE-01", INWARD, check_identity),
    PostingRule("CATALOGUE-02", INWARD, check_look_alikes),
    PostingRule("CATALOGUE-03", INWARD, check_described),
    PostingRule("LEDGER-14", EVERY, check_tracking),
    PostingRule("LEDGER-13", EVERY, check_twice),
    PostingRule("LEDGER-05", EVERY, check_terminal),
    PostingRule("LEDGER-03", EVERY, check_chain),
    PostingRule("LEDGER-06", EVERY, check_balance),
    PostingRule("LEDGER-07", EVERY, check_dates),
    PostingRule("LEDGER-33", EVERY, check_clock),
    PostingRule("LEDGER-09", frozenset({VoucherKind.ISSUE}), check_due),
    PostingRule("LEDGER-10", EVERY - {VoucherKind.OPENING}, check_holds),
    PostingRule("LEDGER-11", FORWARD, check_conditions),
    PostingRule("LEDGER-16", frozenset({VoucherKind.REVERSAL}), check_reversal),
    PostingRule("LEDGER-28", frozenset({VoucherKind.TRANSFER, VoucherKind.REVERSAL}), check_containers),
    PostingRule("LEDGER-29", FORWARD, check_kit),
    PostingRule("LEDGER-17", frozenset({VoucherKind.ISSUE}), check_expiry),
    PostingRule("LEDGER-34", EVERY, check_scope),
    PostingRule("TEXT-01", EVERY, check_texts),
)
