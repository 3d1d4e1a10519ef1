"""Look: where something is, its whole life, and what every account holds."""

from __future__ import annotations

import click

from stockpile_app import ledger
from stockpile_app.base import tr
from stockpile_app.base.quantity import grouped as digits
from stockpile_app.cli.outcome import DONE, answer
from stockpile_app.cli.session import on_books
from stockpile_app.ledger import GROUPINGS, Match, find, totals
from stockpile_app.store import Stockpile


@click.command()
@on_books
@click.argument("text")
def where(stockpile: Stockpile, text: str, as_json: bool) -> int:
    """Find a weapon, lot, container, holder or voucher of FILE by any of its marks (TEXT)."""
    matches = find(stockpile, text)
    answer(
        as_json,
        {"text": text, "matches": matches},
        [_match_line(match) for match in matches]
        or [tr("Nothing in the books is marked “{text}”", text=text)],
    )
    return DONE


def _match_line(match: Match) -> str:
    how = tr("exact") if match.match == "exact" else tr("look-alike")
    return " · ".join(
        filter(None, (how, match.kind, match.identity, match.detail, match.account, match.condition))
    )


@click.command()
@on_books
@click.argument("identity")
def history(stockpile: Stockpile, identity: str, as_json: bool) -> int:
    """Tell the whole life of one weapon, lot or container of FILE (IDENTITY: any of its marks)."""
    matches = find(stockpile, identity)
    lives = {"weapon": ledger.weapon_life, "lot": ledger.lot_life, "container": ledger.container_life}
    told = [
        (match, lives[match.kind](stockpile, match.id))
        for match in matches
        if match.kind in lives and match.match == "exact"
    ]
    lines = []
    for match, events in told:
        lines.append(f"{match.kind} {match.identity} · {match.detail} · {match.account}")
        lines += [
            "  " + " · ".join(filter(None, (
                event.effective_at.replace("T24:00", "").replace("T", " "), event.word,
                f"{event.from_account} → {event.to_account}" if event.to_account else "",
                digits(event.quantity) if event.quantity > 1 else "", event.detail, event.voucher,
                tr("undone by {number}", number=event.undone_by) if event.undone_by else "")))
            for event in events
        ]  # fmt: skip
    answer(
        as_json,
        {"items": [{"kind": match.kind, "id": match.id, "identity": match.identity, "account": match.account,
                    "condition": match.condition, "events": events} for match, events in told]},
        lines or [tr("Nothing in the books is marked “{text}”", text=identity)],
    )  # fmt: skip
    return DONE


@click.command()
@on_books
@click.option("--as-of", default="", help="A day, YYYY-MM-DD; now without it.")
@click.option("--known-on", type=int, default=0, help="As known when this journal entry was the last.")
@click.option("--by", default="item,account,condition", show_default=True,
              help="Group by some of: " + ", ".join(GROUPINGS))  # fmt: skip
@click.option("--outside", is_flag=True, help="Also the accounts outside the stockpile.")
def balance(stockpile: Stockpile, as_of: str, known_on: int, by: str, outside: bool, as_json: bool) -> int:
    """Say what every account of FILE holds, now or on any day."""
    names = [name.strip() for name in by.split(",") if name.strip()]
    wrong = [name for name in names if name not in GROUPINGS]
    if wrong:
        raise click.BadParameter(f"{', '.join(wrong)}: {', '.join(GROUPINGS)}", param_hint="--by")
    if as_of and not _is_day(as_of):
        raise click.BadParameter(tr("{text} is not a day like 2026-11-20", text=as_of), param_hint="--as-of")
    keys = [name for name in names if name != "unit"]
    rows = totals(stockpile, keys, as_of=as_of, known_on=known_on, outside=outside)
    by_unit: dict[str, int] = {}
    for row in rows:
        by_unit[row.unit] = by_unit.get(row.unit, 0) + row.quantity
    answer(
        as_json,
        {
            "as_of": as_of,
            "known_on": known_on,
            "rows": [dict(zip(keys, row.keys, strict=True)) | {"unit": row.unit, "quantity": row.quantity}
                     for row in rows],
            "totals_by_unit": by_unit,
            "total": sum(row.quantity for row in rows),
            "total_is": "control total: plain sum of quantities, units ignored",
        },
        [
            *(f"{digits(row.quantity):>12} {row.unit:10} {' · '.join(row.keys)}" for row in rows),
            *(f"{digits(total):>12} {unit:10} {tr('in all')}" for unit, total in sorted(by_unit.items())),
            tr("Control total {total}: plain sum of quantities, units ignored",
               total=digits(sum(row.quantity for row in rows))),
        ],
    )  # fmt: skip
    return DONE


def _is_day(text: str) -> bool:
    parts = text.split("-")
    if [len(part) for part in parts] != [4, 2, 2] or not all(part.isdigit() for part in parts):
        return False
    return 1 <= int(parts[1]) <= 12 and 1 <= int(parts[2]) <= 31


COMMANDS = (where, history, balance)
