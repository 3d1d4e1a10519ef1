"""Decide what shall happen with declared surplus: two persons, one batch, one number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from stockpile_app.access import (
    Decision,
    Deed,
    Request,
    Requested,
    acting,
    ask,
    founding,
    rehearsing,
    stands_alone,
)
from stockpile_app.audit import Operation, entry_of_operation, record
from stockpile_app.base import tr
from stockpile_app.base.changes import Changes
from stockpile_app.base.clock import local_date
from stockpile_app.catalogue.queries import ITEM_TITLE, next_id
from stockpile_app.disposal.findings import refuse
from stockpile_app.disposal.gather import BATCH
from stockpile_app.disposal.kept import kept, kept_decision
from stockpile_app.disposal.model import (
    DISPOSAL_WORDS,
    Batch,
    BatchLine,
    Disposal,
    EndUserCertificate,
    EndUserQuantity,
)
from stockpile_app.disposal.requests import DisposalDecision, PlannedLine
from stockpile_app.disposal.rows import Done
from stockpile_app.disposal.rules_deciding import DecisionFacts, Declared, check_decision
from stockpile_app.store import Row, Stockpile

DECIDE = "decide disposal"
BATCH_CODE = "BAT"
"""How a batch is written inside its number: `B-BAT-2026-000001`."""


def decide_disposal(stockpile: Stockpile, asked: DisposalDecision) -> Done | Requested:
    """Decide about lines declared surplus; they become a batch once a second person approves.

    Raises:
        Refused: a line that is not free for it, a reason, an authority or a certificate that is missing.
    """
    if stands_alone(stockpile, DECIDE):
        with acting(stockpile, DECIDE):
            earlier = _decided_before(stockpile, asked.operation_id)
            return earlier or _decide(stockpile, asked, asked.operation_id)
    with rehearsing(stockpile, DECIDE):
        refuse(check_decision(decision_facts(stockpile, asked)))
    return ask(stockpile, DECIDE, asked.operation_id, kept(asked))


def _decided_before(stockpile: Stockpile, operation_id: str) -> Done | None:
    entry = entry_of_operation(stockpile, operation_id)
    row = entry and stockpile.row("SELECT id, number FROM batch WHERE entry = ?", [entry])
    return Done(row[0], row[1], Changes(), repeated=True) if row else None


def _decide(stockpile: Stockpile, asked: DisposalDecision, operation_id: str, *facts: object) -> Done:
    decision = decision_facts(stockpile, asked)
    refuse(check_decision(decision))
    batch = _batch(stockpile, asked)
    lines = [_line(batch, number, one) for number, one in enumerate(decision.lines, start=1)]
    entry = record(
        stockpile, Operation(DECIDE, operation_id, {}), [batch, *lines, *_papers(batch, asked), *facts]
    )
    return Done(batch.id, batch.number, Changes(entry=entry, disposal=True))


def _batch(stockpile: Stockpile, asked: DisposalDecision) -> Batch:
    """The decision with the next number of its year."""
    books = founding(stockpile)
    year = local_date(stockpile.clock.now(), books.zone).year
    sql = "SELECT coalesce(max(serial_no), 0) + 1 FROM batch WHERE recorded_year = ?"
    serial_no = int(stockpile.value(sql, [year]))
    number = f"{books.code}-{BATCH_CODE}-{year}-{serial_no:06d}"
    return replace(_decided(asked), id=next_id(stockpile, "batch"), number=number, recorded_year=year,
                   serial_no=serial_no)  # fmt: skip


def _decided(asked: DisposalDecision) -> Batch:
    """The decision as the books keep it, without a number."""
    return Batch(
        id=0,
        number="",
        recorded_year=0,
        serial_no=0,
        disposal=Disposal(asked.disposal).value,
        decided_on=asked.decided_on,
        authority=asked.authority.strip(),
        document=asked.document.strip(),
        reason=asked.reason.strip(),
        site_account=asked.site_account,
        planned_on=asked.planned_on,
        methods=",".join(asked.methods),
        recipient=asked.recipient.strip(),
        transport=asked.transport.strip(),
        environment=asked.environment.strip(),
        scrap=asked.scrap.strip(),
        cost=asked.cost,
        currency=asked.currency.strip(),
        site_limit=asked.site_limit,
    )


def _line(batch: Batch, number: int, one: Declared) -> BatchLine:
    return BatchLine(
        batch_id=batch.id,
        line_no=number,
        declaration_id=one.declaration_id,
        item_type_id=one.item_type_id,
        condition=one.condition,
        weapon_id=one.weapon_id,
        lot_id=one.lot_id,
        quantity=one.quantity,
        hazard=one.hazard,
        neq=one.neq,
    )


def _papers(batch: Batch, asked: DisposalDecision) -> list[object]:
    paper = asked.end_user
    if paper is None:
        return []
    head = EndUserCertificate(
        batch.id, paper.number.strip(), paper.issuer.strip(), paper.issued_on, paper.end_user.strip(),
        paper.expires_on, paper.country.strip(),
    )  # fmt: skip
    return [head, *(EndUserQuantity(batch.id, item, count) for item, count in paper.certified)]


# What the books know of the lines -----------------------------------------------------------------

_DECLARED = f"""
    SELECT n.declaration_id, n.line_no, n.item_type_id, n.condition, n.weapon_id, n.lot_id, n.quantity,
        CASE WHEN n.weapon_id THEN 1 - (SELECT count(*) FROM batch_line b WHERE b.weapon_id = n.weapon_id
                AND b.weapon_id <> 0 AND NOT EXISTS (SELECT 1 FROM held_back h WHERE h.batch_id = b.batch_id
                    AND h.line_no = b.line_no) AND NOT EXISTS (SELECT 1 FROM batch_step s
                    WHERE s.batch_id = b.batch_id AND s.step IN ('certified', 'closed')))
             ELSE n.quantity - (SELECT coalesce(sum(b.quantity), 0) FROM batch_line b
                WHERE b.declaration_id = n.declaration_id AND b.item_type_id = n.item_type_id
                AND b.lot_id = n.lot_id AND b.condition = n.condition AND NOT EXISTS (SELECT 1 FROM held_back h
                    WHERE h.batch_id = b.batch_id AND h.line_no = b.line_no)) END AS free,
        CASE WHEN n.weapon_id THEN coalesce(nullif(w.serial, ''), w.own_number)
             ELSE coalesce(nullif(t.number, ''), {ITEM_TITLE}) END,
        i.kind, coalesce(a.kind, ''), coalesce(a.name, ''),
        EXISTS (SELECT 1 FROM hold h WHERE h.id = n.hold_id
            AND NOT EXISTS (SELECT 1 FROM hold_release r WHERE r.hold_id = h.id)),
        coalesce((SELECT group_concat(h.kind, ', ') FROM hold h WHERE h.id <> n.hold_id
            AND (h.until = '' OR h.until >= ?) AND (h.target, h.target_id) IN (VALUES ('weapon', n.weapon_id),
                ('lot', n.lot_id), ('item_type', n.item_type_id))
            AND NOT EXISTS (SELECT 1 FROM hold_release r WHERE r.hold_id = h.id)), ''),
        coalesce((SELECT o.kind FROM ownership o WHERE o.weapon_id = n.weapon_id
            ORDER BY o.effective_on DESC, o.fact_no DESC LIMIT 1), '')
    FROM declaration_line n JOIN declaration d ON d.id = n.declaration_id JOIN item_type i ON i.id = n.item_type_id
        LEFT JOIN weapon w ON w.id = n.weapon_id AND n.weapon_id <> 0 LEFT JOIN lot t ON t.id = n.lot_id
        LEFT JOIN account a ON a.id = iif(n.weapon_id, w.account_id, d.apart_account)
    WHERE n.declaration_id = ?
