"""With what a voucher dialog opens: from the page, from a draft, or from another dialog's remedy."""

from __future__ import annotations

from dataclasses import dataclass

from stockpile_app.ledger.model import Account, Voucher
from stockpile_app.ledger.reading import Subject
from stockpile_app.ledger.requests import AnyVoucher


@dataclass(frozen=True, slots=True)
class Start:
    """What is known before anything is scanned.

    Attributes:
        marks: Serials, lots or labels that are read at once, as if scanned.
        draft: A voucher begun earlier.
        voucher_number: For a reversal: which voucher it undoes.
        account_id, holder_id: Where the person was when the dialog was asked for.
    """

    marks: tuple[str, ...] = ()
    draft: AnyVoucher | None = None
    voucher_number: str = ""
    account_id: int = 0
    holder_id: int = 0


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the books offer to choose from when a dialog opens.

    Attributes:
        last: The latest voucher of this kind; its account is proposed.
        words: What was written in free fields before, by field.
        drafted: For each line of a draft: what it is about.
    """

    accounts: tuple[Account, ...]
    last: Voucher | None
    words: dict[str, list[str]]
    drafted: tuple[Subject | None, ...] = ()
