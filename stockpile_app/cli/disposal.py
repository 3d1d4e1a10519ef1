"""Disposal from the command line: the board, one batch, and every step of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import click

from stockpile_app import disposal
from stockpile_app.access import Requested
from stockpile_app.base import tr
from stockpile_app.base.quantity import grouped
from stockpile_app.cli import disposal_asked as asked_of
from stockpile_app.cli.disposal_asked import Typed, batch_of
from stockpile_app.cli.outcome import DONE, REFUSED, answer
from stockpile_app.cli.second_person import say_requested, settled, with_approver
from stockpile_app.cli.session import on_books
from stockpile_app.disposal import (
    DISPOSAL_WORDS,
    LINE_WORDS,
    STEP_WORDS,
    BatchRow,
    Disposal,
    Done,
    ListSays,
    Step,
)
from stockpile_app.disposal.steps import today
from stockpile_app.store import Stockpile

_ACTS: dict[str, tuple[Callable[..., Any], Callable[..., Done | Requested]]] = {
    "decide": (asked_of.decision, disposal.decide_disposal),
    "trace": (asked_of.trace, disposal.record_trace_check),
    "persons": (asked_of.persons, disposal.add_persons),
    "incident": (asked_of.incident, disposal.record_incident),
    "seal": (asked_of.sealing, disposal.seal_batch),
    "handover": (asked_of.hand_over, disposal.hand_over),
    "receive": (asked_of.arrival, disposal.receive_at_site),
    "undo": (asked_of.undo, disposal.undo_check),
    "aside": (asked_of.aside, disposal.set_aside),
    "finish": (asked_of.finishing, disposal.finish_verification),
    "hold-back": (asked_of.holding_back, disposal.hold_back),
    "destroy": (asked_of.destroying, disposal.destroy),
    "residue": (asked_of.clearing, disposal.clear_residue),
    "dispatch": (asked_of.dispatching, disposal.dispatch_batch),
    "close": (asked_of.closing, disposal.close_batch),
    "end": (asked_of.ending, disposal.end_batch),
}


@click.command()
@on_books
@click.argument("act", type=click.Choice(["list", "show", "methods", "scan", *_ACTS]))
@click.argument("batch", required=False)
@click.option("--on", default="", help="When: a day, or a day and a time; today without it.")
@click.option("--declaration", default="", help="decide: the declaration of surplus it is about.")
@click.option(
    "--disposal", type=click.Choice([one.value for one in Disposal]), default=Disposal.DESTRUCTION.value
)
@click.option("--authority", default="", help="decide, hold-back, destroy: by whose authority.")
@click.option("--document", default="", help="The paper it stands on; trace, close: its reference.")
@click.option("--reason", default="", help="Why, or what was met, in one sentence.")
@click.option("--site", default="", help="decide: the site’s place; hold-back: where it is kept.")
@click.option("--planned", "planned_on", default="", help="decide: the day it is planned for.")
@click.option(
    "--method", "methods", multiple=True, help="decide, destroy: see act “methods”; one after the other."
)
@click.option("--recipient", default="", help="decide: the agency or State that takes it.")
@click.option("--transport", default="", help="decide: how it gets there.")
@click.option("--environment", default="", help="decide: what protects air, water and soil.")
@click.option("--scrap", default="", help="decide: what becomes of the scrap.")
@click.option("--cost", default="", help="decide: a number; needs --currency.")
@click.option("--currency", default="")
@click.option("--site-limit", default="", help="decide: kilograms of NEQ that the site may have at once.")
@click.option("--end-user", default="", help="decide: number:issuer:issued on:end user:expires on:country.")
@click.option("--certified", multiple=True, metavar="ITEM=N", help="decide: how many the certificate covers.")
@click.option("--line", "lines", multiple=True, help="Lines: 1-3,7; decide: 4=600:1.4S:1.2; undo: the check.")
@click.option("--register", default="", help="trace: which register was looked into.")
@click.option("--result", default="", help="trace: what it said.")
@click.option("--who", "persons", multiple=True, help="persons: duty:name:organisation:title.")
@click.option(
    "--person", default="", help="The packer, carrier, receiver, verifier or performer of this act."
)
@click.option("--organisation", default="", help="For whom that person stands there.")
@click.option("--box", "boxes", multiple=True, metavar="BOX=SEAL:LINES", help="seal: what lies in which box.")
@click.option("--seal", "seals", multiple=True, help="receive: each seal as it is read.")
@click.option(
    "--mark", "marks", multiple=True, help="scan, aside: the mark as it is read; scan takes several."
)
@click.option("--quantity", type=int, default=0, help="scan, aside: how many were counted.")
@click.option("--add", "adds", is_flag=True, help="scan: counted in one more box of the same line.")
@click.option("--components", default="", help="scan: components missing from the weapon.")
@click.option(
    "--why", type=click.Choice(["evidence", "trace", "case"]), default="evidence", help="hold-back."
)
@click.option("--equipment", default="", help="destroy: with what.")
@click.option(
    "--mass", "masses", multiple=True, help="residue: material:grams in:grams out:recipient:receipt."
)
@click.option("--free", default="", help="residue: free from explosives, by name:organisation:reference.")
@click.option("--received", multiple=True, metavar="ITEM=N", help="close: how many have come.")
@click.option("--owner", default="", help="Who explains what differs.")
@click.option("--deadline", default="", help="Until which day.")
@click.option("--id", "operation_id", default="", help="Your own id: the same id twice has one effect.")
@with_approver
def dispose(
    stockpile: Stockpile, act: str, batch: str | None, *, as_json: bool, approver: str, **typed: Any
) -> int:
    """Decide about declared surplus in FILE and take BATCH through its steps: act “list” shows them all."""
    typed["on"] = typed["on"] or today(stockpile)
    typed["operation_id"] = typed["operation_id"] or stockpile.ids.new_id()
    if act in _READING:
        return _READING[act](stockpile, batch, typed, as_json)
    request, verb = _ACTS[act]
    batch_id = 0 if act == "decide" else batch_of(stockpile, batch)
    outcome = settled(stockpile, verb(stockpile, request(stockpile, batch_id, typed)), approver)
    if isinstance(outcome, Requested):
        return say_requested(outcome, as_json)
    return _say_done(stockpile, outcome, as_json)


def _say_done(stockpile: Stockpile, done: Done, as_json: bool) -> int:
    number = disposal.batch_by_id(stockpile, done.batch_id)
    batch = number.number if number else ""
    lines = [tr("{batch}: {number} recorded", batch=batch, number=done.number)]
    if done.repeated:
        lines = [tr("This request was recorded before: {number}", number=done.number)]
    if done.step:
        lines.append(tr("{batch} is now: {step}", batch=batch, step=tr(STEP_WORDS[done.step])))
    if done.cases:
        lines.append(tr("{count} cases opened: the batch waits for their outcome", count=len(done.cases)))
    content = {"batch": batch, "number": done.number, "step": done.step or "", "voucher_id": done.voucher_id,
               "cases": list(done.cases), "repeated": done.repeated}  # fmt: skip
    answer(as_json, content, lines)
    return DONE


def _list(stockpile: Stockpile, _: str | None, __: Typed, as_json: bool) -> int:
    rows = disposal.batches(stockpile)
    lines = [_row_line(row) for row in rows] or [tr("No batch has been decided yet")]
    answer(as_json, {"batches": rows}, lines)
    return DONE


def _row_line(row: BatchRow) -> str:
    due = (
        tr("next: {step}", step=tr(STEP_WORDS[row.next.step])) if row.next.step else tr("nothing left to do")
    )
    count = tr("{count} lines", count=grouped(row.lines))
    stopped = [finding.sentence for finding in row.next.blocks]
    word = tr(DISPOSAL_WORDS[Disposal(row.disposal)])
    return " · ".join((row.number, word, tr(STEP_WORDS[Step(row.step)]), count, due, *stopped))


def _show(stockpile: Stockpile, batch: str | None, _: Typed, as_json: bool) -> int:
    number = batch_of(stockpile, batch)
    view, rows = disposal.batch_view(stockpile, number), disposal.batch_lines(stockpile, number, limit=-1)
    assert view is not None
    content = {"batch": view.batch, "row": view.row, "counts": view.counts, "progress": view.progress,
               "steps": view.steps, "boxes": view.boxes, "persons": view.persons, "trace": view.trace_checks,
               "held_back": view.held_back, "differences": view.differences, "incidents": view.incidents,
               "acts": view.acts, "residues": view.residues, "free": view.free, "end_user": view.end_user,
               "certified": view.end_user_quantities, "received": view.deliveries, "lines": rows}  # fmt: skip
    answer(as_json, content, _view_lines(view, rows))
    return DONE


def _view_lines(view: disposal.BatchView, rows: list[disposal.BatchLineRow]) -> Iterator[str]:
    yield _row_line(view.row)
    for one in view.counts:
        yield tr("{item}: planned {planned}, held back {back}, received {received}, explained {explained}, "
                 "destroyed {destroyed}", item=one.item, planned=grouped(one.planned), back=grouped(one.held_back),
                 received=grouped(one.received), explained=grouped(one.explained),
                 destroyed=grouped(one.destroyed))  # fmt: skip
    for row in rows:
        parts = (str(row.line_no), row.mark, row.item, grouped(row.quantity), row.box, tr(LINE_WORDS[row.state]),
                 row.checked_by, row.components, row.remark)  # fmt: skip
        yield " · ".join(filter(None, parts))


def _methods(_: Stockpile, __: str | None, ___: Typed, as_json: bool) -> int:
    found = list(disposal.methods().values())
    content = {"methods": [{"code": one.code, "label": tr(one.label), "applies": sorted(one.applies),
                            "alone": one.alone, "source": one.source, "status": one.status}
                           for one in found]}  # fmt: skip
    lines = (" · ".join((one.code, tr(one.label), tr("enough alone") if one.alone else tr("needs a second method"),
                         one.status)) for one in found)  # fmt: skip
    answer(as_json, content, lines)
    return DONE


def _scan(stockpile: Stockpile, batch: str | None, typed: Typed, as_json: bool) -> int:
    """Each mark in its turn; ends with 1 where one of them is not simply verified."""
    number = batch_of(stockpile, batch)
    marks = typed["marks"] or ("",)
    lines = asked_of.numbers(typed["lines"]) or (0,)
    looks = [
        disposal.Scan(operation_id=typed["operation_id"] if place == 0 else stockpile.ids.new_id(), batch_id=number,
                      read=mark, line_no=lines[0], quantity=typed["quantity"], components=typed["components"],
                      remark=typed["reason"], verifier=typed["person"], adds=typed["adds"])
        for place, mark in enumerate(marks)
    ]  # fmt: skip
    said = [disposal.verify_item(stockpile, one) for one in looks]
    content = {"answers": [{"mark": look.read, "says": one.says, "sentence": one.sentence,
                            "line": one.line.line_no if one.line else 0, "repeated": one.repeated}
                           for look, one in zip(looks, said, strict=True)],
               "progress": disposal.progress(stockpile, number)}  # fmt: skip
    answer(as_json, content, [one.sentence for one in said])
    fine = {ListSays.VERIFIED, ListSays.ALREADY, ListSays.COUNTED}
    return DONE if all(one.says in fine for one in said) else REFUSED


_READING = {"list": _list, "show": _show, "methods": _methods, "scan": _scan}
COMMANDS = (dispose,)
