"""Post a voucher on what the books hold: issue, handin, transfer, expend, reclassify, reverse; print one."""

from __future__ import annotations

from pathlib import Path

import click

from stockpile_app import audit, ledger
from stockpile_app.access import Requested
from stockpile_app.base import Finding, Refused, Severity, tr
from stockpile_app.cli.outcome import DONE, answer
from stockpile_app.cli.posting import Goods, Paper, say_posted, with_goods, with_paper
from stockpile_app.cli.second_person import say_requested, settled, with_approver
from stockpile_app.cli.session import account_of, on_books
from stockpile_app.documents.voucher import print_voucher
from stockpile_app.store import Stockpile


@click.command()
@on_books
@with_paper
@with_goods
@click.option("--from", "from_name", required=True, help="The account that gives.")
@click.option("--holder", required=True, help="Who signs for it.")
@click.option("--due", default="", help="When it is due back, local.")
@click.option("--purpose", default="")
def issue(
    stockpile: Stockpile,
    from_name: str,
    holder: str,
    due: str,
    purpose: str,
    paper: Paper,
    goods: Goods,
    as_json: bool,
) -> int:
    """Hand stock of FILE out to a holder."""
    voucher = ledger.IssueVoucher(
        operation_id=paper.operation_id,
        effective_at=paper.effective_at,
        from_account=account_of(stockpile, from_name, "--from").id,
        holder=account_of(stockpile, holder, "--holder").id,
        due_back_at=due,
        purpose=purpose,
        authority=paper.authority,
        lines=goods.lines(stockpile),
    )
    return say_posted(stockpile, ledger.issue(stockpile, voucher), as_json)


@click.command()
@on_books
@with_paper
@with_goods
@click.option("--into", required=True, help="The account that takes it back.")
@click.option("--holder", default="", help="Who gives it back; follows from the weapons.")
@click.option("--condition-to", default="", help="The condition it comes back in.")
def handin(
    stockpile: Stockpile,
    into: str,
    holder: str,
    condition_to: str,
    paper: Paper,
    goods: Goods,
    as_json: bool,
) -> int:
    """Take back into FILE what a holder had."""
    voucher = ledger.HandInVoucher(
        operation_id=paper.operation_id,
        effective_at=paper.effective_at,
        to_account=account_of(stockpile, into, "--into").id,
        holder=account_of(stockpile, holder, "--holder").id if holder else 0,
        authority=paper.authority,
        lines=goods.lines(stockpile, condition_to),
    )
    return say_posted(stockpile, ledger.hand_in(stockpile, voucher), as_json)


@click.command()
@on_books
@with_paper
@with_goods
@click.option("--to", "to_name", required=True, help="The account it goes to.")
@click.option("--from", "from_name", default="", help="The account it leaves; follows from the weapons.")
@click.option("--container", "containers", multiple=True, help="A container that moves with its content.")
def transfer(
    stockpile: Stockpile,
    to_name: str,
    from_name: str,
    containers: tuple[str, ...],
    paper: Paper,
    goods: Goods,
    as_json: bool,
) -> int:
    """Move stock or containers between two places of FILE."""
    voucher = ledger.TransferVoucher(
        operation_id=paper.operation_id,
        effective_at=paper.effective_at,
        to_account=account_of(stockpile, to_name, "--to").id,
        from_account=account_of(stockpile, from_name, "--from").id if from_name else 0,
        containers=tuple(account_of(stockpile, one, "--container").id for one in containers),
        authority=paper.authority,
        lines=goods.lines(stockpile),
    )
    return say_posted(stockpile, ledger.transfer(stockpile, voucher), as_json)


@click.command()
@on_books
@with_paper
@with_goods
@click.option("--from", "from_name", required=True, help="The holder or account that used it up.")
@click.option("--purpose", default="", help="The occasion.")
@click.option("--witness", default="")
def expend(
    stockpile: Stockpile,
    from_name: str,
    purpose: str,
    witness: str,
    paper: Paper,
    goods: Goods,
    as_json: bool,
) -> int:
    """Book rounds fired and consumables used up in FILE."""
    voucher = ledger.ExpenditureVoucher(
        operation_id=paper.operation_id,
        effective_at=paper.effective_at,
        from_account=account_of(stockpile, from_name, "--from").id,
        purpose=purpose,
        witness=witness,
        authority=paper.authority,
        lines=goods.lines(stockpile),
    )
    return say_posted(stockpile, ledger.expend(stockpile, voucher), as_json)


@click.command()
@on_books
@with_paper
@with_goods
@click.option("--at", "account_name", required=True, help="Where it stands.")
@click.option("--condition-to", required=True, help="The condition it is in now.")
@click.option("--inspection", default="", help="The inspection that says so.")
@click.option("--reason", default="")
def reclassify(
    stockpile: Stockpile,
    account_name: str,
    condition_to: str,
    inspection: str,
    reason: str,
    paper: Paper,
    goods: Goods,
    as_json: bool,
) -> int:
    """Change the condition of stock of FILE where it stands."""
    voucher = ledger.ReclassificationVoucher(
        operation_id=paper.operation_id,
        effective_at=paper.effective_at,
        account=account_of(stockpile, account_name, "--at").id,
        inspection=inspection,
        reason=reason,
        authority=paper.authority,
        lines=goods.lines(stockpile, condition_to),
    )
    return say_posted(stockpile, ledger.reclassify(stockpile, voucher), as_json)


@click.command()
@on_books
@with_paper
@click.argument("number")
@click.option("--reason", required=True, help="What was wrong.")
@with_approver
def reverse(
    stockpile: Stockpile,
    number: str,
    reason: str,
    paper: Paper,
    approver: str,
    as_json: bool,
) -> int:
    """Undo the voucher NUMBER of FILE by a voucher of its own; another's needs a second person."""
    voucher = ledger.ReversalVoucher(
        operation_id=paper.operation_id,
        effective_at=paper.effective_at,
        voucher_id=ledger.voucher_id_of(stockpile, number),
        reason=reason,
        authority=paper.authority,
    )
    outcome = settled(stockpile, ledger.reverse(stockpile, voucher), approver)
    if isinstance(outcome, Requested):
        return say_requested(outcome, as_json)
    return say_posted(stockpile, outcome, as_json)


@click.command()
@on_books
@click.argument("number")
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--page", type=click.Choice(["A4", "Letter"]), default="A4")
def voucher(stockpile: Stockpile, number: str, target: Path, page: str, as_json: bool) -> int:
    """Print the voucher NUMBER of FILE to the PDF file TARGET."""
    view = ledger.voucher_view(stockpile, number)
    if view is None:
        raise Refused([Finding(
            "LEDGER-31", Severity.REFUSAL, tr("There is no voucher {number}", number=number), field=tr("Number"),
            expected=tr("the number of a posted voucher"), got=number,
            remedy=tr("Find it with: stockpile where FILE “{text}”", text=number))])  # fmt: skip
    copy = audit.times_noted(stockpile, "print", view.voucher.number)
    print_voucher(stockpile, view, target, page=page, copy=copy)
    audit.note_activity(stockpile, "print", view.voucher.number)
    answer(
        as_json,
        {"number": view.voucher.number, "file": str(target), "copy": copy},
        [tr("Printed {number} to {file}", number=view.voucher.number, file=target)],
    )
    return DONE


COMMANDS = (issue, handin, transfer, expend, reclassify, reverse, voucher)
