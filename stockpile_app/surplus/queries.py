"""What was entered about surplus: requirements, policy, reviews, obsolescence, declarations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from stockpile_app.access import founding
from stockpile_app.base.clock import local_date
from stockpile_app.catalogue.queries import ITEM_TITLE, chunks
from stockpile_app.store import Stockpile
from stockpile_app.surplus.model import (
    DEFAULT_CRITERIA,
    Declaration,
    DeclarationLine,
    Obsolescence,
    Requirement,
    SurplusPolicy,
    SurplusReview,
)

REQUIREMENT_COLUMNS = (
    "id, item_type_id, level, unit, factor, quantity, source, effective_from, scale_items, scale_posts, "
    "effective_to, scenario"
)
POLICY_COLUMNS = "id, criteria, dormant_years, source, effective_from"
REVIEW_COLUMNS = "id, reviewed_on, next_on, authority, remarks"
OBSOLESCENCE_COLUMNS = "id, item_type_id, obsolete, source, effective_from"
DECLARATION_COLUMNS = (
    "id, number, recorded_year, serial_no, declared_on, authority, reason, apart_account, voucher_id, "
    "document"
)
LINE_COLUMNS = (
    "declaration_id, line_no, item_type_id, condition, grounds, weapon_id, lot_id, quantity, hold_id"
)


def today(stockpile: Stockpile) -> str:
    """The depot's local date."""
    return local_date(stockpile.clock.now(), founding(stockpile).zone).isoformat()


def requirements(stockpile: Stockpile, item_type_id: int = 0) -> list[Requirement]:
    """Every factor ever entered, of one item type or of all, oldest first."""
    return [
        Requirement(*row)
        for row in stockpile.rows(
            f"SELECT {REQUIREMENT_COLUMNS} FROM requirement WHERE ?1 IN (0, item_type_id) ORDER BY id",
            [item_type_id],
        )
    ]


def scenarios(stockpile: Stockpile) -> list[str]:
    """The names of all “what ifs”."""
    sql = "SELECT DISTINCT scenario FROM requirement WHERE scenario <> '' ORDER BY 1"
    return [str(row[0]) for row in stockpile.rows(sql)]


def policy_on(stockpile: Stockpile, on: str) -> SurplusPolicy | None:
    """The policy in force on a day; None until one is entered."""
    row = stockpile.row(
        f"SELECT {POLICY_COLUMNS} FROM surplus_policy WHERE effective_from <= ? "
        "ORDER BY effective_from DESC, id DESC LIMIT 1",
        [on],
    )
    return SurplusPolicy(*row) if row else None


def criteria_of(policy: SurplusPolicy | None) -> tuple[str, ...]:
    """In what order stock is put forward; the usual order until a policy is entered."""
    return tuple(policy.criteria.split(",")) if policy else tuple(DEFAULT_CRITERIA)


def reviews(stockpile: Stockpile) -> list[SurplusReview]:
    """Every review of the stocks, the newest first; the first one says when the next is due."""
    sql = f"SELECT {REVIEW_COLUMNS} FROM surplus_review ORDER BY reviewed_on DESC, id DESC"
    return [SurplusReview(*row) for row in stockpile.rows(sql)]


def obsolescences(stockpile: Stockpile, on: str) -> dict[int, Obsolescence]:
    """What somebody said of an item type that holds on a day: the last word of each."""
    sql = f"SELECT {OBSOLESCENCE_COLUMNS} FROM obsolescence WHERE effective_from <= ? ORDER BY effective_from, id"
    return {row[1]: Obsolescence(*row) for row in stockpile.rows(sql, [on])}


@dataclass(frozen=True, slots=True)
class DeclarationRow:
    """A declaration as a list shows it.

    Attributes:
        apart: The place where it stands apart, by name.
        lines, quantity: How many lines it has and what they come to.
        standing: How many of its lines still stand; `gone`, how many were destroyed, deactivated or sent away.
            The others were taken back into service.
    """

    declaration: Declaration
    apart: str
    lines: int
    quantity: int
    standing: int
    gone: int = 0


