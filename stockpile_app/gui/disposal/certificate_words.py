"""How certificates are called and look on the window: states, counts, what left the batch, the two persons."""

from __future__ import annotations

from stockpile_app.base.quantity import grouped
from stockpile_app.base.text import N_, tr, trn
from stockpile_app.disposal import TypeCount
from stockpile_app.disposal.certificates import (
    KIND_WORDS,
    STATE_WORDS,
    CertificateKind,
    CertificateState,
    CertificateView,
)
from stockpile_app.documents.certificate_words import known_languages
from stockpile_app.gui.common import Chip, Choice, Status, isolate
from stockpile_app.gui.ledger.words import amount
from stockpile_app.gui.settings.choices import language_name

_STATE = {
    CertificateState.DRAFT: (Status.IDLE, "circle-dashed"),
    CertificateState.ISSUED: (Status.OK, "file-check"),
    CertificateState.ANNULLED: (Status.STOP, "file-warning"),
}

_HELD_BACK = {"evidence": N_("evidence"), "trace": N_("trace"), "case": N_("open case")}


def state_chip(state: CertificateState) -> Chip:
    """Draft, issued or annulled."""
    status, icon = _STATE[state]
    return Chip(status, tr(STATE_WORDS[state]), icon)


def row_chip(annulled: bool) -> Chip:
    """The state of a certificate in a list."""
    return state_chip(CertificateState.ANNULLED if annulled else CertificateState.ISSUED)


def kind_word(kind: CertificateKind) -> str:
    """What a kind is called."""
    return tr(KIND_WORDS[kind])


def held_back_word(reason: str) -> str:
    """Why something left the batch."""
    return tr(_HELD_BACK.get(reason, reason))


def count_words(count: TypeCount, kind: CertificateKind) -> str:
    """`120 planned · 3 held back · 117 received · 117 destroyed`."""
    gone = (
        tr("{count} destroyed", count=grouped(count.destroyed))
        if kind is CertificateKind.DESTRUCTION
        else tr("{count} deactivated", count=grouped(count.destroyed))
    )
    parts = (
        tr("{count} planned", count=grouped(count.planned)),
        tr("{count} held back", count=grouped(count.held_back)) if count.held_back else "",
        tr("{count} explained", count=grouped(count.explained)) if count.explained else "",
        tr("{count} received", count=grouped(count.received)),
        gone,
    )
    return " · ".join(filter(None, parts))


def covered_words(view: CertificateView) -> str:
    """What it covers, each unit on its own: `117 weapons · 2 lots`."""
    parts = (
        amount(len(view.weapons), "weapon") if view.weapons else "",
        trn("{figure} lot", "{figure} lots", len(view.lots), figure=grouped(len(view.lots)))
        if view.lots
        else "",
    )
    return " · ".join(filter(None, parts)) or tr("nothing yet")


def persons_words(issued_by: str, approved_by: str) -> str:
    """Who signed it: `WO2 K. Brandt · Col P. Rhode`."""
    return " · ".join(filter(None, (issued_by, approved_by)))


def title_of(view: CertificateView) -> str:
    """`D07-CDS-2026-000003`, or what it is while it has no number."""
    return isolate(view.number) if view.number else tr("draft · the number is given when it is issued")


def paper_languages() -> list[Choice[str]]:
    """The languages that a certificate can be written in, each by its own name."""
    return [Choice(code, language_name(code)) for code in known_languages()]
