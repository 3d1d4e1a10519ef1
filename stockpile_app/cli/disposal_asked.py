"""From what was typed after `dispose` to the request of each act."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from stockpile_app import disposal
from stockpile_app.base import Finding, Refused, Severity, tr
from stockpile_app.base.plain_text import quoted
from stockpile_app.cli.lines import item_of
from stockpile_app.cli.session import account_of
from stockpile_app.disposal import Duty
from stockpile_app.store import Stockpile
from stockpile_app.surplus.queries import declaration_numbered

Typed = Mapping[str, Any]
_DIGITS = 6
"""Of a line's number: no batch has a million lines, and a range typed wrongly is not counted to its end."""


def wrong(text: str, expected: str, field: str) -> Refused:
    """DISPOSAL-80: what was typed cannot be read."""
    return Refused([Finding("DISPOSAL-80", Severity.REFUSAL, tr("This cannot be read"), field=field,
                            expected=expected, got=quoted(text), remedy=tr("Type it anew"))])  # fmt: skip


def batch_of(stockpile: Stockpile, text: str | None) -> int:
    """The id of the batch with this number."""
    batch = disposal.batch_numbered(stockpile, text or "")
    if batch is None:
        expected = ", ".join(row.number for row in disposal.batches(stockpile)[:8]) or tr(
            "a batch; there is none yet"
        )
        raise Refused([Finding("DISPOSAL-01", Severity.REFUSAL, tr("There is no batch {name}", name=text or ""),
                               field=tr("Batch"), expected=expected, got=text or tr("nothing"),
                               remedy=tr("See them with: stockpile dispose FILE list"))])  # fmt: skip
    return batch.id


def numbers(texts: Iterable[str]) -> tuple[int, ...]:
    """Line numbers and ranges: `1-3,7`."""
    found: list[int] = []
    for text in ",".join(texts).split(","):
        first, dash, last = text.strip().partition("-")
        if not text.strip():
            continue
        if not first.isdecimal() or (dash and not last.isdecimal()) or max(len(first), len(last)) > _DIGITS:
            raise wrong(text, tr("line numbers: 1-3,7"), tr("Lines"))
        found += range(int(first), int(last or first) + 1)
    return tuple(found)


def _only(texts: Iterable[str]) -> int:
    """The one line, or look at one, that is meant; 0 where none is named."""
    found = numbers(texts)
    if len(found) > 1:
        raise wrong(",".join(texts), tr("one number"), tr("Lines"))
    return found[0] if found else 0


def _parts(text: str, count: int, expected: str, field: str) -> list[str]:
    """The pieces between colons, as many as asked, '' where they were left out."""
    pieces = [piece.strip() for piece in text.split(":")]
    if len(pieces) > count or not pieces[0]:
        raise wrong(text, expected, field)
    return pieces + [""] * (count - len(pieces))


def _declaration(stockpile: Stockpile, text: str) -> int:
    found = declaration_numbered(stockpile, text.strip().upper())
    if found is None:
        raise wrong(text, tr("the number of a declaration of surplus"), tr("Declaration"))
    return found.id


def decision(stockpile: Stockpile, _: int, typed: Typed) -> disposal.DisposalDecision:
    """What is decided about a declaration, whole or in part (`--line 3`, `--line 4=600:1.4S:1.2`)."""
    declared = _declaration(stockpile, typed["declaration"])
    return disposal.DisposalDecision(
        operation_id=typed["operation_id"],
        decided_on=typed["on"],
        authority=typed["authority"],
        disposal=typed["disposal"],
        declaration_id=declared,
        lines=tuple(_planned(declared, text) for text in typed["lines"]),
        document=typed["document"],
        reason=typed["reason"],
        site_account=account_of(stockpile, typed["site"], tr("Site")).id if typed["site"] else 0,
        planned_on=typed["planned_on"],
        methods=typed["methods"],
        recipient=typed["recipient"],
        transport=typed["transport"],
        environment=typed["environment"],
        scrap=typed["scrap"],
        cost=typed["cost"],
        currency=typed["currency"],
        site_limit=typed["site_limit"],
        end_user=_end_user(stockpile, typed),
    )


