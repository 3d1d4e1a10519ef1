"""How a certificate, and its annulment, are shown to the second person who signs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from stockpile_app.base.quantity import grouped
from stockpile_app.base.text import tr
from stockpile_app.disposal import TypeCount
from stockpile_app.disposal.certificates import (
    CertificateKind,
    CertificateView,
    certificate_view,
    draft_certificate,
)
from stockpile_app.disposal.certificates.operations import ANNUL, ISSUE
from stockpile_app.gui.access.request_view import Shown, Shows
from stockpile_app.gui.common import Column, Kind, isolate
from stockpile_app.gui.disposal.certificate_words import covered_words, kind_word, persons_words
from stockpile_app.store import Stockpile


def count_columns() -> Sequence[Column[TypeCount]]:
    """Planned, explained, received and destroyed of each type."""
    return [
        Column("item", tr("Item type"), stretch=True),
        Column("planned", tr("Planned"), Kind.NUMBER),
        Column("held_back", tr("Held back"), Kind.NUMBER),
        Column("explained", tr("Explained"), Kind.NUMBER),
        Column("received", tr("Received"), Kind.NUMBER),
        Column("destroyed", tr("Destroyed"), Kind.NUMBER),
        Column("unit", tr("Unit"), Kind.UNIT, lambda count: tr(count.unit)),
    ]


def issue_shown(books: Stockpile, content: Mapping[str, Any]) -> Shown:
    """What it covers, and that both persons sign for it."""
    view = draft_certificate(books, int(content["batch_id"]), int(content["deactivation_id"]))
    if view is None:
        return Shown((tr("There is no such batch"),))
    gone = (
        tr("It says that these are destroyed for good")
        if view.kind is CertificateKind.DESTRUCTION
        else tr("It says that this weapon is deactivated for good")
    )
    will = (
        tr("{certificate} gets the next number", certificate=kind_word(view.kind)),
        gone,
        tr("Your name and your key stand on it as the second signature"),
    )
    facts = (
        (tr("Batch"), isolate(view.batch.number)),
        (tr("Authority"), view.batch.authority),
        (tr("Covers"), covered_words(view)),
        (tr("Remarks"), str(content.get("remarks", ""))),
    )
    return Shown(will, tuple(one for one in facts if one[1]), count_columns, view.counts)


def annulment_shown(books: Stockpile, content: Mapping[str, Any]) -> Shown:
    """Which certificate stands no more, and why."""
    number = str(content["number"])
    view = certificate_view(books, number)
    will = (
        tr("{number} stands no more", number=isolate(number)),
        tr("It stays visible, marked as annulled, with the reason and both names"),
        tr("What it covered stays destroyed or deactivated"),
    )
    reason = (tr("Reason"), str(content["reason"]))
    if view is None:
        return Shown(will, (reason,))
    return Shown(will, (reason, *_facts(view)), count_columns, view.counts)


def _facts(view: CertificateView) -> tuple[tuple[str, str], ...]:
    return (
        (tr("Batch"), isolate(view.batch.number)),
        (tr("Issued on"), isolate(view.issued_on)),
        (tr("Signed by"), persons_words(view.issued_by, view.approved_by)),
        (tr("Covers"), covered_words(view)),
        (tr("Journal entry"), isolate(grouped(view.entry))),
    )


SHOWS: Shows = {ISSUE: issue_shown, ANNUL: annulment_shown}
"""How the deeds of certificates are shown to who approves them."""
