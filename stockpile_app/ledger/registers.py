"""The registers: accounts, holds, weapons, vouchers; and one posted voucher with everything named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from stockpile_app.audit import Head, head
from stockpile_app.catalogue.model import Weapon
from stockpile_app.catalogue.queries import ITEM_TITLE, WEAPON_COLUMNS
from stockpile_app.ledger.gather import ACCOUNT_COLUMNS, HOLD_COLUMNS, voucher_by_id
from stockpile_app.ledger.model import Account, Hold, Voucher
from stockpile_app.store import Stockpile


@dataclass(frozen=True, slots=True)
class VoucherLine:
    """One movement of a posted voucher, with everything named."""

    line_no: int
    mark: str
    item: str
    item_kind: str
    unit: str
    condition_from: str
    condition_to: str
    from_account: str
    to_account: str
    quantity: int
    entered: str
    remarks: str
    effective_at: str
    weapon_id: int
    lot_id: int
    kit: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class VoucherView:
    """A posted voucher as it is shown and printed.

    Attributes:
        kit: In each line: (description, expected, confirmed).
        reversed_by: The number of the voucher that undid it; '' while it stands.
        entry_hash: SHA-256 of its journal entry, hexadecimal.
        approved_by: The second person, whose approval posted it; '' where none was needed.
    """

    voucher: Voucher
    entry: int
    entry_hash: str
    from_account: Account | None
    to_account: Account | None
    lines: tuple[VoucherLine, ...]
    containers: tuple[str, ...]
    reverses: str
    reversed_by: str
    depot_code: str
    depot_name: str
    sole: bool
    head: Head
    approved_by: str = ""


@dataclass(frozen=True, slots=True)
class VoucherRow:
    """A voucher in the register."""

    id: int
    number: str
    kind: str
    effective_at: str
    due_back_at: str
    from_account: str
    to_account: str
    lines: int
    actor: str
    recorded_at: str
    reverses: int
    reversed: bool


def accounts(stockpile: Stockpile, *kinds: str) -> list[Account]:
    """The accounts of these kinds (of every kind without one), by name."""
    marks = ", ".join("?" * len(kinds))
    where = f"WHERE kind IN ({marks})" if kinds else ""
    return [
        Account(*row)
        for row in stockpile.rows(f"SELECT {ACCOUNT_COLUMNS} FROM account {where} ORDER BY name, id", kinds)
    ]


def account_named(stockpile: Stockpile, text: str) -> list[Account]:
    """Accounts called so, by name, second name or code, exactly."""
    return [
        Account(*row)
        for row in stockpile.rows(
            f"SELECT {ACCOUNT_COLUMNS} FROM account WHERE ?1 IN (name, name_other, code) AND ?1 <> '' ORDER BY id",
            [text],
        )
    ]


def holds_in_force(stockpile: Stockpile) -> list[Hold]:
    """Every hold that has not been released, newest first."""
    return [
        Hold(*row)
        for row in stockpile.rows(
            f"SELECT {HOLD_COLUMNS} FROM hold WHERE id NOT IN (SELECT hold_id FROM hold_release) ORDER BY id DESC"
        )
    ]


def weapon_ids(stockpile: Stockpile, where: str = "", values: Sequence[object] = ()) -> list[int]:
    """The ids of the weapons register in its order, for a table that fetches rows as it shows them.

    Args:
        where: An SQL condition over table `weapon` from this module's constants, '' for all.
    """
    clause = f"WHERE {where}" if where else ""
    return [row[0] for row in stockpile.rows(f"SELECT id FROM weapon {clause} ORDER BY entry, id", values)]


IN_BALANCE = "account_id = ? AND item_type_id = ? AND condition = ?"
"""For `weapon_ids`: the weapons of one balance."""


@dataclass(frozen=True, slots=True)
class WeaponRow:
    """A weapon in the register, with where it is and in what condition."""

    weapon: Weapon
    item: str
    account_id: int
    account: str
    condition: str
    last_at: str
    twins: int
    marks: int


def weapon_rows(stockpile: Stockpile, ids: Sequence[int]) -> list[WeaponRow]:
    """These weapons' register rows, in the order asked for."""
    marks = ", ".join("?" * len(ids))
    columns = ", ".join(f"w.{name.strip()}" for name in WEAPON_COLUMNS.split(","))
    found = {
        row[0]: WeaponRow(Weapon(*row[:11]), *row[11:])
        for row in stockpile.rows(
            f"SELECT {columns}, {ITEM_TITLE}, "
            "w.account_id, coalesce(a.name, ''), w.condition, w.last_at, "
            "(SELECT count(*) FROM look_alike k WHERE k.weapon_id = w.id OR k.twin_id = w.id), "
            "(SELECT count(*) FROM marking m WHERE m.weapon_id = w.id) "
            f"FROM weapon w JOIN item_type i ON i.id = w.item_type_id LEFT JOIN account a ON a.id = w.account_id "
            f"WHERE w.id IN ({marks})",
            ids,
        )
    }
    return [found[one] for one in ids if one in found]


