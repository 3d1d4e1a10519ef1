"""Surplus: the statement on screen, on paper and as a workbook; what is entered for it; declarations."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import click

from stockpile_app import surplus as room
from stockpile_app.access import Requested
from stockpile_app.base import Finding, Refused, Severity, tr
from stockpile_app.base.quantity import grouped
from stockpile_app.cli.lines import held_lines, item_of
from stockpile_app.cli.outcome import DONE, Answer, answer
from stockpile_app.cli.second_person import say_requested, settled, with_approver
from stockpile_app.cli.session import account_of, on_books
from stockpile_app.documents.surplus_statement import surplus_paper, surplus_pdf
from stockpile_app.exchange.surplus_workbook import write_surplus_workbook
from stockpile_app.ledger import Line, balances
from stockpile_app.store import Stockpile
from stockpile_app.surplus import SHARE_WORDS, Share, Statement, StatementLine
from stockpile_app.surplus.queries import today


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was typed after an act of `surplus`."""

    operation_id: str
    item: str
    day: str
    until: str
    scenario: str
    out: Path | None
    share: str
    limit: int
    quantity: int
    factor: str
    level: str
    unit: str
    scale: str
    source: str
    criteria: str
    dormant_years: int
    not_obsolete: bool
    weapons: tuple[str, ...]
    lots: tuple[str, ...]
    goods: tuple[str, ...]
    condition: str
    come_from: str
    apart: str
    authority: str
    reason: str
    document: str
    number: str
    lines: str
    approver: str


def _options(command: Callable[..., int]) -> Callable[..., int]:
    """Everything an act may need; each says in its help for which act it is."""
    for option in reversed(
        (
            click.option("--item", default="", help="An item type: the one meant, or the only one shown."),
            click.option("--on", "day", default="", help="The day; today without it."),
            click.option("--until", default="", help="require: its last day; review: when the next is due."),
            click.option("--scenario", default="", help="A “what if” of this name; what is in force without it."),
            click.option("--out", type=click.Path(path_type=Path), help="statement: write OUT.pdf or OUT.xlsx."),
            click.option("--share", default=Share.IN_STORE.value, type=click.Choice([one.value for one in Share]),
                         help="items: of what counts as this."),
            click.option("--limit", default=200, show_default=True, help="items: at most so many."),
            click.option("--quantity", default=0, help="require: posts, or items."),
            click.option("--factor", default="posts", help="require: posts, training, repair or reserve."),
            click.option("--level", default="national", help="require: unit, force or national."),
            click.option("--unit", default="", help="require: which unit or force."),
            click.option("--scale", default="1/1", help="require: items for posts, 3/10."),
            click.option("--source", default="", help="Where it comes from."),
            click.option("--criteria", default="condition,age,wanted", help="policy: the weightiest first."),
            click.option("--dormant-years", default=0, help="policy: 0 for never."),
            click.option("--not-obsolete", is_flag=True, help="obsolete: it is not, whatever is held."),
            click.option("--weapon", "weapons", multiple=True, help="declare: a weapon by its mark."),
            click.option("--lot", "lots", multiple=True, help="declare: a part of a lot, NUMBER=QUANTITY."),
            click.option("--goods", multiple=True, help="declare: ITEM=QUANTITY of what has no lot."),
            click.option("--condition", default="", help="declare: of goods held in several."),
            click.option("--from", "come_from", default="", help="declare: where the goods stand."),
            click.option("--apart", default="", help="declare: the place apart."),
            click.option("--authority", default="", help="By whose order."),
            click.option("--reason", default="", help="Why."),
            click.option("--document", default="", help="declare: the paper that orders it."),
            click.option("--number", default="", help="withdraw: the declaration."),
            click.option("--lines", default="", help="withdraw: its lines, 1,2; all without it."),
            click.option("--id", "operation_id", default="", help="Your own id: the same id twice has one effect."),
        )
    ):  # fmt: skip
        command = option(command)
    return command


_ACTS = ("statement", "items", "require", "requirements", "policy", "obsolete", "review", "declare",
         "declarations", "withdraw")  # fmt: skip


