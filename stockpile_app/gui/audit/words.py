"""What operations and activities are called on the window."""

from __future__ import annotations

from stockpile_app.access import rights
from stockpile_app.base.text import N_, tr
from stockpile_app.gui.access.words import KEY_EVENTS
from stockpile_app.ledger.model import VOUCHER_WORDS, VoucherKind

_OPERATIONS = {
    "founding": N_("Books founded"),
    "open account": N_("Account opened"),
    "place hold": N_("Hold placed"),
    "release hold": N_("Hold released"),
    "seal": N_("Seal recorded"),
    "add item type": N_("Item type added"),
    "amend item type": N_("Item type amended"),
    "declare pack": N_("Pack declared"),
    "set kit": N_("Kit set"),
    "record mark": N_("Mark recorded"),
    "exchange components": N_("Components exchanged"),
    "set ownership": N_("Ownership recorded"),
    "add store house": N_("Store house added"),
    "add depot": N_("Depot added"),
    "import": N_("Import"),
    "request": N_("Asked for a second person"),
    "refuse request": N_("Request sent back"),
    "withdraw request": N_("Request withdrawn"),
    "depot key": N_("Depot’s keys made"),
    **{kind: word for kind, (_icon, word) in KEY_EVENTS.items()},
    "restore": N_("Older copy restored"),
    "rejoin": N_("Joined to a newer copy"),
}
_ACTIVITIES = {
    "sign-in": N_("Sign-in"),
    "recovery": N_("Opened with the recovery sheet"),
    "export": N_("Export"),
    "print": N_("Print"),
    "denial": N_("Denied"),
    "backup": N_("Backup"),
}


def operation_word(kind: str) -> str:
    """What an operation is called; its own name when it is new to this window."""
    if kind in set(VoucherKind):
        return tr(VOUCHER_WORDS[VoucherKind(kind)])
    if kind in _OPERATIONS:
        return tr(_OPERATIONS[kind])
    right = rights().get(kind)
    return tr(right.label) if right else kind


def activity_word(kind: str) -> str:
    """What an activity is called."""
    return tr(_ACTIVITIES[kind]) if kind in _ACTIVITIES else kind