def _planned(declared: int, text: str) -> disposal.PlannedLine:
    expected = tr("a line of the declaration: 3, or 4=600:1.4S:1.2")
    number, _, rest = text.partition("=")
    quantity, hazard, neq = _parts(rest or "0", 3, expected, tr("Lines"))
    if not number.strip().isdecimal() or not quantity.isdecimal() or len(number) + len(quantity) > 24:
        raise wrong(text, expected, tr("Lines"))
    return disposal.PlannedLine(
        declaration_id=declared, line_no=int(number), quantity=int(quantity), hazard=hazard, neq=neq
    )


def _end_user(stockpile: Stockpile, typed: Typed) -> disposal.EndUser | None:
    if not typed["end_user"]:
        return None
    expected = tr("number:issuer:issued on:end user:expires on:country")
    number, issuer, issued, user, expires, country = _parts(
        typed["end_user"], 6, expected, tr("End-user certificate")
    )
    certified = tuple(item_count(stockpile, text) for text in typed["certified"])
    return disposal.EndUser(number=number, issuer=issuer, issued_on=issued, end_user=user, expires_on=expires,
                            country=country, certified=certified)  # fmt: skip


def item_count(stockpile: Stockpile, text: str) -> tuple[int, int]:
    """`ITEM=COUNT` as an item type's id and a number."""
    item, sign, count = text.rpartition("=")
    if not sign or not count.strip().isdecimal() or len(count) > 12:
        raise wrong(text, tr("an item type and a number: AKM=20"), tr("Quantity"))
    return item_of(stockpile, item.strip()).id, int(count)


def trace(_: Stockpile, batch: int, typed: Typed) -> disposal.TraceLook:
    """The last look into a register."""
    return disposal.TraceLook(operation_id=typed["operation_id"], batch_id=batch, checked_on=typed["on"],
                              register=typed["register"], result=typed["result"],
                              reference=typed["document"])  # fmt: skip


def persons(_: Stockpile, batch: int, typed: Typed) -> disposal.Participants:
    """Who takes part."""
    expected = tr("duty:name:organisation:title, the duty one of {duties}", duties=", ".join(Duty))
    found = []
    for text in typed["persons"]:
        duty, name, organisation, title = _parts(text, 4, expected, tr("Person"))
        if duty not in list(Duty):
            raise wrong(text, expected, tr("Person"))
        found.append(disposal.Participant(duty=Duty(duty), name=name, organisation=organisation, title=title))
    return disposal.Participants(operation_id=typed["operation_id"], batch_id=batch, persons=tuple(found))


def incident(_: Stockpile, batch: int, typed: Typed) -> disposal.Incident:
    """Something that happened."""
    return disposal.Incident(
        operation_id=typed["operation_id"], batch_id=batch, happened_at=typed["on"], text=typed["reason"]
    )


def sealing(stockpile: Stockpile, batch: int, typed: Typed) -> disposal.Sealing:
    """Boxes as `NAME=SEAL:LINES`."""
    boxes = []
    for text in typed["boxes"]:
        name, _, rest = text.partition("=")
        seal, lines = _parts(rest, 2, tr("a box, its seal and its lines: Box 1=S 77:1-20"), tr("Box"))
        box = account_of(stockpile, name.strip(), tr("Box"))
        boxes.append(disposal.Box(container_id=box.id, seal=seal, lines=numbers([lines])))
    return disposal.Sealing(operation_id=typed["operation_id"], batch_id=batch, sealed_at=typed["on"],
                            boxes=tuple(boxes), packer=typed["person"],
                            organisation=typed["organisation"])  # fmt: skip


def hand_over(_: Stockpile, batch: int, typed: Typed) -> disposal.HandOver:
    """The carrier who signs for the boxes."""
    return disposal.HandOver(operation_id=typed["operation_id"], batch_id=batch, handed_at=typed["on"],
                             carrier=typed["person"], organisation=typed["organisation"],
                             remark=typed["reason"])  # fmt: skip


def arrival(_: Stockpile, batch: int, typed: Typed) -> disposal.Arrival:
    """Who took the boxes at the site, and the seals as read."""
    return disposal.Arrival(operation_id=typed["operation_id"], batch_id=batch, received_at=typed["on"],
                            receiver=typed["person"], organisation=typed["organisation"], seals=typed["seals"],
                            owner=typed["owner"], deadline=typed["deadline"])  # fmt: skip


