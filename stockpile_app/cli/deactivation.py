"""Deactivate weapons of a verified batch: begin, record operations and marks, verify; look at the lists."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass

import click

from stockpile_app.access import Requested
from stockpile_app.base import tr
from stockpile_app.catalogue import Weapon
from stockpile_app.cli.lines import weapon_of
from stockpile_app.cli.outcome import DONE, answer
from stockpile_app.cli.posting import say_posted
from stockpile_app.cli.second_person import say_requested, settled, with_approver
from stockpile_app.cli.session import on_books
from stockpile_app.disposal import deactivation
from stockpile_app.disposal.deactivation import (
    ROW_WORDS,
    STATE_WORDS,
    BeginDeactivation,
    Checklist,
    ChecklistLine,
    DeactivationRow,
    NewDeactivationMark,
    NewResult,
    Profile,
    VerifyDeactivation,
)
from stockpile_app.disposal.deactivation.gather import today
from stockpile_app.disposal.deactivation.measures import BoundLine
from stockpile_app.disposal.deactivation.queries import batches_of, deactivation_of, line_of_weapon
from stockpile_app.store import Stockpile


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What was typed after an act of `deactivate`."""

    operation_id: str
    day: str
    profile: str
    firearm_type: str
    feature: tuple[str, ...]
    calibre: str
    performer: str
    country: str
    operation: str
    outcome: str
    by: str
    reason: str
    measured: tuple[str, ...]
    photograph: int
    component: str
    symbol: str
    method: str
    listed: bool
    public: bool
    name: str
    title: str
    entity: str
    serial: str
    approver: str


@click.command()
@on_books
@click.argument("act", type=click.Choice(["profiles", "list", "begin", "result", "mark", "verify"]))
@click.argument("weapon", required=False)
@click.option("--on", "day", default="", help="The day; today without it.")
@click.option(
    "--profile", default="eu-2018", show_default=True, help="begin: whose list (see act “profiles”)."
)
@click.option("--type", "firearm_type", default="", help="begin: the list’s number of the type.")
@click.option("--feature", multiple=True, help="begin: what the weapon has, as the list calls it.")
@click.option("--calibre", default="", help="begin: in millimetres.")
@click.option("--performer", default="", help="begin: the entity that does the work.")
@click.option("--country", default="", help="begin: its country, two letters.")
@click.option("--operation", default="", metavar="NUMBER", help="result: the operation’s number.")
@click.option(
    "--outcome", default="done", show_default=True, help="result: done, alternative, not applicable, failed."
)
@click.option("--by", default="", help="result: who did the work; who records it without it.")
@click.option("--reason", default="", help="result: why it is not applicable, or failed; begin: why anew.")
@click.option("--measured", multiple=True, metavar="NAME=VALUE", help="result: a measured value.")
@click.option("--photograph", default=0, help="result: the number of the attachment.")
@click.option("--component", default="", help="mark: the essential component.")
@click.option("--symbol", default="", help="mark: the symbol of the certifying entity.")
@click.option("--method", default="", help="mark: how it was put on.")
@click.option("--listed", is_flag=True, help="mark, verify: the entity is on the authority’s own list.")
@click.option("--public", is_flag=True, help="verify: the entity is a public authority.")
@click.option("--name", default="", help="verify: who signs.")
@click.option("--title", default="", help="verify: that person’s title.")
@click.option("--entity", default="", help="verify: the verifying entity.")
@click.option("--serial", default="", help="verify: the original serial as read on the weapon.")
@click.option("--id", "operation_id", default="", help="Your own id: the same id twice has one effect.")
@with_approver
def deactivate(stockpile: Stockpile, act: str, weapon: str | None, as_json: bool, **typed: object) -> int:
    """Deactivate WEAPON of a verified batch of FILE, operation by operation; or look at the lists."""
    if act == "profiles":
        return _profiles(as_json)
    if act == "list" and not weapon:
        return _batches(stockpile, as_json)
    if not weapon:
        raise click.UsageError(tr("“{act}” needs the weapon: its serial or own number", act=act))
    typed["operation_id"] = typed["operation_id"] or stockpile.ids.new_id()
    typed["day"] = typed["day"] or today(stockpile)
    asked = _Asked(**typed)  # type: ignore[arg-type]
    return _ACTS[act](stockpile, weapon_of(stockpile, weapon), asked, as_json)


