"""What an audit workbook is made of, before a spreadsheet exists: balances with their turnover, checks."""

from __future__ import annotations

from dataclasses import dataclass

from stockpile_app.ledger.model import FIRST_REAL_ACCOUNT

LONGEST_FIGURE = 999_999_999_999_999
"""Fifteen digits: what a spreadsheet program keeps."""

BalanceKey = tuple[int, int, int, str]


@dataclass(frozen=True, slots=True)
class Period:
    """The days that the workbook tells of, both included; '' for open."""

    first: str = ""
    last: str = ""

    @property
    def up_to(self) -> str:
        """The latest moment of the period, as the books write moments."""
        return f"{self.last}T99" if self.last else "9999"


@dataclass(frozen=True, slots=True)
class BalanceLine:
    """One balance over the period, and where its movements stand in the sorted list.

    Attributes:
        account_id, item_type_id, lot_id, condition: The balance.
        place: The account as people read it, a container with where it stands.
        state: The condition's label.
        opening: What was there before the period; `moved_in`, `moved_out` what the period moved.
        sides: How many rows it has in the movements sheet; `first_side` is the first, from 0.
        books: What the balance tables of the books say it is.
        weapons: Weapons that the register lists here; `first_weapon` is the first, from 0.
    """

    account_id: int
    item_type_id: int
    lot_id: int
    condition: str
    account_kind: str
    place: str
    item: str
    stock_number: str
    lot: str
    state: str
    unit: str
    tracking: str
    opening: int
    moved_in: int
    moved_out: int
    sides: int
    books: int
    first_side: int = 0
    weapons: int = 0
    first_weapon: int = 0

    @property
    def key(self) -> BalanceKey:
        """What no two balances share."""
        return self.account_id, self.item_type_id, self.lot_id, self.condition

    @property
    def inside(self) -> bool:
        """Whether it belongs to the stockpile."""
        return self.account_id >= FIRST_REAL_ACCOUNT

    @property
    def closing(self) -> int:
        """What the movements leave."""
        return self.opening + self.moved_in - self.moved_out

    @property
    def exact(self) -> bool:
        """Whether a spreadsheet program can compute it: no figure is longer than 15 digits."""
        figures = (self.opening, self.moved_in, self.moved_out, self.closing, self.books)
        return all(abs(figure) <= LONGEST_FIGURE for figure in figures)


@dataclass(frozen=True, slots=True)
class Lines:
    """Every balance, numbered: those of the stockpile first, by unit, item type, lot, account."""

    inside: tuple[BalanceLine, ...]
    outside: tuple[BalanceLine, ...]

    @property
    def all(self) -> tuple[BalanceLine, ...]:
        """In the order of their numbers, which begin with 1."""
        return self.inside + self.outside

    @property
    def units(self) -> list[str]:
        """The units that are counted in, by name."""
        return sorted({line.unit for line in self.all})


@dataclass(frozen=True, slots=True)
class Books:
    """Whose books, and how far the journal goes.

    Attributes:
        root: The journal's root, hexadecimal.
        last_kind, last_by, last_at: The last entry: what it was, by whom, when (UTC).
        today: The depot's local date of the last entry: the day the workbook speaks of.
        checkpoint: The signed note over size and root; '' for books that have no key yet.
        public_key: The depot's, against which the note is checked; hexadecimal.
        troubles: What the verification before the export has found; none in books that hold.
    """

    code: str
    name: str
    kind: str
    zone: str
    sole: bool
    size: int
    root: str
    last_kind: str
    last_by: str
    last_at: str
    today: str
    checkpoint: str = ""
    public_key: str = ""
    troubles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AuditSummary:
    """Control totals of a written audit workbook.

    Attributes:
        journal_size, root: The checkpoint that every sheet carries.
        quantity_total: Plain sum of the quantities moved, units ignored: a control total.
        held: What the stockpile holds at the end, by unit.
        checks: How many checks the workbook holds; `failed` names those that do not add up.
    """

    period_from: str
    period_to: str
    journal_size: int
    root: str
    balances: int
    outside_balances: int
    movements: int
    vouchers: int
    weapons: int
    lots: int
    findings: int
    quantity_total: int
    held: tuple[tuple[str, int], ...]
    checks: int
    failed: tuple[str, ...] = ()

    @property
    def adds_up(self) -> bool:
        """Whether every check holds."""
        return not self.failed
