"""The verbs of deactivation: begin, record what became of an operation, mark; verifying stands in `verifying`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from stockpile_app.access import acting
from stockpile_app.audit import Operation as Entry
from stockpile_app.audit import entry_of_operation, record
from stockpile_app.base import Finding, tr
from stockpile_app.base.changes import Changes
from stockpile_app.base.look_alike import look_alike_key
from stockpile_app.base.plain_text import check_text
from stockpile_app.catalogue.model import Marking
from stockpile_app.catalogue.queries import next_id
from stockpile_app.disposal.deactivation.checklist import Work, check_result, work_of
from stockpile_app.disposal.deactivation.findings import refusal, refuse
from stockpile_app.disposal.deactivation.gather import standing_facts, today
from stockpile_app.disposal.deactivation.measures import measured_text
from stockpile_app.disposal.deactivation.model import (
    Deactivation,
    DeactivationMark,
    DeactivationResult,
    OperationOutcome,
)
from stockpile_app.disposal.deactivation.profile_file import profile_coded, profiles
from stockpile_app.disposal.deactivation.queries import (
    check_of,
    checklist,
    deactivation_numbered,
    mark_of,
    profile_of,
    result_of,
    weapon_and_batch,
)
from stockpile_app.disposal.deactivation.requests import (
    BeginDeactivation,
    Begun,
    Marked,
    NewDeactivationMark,
    NewResult,
    Recorded,
)
from stockpile_app.disposal.deactivation.rules import (
    check_begin,
    check_between,
    check_mark,
    check_newest,
    check_standing,
)
from stockpile_app.store import Stockpile


def begin_deactivation(stockpile: Stockpile, asked: BeginDeactivation) -> Begun:
    """Begin the deactivation of one weapon of a verified batch under a profile.

    Raises:
        Refused: the batch is not so far, or the profile does not know such a weapon.
    """
    with acting(stockpile, "begin deactivation"):
        earlier = entry_of_operation(stockpile, asked.operation_id)
        if earlier:
            number = stockpile.value("SELECT id FROM deactivation WHERE entry = ?", [earlier])
            return Begun(deactivation_numbered(stockpile, int(number or 0)), Changes())
        profile = profile_coded(asked.profile)
        codes = [one.code for one in profiles()]
        line = standing_facts(stockpile, asked.batch_id, asked.line_no)
        refuse(check_begin(asked, profile, codes, line))
        refuse(check_between(asked.begun_on, "", today(stockpile), tr("Begun on")))
        begun = _begun(stockpile, asked, profile.edition if profile else "")
        entry = record(stockpile, Entry("begin deactivation", asked.operation_id, {}), [begun])
    return Begun(begun, Changes(entry=entry, disposal=True))


def _begun(stockpile: Stockpile, asked: BeginDeactivation, edition: str) -> Deactivation:
    return Deactivation(
        id=next_id(stockpile, "deactivation"),
        batch_id=asked.batch_id,
        line_no=asked.line_no,
        profile=asked.profile,
        edition=edition,
        firearm_type=asked.firearm_type,
        performer=asked.performer.strip(),
        country=asked.country,
        begun_on=asked.begun_on,
        features=",".join(dict.fromkeys(asked.features)),
        calibre=asked.calibre,
        reason=asked.reason.strip(),
    )


def record_result(stockpile: Stockpile, asked: NewResult) -> Recorded:
    """Record what became of one operation; the last record of an operation counts.

    Raises:
        Refused: the list does not allow this outcome, or a value is missing or out of its bounds.
    """
    with acting(stockpile, "record deactivation"):
        earlier = entry_of_operation(stockpile, asked.operation_id)
        if earlier:
            return Recorded(result_of(stockpile, earlier), Changes())
        one = deactivation_numbered(stockpile, asked.deactivation_id)
        refuse(_check_unverified(stockpile, one))
        result = _result(stockpile, asked)
        work = work_of(profile_of(one), one, [], {})
        refuse((*_check_result(stockpile, asked, work, result), *_check_day(stockpile, asked.done_on, one)))
        entry = record(stockpile, Entry("record deactivation", asked.operation_id, {}), [result])
    return Recorded(result, Changes(entry=entry, disposal=True))


def _result(stockpile: Stockpile, asked: NewResult) -> DeactivationResult:
    number = stockpile.value(
        "SELECT coalesce(max(result_no), 0) + 1 FROM deactivation_result "
        "WHERE deactivation_id = ? AND operation = ?",
        [asked.deactivation_id, asked.operation],
    )
    return DeactivationResult(
        deactivation_id=asked.deactivation_id,
        operation=asked.operation,
        result_no=int(number),
        outcome=asked.outcome,
        done_by=asked.done_by.strip() or stockpile.actor.name,
        done_on=asked.done_on,
        reason=asked.reason.strip(),
        measured=measured_text(asked.measured),
        attachment_id=asked.attachment_id,
    )


def _check_result(
    stockpile: Stockpile, asked: NewResult, work: Work, result: DeactivationResult
) -> Iterator[Finding]:
    """DEACT-04: an operation and an outcome of the list; then what the list says to the result."""
    listed = {one.number: one for one in work.profile.operations_of(work.firearm_type)}
    if result.operation not in listed:
        yield refusal(
            "DEACT-04", tr("This operation is not on the list of this type"), tr("Operation"),
            ", ".join(listed), result.operation or tr("nothing"), tr("Choose from the list"))  # fmt: skip
    elif result.outcome not in list(OperationOutcome):
        yield refusal(
            "DEACT-04", tr("This outcome is not in the list"), tr("Outcome"), ", ".join(OperationOutcome),
            result.outcome or tr("nothing"), tr("Choose from the list"))  # fmt: skip
    else:
        yield from check_result(work, listed[result.operation], result)
    for name, times in Counter(name for name, _ in asked.measured).items():
        if times > 1:
            yield refusal(
                "DEACT-05", tr("This value is given twice"), tr("Measured"), tr("each value once"), name,
                tr("Leave one out"))  # fmt: skip
    for text, field in ((result.done_by, tr("Done by")), (result.reason, tr("Reason"))):
        yield from check_text(text, field)
    yield from _check_photograph(stockpile, result.attachment_id)


def _check_photograph(stockpile: Stockpile, attachment_id: int) -> Iterator[Finding]:
    """DEACT-19: the photograph is kept in the books."""
    if attachment_id and not stockpile.row("SELECT 1 FROM attachment WHERE id = ?", [attachment_id]):
        yield refusal(
            "DEACT-19", tr("The books do not have this photograph"), tr("Photograph"),
            tr("an attachment of the books"), str(attachment_id), tr("Attach it first"))  # fmt: skip


def _check_unverified(stockpile: Stockpile, one: Deactivation) -> Iterator[Finding]:
    """DEACT-09: nothing is added once somebody has verified, nor to one that began anew since."""
    if check_of(stockpile, one.id):
        yield refusal(
            "DEACT-09", tr("This deactivation was verified; nothing more is recorded of it"), tr("Deactivation"),
            tr("a deactivation that is not verified"), str(one.id), tr("Look at its certificate"))  # fmt: skip
        return
    line = standing_facts(stockpile, one.batch_id, one.line_no)
    yield from check_standing(line)
    yield from check_newest(one, line.begun)


def _check_day(stockpile: Stockpile, day: str, one: Deactivation) -> Iterator[Finding]:
    yield from check_between(day, one.begun_on, today(stockpile), tr("Day"))


def record_deactivation_mark(stockpile: Stockpile, asked: NewDeactivationMark) -> Marked:
    """Record the deactivation mark on an essential component, among the weapon's marks too.

    The whole mark (sign, country, symbol, year) stands on the frame or receiver, sign and country on
    every other essential component.

    Raises:
        Refused: no such component, or the entity may not use that sign.
    """
    with acting(stockpile, "record deactivation mark"):
        earlier = entry_of_operation(stockpile, asked.operation_id)
        if earlier:
            return Marked(*mark_of(stockpile, earlier), Changes())
        one = deactivation_numbered(stockpile, asked.deactivation_id)
        asked = replace(asked, symbol=asked.symbol.strip())
        refuse(_check_unverified(stockpile, one))
        listed = checklist(stockpile, one.id)
        refuse((*check_mark(asked, listed, one.country), *_check_day(stockpile, asked.marked_on, one)))
        marking = _marking(stockpile, asked, one)
        mark = DeactivationMark(one.id, asked.component, _mark_no(stockpile, asked), marking.id)
        entry = record(stockpile, Entry("record deactivation mark", asked.operation_id, {}), [marking, mark])
    return Marked(mark, marking, Changes(entry=entry, disposal=True, catalogue=True))


def _mark_no(stockpile: Stockpile, asked: NewDeactivationMark) -> int:
    number = stockpile.value(
        "SELECT coalesce(max(mark_no), 0) + 1 FROM deactivation_mark WHERE deactivation_id = ? AND component = ?",
        [asked.deactivation_id, asked.component],
    )
    return int(number)


def _marking(stockpile: Stockpile, asked: NewDeactivationMark, one: Deactivation) -> Marking:
    profile, (weapon_id, _) = profile_of(one), weapon_and_batch(stockpile, one)
    features = frozenset(one.features.split(","))
    essential = next(
        each
        for each in profile.essentials_of(one.firearm_type, features)
        if each.component == asked.component
    )
    parts = [profile.sign if asked.listed else profile.plain_sign, one.country]
    text = " ".join([*parts, asked.symbol, asked.marked_on[:4]] if essential.full else parts)
    return Marking(
        id=next_id(stockpile, "marking"),
        weapon_id=weapon_id,
        kind="deactivation",
        text=text,
        effective_on=asked.marked_on,
        component_id=_fitted(stockpile, weapon_id, asked.component),
        place=asked.component.removeprefix("spare_"),
        method=asked.method.strip(),
        authority=asked.symbol,
        look_alike=look_alike_key(text),
    )


def _fitted(stockpile: Stockpile, weapon_id: int, kind: str) -> int:
    """The one component of this kind on the weapon; 0 where the books know none, or several."""
    rows = list(
        stockpile.rows(
            "SELECT c.id FROM component c JOIN fitting f ON f.component_id = c.id WHERE f.weapon_id = ? "
            "AND c.kind = ? AND f.act = 'fitted' AND f.fact_no = "
            "(SELECT max(fact_no) FROM fitting WHERE component_id = c.id)",
            [weapon_id, kind],
        )
    )
    return int(rows[0][0]) if len(rows) == 1 else 0
