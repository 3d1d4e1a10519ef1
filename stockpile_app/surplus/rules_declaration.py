"""What may be declared surplus, and what may be taken back: pure rules over what was looked up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from stockpile_app.base import Finding, tr
from stockpile_app.base.plain_text import check_day, check_text
from stockpile_app.ledger import Account, AccountKind
from stockpile_app.surplus.findings import refusal
from stockpile_app.surplus.model import Declaration, DeclarationLine, Ground
from stockpile_app.surplus.reckoning import SHARE_WORDS, Share, StatementLine
from stockpile_app.surplus.requests import DeclarationRequest, WithdrawalRequest
from stockpile_app.surplus.rules import no_words

NEVER = frozenset({Share.FOREIGN, Share.DECLARED, Share.ON_HOLD, Share.TRANSIT, Share.WITH_HOLDERS})
"""What is not the depot's to declare, or not at hand."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing somebody wants to declare, and what the books say of it.

    Attributes:
        row: Its place in what was asked.
        condition: '' where it is held in several and none was named.
        held: How much of it is there and not declared yet; 0 when the books do not know it there.
        share: What it counts as; None when the books do not know it there.
    """

    row: int
    title: str
    item_type_id: int
    weapon_id: int = 0
    lot_id: int = 0
    condition: str = ""
    quantity: int = 1
    account_id: int = 0
    held: int = 0
    share: Share | None = None
    grounds: tuple[Ground, ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True)
class DeclarationFacts:
    """A declaration asked for, and what the books know about it.

    Attributes:
        apart: The place apart; None when there is no such account.
        in_service: What stands there and would stay in service; '' for nothing.
        lines: The statement's lines of the item types concerned.
    """

    asked: DeclarationRequest
    today: str
    apart: Account | None
    wanted: tuple[Wanted, ...]
    in_service: str = ""
    lines: Mapping[int, StatementLine] = field(default_factory=dict)


def check_paper(facts: DeclarationFacts) -> Iterator[Finding]:
    """SURPLUS-10, SURPLUS-11: an authority, a reason, a day that has come, and something to declare."""
    asked = facts.asked
    for text, name in ((asked.authority, tr("Authority")), (asked.reason, tr("Reason"))):
        if not text.strip():
            yield no_words(name)
        yield from check_text(text, name)
    yield from check_text(asked.document, tr("Document"))
    yield from check_past_day(asked.declared_on, facts.today, tr("Declared on"))
    if not facts.wanted:
        yield refusal("SURPLUS-11", tr("Nothing is named that would be declared"), tr("What"),
                      tr("at least one weapon or lot"), tr("nothing"), tr("Name what is surplus"))  # fmt: skip


def check_past_day(day: str, today: str, name: str) -> Iterator[Finding]:
    """SURPLUS-18: a day of the calendar that has come."""
    unread = list(check_day(day, name))
    yield from unread
    if not unread and day > today:
        yield refusal("SURPLUS-18", tr("This day has not come yet"), name, tr("{today} or earlier", today=today), day,
                      tr("Correct the date"))  # fmt: skip


def check_apart(facts: DeclarationFacts) -> Iterator[Finding]:
    """SURPLUS-12: what is declared stands apart, at a place where nothing in service stands."""
    kinds = {AccountKind.LOCATION, AccountKind.CONTAINER}
    if facts.apart is None or facts.apart.kind not in kinds:
        yield refusal("SURPLUS-12", tr("Declared surplus stands apart, in a place or container of the depot"),
                      tr("Place apart"), tr("a location or container"),
                      facts.apart.title if facts.apart else str(facts.asked.apart_account or tr("nothing")),
                      tr("Choose a place, or open one"))  # fmt: skip
    elif facts.in_service:
        yield refusal("SURPLUS-12", tr("In the place apart stands something that stays in service"), tr("Place apart"),
                      tr("a place of its own for declared surplus"),
                      f"{facts.apart.title}: {facts.in_service}",
                      tr("Choose another place, or move what stays in service first"))  # fmt: skip


def check_things(facts: DeclarationFacts) -> Iterator[Finding]:
    """SURPLUS-13, SURPLUS-16, SURPLUS-17: known, at hand, the State's, free, and each named once."""
    seen: set[tuple[int, int, int, str, int]] = set()
    for one in facts.wanted:
        key = (one.weapon_id, one.item_type_id, one.lot_id, one.condition, one.account_id)
        if key in seen:
            yield refusal("SURPLUS-16", tr("This is named twice"), tr("What"), tr("each once"), one.title,
                          tr("Leave one of the two out"), one.row)  # fmt: skip
        seen.add(key)
        yield from _check_thing(one)


