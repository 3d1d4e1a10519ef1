"""A destroyed or deactivated weapon is met again: the thing in hand is taken in, the alarm is a case.

The destroyed identity never moves.  What was found stands in the books under the depot's own number
with the mark as it was read, apart and on hold, until the case says what it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from stockpile_app.access import acting
from stockpile_app.base import Finding, tr
from stockpile_app.base.changes import Changes
from stockpile_app.base.plain_text import check_text
from stockpile_app.cases.findings import refusal
from stockpile_app.cases.model import Case, CaseKind
from stockpile_app.cases.opening import open_case_within, refuse
from stockpile_app.cases.queries import case_of_entry
from stockpile_app.catalogue.model import Weapon
from stockpile_app.catalogue.queries import next_id, weapons_by_id
from stockpile_app.ledger import (
    AccountKind,
    Ended,
    Hold,
    HoldKind,
    Line,
    NewMark,
    NewWeapon,
    Posted,
    VoucherKind,
    ended_weapons,
    ended_words,
    virtual_account,
)
from stockpile_app.ledger.compose import Draft
from stockpile_app.ledger.model import WHENCE
from stockpile_app.ledger.post import post_within, posted_before
from stockpile_app.store import Stockpile

SERIAL_MARK = "serial as read"
"""The kind of mark under which the found thing carries a serial that is another weapon's."""
UNSEEN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reappearance:
    """A weapon in hand whose mark is that of one that was destroyed or deactivated, or could be taken for it.

    Attributes:
        weapon_id: The destroyed weapon of the books.
        mark: What is read on the thing in hand; '' when it is the destroyed weapon's mark to the letter.
        to_account: Where it is set apart.
        source_kind: Found, seized, surrendered, or from a source.
        party: Who brought it.
        remarks: How it was met.
        owner, deadline: Who explains it, and until which day.
    """

    operation_id: str
    weapon_id: int
    effective_at: str
    to_account: int
    owner: str
    deadline: str
    mark: str = ""
    source_kind: str = AccountKind.FOUND
    party: str = ""
    condition: str = UNSEEN
    remarks: str = ""


@dataclass(frozen=True, slots=True)
class Reported:
    """The alarm is in the books: the voucher that took the thing in, and the case about it."""

    posted: Posted
    case: Case
    changes: Changes
    repeated: bool = False


def report_reappeared(stockpile: Stockpile, met: Reappearance) -> Reported:
    """Take in what reappeared, apart and on hold, and open the case about it: one transaction, one entry.

    Raises:
        Refused: CASE-20 the weapon was not destroyed, CASE-21 no place of the depot, CASE-03 and CASE-04,
            or what any receipt would be refused for.
    """
    with acting(stockpile, "report reappeared"):
        earlier = posted_before(stockpile, met.operation_id)
        if earlier:
            return Reported(earlier, case_of_entry(stockpile, earlier.entry), Changes(), repeated=True)
        weapon = weapons_by_id(stockpile, [met.weapon_id]).get(met.weapon_id)
        ended = ended_weapons(stockpile, [met.weapon_id]).get(met.weapon_id)
        refuse(_check(met, weapon, ended))
        assert ended is not None
        records = _case(stockpile, met, ended)
        hold = _hold(stockpile, met, records[0])
        posted = post_within(stockpile, _receipt(stockpile, met, ended.weapon), facts=(hold, *records))
    case = case_of_entry(stockpile, posted.entry)
    changes = Changes(posted.entry, catalogue=True, vouchers=True, holdings=True, holds=True, cases=True)
    return Reported(posted, case, changes)


def _check(met: Reappearance, weapon: Weapon | None, ended: Ended | None) -> Iterator[Finding]:
    if ended is None:
        yield refusal("CASE-20", tr("This weapon was neither destroyed nor deactivated"), tr("Weapon"),
                      tr("a weapon whose life in the books has ended"),
                      weapon.title if weapon else str(met.weapon_id),
                      tr("Receive it by a receipt voucher"))  # fmt: skip
    if met.source_kind not in WHENCE:
        yield refusal("CASE-21", tr("It comes from outside the stockpile"), tr("Comes from"),
                      ", ".join(sorted(WHENCE)), met.source_kind, tr("Choose one of these"))  # fmt: skip
    for text, field in ((met.mark, tr("Mark")), (met.party, tr("Source")), (met.remarks, tr("Remarks"))):
        yield from check_text(text, field)


def _receipt(stockpile: Stockpile, met: Reappearance, weapon: Weapon) -> Draft:
    """The thing in hand: described as the destroyed one, under a number of its own."""
    mark = NewMark(kind=SERIAL_MARK, text=met.mark.strip() or weapon.mark)
    found = NewWeapon(
        make=weapon.make,
        model=weapon.model,
        calibre=weapon.calibre,
        country=weapon.country,
        unmarked=True,
        marks=(mark,),
        remarks=met.remarks.strip(),
    )
    line = Line(item_type_id=weapon.item_type_id, condition=met.condition, new_weapon=found)
    return Draft(
        kind=VoucherKind.RECEIPT,
        operation_id=met.operation_id,
        effective_at=met.effective_at,
        lines=(line,),
        from_account=virtual_account(stockpile, met.source_kind),
        to_account=met.to_account,
        head={"party": met.party.strip(), "reason": tr("Reappeared: {weapon}", weapon=weapon.title)},
    )


def _case(stockpile: Stockpile, met: Reappearance, ended: Ended) -> list[object]:
    new = next_id(stockpile, "weapon"), next_id(stockpile, "voucher")
    gone = stockpile.value("SELECT id FROM voucher WHERE number = ?", [ended.voucher])
    about = (("weapon", met.weapon_id), ("weapon", new[0]), ("voucher", int(gone)), ("voucher", new[1]))
    return open_case_within(
        stockpile,
        CaseKind.REAPPEARED,
        subject_words(ended, met.mark),
        about,
        owner=met.owner,
        deadline=met.deadline,
    )


def subject_words(ended: Ended, mark: str = "") -> str:
    """What does not agree: the mark that was read, and the voucher and certificate that say it cannot be."""
    words = {"mark": mark.strip() or ended.weapon.mark, "proof": ended_words(ended)}
    if ended.kind == AccountKind.DEACTIVATED:
        return tr("Met again with mark {mark}, though deactivated: {proof}", **words)
    return tr("Met again with mark {mark}, though destroyed: {proof}", **words)


def _hold(stockpile: Stockpile, met: Reappearance, case: object) -> Hold:
    """It stays where it is until the case says what it is."""
    assert isinstance(case, Case)
    return Hold(
        id=next_id(stockpile, "hold"),
        target="weapon",
        target_id=next_id(stockpile, "weapon"),
        kind=HoldKind.TRACE,
        authority=met.owner.strip(),
        reason=tr("Reappeared: case {number}", number=case.number),
        placed_on=met.effective_at[:10],
    )
