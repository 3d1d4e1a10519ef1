"""The one way a posting gets into the books: gather, check, write, journal, project.

`post` is what every verb ends in.  Imports use its three steps apart, to set refused rows aside.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from stockpile_app.access import acting, rehearsing, stands_alone
from stockpile_app.audit import Operation, entry_of_operation, record_bodies
from stockpile_app.audit.model import Scalar
from stockpile_app.base import Finding, Refused, refusals
from stockpile_app.base.changes import Changes
from stockpile_app.base.finding import finding_order
from stockpile_app.catalogue.model import LookAlike
from stockpile_app.ledger.compose import Draft, compose
from stockpile_app.ledger.facts import Posting, PostingRule
from stockpile_app.ledger.gather import gather
from stockpile_app.ledger.model import Posted
from stockpile_app.ledger.projections import apply
from stockpile_app.store import Stockpile

RECORDS_A_BATCH = 5_000


def post(stockpile: Stockpile, draft: Draft) -> Posted:
    """Post one voucher, whole, in one transaction; the same operation id twice has one effect.

    Raises:
        Refused: a rule refuses; nothing was written.
    """
    if draft.posted_by:
        raise ValueError("only the approval of a request posts in another's name")
    if not stands_alone(stockpile, draft.kind):
        raise ValueError("what needs a second person is posted by the approval of a request")
    with acting(stockpile, draft.kind):
        return post_within(stockpile, draft)


def post_within(stockpile: Stockpile, draft: Draft, facts: tuple[object, ...] = ()) -> Posted:
    """Post one voucher inside a transaction that somebody else has opened, with further records."""
    earlier = posted_before(stockpile, draft.operation_id)
    if earlier:
        return earlier
    posting = compose(stockpile, draft)
    findings = check(stockpile, posting)
    if refusals(findings):
        raise Refused(findings)
    return write(stockpile, posting, facts=facts)


def rehearse(stockpile: Stockpile, draft: Draft) -> list[Finding]:
    """What the rules would say, for a dialog that checks while a person types; writes nothing."""
    with rehearsing(stockpile, draft.kind):
        return check(stockpile, compose(stockpile, draft))


def check(stockpile: Stockpile, posting: Posting) -> list[Finding]:
    """Everything the rules of every room say about a posting: refusals first."""
    facts = gather(stockpile, posting)
    found = [
        finding
        for rule in stockpile.assembly.of(PostingRule)
        if posting.kind in rule.kinds
        for finding in rule.check(facts)
    ]
    return sorted(found, key=finding_order)


def write(
    stockpile: Stockpile,
    posting: Posting,
    asked: Mapping[str, Scalar] | None = None,
    facts: tuple[object, ...] = (),
) -> Posted:
    """Write an accepted posting: rows, journal entry, projections; inside the transaction.

    Args:
        asked: What the entry's header remembers beside the records.
        facts: Further records of the same operation that come after the movements.
    """
    records = (
        *posting.new,
        *_accepted_twins(posting),
        posting.voucher,
        *posting.movements,
        *posting.stands,
        *posting.kit,
        *facts,
    )
    batches = (records[start : start + RECORDS_A_BATCH] for start in range(0, len(records), RECORDS_A_BATCH))
    operation = Operation(posting.deed or posting.kind, posting.operation_id, asked or {})
    entry = record_bodies(stockpile, operation, batches)
    apply(stockpile, posting.movements)
    return Posted(
        voucher_id=posting.voucher.id,
        number=posting.voucher.number,
        movements=len(posting.movements),
        entry=entry,
        changes=Changes(
            entry=entry, accounts=bool(posting.new), catalogue=bool(posting.new), vouchers=True, holdings=True
        ),
    )


def _accepted_twins(posting: Posting) -> list[LookAlike]:
    return [LookAlike(twin.weapon.id, twin.twin.id, posting.accept_look_alike) for twin in posting.twins]


def posted_before(stockpile: Stockpile, operation_id: str) -> Posted | None:
    """What this operation id gave when it was posted; None when it is new."""
    entry = entry_of_operation(stockpile, operation_id)
    row = entry and stockpile.row(
        "SELECT v.id, v.number, (SELECT count(*) FROM movement m WHERE m.voucher_id = v.id) "
        "FROM voucher v WHERE v.entry = ?",
        [entry],
    )
    return Posted(row[0], row[1], row[2], entry, Changes(), repeated=True) if row else None


def without_lines(posting: Posting, refused: set[int]) -> Posting:
    """The posting without its refused lines and what only they bring; the rest keeps its line numbers."""
    kept = tuple(m for m in posting.movements if m.line_no not in refused)
    weapons = {m.weapon_id for m in posting.movements} - {m.weapon_id for m in kept}
    lots = {m.lot_id for m in posting.movements} - {m.lot_id for m in kept}
    accounts = {a for m in kept for a in (m.from_account, m.to_account)}
    items = {m.item_type_id for m in kept}

    def stays(record: object) -> bool:
        name = type(record).__name__
        owner = getattr(record, "weapon_id", getattr(record, "id", 0))
        return {
            "Weapon": owner not in weapons,
            "Marking": owner not in weapons,
            "Ownership": owner not in weapons,
            "Lot": owner not in lots,
            "Account": owner in accounts,
            "ItemType": owner in items,
        }.get(name, True)

    return replace(
        posting,
        movements=kept,
        new=tuple(record for record in posting.new if stays(record)),
        twins=tuple(t for t in posting.twins if t.line_no not in refused and t.twin.id not in weapons),
        kit=tuple(k for k in posting.kit if k.line_no not in refused),
    )
