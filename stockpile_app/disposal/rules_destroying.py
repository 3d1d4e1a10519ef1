"""What must be so before an act of destruction; pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from stockpile_app.base import Finding, tr
from stockpile_app.base.plain_text import check_text, folded_name
from stockpile_app.disposal.facts import BatchFacts, LineFacts
from stockpile_app.disposal.findings import refusal
from stockpile_app.disposal.methods import EXPLOSIVE_KINDS, check_methods
from stockpile_app.disposal.model import Duty
from stockpile_app.disposal.requests import Destroying
from stockpile_app.disposal.rows import LineState
from stockpile_app.disposal.rules_deciding import amount


def check_act(asked: Destroying, facts: BatchFacts, lines: Sequence[LineFacts]) -> Iterator[Finding]:
    """Everything that stands against this act; `lines` are those it is about."""
    yield from _check_lines(asked, lines)
    yield from check_methods(asked.methods, {one.kind for one in lines})
    yield from _check_limit(facts, lines)
    if not asked.performer.strip():
        yield refusal("DISPOSAL-54", tr("Somebody performs the destruction"), tr("Performer"), tr("a name"),
                      tr("nothing"), tr("Enter who does it"))  # fmt: skip
    for text, field in ((asked.performer, tr("Performer")), (asked.equipment, tr("Equipment")),
                        (asked.authority, tr("Authority")), (asked.document, tr("Authority document"))):  # fmt: skip
        yield from check_text(text, field)
    yield from _check_watchers(asked, facts)


def _check_watchers(asked: Destroying, facts: BatchFacts) -> Iterator[Finding]:
    """DISPOSAL-55: nobody witnesses their own work."""
    watching = {folded_name(one.name) for one in (*facts.named(Duty.WITNESS), *facts.named(Duty.OBSERVER))}
    if watching == {folded_name(asked.performer)}:
        yield refusal("DISPOSAL-55", tr("Nobody witnesses their own work"), tr("Witness"),
                      tr("somebody who does not perform the destruction"), asked.performer,
                      tr("Name another witness"))  # fmt: skip


def _check_lines(asked: Destroying, lines: Sequence[LineFacts]) -> Iterator[Finding]:
    """DISPOSAL-52: what is destroyed was verified, and is not destroyed yet."""
    known = {one.line.line_no: one for one in lines}
    wrong = [number for number in asked.lines if number not in known or asked.lines.count(number) > 1]
    wrong += [one.line.line_no for one in lines if one.state != LineState.VERIFIED]
    if wrong or not lines:
        got = ", ".join(tr("line {number}", number=number) for number in sorted(set(wrong))[:10])
        yield refusal("DISPOSAL-52", tr("Only what was verified at the site is destroyed, once"), tr("Lines"),
                      tr("verified lines"), got or tr("none left"), tr("Verify it first, or remove it"))  # fmt: skip


def _check_limit(facts: BatchFacts, lines: Sequence[LineFacts]) -> Iterator[Finding]:
    """DISPOSAL-53: one act stays within what the site may have."""
    limit = amount(facts.batch.site_limit) if facts.batch.site_limit else None
    neq = sum(
        (amount(one.line.neq) or Decimal(0) for one in lines if one.kind in EXPLOSIVE_KINDS), Decimal(0)
    )
    if limit is not None and neq > limit:
        yield refusal("DISPOSAL-53", tr("This is more than the site may have at once"), tr("NEQ"),
                      tr("at most {count} kg", count=facts.batch.site_limit), tr("{count} kg", count=neq),
                      tr("Destroy it in several acts"))  # fmt: skip