def undo(_: Stockpile, batch: int, typed: Typed) -> disposal.Undo:
    """A check to take back."""
    return disposal.Undo(operation_id=typed["operation_id"], batch_id=batch, check_no=_only(typed["lines"]),
                         reason=typed["reason"])  # fmt: skip


def aside(_: Stockpile, batch: int, typed: Typed) -> disposal.Aside:
    """Something that does not match."""
    mark, *more = typed["marks"] or ("",)
    if more:
        raise wrong(", ".join(typed["marks"]), tr("one mark"), tr("Mark"))
    return disposal.Aside(operation_id=typed["operation_id"], batch_id=batch, read=mark, remark=typed["reason"],
                          line_no=_only(typed["lines"]), quantity=typed["quantity"], owner=typed["owner"],
                          deadline=typed["deadline"], verifier=typed["person"])  # fmt: skip


def finishing(_: Stockpile, batch: int, typed: Typed) -> disposal.Finishing:
    """Everything was looked at."""
    return disposal.Finishing(operation_id=typed["operation_id"], batch_id=batch, finished_at=typed["on"],
                              owner=typed["owner"], deadline=typed["deadline"], remark=typed["reason"],
                              verifier=typed["person"])  # fmt: skip


def holding_back(stockpile: Stockpile, batch: int, typed: Typed) -> disposal.HoldingBack:
    """Lines that leave the batch."""
    return disposal.HoldingBack(operation_id=typed["operation_id"], batch_id=batch, lines=numbers(typed["lines"]),
                                reason=typed["why"], authority=typed["authority"], text=typed["reason"],
                                held_at=typed["on"], to_account=account_of(stockpile, typed["site"], tr("Place")).id,
                                document=typed["document"])  # fmt: skip


def destroying(_: Stockpile, batch: int, typed: Typed) -> disposal.Destroying:
    """One act of destruction."""
    return disposal.Destroying(operation_id=typed["operation_id"], batch_id=batch, performed_at=typed["on"],
                               methods=typed["methods"], performer=typed["person"], equipment=typed["equipment"],
                               lines=numbers(typed["lines"]), authority=typed["authority"],
                               document=typed["document"])  # fmt: skip


def clearing(_: Stockpile, batch: int, typed: Typed) -> disposal.Clearing:
    """What was left, class by class: `MATERIAL:IN:OUT:RECIPIENT:RECEIPT` in grams."""
    expected = tr("material:grams in:grams out:recipient:receipt")
    classes = []
    for text in typed["masses"]:
        material, before, after, recipient, receipt = _parts(text, 5, expected, tr("Mass"))
        if not before.isdecimal() or not after.isdecimal() or len(before) + len(after) > 30:
            raise wrong(text, expected, tr("Mass"))
        classes.append(disposal.Weighed(material=material, mass_in=int(before), mass_out=int(after),
                                        recipient=recipient, receipt=receipt))  # fmt: skip
    free = None
    if typed["free"]:
        by, organisation, reference = _parts(
            typed["free"], 3, tr("name:organisation:reference"), tr("Declared by")
        )
        free = disposal.FreeStatement(declared_on=typed["on"], declared_by=by, organisation=organisation,
                                      reference=reference)  # fmt: skip
    return disposal.Clearing(operation_id=typed["operation_id"], batch_id=batch, cleared_on=typed["on"],
                             classes=tuple(classes), free=free)  # fmt: skip


def dispatching(_: Stockpile, batch: int, typed: Typed) -> disposal.Dispatching:
    """The batch leaves with a carrier."""
    return disposal.Dispatching(operation_id=typed["operation_id"], batch_id=batch, dispatched_at=typed["on"],
                                carrier=typed["person"], organisation=typed["organisation"],
                                document=typed["document"])  # fmt: skip


def closing(stockpile: Stockpile, batch: int, typed: Typed) -> disposal.Closing:
    """What the recipient says has come."""
    received = tuple(item_count(stockpile, text) for text in typed["received"])
    return disposal.Closing(operation_id=typed["operation_id"], batch_id=batch, closed_on=typed["on"],
                            received=received, reference=typed["document"], owner=typed["owner"],
                            deadline=typed["deadline"])  # fmt: skip


def ending(_: Stockpile, batch: int, typed: Typed) -> disposal.Ending:
    """Nothing is left of the batch."""
    return disposal.Ending(operation_id=typed["operation_id"], batch_id=batch, ended_on=typed["on"],
                           reason=typed["reason"])  # fmt: skip
