"""How the ledger's things look and are called on the window: kinds, conditions, moments, amounts."""

from __future__ import annotations

from collections.abc import Iterable

from stockpile_app.base.quantity import grouped
from stockpile_app.base.text import N_, tr, trn
from stockpile_app.catalogue.reference import condition_label, condition_list
from stockpile_app.gui.common.cells import Chip
from stockpile_app.gui.common.tokens import Status
from stockpile_app.ledger.model import VOUCHER_WORDS, VoucherKind

ICONS = {
    VoucherKind.OPENING: "book-open",
    VoucherKind.RECEIPT: "package",
    VoucherKind.ISSUE: "log-out",
    VoucherKind.HAND_IN: "log-in",
    VoucherKind.TRANSFER: "truck",
    VoucherKind.EXPENDITURE: "flame",
    VoucherKind.RECLASSIFICATION: "settings",
    VoucherKind.DISPATCH: "truck",
    VoucherKind.DESTRUCTION: "flame",
    VoucherKind.DEACTIVATION: "wrench",
    VoucherKind.REVERSAL: "undo-2",
}
"""One icon a voucher kind."""


_DONE = {
    VoucherKind.OPENING: N_("Opened with {amount} in {place} · {number}"),
    VoucherKind.RECEIPT: N_("Received {amount} into {place} · {number}"),
    VoucherKind.ISSUE: N_("Issued {amount} to {place} · {number}"),
    VoucherKind.HAND_IN: N_("Handed in {amount} to {place} · {number}"),
    VoucherKind.TRANSFER: N_("Transferred {amount} to {place} · {number}"),
    VoucherKind.EXPENDITURE: N_("Expended {amount} from {place} · {number}"),
    VoucherKind.RECLASSIFICATION: N_("Reclassified {amount} in {place} · {number}"),
    VoucherKind.REVERSAL: N_("Reversed {place} · {number}"),
}


def kind_word(kind: str) -> str:
    """What a voucher kind is called."""
    return tr(VOUCHER_WORDS[VoucherKind(kind)])


def kind_icon(kind: str) -> str:
    """The icon of a voucher kind."""
    return ICONS[VoucherKind(kind)]


def done_sentence(kind: VoucherKind, amount: str, place: str, number: str) -> str:
    """`Issued 5 weapons to Cpl T. Vessin · B-ISS-2026-000412`."""
    return tr(_DONE[kind], amount=amount, place=place, number=number)


def condition_word(code: str) -> str:
    """What a condition is called."""
    return tr(condition_label(code)) if code else ""


def condition_chip(code: str) -> Chip:
    """A condition as a chip: colour, icon and word."""
    chip = next((one.chip for one in condition_list() if one.code == code), "idle")
    return Chip(Status(chip), condition_word(code) or tr("Not recorded"))


def moment_words(moment: str) -> str:
    """`2026-11-20 06:30`, or the day alone when only the day is known."""
    return moment[:10] if moment[11:13] in {"", "24"} else moment[:16].replace("T", " ")


def amount(count: int, unit: str) -> str:
    """`5 weapons`, `120 rounds`, `20 each`."""
    match unit:
        case "weapon":
            return trn("{figure} weapon", "{figure} weapons", count, figure=grouped(count))
        case "round":
            return trn("{figure} round", "{figure} rounds", count, figure=grouped(count))
        case _:
            return f"{grouped(count)} {unit}"


def amounts(parts: Iterable[tuple[str, int]]) -> str:
    """Quantities by unit, each unit on its own: `5 weapons, 120 rounds`."""
    sums: dict[str, int] = {}
    for unit, count in parts:
        sums[unit] = sums.get(unit, 0) + count
    return ", ".join(amount(count, unit) for unit, count in sums.items())
