"""How a decision and an act of destruction are shown to the second person who approves them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from stockpile_app import disposal
from stockpile_app.base.quantity import grouped
from stockpile_app.base.text import tr, trn
from stockpile_app.disposal import LineState, method_label
from stockpile_app.disposal.deciding import DECIDE, decision_facts
from stockpile_app.disposal.destroying import DESTROY
from stockpile_app.disposal.kept import kept_decision, kept_destroying
from stockpile_app.disposal.rules_deciding import Declared
from stockpile_app.gui.access.request_view import Shown, Shows
from stockpile_app.gui.common import Column, Kind, isolate
from stockpile_app.gui.disposal.site_dialogs import line_columns
from stockpile_app.gui.disposal.words import disposal_word
from stockpile_app.gui.ledger.words import moment_words
from stockpile_app.store import Stockpile


def decision_shown(books: Stockpile, content: Mapping[str, Any]) -> Shown:
    """What becomes of which declared lines, by whose authority."""
    asked = kept_decision(content)
    lines = decision_facts(books, asked).lines
    count = trn("{figure} declared line becomes a batch", "{figure} declared lines become a batch", len(lines),
                figure=grouped(len(lines)))  # fmt: skip
    will = (
        count,
        tr("It is for: {disposal}", disposal=disposal_word(asked.disposal)),
        tr("Nothing moves yet: each step of the batch is recorded by itself"),
    )
    methods = ", ".join(tr(method_label(code)) for code in asked.methods)
    facts = (
        (tr("Authority"), asked.authority),
        (tr("Document"), asked.document),
        (tr("Decided on"), isolate(asked.decided_on)),
        (tr("Reason"), asked.reason),
        (tr("Recipient"), asked.recipient),
        (tr("Methods"), methods),
        (tr("End-user certificate"), asked.end_user.number if asked.end_user else ""),
    )
    return Shown(will, tuple(one for one in facts if one[1]), _declared_columns, lines)


def _declared_columns() -> list[Column[Declared]]:
    return [
        Column("title", tr("Serial or lot"), Kind.SERIAL, sample="KM 06427"),
        Column("place", tr("Stands at"), stretch=True),
        Column("quantity", tr("Quantity"), Kind.NUMBER),
        Column("neq", tr("NEQ kg"), Kind.SERIAL),
    ]


def destruction_shown(books: Stockpile, content: Mapping[str, Any]) -> Shown:
    """What is destroyed, by whom and how; it never comes back."""
    asked = kept_destroying(content)
    view = disposal.batch_view(books, asked.batch_id)
    rows = disposal.batch_lines(books, asked.batch_id, state=LineState.VERIFIED, limit=-1)
    lines = tuple(row for row in rows if not asked.lines or row.line_no in asked.lines)
    weapons = sum(bool(row.weapon_id) for row in lines)
    count = trn("{figure} line is booked as destroyed", "{figure} lines are booked as destroyed", len(lines),
                figure=grouped(len(lines)))  # fmt: skip
    will = (
        count,
        trn("{figure} weapon of them", "{figure} weapons of them", weapons, figure=grouped(weapons)),
        tr("This cannot be undone after the certificate"),
    )
    facts = (
        (tr("Batch"), isolate(view.batch.number) if view else ""),
        (tr("When"), isolate(moment_words(asked.performed_at))),
        (tr("Methods"), ", ".join(tr(method_label(code)) for code in asked.methods)),
        (tr("Performer"), asked.performer),
        (tr("Equipment"), asked.equipment),
    )
    return Shown(will, tuple(one for one in facts if one[1]), line_columns, lines)


SHOWS: Shows = {DECIDE: decision_shown, DESTROY: destruction_shown}