"""


def declared(stockpile: Stockpile, declaration_id: int, on: str) -> dict[int, Declared]:
    """Every line of a declaration by its number, with how much of it is free for a batch that day."""
    return {row[1]: _declared(row) for row in stockpile.rows(_DECLARED, [on, declaration_id])}


def _declared(row: Row) -> Declared:
    return replace(Declared(*row), reserved=bool(row[12]))


def decision_facts(stockpile: Stockpile, asked: DisposalDecision) -> DecisionFacts:
    """A decision and what the books know about its lines and its site."""
    wanted = {line.declaration_id for line in asked.lines} or {asked.declaration_id}
    known = {number: declared(stockpile, number, asked.decided_on) for number in wanted}
    if asked.lines:
        lines, missing = _chosen(asked.lines, known)
    else:
        lines, missing = [one for one in known[asked.declaration_id].values() if one.free > 0], []
        lines = [replace(one, quantity=one.free) for one in lines]
    site = stockpile.value("SELECT kind FROM account WHERE id = ? AND id >= 100", [asked.site_account])
    return DecisionFacts(asked, tuple(lines), tuple(missing), str(site or ""))


def _chosen(
    asked: Iterable[PlannedLine], known: Mapping[int, Mapping[int, Declared]]
) -> tuple[list[Declared], list[str]]:
    found, missing = [], []
    for line in asked:
        one = known[line.declaration_id].get(line.line_no)
        if one is None:
            missing.append(f"{line.declaration_id}/{line.line_no}")
        else:
            quantity = line.quantity or (one.free if one.free > 0 else one.quantity)
            found.append(replace(one, quantity=quantity, hazard=line.hazard.strip(), neq=line.neq.strip()))
    return found, missing


# The second person --------------------------------------------------------------------------------


def _say(stockpile: Stockpile, content: Mapping[str, Any]) -> str:
    asked = kept_decision(content)
    count = len(decision_facts(stockpile, asked).lines)
    word = tr(DISPOSAL_WORDS[Disposal(asked.disposal)])
    return tr(
        "{disposal}: {count} declared lines, by authority of {authority}",
        disposal=word,
        count=count,
        authority=asked.authority,
    )


def _perform(stockpile: Stockpile, content: Mapping[str, Any], _: Request, decision: Decision) -> Done:
    return _decide(stockpile, kept_decision(content), stockpile.ids.new_id(), decision)


def _wrote(stockpile: Stockpile, entry: int, content: Mapping[str, Any], _: str) -> bool:
    """The entry's batch is what was asked: the same decision about the same lines."""
    try:
        asked = kept_decision(content)
        wanted = _decided(asked)
    except (KeyError, TypeError, ValueError, AttributeError):
        return False
    rows = stockpile.rows(f"SELECT {BATCH} FROM batch WHERE entry = ?", [entry])
    if [replace(Batch(*row), id=0, number="", recorded_year=0, serial_no=0) for row in rows] != [wanted]:
        return False
    return _same_lines(stockpile, int(rows[0][0]), asked)


def _same_lines(stockpile: Stockpile, batch_id: int, asked: DisposalDecision) -> bool:
    decided = stockpile.rows(
        "SELECT declaration_id, weapon_id, lot_id, quantity FROM batch_line WHERE batch_id = ? ORDER BY line_no",
        [batch_id],
    )
    if not asked.lines:
        return {line[0] for line in decided} <= {asked.declaration_id}
    sql = "SELECT declaration_id, weapon_id, lot_id FROM declaration_line WHERE declaration_id = ? AND line_no = ?"
    named = [stockpile.row(sql, (line.declaration_id, line.line_no)) or () for line in asked.lines]
    counts = zip(asked.lines, (line[3] for line in decided), strict=False)
    return [line[:3] for line in decided] == named and all(
        one.quantity in {0, count} for one, count in counts
    )


DEED = Deed(DECIDE, _say, _perform, wrote=_wrote)