def _check_thing(one: Wanted) -> Iterator[Finding]:
    if one.share is None:
        yield refusal("SURPLUS-13", tr("The books do not hold this there"), tr("What"),
                      tr("something in store"), one.title, tr("Look it up with Ctrl+K"), one.row)  # fmt: skip
    elif one.share in NEVER or one.place == AccountKind.HOLDER:
        remedy = tr("Take it in first") if one.place == AccountKind.HOLDER else tr("Leave it out")
        share = (
            Share.WITH_HOLDERS if one.place == AccountKind.HOLDER and one.share not in NEVER else one.share
        )
        yield refusal("SURPLUS-13", tr("This cannot be declared surplus"), tr("What"),
                      tr("in store, the State’s, free, and not declared yet"),
                      f"{one.title}: {tr(SHARE_WORDS[share])}", remedy, one.row)  # fmt: skip
    elif not one.condition:
        yield refusal("SURPLUS-17", tr("This is held there in several conditions"), tr("Condition"),
                      tr("one condition"), one.title, tr("Say which condition is meant"), one.row)  # fmt: skip
    elif not 0 < one.quantity <= one.held:
        yield refusal("SURPLUS-17", tr("There is not as much of it there"), tr("Quantity"),
                      tr("1 to {held}", held=one.held), f"{one.quantity} · {one.title}",
                      tr("Correct the quantity"), one.row)  # fmt: skip


def check_requirement_left(facts: DeclarationFacts) -> Iterator[Finding]:
    """SURPLUS-14, SURPLUS-15: what goes only because it is not needed leaves the requirement covered."""
    for item, wanted in _above(facts.wanted).items():
        line = facts.lines.get(item)
        title = line.item if line else str(item)
        taken = sum(one.quantity for one in wanted if one.share is Share.IN_STORE)
        if line is None or not line.stated:
            yield refusal("SURPLUS-14", tr("No requirement is stated, so nothing can be above it"), tr("Item type"),
                          tr("a stated requirement, which may be 0"), title,
                          tr("State the requirement first"), wanted[0].row)  # fmt: skip
        elif line.serviceable - taken < line.requirement:
            yield refusal("SURPLUS-15", tr("More would go than is above the requirement"), tr("Quantity"),
                          _at_most(line), f"{sum(one.quantity for one in wanted)} · {title}",
                          tr("Name fewer, or state the requirement anew"), wanted[0].row)  # fmt: skip


def _at_most(line: StatementLine) -> str:
    if line.serviceable < line.requirement:
        return tr("none: {count} are missing to the requirement", count=line.shortage)
    return tr("at most {surplus}: {held} serviceable less {needed} needed", surplus=line.surplus,
              held=line.serviceable, needed=line.requirement)  # fmt: skip


def _above(wanted: Sequence[Wanted]) -> dict[int, list[Wanted]]:
    """What has no ground of its own, by item type: it goes because it is above the requirement."""
    found: dict[int, list[Wanted]] = {}
    for one in wanted:
        if one.share is not None and not one.grounds and one.share not in NEVER:
            found.setdefault(one.item_type_id, []).append(one)
    return found


DECLARATION_RULES = (check_paper, check_apart, check_things, check_requirement_left)


def check_declaration(facts: DeclarationFacts) -> list[Finding]:
    """Everything the rules say about a declaration."""
    return [finding for rule in DECLARATION_RULES for finding in rule(facts)]


def check_withdrawal(
    asked: WithdrawalRequest,
    declaration: Declaration | None,
    lines: Sequence[DeclarationLine],
    named: set[int],
    today: str,
) -> Iterator[Finding]:
    """SURPLUS-10, SURPLUS-18, SURPLUS-19: by authority, and only lines that still stand."""
    for text, name in ((asked.authority, tr("Authority")), (asked.reason, tr("Reason"))):
        if not text.strip():
            yield no_words(name)
        yield from check_text(text, name)
    yield from check_past_day(asked.withdrawn_on, today, tr("Withdrawn on"))
    missing = named - {line.line_no for line in lines}
    if declaration is None or not lines or missing:
        yield refusal("SURPLUS-19", tr("These lines do not stand on a declaration"), tr("Lines"),
                      tr("lines of a declaration that still stand"),
                      ", ".join(map(str, sorted(missing))) or str(asked.declaration_id),
                      tr("Look at the declaration"))  # fmt: skip
