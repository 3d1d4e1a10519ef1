"""A program that posts until it is killed: what it was told is done goes to its standard output.

python posting_child.py FILE ENTRY_ID_START HOW_MANY
"""

from __future__ import annotations

import sys
import time
import uuid
from pathlib import Path

from stockpile_app import assembly, ledger
from stockpile_app.base import KnownError, Refused
from stockpile_app.ledger import Line, NewWeapon

USER, PASSPHRASE = "keeper", "correct horse"


def voucher(number: int, item: int, place: int) -> ledger.ReceiptVoucher:
    """The request with this number: the same number is the same request."""
    lines = (
        Line(
            item_type_id=item,
            condition="serviceable",
            new_weapon=NewWeapon(
                make="Izhevsk", model="AKM", calibre=f"cal {number}", serial=f"S{number:06d}"
            ),
        ),
    )
    return ledger.ReceiptVoucher(
        operation_id=str(uuid.UUID(int=10**12 + number)),
        effective_at="2026-11-01",
        to_account=place,
        lines=lines,
    )


def say(word: object) -> None:
    """One line, out at once: it must not be waiting in a buffer when the end comes."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def main() -> None:
    """Post, and say each number only after it was posted."""
    path, start, count = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    stockpile = assembly.open_stockpile(path, USER, PASSPHRASE)
    item = stockpile.value("SELECT id FROM item_type WHERE name LIKE 'AKM%'")
    place = stockpile.value("SELECT id FROM account WHERE name = 'Armoury 1'")
    say("ready")
    for number in range(start, start + count):
        ledger.receive(stockpile, voucher(number, item, place))
        say(number)
    stockpile.close()


def contend() -> None:
    """Issue whatever is still in the armoury to a holder of one's own, opening for each posting."""
    path, holder = Path(sys.argv[1]), int(sys.argv[2])
    for weapon in map(int, sys.argv[3].split(",")):
        while True:
            try:
                stockpile = assembly.open_stockpile(path, USER, PASSPHRASE)
                break
            except KnownError as error:
                if error.cause != "locked":
                    raise
                time.sleep(0.01)
        try:
            item = stockpile.value("SELECT item_type_id FROM weapon WHERE id = ?", [weapon])
            ledger.issue(
                stockpile,
                ledger.IssueVoucher(
                    operation_id=str(uuid.uuid4()),
                    effective_at="2026-11-02",
                    from_account=stockpile.value("SELECT id FROM account WHERE name = 'Armoury 1'"),
                    holder=holder,
                    due_back_at="2026-11-30",
                    lines=(Line(item_type_id=item, weapon_id=weapon, condition="serviceable"),),
                ),
            )
            say(weapon)
        except Refused as refused:
            if refused.findings[0].rule != "LEDGER-03":
                raise
        finally:
            stockpile.close()


if __name__ == "__main__":
    contend() if len(sys.argv) > 3 and "," in sys.argv[3] else main()