@dataclass(frozen=True, slots=True)
class DeclaredLine:
    """One line of a declaration as a person reads it.

    Attributes:
        mark: Serial or own number, lot number, or ''.
        standing: Whether it still stands; False when it was taken back into service, or is `gone`.
    """

    line: DeclarationLine
    item: str
    mark: str
    standing: bool
    gone: bool = False


_STANDS = "l.hold_id NOT IN (SELECT hold_id FROM hold_release)"
_GONE = (
    "l.hold_id IN (SELECT r.hold_id FROM hold_release r JOIN journal j ON j.entry = r.entry "
    "WHERE j.kind IN ('destruction', 'deactivation', 'dispatch'))"
)


def declarations(stockpile: Stockpile) -> list[DeclarationRow]:
    """Every declaration, the newest first."""
    columns = ", ".join(f"d.{name}" for name in DECLARATION_COLUMNS.split(", "))
    return [
        DeclarationRow(Declaration(*row[:10]), *row[10:])
        for row in stockpile.rows(
            f"SELECT {columns}, a.name, count(*), sum(l.quantity), sum({_STANDS}), sum({_GONE}) "
            "FROM declaration d "
            "JOIN account a ON a.id = d.apart_account JOIN declaration_line l ON l.declaration_id = d.id "
            "GROUP BY d.id ORDER BY d.id DESC"
        )
    ]


def declaration_by_id(stockpile: Stockpile, declaration_id: int) -> Declaration | None:
    """One declaration."""
    row = stockpile.row(f"SELECT {DECLARATION_COLUMNS} FROM declaration WHERE id = ?", [declaration_id])
    return Declaration(*row) if row else None


def declaration_numbered(stockpile: Stockpile, number: str) -> Declaration | None:
    """One declaration by its number."""
    row = stockpile.row(f"SELECT {DECLARATION_COLUMNS} FROM declaration WHERE number = ?", [number])
    return Declaration(*row) if row else None


def lines_of(stockpile: Stockpile, declaration_id: int, *, standing: bool = False) -> list[DeclarationLine]:
    """The lines of a declaration; only those that still stand, if asked."""
    only = f"AND {_STANDS}" if standing else ""
    return [
        DeclarationLine(*row)
        for row in stockpile.rows(
            f"SELECT {LINE_COLUMNS} FROM declaration_line l WHERE declaration_id = ? {only} ORDER BY line_no",
            [declaration_id],
        )
    ]


def declared_lines(stockpile: Stockpile, declaration_id: int) -> list[DeclaredLine]:
    """The lines of a declaration as a person reads them."""
    columns = ", ".join(f"l.{name}" for name in LINE_COLUMNS.split(", "))
    return [
        DeclaredLine(DeclarationLine(*row[:9]), row[9], row[10], bool(row[11]), bool(row[12]))
        for row in stockpile.rows(
            f"SELECT {columns}, {ITEM_TITLE}, "
            f"coalesce(nullif(w.serial, ''), w.own_number, o.number, ''), {_STANDS}, {_GONE} FROM declaration_line l "
            "JOIN item_type i ON i.id = l.item_type_id LEFT JOIN weapon w ON w.id = l.weapon_id "
            "LEFT JOIN lot o ON o.id = l.lot_id WHERE l.declaration_id = ? ORDER BY l.line_no",
            [declaration_id],
        )
    ]


def reservations(
    stockpile: Stockpile, *, weapons: Iterable[int] = (), accounts: Iterable[int] = ()
) -> frozenset[int]:
    """The holds that declarations placed on these weapons and places and that still stand.

    What serves the disposal (a dispatch, a destruction, another declaration at the same place) names
    them as its own: `Draft.serves`.
    """
    found: set[int] = set()
    for marks, portion in chunks(weapons):
        found |= {
            row[0]
            for row in stockpile.rows(
                f"SELECT hold_id FROM declaration_line l WHERE weapon_id IN ({marks}) AND weapon_id <> 0 AND {_STANDS}",
                portion,
            )
        }
    for marks, portion in chunks(accounts):
        found |= {
            row[0]
            for row in stockpile.rows(
                "SELECT l.hold_id FROM declaration_line l JOIN declaration d ON d.id = l.declaration_id "
                f"WHERE l.weapon_id = 0 AND d.apart_account IN ({marks}) AND {_STANDS}",
                portion,
            )
        }
    return frozenset(found)
