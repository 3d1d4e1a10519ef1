"""Where people sign: role, name and rank, signature, date and time; three side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stockpile_app.base import tr
from stockpile_app.base.text import N_
from stockpile_app.documents.block import Block, paragraph
from stockpile_app.documents.fonts import Style
from stockpile_app.documents.frame import GUTTER, LABEL, VALUE
from stockpile_app.documents.page import LINE, Mark, Sheet
from stockpile_app.documents.text_layer import TextLayer
from stockpile_app.ledger.model import VoucherKind

ROLE = Style(8.5, strong=True)
_ABOVE = 4.0
_CLEAR = 1.2
_NAME_LINES = 3

SIGNERS: dict[VoucherKind, tuple[str, str, str]] = {
    VoucherKind.OPENING: (N_("Counted by"), N_("Entered by"), N_("Approved by")),
    VoucherKind.RECEIPT: (N_("Delivered by"), N_("Received by"), N_("Witness")),
    VoucherKind.ISSUE: (N_("Issued by"), N_("Received by"), N_("Witness")),
    VoucherKind.HAND_IN: (N_("Handed in by"), N_("Received by"), N_("Witness")),
    VoucherKind.TRANSFER: (N_("Handed over by"), N_("Received by"), N_("Witness")),
    VoucherKind.EXPENDITURE: (N_("Used by"), N_("Entered by"), N_("Witness")),
    VoucherKind.RECLASSIFICATION: (N_("Inspected by"), N_("Entered by"), N_("Approved by")),
    VoucherKind.DISPATCH: (N_("Handed over by"), N_("Received by"), N_("Witness")),
    VoucherKind.DESTRUCTION: (N_("Destroyed by"), N_("Verified by"), N_("Witness")),
    VoucherKind.DEACTIVATION: (N_("Performed by"), N_("Verified by"), N_("Approved by")),
    VoucherKind.REVERSAL: (N_("Asked for by"), N_("Entered by"), N_("Approved by")),
}
"""Who signs each kind of voucher; translate when shown."""


@dataclass(frozen=True, slots=True)
class Signer:
    """One who signs; the name is printed where the books know it."""

    role: str
    name: str = ""


def signature_block(layer: TextLayer, signers: Sequence[Signer], width: float, gap: float) -> Block:
    """One column a signer; `gap` is the height in which a hand writes."""
    own = (width - GUTTER * (len(signers) - 1)) / len(signers)
    starts = [place * (own + GUTTER) for place in range(len(signers))]
    names = [_name_lines(layer, signer, own) for signer in signers]
    first = _ABOVE + ROLE.leading + max(gap, max(map(len, names)) * VALUE.leading + _CLEAR)
    second = first + LABEL.leading + gap
    marks: list[Mark] = []
    for x, signer, name in zip(starts, signers, names, strict=True):
        marks += _column(layer, signer, name, x, own, first, second)

    def paint(sheet: Sheet, top: float, _: float) -> None:
        for x in starts:
            sheet.rule(top + first, LINE, x, x + own)
            sheet.rule(top + second, LINE, x, x + own)

    return Block(second + LABEL.leading + 2, tuple(marks), whole=True, paint=paint)


def _name_lines(layer: TextLayer, signer: Signer, own: float) -> tuple[str, ...]:
    """The name to print above the line; one too long for it is written by hand."""
    lines = layer.wrap(signer.name, VALUE, own) if signer.name else ()
    return lines if len(lines) <= _NAME_LINES else ()


def _column(
    layer: TextLayer, signer: Signer, name: Sequence[str], x: float, own: float, first: float, second: float
) -> list[Mark]:
    marks = paragraph(layer, signer.role, ROLE, x=x, top=_ABOVE, width=own, sentence=True)
    for number, line in enumerate(name):
        marks.append(Mark(x, first - _CLEAR - (len(name) - number) * VALUE.leading, line, VALUE, width=own))
    captions = (
        (tr("Name and rank"), 0.0, first),
        (tr("Signature"), 0.0, second),
        (tr("Date and time"), 0.58, second),
    )
    for caption, share, top in captions:
        marks += paragraph(layer, caption, LABEL, x=x + own * share, top=top + 0.5, width=own * (1 - share),
                           sentence=True)[:1]  # fmt: skip
    return marks