@click.command()
@on_books
@click.argument("act", type=click.Choice(_ACTS), default="statement")
@_options
@with_approver
def surplus(stockpile: Stockpile, act: str, operation_id: str, as_json: bool, **typed: Any) -> int:
    """Show requirement against holding in FILE, or enter what it needs; declare surplus, or take it back."""
    asked = _Asked(operation_id=operation_id or stockpile.ids.new_id(), **typed)
    return _DOES[act](stockpile, asked, as_json)


# The statement ----------------------------------------------------------------------------------


def _statement(stockpile: Stockpile, asked: _Asked, as_json: bool) -> int:
    only = [item_of(stockpile, asked.item).id] if asked.item else []
    found = room.surplus_statement(stockpile, on=asked.day, scenario=asked.scenario, item_type_ids=only)
    written = _written(stockpile, found, asked.out) if asked.out else ""
    content = {**statement_content(found), "file": written}
    answer(
        as_json,
        content,
        [tr("Written: {file}", file=written)] if written else _statement_lines(found),
    )
    return DONE


def _written(stockpile: Stockpile, statement: Statement, target: Path) -> str:
    if target.suffix.lower() == ".xlsx":
        write_surplus_workbook(stockpile, statement, target)
    elif target.suffix.lower() == ".pdf":
        surplus_pdf(surplus_paper(stockpile, statement), target)
    else:
        raise click.UsageError(tr("--out ends in .pdf or .xlsx"))
    return str(target)


def statement_content(statement: Statement) -> Answer:
    """The statement as scripts read it: every factor, every share, integers."""
    return {
        "on": statement.on,
        "scenario": statement.scenario,
        "past": statement.past,
        "policy": statement.policy,
        "dormant_before": statement.dormant_before,
        "review": statement.review,
        "rows": [_line_content(line) for line in statement.lines],
        "calibres": statement.calibres,
        "surplus_total": sum(line.surplus for line in statement.lines),
    }


def _line_content(line: StatementLine) -> Answer:
    return {
        "item_type_id": line.item_type_id, "item": line.item, "kind": line.kind, "calibre": line.calibre,
        "unit": line.unit, "stated": line.stated, "requirement": line.requirement,
        "factors": [{**_plain(one.requirement), "items": one.items} for one in line.factors],
        "serviceable": line.serviceable, "surplus": line.surplus, "shortage": line.shortage, "apart": line.apart,
        "held": line.held, "shares": {share.value: line.count(share) for share in Share},
        "obsolete_because": line.obsolete_because,
    }  # fmt: skip


def _plain(record: Any) -> dict[str, object]:  # noqa: ANN401  (any record of the journal)
    return {one.name: getattr(record, one.name) for one in fields(record)}


def _statement_lines(statement: Statement) -> Iterator[str]:
    yield " · ".join(filter(None, (tr("Statement of surplus, {day}", day=statement.on), statement.scenario)))
    for label, value in room.statement_facts(statement):
        yield f"{label}: {value}"
    heads = (tr("needed"), tr("serviceable"), tr("surplus"), tr("shortage"), tr("apart"), tr("held"))
    yield f"{tr('item type'):36} " + " ".join(f"{one:>12}" for one in heads)
    for line in statement.lines:
        stated = (line.requirement, line.serviceable, line.surplus, line.shortage)
        figures = stated if line.stated else ("-", line.serviceable, "-", "-")
        shown = (
            f"{grouped(one) if isinstance(one, int) else one:>12}"
            for one in (*figures, line.apart, line.held)
        )
        yield f"{line.item[:36]:36} " + " ".join(shown)
        reasons = [
            f"{tr(SHARE_WORDS[one])} {grouped(line.count(one))}" for one in room.APART if line.count(one)
        ]
        if not line.stated:
            reasons.insert(0, tr("no requirement stated"))
        if reasons:
            yield "    " + "; ".join(reasons)


def _items(stockpile: Stockpile, asked: _Asked, as_json: bool) -> int:
    item = item_of(stockpile, asked.item)
    found = room.surplus_items(stockpile, item.id, Share(asked.share), on=asked.day, limit=asked.limit)
    lines = (
        " · ".join(filter(None, (one.mark, one.description, one.age, one.condition, one.account,
                                 grouped(one.quantity) if one.quantity > 1 else "")))
        for one in found
    )  # fmt: skip
    answer(as_json, {"rows": found}, lines if found else [tr("Nothing counts as this")])
    return DONE