def _profiles(as_json: bool) -> int:
    found = deactivation.profiles()
    answer(as_json, {"profiles": [_profile(one) for one in found]}, _profile_lines(found))
    return DONE


def _profile(profile: Profile) -> Mapping[str, object]:
    head = ("code", "title", "source", "edition", "status", "note", "public", "listing")
    return {
        **{name: getattr(profile, name) for name in head},
        "operations": len(profile.operations),
        "types": [
            {**asdict(kind), "operations": len(profile.operations_of(kind.number)),
             "features": [asdict(one) for one in profile.features_of(kind.number)]}
            for kind in profile.types
        ],
    }  # fmt: skip


def _profile_lines(found: tuple[Profile, ...]) -> Iterator[str]:
    for profile in found:
        yield tr("{code} {edition}: {title} ({status})", code=profile.code, edition=profile.edition,
                 title=tr(profile.title), status=profile.status)  # fmt: skip
        for kind in profile.types:
            yield tr("  {number} {label}: {count} operations", number=kind.number, label=tr(kind.label),
                     count=len(profile.operations_of(kind.number)))  # fmt: skip
            features = ", ".join(one.code for one in profile.features_of(kind.number))
            yield tr("    features: {features}", features=features or tr("none"))


def _batches(stockpile: Stockpile, as_json: bool) -> int:
    found = {
        number: deactivation.deactivations(stockpile, one) for one, number in batches_of(stockpile).items()
    }
    content = {
        "batches": [
            {"batch": number, "weapons": [_row(row) for row in rows]} for number, rows in found.items()
        ]
    }
    answer(as_json, content, _batch_lines(found))
    return DONE


def _row(row: DeactivationRow) -> Mapping[str, object]:
    return {**asdict(row), "weapon": row.weapon.title}


def _batch_lines(found: Mapping[str, list[DeactivationRow]]) -> Iterator[str]:
    if not found:
        yield tr("No batch is to be deactivated")
    for number, rows in found.items():
        yield number
        for row in rows:
            parts = (row.weapon.title, tr(ROW_WORDS[row.state]), row.voucher or
                     (tr("{open} of {count} operations open", open=row.open, count=row.operations)
                      if row.deactivation_id else ""))  # fmt: skip
            yield "  " + " · ".join(filter(None, parts))


def _list(stockpile: Stockpile, weapon: Weapon, _: _Asked, as_json: bool) -> int:
    one = deactivation_of(stockpile, weapon.id)
    listed = deactivation.checklist(stockpile, one.id)
    content = {
        **asdict(one),
        "weapon": weapon.title,
        "type": listed.firearm_type.label,
        "status": listed.profile.status,
        "operations": [_line(line) for line in listed.lines],
        "marks": [{"component": mark.essential.component, "mark": mark.text} for mark in listed.marks],
        "open": listed.open,
        "ready": listed.ready,
        "findings": listed.blocks,
    }
    answer(as_json, content, _checklist_lines(listed))
    return DONE


def _line(line: ChecklistLine) -> Mapping[str, object]:
    one = line.operation
    return {
        "operation": one.number,
        "component": one.component,
        "requirement": one.requirement,
        "when": one.when,
        "alternative": one.alternative,
        "status": one.status,
        "condition_status": one.when_status,
        "note": one.note,
        "state": line.state,
        "may_be_left_out": line.why_not,
        "measures": line.bounds,
        "alternative_measures": line.alternative_bounds,
        "result": line.result,
    }


def _checklist_lines(listed: Checklist) -> Iterator[str]:
    for line in listed.lines:
        one = line.operation
        unverified = tr("not verified") if one.status == "unverified" else ""
        left_out = tr("may be left out: {why}", why=line.why_not) if line.why_not else ""
        parts = (one.number, tr(STATE_WORDS[line.state]), tr(one.requirement), left_out, unverified)
        yield " · ".join(filter(None, parts))
        yield from map(_bound_line, line.bounds)
    for mark in listed.marks:
        yield f"{tr(mark.essential.label)}: {mark.text or tr('no mark')}"
    yield tr("Ready to be verified") if listed.ready else tr("{count} things block", count=len(listed.blocks))


