"""What a decision about declared surplus must say, and what may go into a batch; pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from stockpile_app.base import Finding, tr
from stockpile_app.base.plain_text import check_day, check_text
from stockpile_app.base.quantity import grouped
from stockpile_app.disposal.findings import refusal
from stockpile_app.disposal.methods import EXPLOSIVE_KINDS, check_methods
from stockpile_app.disposal.model import WITH_END_USER, Disposal
from stockpile_app.disposal.requests import DisposalDecision
from stockpile_app.ledger.model import IN_STORE, TERMINAL, AccountKind

_HAZARD = re.compile(r"1\.[1-6](\.[1-3])?[A-HJKLNS]")


@dataclass(frozen=True, slots=True)
class Declared:
    """A declared line that is to go into the batch, and what the books know of it now.

    Attributes:
        quantity: How much of it shall go.
        free: How much of it is in no batch yet.
        account_kind, place: Where it stands.
        reserved: Whether its reservation is still in force.
        other_holds: Kinds of other holds in force on the weapon, comma separated.
        ownership: Whose it is: a code of the ownership kinds; '' for state-owned.
    """

    declaration_id: int
    line_no: int
    item_type_id: int
    condition: str
    weapon_id: int
    lot_id: int
    quantity: int
    free: int
    title: str
    kind: str
    account_kind: str
    place: str
    reserved: bool
    other_holds: str
    ownership: str
    hazard: str = ""
    neq: str = ""

    @property
    def explosive(self) -> bool:
        """Whether it holds explosives."""
        return self.kind in EXPLOSIVE_KINDS


@dataclass(frozen=True, slots=True)
class DecisionFacts:
    """A decision and everything that it is held against.

    Attributes:
        missing: Lines asked for that no declaration has, as written.
        site_kind: The kind of the site's account; '' without one.
    """

    asked: DisposalDecision
    lines: tuple[Declared, ...]
    missing: tuple[str, ...] = ()
    site_kind: str = ""


def amount(text: str) -> Decimal | None:
    """A decimal above or equal to nothing, as it is written in the books; None when it is none."""
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    return found if found.is_finite() and found >= 0 else None


def check_decision(facts: DecisionFacts) -> Iterator[Finding]:
    """Everything that stands against this decision."""
    for check in (_check_words, _check_choice, _check_end_user, _check_site, _check_money):
        yield from check(facts.asked, facts)
    yield from _check_some(facts)
    yield from _check_lines(facts.lines)
    yield from _check_explosives(facts)
    if facts.asked.disposal == Disposal.DESTRUCTION and facts.asked.methods and facts.lines:
        yield from check_methods(facts.asked.methods, {one.kind for one in facts.lines})


def _check_words(asked: DisposalDecision, _: DecisionFacts) -> Iterator[Finding]:
    yield from check_day(asked.decided_on, tr("Decided on"))
    if asked.planned_on:
        yield from check_day(asked.planned_on, tr("Planned on"))
    if not asked.authority.strip():
        yield refusal("DISPOSAL-10", tr("A disposal is decided by an authority"), tr("Authority"),
                      tr("a name or a paper"), tr("nothing"), tr("Enter who decided it"))  # fmt: skip
    for text, field in (
        (asked.authority, tr("Authority")), (asked.document, tr("Authority document")), (asked.reason, tr("Reason")),
        (asked.recipient, tr("Recipient")), (asked.transport, tr("Transport")), (asked.scrap, tr("Scrap")),
        (asked.environment, tr("Environment")),
    ):  # fmt: skip
        yield from check_text(text, field)


def _check_choice(asked: DisposalDecision, _: DecisionFacts) -> Iterator[Finding]:
    """DISPOSAL-11 and 12: a known disposal; anything but destruction says why, and for whom."""
    if asked.disposal not in list(Disposal):
        yield refusal("DISPOSAL-11", tr("This kind of disposal is not in the list"), tr("Disposal"),
                      ", ".join(Disposal), asked.disposal or tr("nothing"), tr("Choose one of these"))  # fmt: skip
        return
    if asked.disposal == Disposal.DESTRUCTION:
        return
    for text, field in ((asked.reason, tr("Reason")), (asked.recipient, tr("Recipient"))):
        if not text.strip():
            yield refusal("DISPOSAL-12", tr("Anything but destruction needs a reason and a recipient"), field,
                          tr("one sentence"), tr("nothing"), tr("Say why, or choose destruction"))  # fmt: skip


def _check_end_user(asked: DisposalDecision, facts: DecisionFacts) -> Iterator[Finding]:
    """DISPOSAL-13 and 14: sale and donation stand on an end-user certificate that covers them."""
    paper = asked.end_user
    if asked.disposal not in WITH_END_USER:
        return
    if paper is None or not all(
        one.strip() for one in (paper.number, paper.issuer, paper.issued_on, paper.end_user)
    ):
        yield refusal("DISPOSAL-13", tr("Sale and donation need an end-user certificate"), tr("End-user certificate"),
                      tr("number, issuer, date, end user and quantities"), tr("not all of them"),
                      tr("Enter the certificate as it is written"))  # fmt: skip
        return
    yield from check_day(paper.issued_on, tr("Issued on"))
    if paper.expires_on:
        yield from check_day(paper.expires_on, tr("Expires on"))
    if paper.issued_on > asked.decided_on or (paper.expires_on and paper.expires_on < asked.decided_on):
        yield refusal("DISPOSAL-14", tr("The end-user certificate does not hold on that day"),
                      tr("End-user certificate"),
                      tr("from {first} to {last}", first=paper.issued_on, last=paper.expires_on or tr("no end")),
                      asked.decided_on, tr("Ask for a certificate that holds"))  # fmt: skip
    yield from _check_certified(dict(paper.certified), facts.lines)


def _check_certified(certified: dict[int, int], lines: Sequence[Declared]) -> Iterator[Finding]:
    wanted: Counter[int] = Counter()
    for one in lines:
        wanted[one.item_type_id] += one.quantity
    titles = {one.item_type_id: one.title for one in lines}
    for item, quantity in wanted.items():
        if quantity > certified.get(item, 0):
            yield refusal("DISPOSAL-15", tr("The end-user certificate does not cover so many"), tr("Quantity"),
                          tr("at most {count}", count=grouped(certified.get(item, 0))),
                          f"{grouped(quantity)} · {titles[item]}",
                          tr("Take lines out, or ask for a certificate over more"))  # fmt: skip


def _check_site(asked: DisposalDecision, facts: DecisionFacts) -> Iterator[Finding]:
    """DISPOSAL-16: the site is a place where boxes can stand."""
    if asked.site_account and facts.site_kind not in {AccountKind.LOCATION, AccountKind.WORKSHOP}:
        yield refusal("DISPOSAL-16", tr("This is not a place where boxes can stand"), tr("Site"),
                      tr("a location or workshop of the books"), facts.site_kind or str(asked.site_account),
                      tr("Open the site as a location first"))  # fmt: skip


def _check_money(asked: DisposalDecision, _: DecisionFacts) -> Iterator[Finding]:
    """DISPOSAL-17: costs are a number and a currency, or neither."""
    if bool(asked.cost) != bool(asked.currency) or (asked.cost and amount(asked.cost) is None):
        yield refusal("DISPOSAL-17", tr("Costs are a number with its currency"), tr("Cost"),
                      tr("a number and a currency: 1200.50 EUR"), f"{asked.cost} {asked.currency}".strip(),
                      tr("Enter both, or leave both empty"))  # fmt: skip


def _check_some(facts: DecisionFacts) -> Iterator[Finding]:
    """DISPOSAL-23: a batch is made of declared lines, each once."""
    count = Counter((one.declaration_id, one.line_no) for one in facts.lines)
    twice = [f"{declaration}/{line}" for (declaration, line), times in count.items() if times > 1]
    weapons = Counter(one.weapon_id for one in facts.lines if one.weapon_id)
    twice += [one.title for one in facts.lines if weapons[one.weapon_id] > 1]
    if not facts.lines or facts.missing or twice:
        yield refusal("DISPOSAL-23", tr("A batch is made of lines declared surplus, each once"), tr("Lines"),
                      tr("lines of a declaration"), ", ".join((*facts.missing, *twice)) or tr("nothing"),
                      tr("Declare them surplus first, or correct the list"))  # fmt: skip


def _check_lines(lines: Sequence[Declared]) -> Iterator[Finding]:
    for row, one in enumerate(lines, start=1):
        found = _line_trouble(one, row)
        if found is not None:
            yield found


def _line_trouble(one: Declared, row: int) -> Finding | None:
    """DISPOSAL-24 to 28: what goes into a batch is here, reserved for it, and stopped for nothing else."""
    if one.account_kind in TERMINAL:
        return refusal("DISPOSAL-25", tr("This was destroyed or deactivated before"), tr("Serial or lot"),
                       tr("a weapon of the stockpile"), f"{one.title} · {one.place}",
                       tr("Compare the weapon with its certificate and report it"), row)  # fmt: skip
    if one.account_kind not in IN_STORE:
        return refusal("DISPOSAL-26", tr("This is not in store"), tr("Serial or lot"), tr("stored apart"),
                       f"{one.title} · {one.place}", tr("Record its hand-in first, or remove the line"),
                       row)  # fmt: skip
    if not one.reserved:
        return refusal("DISPOSAL-24", tr("This is not declared surplus any more"), tr("Serial or lot"),
                       tr("its reservation is in force"), one.title, tr("Declare it surplus again"), row)  # fmt: skip
    if not 0 < one.quantity <= one.free:
        return refusal("DISPOSAL-27", tr("This is in a batch already"), tr("Quantity"),
                       tr("at most {count}", count=grouped(one.free)), f"{grouped(one.quantity)} · {one.title}",
                       tr("Remove the line, or take less of it"), row)  # fmt: skip
    if one.other_holds or one.ownership == "evidence":
        return refusal("DISPOSAL-28", tr("This is on hold, and stays out of the batch"), tr("Serial or lot"),
                       tr("no hold but its reservation"), f"{one.title} · {one.other_holds or one.ownership}",
                       tr("Remove the line, or have the hold released"), row)  # fmt: skip
    return None


def _check_explosives(facts: DecisionFacts) -> Iterator[Finding]:
    """DISPOSAL-18 and 19: ammunition has its hazard and NEQ, and stays within what the site may have."""
    total = Decimal(0)
    for row, one in enumerate(facts.lines, start=1):
        if not one.explosive:
            continue
        neq = amount(one.neq) if one.neq else None
        total += neq or 0
        if neq is None or not _HAZARD.fullmatch(one.hazard):
            yield refusal("DISPOSAL-18", tr("Ammunition needs its hazard division and its NEQ"), tr("Hazard and NEQ"),
                          tr("as 1.1D, and kilograms"), f"{one.hazard} {one.neq}".strip() or tr("nothing"),
                          tr("Read both from the package or the data sheet"), row)  # fmt: skip
    if any(one.explosive for one in facts.lines) and facts.asked.disposal == Disposal.DESTRUCTION:
        limit = amount(facts.asked.site_limit) if facts.asked.site_limit else None
        if limit is None or total > limit:
            yield refusal("DISPOSAL-19", tr("This is more than the site may have at once"), tr("NEQ"),
                          tr("at most {count} kg", count=facts.asked.site_limit or tr("a limit that is stated")),
                          tr("{count} kg", count=total),
                          tr("State the limit of the site, or make smaller batches"))  # fmt: skip