# What is entered --------------------------------------------------------------------------------


def _require(stockpile: Stockpile, asked: _Asked, as_json: bool) -> int:
    items, _, posts = asked.scale.partition("/")
    entered = room.state_requirement(
        stockpile,
        room.RequirementInput(
            operation_id=asked.operation_id, item_type_id=item_of(stockpile, asked.item).id, quantity=asked.quantity,
            source=asked.source, effective_from=asked.day or today(stockpile), factor=asked.factor, level=asked.level,
            unit=asked.unit, scale_items=_whole(items), scale_posts=_whole(posts or "1"), effective_to=asked.until,
            scenario=asked.scenario,
        ),
    )  # fmt: skip
    return _say_entered(entered, as_json, tr("Requirement stated: {item}", item=asked.item))


def _whole(text: str) -> int:
    if text.strip().isascii() and text.strip().isdecimal() and len(text.strip()) < 16:
        return int(text)
    raise click.UsageError(tr("--scale is written as items for posts: 3/10"))


def _say_entered(entered: room.Entered[Any], as_json: bool, sentence: str) -> int:
    again = tr("This was entered before")
    answer(
        as_json,
        {**_plain(entered.said), "repeated": entered.repeated},
        [again if entered.repeated else sentence],
    )
    return DONE


def _requirements(stockpile: Stockpile, asked: _Asked, as_json: bool) -> int:
    only = item_of(stockpile, asked.item).id if asked.item else 0
    found = room.requirements(stockpile, only)
    lines = (
        " · ".join(filter(None, (str(one.item_type_id), one.level, one.unit, one.factor, grouped(one.quantity),
                                 f"{one.scale_items}/{one.scale_posts}" if one.factor == "posts" else "",
                                 one.effective_from, one.effective_to, one.source, one.scenario)))
        for one in found
    )  # fmt: skip
    answer(as_json, {"rows": found}, lines if found else [tr("No requirement is stated yet")])
    return DONE


def _policy(stockpile: Stockpile, asked: _Asked, as_json: bool) -> int:
    entered = room.set_policy(
        stockpile,
        room.PolicyInput(
            operation_id=asked.operation_id, source=asked.source, effective_from=asked.day or today(stockpile),
            criteria=tuple(one.strip() for one in asked.criteria.split(",") if one.strip()),
            dormant_years=asked.dormant_years,
        ),
    )  # fmt: skip
    return _say_entered(entered, as_json, tr("Policy entered"))


def _obsolete(stockpile: Stockpile, asked: _Asked, as_json: bool) -> int:
    entered = room.mark_obsolete(
        stockpile,
        room.ObsolescenceInput(
            operation_id=asked.operation_id, item_type_id=item_of(stockpile, asked.item).id,
            obsolete=not asked.not_obsolete, source=asked.source, effective_from=asked.day or today(stockpile),
        ),
    )  # fmt: skip
    name = asked.item
    said = tr("Not obsolete: {item}", item=name) if asked.not_obsolete else tr("Obsolete: {item}", item=name)
    return _say_entered(entered, as_json, said)


def _review(stockpile: Stockpile, asked: _Asked, as_json: bool) -> int:
    entered = room.record_review(
        stockpile,
        room.ReviewInput(
            operation_id=asked.operation_id, reviewed_on=asked.day or today(stockpile), next_on=asked.until,
            authority=asked.authority, remarks=asked.reason,
        ),
    )  # fmt: skip
    return _say_entered(entered, as_json, tr("Review recorded; the next is due {day}", day=asked.until))


# Declarations -----------------------------------------------------------------------------------


def _declare(stockpile: Stockpile, asked: _Asked, as_json: bool) -> int:
    lines = held_lines(stockpile, asked.weapons, asked.lots, asked.goods, asked.condition)
    goods = tuple(
        room.DeclaredGoods(item_type_id=one.item_type_id, quantity=one.quantity, lot_id=one.lot_id,
                           from_account=_place(stockpile, one, asked.come_from), condition=one.condition)
        for one in lines
        if not one.weapon_id
    )  # fmt: skip
    request = room.DeclarationRequest(
        operation_id=asked.operation_id, declared_on=asked.day or today(stockpile), authority=asked.authority,
        reason=asked.reason, apart_account=account_of(stockpile, asked.apart, tr("Place apart")).id,
        weapons=tuple(one.weapon_id for one in lines if one.weapon_id), goods=goods, document=asked.document,
    )  # fmt: skip
    return _say_declared(
        settled(stockpile, room.declare_surplus(stockpile, request), asked.approver), as_json
    )