def _bound_line(one: BoundLine) -> str:
    """A value to measure, with the way it belongs to where one of several is enough."""
    way = f"({tr(one.way)}) " if one.way else ""
    return f"    {way}{tr(one.name)} {one.bounds} {one.value}".rstrip()


def _begin(stockpile: Stockpile, weapon: Weapon, asked: _Asked, as_json: bool) -> int:
    batch_id, line_no = line_of_weapon(stockpile, weapon.id)
    begun = deactivation.begin_deactivation(
        stockpile,
        BeginDeactivation(
            operation_id=asked.operation_id,
            batch_id=batch_id,
            line_no=line_no,
            profile=asked.profile,
            firearm_type=asked.firearm_type,
            performer=asked.performer,
            country=asked.country,
            begun_on=asked.day,
            features=asked.feature,
            calibre=asked.calibre,
            reason=asked.reason,
        ),
    ).deactivation
    count = len(deactivation.checklist(stockpile, begun.id).lines)
    answer(as_json, {**asdict(begun), "weapon": weapon.title, "operations": count},
           [tr("Begun: {weapon}, {count} operations", weapon=weapon.title, count=count)])  # fmt: skip
    return DONE


def _result(stockpile: Stockpile, weapon: Weapon, asked: _Asked, as_json: bool) -> int:
    one = deactivation_of(stockpile, weapon.id)
    recorded = deactivation.record_result(
        stockpile,
        NewResult(
            operation_id=asked.operation_id,
            deactivation_id=one.id,
            operation=asked.operation,
            outcome=asked.outcome,
            done_on=asked.day,
            done_by=asked.by,
            reason=asked.reason,
            measured=tuple(_pair(text) for text in asked.measured),
            attachment_id=asked.photograph,
        ),
    ).result
    left = deactivation.checklist(stockpile, one.id)
    answer(as_json, {**asdict(recorded), "open": left.open, "ready": left.ready},
           [tr("{operation}: {outcome}. {count} operations open", operation=recorded.operation,
               outcome=recorded.outcome, count=left.open)])  # fmt: skip
    return DONE


def _pair(text: str) -> tuple[str, str]:
    name, _, value = text.partition("=")
    return name.strip(), value.strip()


def _mark(stockpile: Stockpile, weapon: Weapon, asked: _Asked, as_json: bool) -> int:
    marked = deactivation.record_deactivation_mark(
        stockpile,
        NewDeactivationMark(
            operation_id=asked.operation_id,
            deactivation_id=deactivation_of(stockpile, weapon.id).id,
            component=asked.component,
            symbol=asked.symbol,
            marked_on=asked.day,
            listed=asked.listed,
            method=asked.method,
        ),
    )
    content = {"component": marked.mark.component, "mark": marked.marking.text, "marking": marked.marking.id}
    answer(
        as_json,
        content,
        [tr("Marked {component}: {mark}", component=asked.component, mark=marked.marking.text)],
    )
    return DONE


def _verify(stockpile: Stockpile, weapon: Weapon, asked: _Asked, as_json: bool) -> int:
    verification = VerifyDeactivation(
        operation_id=asked.operation_id,
        deactivation_id=deactivation_of(stockpile, weapon.id).id,
        verified_on=asked.day,
        name=asked.name,
        entity=asked.entity,
        serial_read=asked.serial,
        public=asked.public,
        listed=asked.listed,
        title=asked.title,
    )
    outcome = settled(stockpile, deactivation.verify_deactivation(stockpile, verification), asked.approver)
    if isinstance(outcome, Requested):
        return say_requested(outcome, as_json)
    return say_posted(stockpile, outcome, as_json)


_ACTS: Mapping[str, Callable[[Stockpile, Weapon, _Asked, bool], int]] = {
    "list": _list,
    "begin": _begin,
    "result": _result,
    "mark": _mark,
    "verify": _verify,
}

COMMANDS = (deactivate,)
