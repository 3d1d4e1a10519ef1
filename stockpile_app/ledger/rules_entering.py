"""The rules about what enters the books: each weapon once, named, readable, and whose it is."""

from __future__ import annotations

from collections.abc import Iterator

from stockpile_app.base import Finding, tr
from stockpile_app.base.plain_text import check_text
from stockpile_app.catalogue.model import Lot, Marking, MarkState, Ownership, OwnershipKind, Weapon
from stockpile_app.ledger.facts import PostingFacts
from stockpile_app.ledger.findings import refusal, warning
from stockpile_app.ledger.rules_ended import looks_destroyed


def check_identity(facts: PostingFacts) -> Iterator[Finding]:
    """CATALOGUE-01: the same identity is in the books once; one that was destroyed is `check_terminal`'s."""
    for clash in facts.posting.clashes:
        if clash.weapon.id in facts.ended:
            continue
        yield refusal(
            "CATALOGUE-01",
            tr("This weapon is on an earlier row already")
            if clash.first_line
            else tr("This weapon is in the books already"),
            row=clash.line_no,
            field=tr("Serial"),
            expected=tr("one row a weapon: make, model, calibre, serial and country together"),
            got=tr("{weapon}, row {row}", weapon=clash.weapon.title, row=clash.first_line)
            if clash.first_line
            else tr("{weapon}, in {place}", weapon=clash.weapon.title, place=clash.standing_in),
            remedy=tr("Compare both with the weapon, and correct the wrong one"),
        )


def check_look_alikes(facts: PostingFacts) -> Iterator[Finding]:
    """CATALOGUE-02 and LEDGER-37: a serial that could be taken for another one is compared before it is posted."""
    accepted = bool(facts.posting.accept_look_alike)
    for twin in facts.posting.twins:
        ended = facts.ended.get(twin.twin.id)
        if ended is not None:
            seen = accepted and facts.posting.compared
            yield looks_destroyed(twin, ended, twin.line_no, accepted=seen)
            continue
        weigh = warning if accepted else refusal
        yield weigh(
            "CATALOGUE-02",
            tr("This serial looks like another one in the books"),
            row=twin.line_no,
            field=tr("Serial"),
            expected=tr("a serial that cannot be taken for another of the same calibre"),
            got=tr("{one} beside {two}", one=twin.weapon.title, two=twin.twin.title),
            remedy=tr("Read both weapons again. If they are two, accept and say why"),
        )


def check_described(facts: PostingFacts) -> Iterator[Finding]:
    """CATALOGUE-03 to CATALOGUE-05: a weapon has a serial, a lot a number; marks and owners are known."""
    rows: dict[tuple[str, int], int] = {}
    for movement in facts.posting.movements:
        rows.setdefault(("weapon", movement.weapon_id), movement.line_no)
        rows.setdefault(("lot", movement.lot_id), movement.line_no)
    for record in facts.posting.new:
        if isinstance(record, Weapon):
            yield from _check_weapon(record, rows.get(("weapon", record.id), 0))
        elif isinstance(record, Lot):
            yield from _check_lot(record, rows.get(("lot", record.id), 0))
        elif isinstance(record, Marking):
            yield from _check_mark(record, rows.get(("weapon", record.weapon_id), 0))
        elif isinstance(record, Ownership):
            yield from _check_ownership(record, rows.get(("weapon", record.weapon_id), 0))
    yield from check_text(facts.posting.accept_look_alike, tr("Reason"))


def _check_weapon(weapon: Weapon, row: int) -> Iterator[Finding]:
    if not weapon.mark.strip():
        yield refusal(
            "CATALOGUE-03",
            tr("A weapon needs its serial"),
            row=row,
            field=tr("Serial"),
            expected=tr("the serial as marked"),
            got=tr("nothing"),
            remedy=tr("Read the weapon again. If it carries no mark, register it as unmarked"),
        )
    texts = (
        weapon.serial,
        weapon.make,
        weapon.model,
        weapon.calibre,
        weapon.country,
        weapon.year,
        weapon.remarks,
    )
    if _plain("".join(texts)):
        return
    fields = (tr("Serial"), tr("Make"), tr("Model"), tr("Calibre"), tr("Country"), tr("Year"), tr("Remarks"))
    for text, field in zip(texts, fields, strict=True):
        yield from check_text(text, field, row)


def _plain(text: str) -> bool:
    """A quick look at what nearly every weapon is: short, and plain letters and digits."""
    return len(text) < 500 and text.isascii() and text.isprintable()


def _check_lot(lot: Lot, row: int) -> Iterator[Finding]:
    if not lot.number.strip():
        yield refusal(
            "CATALOGUE-05",
            tr("A lot needs its number"),
            row=row,
            field=tr("Lot"),
            expected=tr("the lot number as on the box"),
            got=tr("nothing"),
            remedy=tr("Read the box again"),
        )
    for text in (lot.number, lot.maker, lot.made_on, lot.expires_on, lot.remarks):
        yield from check_text(text, tr("Lot"), row)


def _check_mark(mark: Marking, row: int) -> Iterator[Finding]:
    readable = mark.text or mark.state != MarkState.READABLE
    if mark.state not in list(MarkState) or not mark.kind.strip() or not readable:
        yield refusal(
            "CATALOGUE-15",
            tr("A readable mark has a text"),
            row=row,
            field=tr("Mark"),
            expected=tr("a kind of mark and its text; or one of: {states}", states=", ".join(MarkState)),
            got=" · ".join(filter(None, (mark.kind, mark.text, mark.state))) or tr("nothing"),
            remedy=tr("Enter the text, or say that it is altered or erased"),
        )
    for text in (mark.kind, mark.text, mark.place, mark.method):
        yield from check_text(text, tr("Mark"), row)


def _check_ownership(ownership: Ownership, row: int) -> Iterator[Finding]:
    if ownership.kind not in list(OwnershipKind) or not ownership.reference.strip():
        yield refusal(
            "CATALOGUE-04",
            tr("Say whose this weapon is"),
            row=row,
            field=tr("Ownership"),
            expected=tr("one of: {kinds}; and the case, depositor or lender", kinds=", ".join(OwnershipKind)),
            got=" · ".join(filter(None, (ownership.kind, ownership.reference))) or tr("nothing"),
            remedy=tr("Enter the case number, the depositor or the lender"),
        )
    yield from check_text(ownership.reference, tr("Reference"), row)
