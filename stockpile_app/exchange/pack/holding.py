"""The task `holding`: take the list of a place or a holder along, and say of each line what is there.

For an inspector or a receiving depot.  No quantity moves when it comes back: the answers are a
record of the return, to be looked at and acted on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from stockpile_app.base import Finding, Refused, tr
from stockpile_app.base.text import N_
from stockpile_app.catalogue.queries import ITEM_TITLE
from stockpile_app.exchange.pack.findings import refusal
from stockpile_app.exchange.pack.model import Answered, Brought, Gathered, PackLine, PackTask
from stockpile_app.ledger import HoldKind, container_places
from stockpile_app.store import Stockpile

SEEN, NOT_SEEN, REMARK = "seen", "not seen", "remark"
_LINES = (
    "SELECT 'weapon', w.id, coalesce(nullif(w.serial, ''), w.own_number) AS mark, {title} AS title, a.name AS place, "
    "w.condition AS condition, 1, i.base_unit FROM weapon w JOIN item_type i ON i.id = w.item_type_id "
    "JOIN account a ON a.id = w.account_id WHERE w.account_id IN ({ids}) "
    "UNION ALL SELECT iif(h.lot_id, 'lot', 'item_type'), iif(h.lot_id, h.lot_id, i.id), coalesce(l.number, ''), "
    "{title}, a.name, h.condition, h.quantity, i.base_unit FROM holding h JOIN item_type i ON i.id = h.item_type_id "
    "JOIN account a ON a.id = h.account_id LEFT JOIN lot l ON l.id = h.lot_id "
    "WHERE h.quantity > 0 AND i.tracking <> 'serial' AND h.account_id IN ({ids}) "
    "ORDER BY place, title, mark, condition"
)


def gather(stockpile: Stockpile, account_id: int) -> Gathered:
    """Everything in the account, and in the containers that stand in it, as it stands now.

    Raises:
        Refused: no account of this stockpile, or nothing in it.
    """
    name = stockpile.value("SELECT name FROM account WHERE id = ? AND id >= 100", [account_id])
    places = _with_containers(stockpile, account_id)
    sql = _LINES.format(title=ITEM_TITLE, ids=", ".join(map(str, places)))
    if name is None or stockpile.row(f"{sql} LIMIT 1") is None:
        raise Refused([refusal(
            "PACK-04", tr("There is nothing here to take along"), tr("Place or holder"),
            tr("a place or holder that holds something"), name or str(account_id),
            tr("Choose another place"))])  # fmt: skip
    lines = (PackLine(number, *row) for number, row in enumerate(stockpile.each(sql), start=1))
    return Gathered(
        tr("{place}: say of each line whether it is there", place=name),
        lines,
        [("account", p) for p in places],
    )


def _with_containers(stockpile: Stockpile, account_id: int) -> list[int]:
    stands, places = container_places(stockpile), [account_id]
    for place in places:
        places += [one for one, at in stands.items() if at == place and one not in places]
    return places


def check(answers: Iterable[Answered]) -> Iterator[Finding]:
    """PACK-17: something was answered."""
    if not any(one.answer.state for one in answers):
        yield refusal("PACK-17", tr("No line has been answered yet"), tr("Answer"), tr("at least one line answered"),
                      tr("none"), tr("Answer the lines, then write the answer"))  # fmt: skip


def _nothing(_stockpile: Stockpile, _brought: Brought) -> Iterable[object]:
    return ()


HOLDING = PackTask(
    kind="holding",
    label=N_("List of a place or holder"),
    hold_kind=HoldKind.UNDER_COUNT,
    states=((SEEN, N_("Seen")), (NOT_SEEN, N_("Not seen")), (REMARK, N_("Remark"))),
    worded=frozenset({REMARK}),
    gather=gather,
    check=check,
    take_in=_nothing,
)