def vouchers(
    stockpile: Stockpile, *, after: str = "", until: str = "9999", limit: int = -1
) -> list[VoucherRow]:
    """The voucher register by effective date, newest first."""
    return [
        VoucherRow(*(*row[:-1], bool(row[-1])))
        for row in stockpile.rows(
            "SELECT v.id, v.number, v.kind, v.effective_at, v.due_back_at, coalesce(f.name, ''), "
            "coalesce(t.name, ''), (SELECT count(*) FROM movement m WHERE m.voucher_id = v.id), v.actor, "
            "v.recorded_at, v.reverses, EXISTS (SELECT 1 FROM voucher r WHERE r.reverses = v.id) "
            "FROM voucher v LEFT JOIN account f ON f.id = v.from_account "
            "LEFT JOIN account t ON t.id = v.to_account WHERE v.effective_at >= ? AND v.effective_at < ? || '~' "
            "ORDER BY v.effective_at DESC, v.id DESC LIMIT ?",
            [after, until, limit],
        )
    ]


def voucher_id_of(stockpile: Stockpile, number: str) -> int:
    """The id of the voucher with this printed number; 0 when there is none."""
    return int(stockpile.value("SELECT id FROM voucher WHERE number = ?", [number.strip()]) or 0)


def voucher_number(stockpile: Stockpile, voucher_id: int) -> str:
    """The number of a voucher; '' when there is none."""
    return str(stockpile.value("SELECT number FROM voucher WHERE id = ?", [voucher_id]) or "")


def anything_posted(stockpile: Stockpile) -> bool:
    """Whether the books hold a voucher yet."""
    return stockpile.row("SELECT 1 FROM voucher LIMIT 1") is not None


def vouchers_of_entry(stockpile: Stockpile, entry: int) -> list[str]:
    """The numbers of the vouchers that this journal entry posted."""
    return [
        row[0] for row in stockpile.rows("SELECT number FROM voucher WHERE entry = ? ORDER BY id", [entry])
    ]


def voucher_entry(stockpile: Stockpile, number: str) -> int:
    """The journal entry that posted this voucher; 0 for an unknown number."""
    return int(stockpile.value("SELECT entry FROM voucher WHERE number = ?", [number]) or 0)


def voucher_view(stockpile: Stockpile, number: str) -> VoucherView | None:
    """A posted voucher with everything named, to show or print; None for an unknown number."""
    voucher = voucher_by_id(stockpile, voucher_id_of(stockpile, number))
    if voucher is None:
        return None
    entry, digest = stockpile.row(
        "SELECT j.entry, j.hash FROM voucher v JOIN journal j ON j.entry = v.entry WHERE v.id = ?",
        [voucher.id],
    ) or (0, b"")
    code, name, sole = stockpile.row("SELECT code, name, sole FROM stockpile") or ("", "", 0)
    named = {a.id: a for a in accounts(stockpile)} if voucher.from_account or voucher.to_account else {}
    return VoucherView(
        voucher=voucher,
        entry=entry,
        entry_hash=bytes(digest).hex(),
        from_account=named.get(voucher.from_account),
        to_account=named.get(voucher.to_account),
        lines=tuple(_voucher_lines(stockpile, voucher.id)),
        containers=tuple(
            row[0]
            for row in stockpile.rows(
                "SELECT a.name FROM container_stand c JOIN account a ON a.id = c.container_id WHERE voucher_id = ?",
                [voucher.id],
            )
        ),
        reverses=str(stockpile.value("SELECT number FROM voucher WHERE id = ?", [voucher.reverses]) or ""),
        reversed_by=str(
            stockpile.value("SELECT number FROM voucher WHERE reverses = ? AND reverses <> 0", [voucher.id])
            or ""
        ),
        depot_code=code,
        depot_name=name,
        sole=bool(sole),
        head=head(stockpile),
        approved_by=str(
            stockpile.value(
                "SELECT decided_by FROM decision WHERE entry = ? AND outcome = 'approved'", [entry]
            )
            or ""
        ),
    )


_LINES = f"""
    SELECT m.line_no,
           CASE WHEN m.weapon_id <> 0 THEN CASE WHEN w.serial <> '' THEN w.serial ELSE w.own_number END
                ELSE coalesce(l.number, '') END,
           {ITEM_TITLE},
           i.kind, i.base_unit, m.condition_from, m.condition_to, f.name, t.name, m.quantity, m.entered,
           m.remarks, m.effective_at, m.weapon_id, m.lot_id
    FROM movement m JOIN item_type i ON i.id = m.item_type_id
    JOIN account f ON f.id = m.from_account JOIN account t ON t.id = m.to_account
    LEFT JOIN weapon w ON w.id = m.weapon_id LEFT JOIN lot l ON l.id = m.lot_id
    WHERE m.voucher_id = ? ORDER BY m.line_no
"""


def _voucher_lines(stockpile: Stockpile, voucher_id: int) -> Iterator[VoucherLine]:
    kit: dict[int, list[tuple[str, int, int]]] = {}
    for line_no, description, expected, confirmed in stockpile.rows(
        "SELECT line_no, description, expected, confirmed FROM kit_check WHERE voucher_id = ? "
        "ORDER BY line_no, kit_line_no",
        [voucher_id],
    ):
        kit.setdefault(line_no, []).append((description, expected, confirmed))
    for row in stockpile.rows(_LINES, [voucher_id]):
        yield VoucherLine(*(*row, tuple(kit.get(row[0], ()))))
