"""The rules about what was destroyed or deactivated: it never moves again, and where it is met, that is an alarm."""

from __future__ import annotations

from collections.abc import Iterator

from stockpile_app.base import Finding, tr
from stockpile_app.base.text import N_
from stockpile_app.ledger.facts import Ended, PostingFacts, Twin
from stockpile_app.ledger.findings import refusal, warning
from stockpile_app.ledger.model import TERMINAL, AccountKind, Movement, VoucherKind

INWARD = frozenset({VoucherKind.OPENING, VoucherKind.RECEIPT})

REAPPEARED = "LEDGER-36"
LOOKS_DESTROYED = "LEDGER-37"
ALARMS = frozenset({REAPPEARED, LOOKS_DESTROYED})
"""The rules that say a destroyed weapon, or what could be taken for one, is met again."""

_REAPPEARS = {
    AccountKind.DESTROYED: N_("This weapon was destroyed: it reappears"),
    AccountKind.DEACTIVATED: N_("This weapon was deactivated: it reappears"),
}
_LOOKS = {
    AccountKind.DESTROYED: N_("This serial looks like that of a destroyed weapon"),
    AccountKind.DEACTIVATED: N_("This serial looks like that of a deactivated weapon"),
}


def check_terminal(facts: PostingFacts) -> Iterator[Finding]:
    """LEDGER-05 and LEDGER-36: what is destroyed or deactivated never moves again; met again, it is an alarm."""
    for movement in facts.posting.movements:
        ended = facts.ended.get(movement.weapon_id)
        account = facts.accounts.get(movement.from_account)
        if ended is not None and facts.posting.kind in INWARD:
            yield reappeared(ended, movement.line_no)
        elif ended is not None or (account is not None and account.kind in TERMINAL):
            yield _never_moves(facts, movement, ended)


def reappeared(ended: Ended, row: int = 0) -> Finding:
    """LEDGER-36, for whatever meets it: a receipt, an opening balance, an imported row, a count."""
    return refusal(
        REAPPEARED,
        tr(_REAPPEARS[AccountKind(ended.kind)]),
        row=row,
        field=tr("Serial"),
        expected=tr("a weapon that was neither destroyed nor deactivated"),
        got=ended_words(ended),
        remedy=tr("Set it apart, compare it with the certificate, and report it as reappeared"),
    )


def looks_destroyed(twin: Twin, ended: Ended, row: int, *, accepted: bool) -> Finding:
    """LEDGER-37: its serial could be taken for that of a weapon which was destroyed."""
    weigh = warning if accepted else refusal
    return weigh(
        LOOKS_DESTROYED,
        tr(_LOOKS[AccountKind(ended.kind)]),
        row=row,
        field=tr("Serial"),
        expected=tr("a serial that cannot be taken for another of the same calibre"),
        got=tr("{one} beside {two}", one=twin.weapon.title, two=ended_words(ended)),
        remedy=tr(
            "Read the weapon again beside the certificate. Report it as reappeared; "
            "if it is another weapon, accept and say why"
        ),
    )


def ended_words(ended: Ended) -> str:
    """`KM 06427 · Izhevsk AKM: B-DST-2026-000001 of 2026-11-12, certificate B-DC-2026-000003`."""
    if ended.certificate:
        return tr("{weapon}: {voucher} of {date}, certificate {certificate}", weapon=ended.weapon.title,
                  voucher=ended.voucher, date=ended.on, certificate=ended.certificate)  # fmt: skip
    return tr("{weapon}: {voucher} of {date}, no certificate yet", weapon=ended.weapon.title,
              voucher=ended.voucher, date=ended.on)  # fmt: skip


def _never_moves(facts: PostingFacts, movement: Movement, ended: Ended | None) -> Finding:
    return refusal(
        "LEDGER-05",
        tr("What was destroyed or deactivated cannot move again"),
        row=movement.line_no,
        field=tr("Serial"),
        expected=tr("a weapon of the stockpile"),
        got=ended_words(ended) if ended else facts.account_title(movement.from_account),
        remedy=tr("Compare the weapon with its certificate and report it"),
    )