def _place(stockpile: Stockpile, line: Line, named: str) -> int:
    """Where the goods stand: as typed, or the one place that holds them."""
    if named:
        return account_of(stockpile, named, tr("From")).id
    places = {
        (one.account_id, one.account)
        for one in balances(stockpile)
        if (one.item_type_id, one.lot_id) == (line.item_type_id, line.lot_id)
    }
    if len(places) == 1:
        return places.pop()[0]
    raise Refused([Finding(
        "SURPLUS-13", Severity.REFUSAL, tr("Say where these goods stand"), field=tr("From"),
        expected=", ".join(sorted(name for _, name in places)) or tr("a place that holds them"), got=tr("nothing"),
        remedy=tr("Name the place with --from"))])  # fmt: skip


def _say_declared(outcome: room.Declared | Requested, as_json: bool) -> int:
    if isinstance(outcome, Requested):
        return say_requested(outcome, as_json)
    content = {**_plain(outcome.declaration), "lines": outcome.lines, "repeated": outcome.repeated}
    said = tr(
        "Declared surplus: {number}, {count} lines",
        number=outcome.declaration.number,
        count=len(outcome.lines),
    )
    again = tr("This was declared before: {number}", number=outcome.declaration.number)
    answer(as_json, content, [again if outcome.repeated else said])
    return DONE


def _declarations(stockpile: Stockpile, _asked: _Asked, as_json: bool) -> int:
    found = room.declarations(stockpile)
    rows = [
        {**_plain(one.declaration), "apart": one.apart, "lines": one.lines, "quantity": one.quantity,
         "standing": one.standing, "items": room.declared_lines(stockpile, one.declaration.id)}
        for one in found
    ]  # fmt: skip
    lines = (
        tr("{number} of {day}: {lines} lines, {standing} still stand, apart in {place}. {reason}",
           number=one.declaration.number, day=one.declaration.declared_on, lines=one.lines, standing=one.standing,
           place=one.apart, reason=one.declaration.reason)
        for one in found
    )  # fmt: skip
    answer(as_json, {"rows": rows}, lines if found else [tr("Nothing is declared surplus")])
    return DONE


def _withdraw(stockpile: Stockpile, asked: _Asked, as_json: bool) -> int:
    found = room.declaration_numbered(stockpile, asked.number)
    request = room.WithdrawalRequest(
        operation_id=asked.operation_id, declaration_id=found.id if found else 0,
        withdrawn_on=asked.day or today(stockpile), authority=asked.authority, reason=asked.reason,
        lines=_numbers(asked.lines.split(",")),
    )  # fmt: skip
    outcome = settled(stockpile, room.withdraw_declaration(stockpile, request), asked.approver)
    if isinstance(outcome, Requested):
        return say_requested(outcome, as_json)
    content = {**_plain(outcome.declaration), "lines": outcome.lines, "repeated": outcome.repeated}
    said = tr("Taken back into service: {count} lines of {number}", count=len(outcome.lines),
              number=outcome.declaration.number)  # fmt: skip
    answer(as_json, content, [said])
    return DONE


def _numbers(parts: Sequence[str]) -> tuple[int, ...]:
    numbers = [one.strip() for one in parts if one.strip()]
    if not all(one.isascii() and one.isdecimal() and len(one) < 10 for one in numbers):
        raise click.UsageError(tr("--lines are numbers with commas: 1,2"))
    return tuple(map(int, numbers))


_DOES: dict[str, Callable[[Stockpile, _Asked, bool], int]] = {
    "statement": _statement, "items": _items, "require": _require, "requirements": _requirements, "policy": _policy,
    "obsolete": _obsolete, "review": _review, "declare": _declare, "declarations": _declarations,
    "withdraw": _withdraw,
}  # fmt: skip

COMMANDS = (surplus,)
