"""Cases: see what must be explained, work on it, attach what proves it; report what reappeared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from stockpile_app import cases, ledger
from stockpile_app.base import Finding, Refused, Severity, tr, trn
from stockpile_app.cases import CASE_WORDS, RESULT_WORDS, CaseDone, CaseKind, CaseResult, CaseRow, CaseView
from stockpile_app.catalogue import Weapon
from stockpile_app.cli.lines import lot_of, weapon_of
from stockpile_app.cli.outcome import DONE, answer
from stockpile_app.cli.posting import Paper, with_paper
from stockpile_app.cli.session import account_of, on_books
from stockpile_app.store import Stockpile


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What was typed after an act of `case`.

    Attributes:
        what: The number of the case or attachment, or the serial that was met.
    """

    what: str
    paper: Paper
    kind: str
    text: str
    about: tuple[str, ...]
    owner: str
    deadline: str
    outcome: str
    path: Path | None
    hash_only: bool
    place: str
    mark: str
    source_kind: str
    party: str
    every: bool


@click.command("case")
@on_books
@with_paper
@click.argument("act", default="list", type=click.Choice(
    ["list", "show", "open", "assign", "note", "attach", "save", "close", "reappeared"]))  # fmt: skip
@click.argument("what", default="")
@click.option("--all", "every", is_flag=True, help="list: those that ended as well.")
@click.option("--kind", type=click.Choice([kind.value for kind in CaseKind]), default="mismatch",
              help="open: what does not agree.")  # fmt: skip
@click.option("--text", default="", help="The subject, the note, why it is closed so, or a remark.")
@click.option(
    "--about", multiple=True, metavar="WHAT=NAME", help="open: weapon=SERIAL, lot=, voucher=, batch= ..."
)
@click.option("--owner", default="", help="Who explains it.")
@click.option("--deadline", default="", metavar="DATE", help="Until which day.")
@click.option("--outcome", type=click.Choice([one.value for one in CaseResult]), default="explained")
@click.option("--path", type=click.Path(path_type=Path), help="attach: the file. save: where it goes.")
@click.option("--hash-only", is_flag=True, help="attach: keep the hash and not the bytes.")
@click.option("--into", "place", default="", help="reappeared: the place where it is set apart.")
@click.option("--mark", default="", help="reappeared: the mark as read, where it differs.")
@click.option("--from", "source_kind", default="found",
              type=click.Choice(["found", "seized", "surrendered", "source"]))  # fmt: skip
@click.option("--party", default="", help="reappeared: who brought it.")
def case(stockpile: Stockpile, act: str, as_json: bool, **asked: object) -> int:
    """List, show or work on the cases of FILE: the case, attachment or serial WHAT."""
    return _ACTS[act](stockpile, _Asked(**asked), as_json)  # type: ignore[arg-type]


def _list(stockpile: Stockpile, asked: _Asked, as_json: bool) -> int:
    found = cases.cases(stockpile, open_only=not asked.every)
    answer(as_json, {"cases": [_row(one) for one in found]}, _row_lines(found))
    return DONE


def _row(row: CaseRow) -> dict[str, object]:
    return {"number": row.case.number, "kind": row.case.kind, "subject": row.case.subject, "about": row.about,
            "owner": row.owner, "deadline": row.deadline, "days": row.days, "overdue": row.overdue,
            "outcome": row.outcome, "notes": row.notes, "attachments": row.attachments}  # fmt: skip


def _row_lines(found: Iterable[CaseRow]) -> Iterator[str]:
    row = None
    for row in found:
        state = row.outcome and tr(RESULT_WORDS[CaseResult(row.outcome)])
        kind = tr(CASE_WORDS[CaseKind(row.case.kind)])
        parts = (row.case.number, state or _due(row), kind, row.case.subject, row.owner)
        yield " · ".join(filter(None, parts))
    if row is None:
        yield tr("No case is open")


def _due(row: CaseRow) -> str:
    if row.overdue:
        return trn("{count} day overdue", "{count} days overdue", -row.days)
    return tr("due {date}", date=row.deadline)


def _show(stockpile: Stockpile, asked: _Asked, as_json: bool) -> int:
    view = cases.case_view(stockpile, asked.what)
    if view is None:
        raise Refused([_unknown("CASE-09", tr("There is no case of this number"), asked.what)])
    content = {
        **_row(view.row),
        "opened_at": view.case.opened_at,
        "opened_by": view.case.opened_by,
        "about": view.about,
        "duties": [{"owner": one.duty.owner, "deadline": one.duty.deadline, "given_at": one.given_at,
                    "given_by": one.given_by} for one in view.duties],
        "log": view.notes,
        "files": view.attachments,
        "end": view.outcome,
    }  # fmt: skip
    answer(as_json, content, _view_lines(view))
    return DONE


def _view_lines(view: CaseView) -> Iterator[str]:
    yield from _row_lines([view.row])
    for one in view.about:
        yield f"  {tr(cases.ABOUT_WORDS[one.about])}: {one.words}"
    for duty in view.duties:
        yield tr("  {owner}, until {date} (by {name})", owner=duty.duty.owner, date=duty.duty.deadline,
                 name=duty.given_by)  # fmt: skip
    for note in view.notes:
        yield f"  {note.noted_at} {note.noted_by}: {note.text}"
    for file in view.attachments:
        kept = tr("kept") if file.kept else tr("hash only")
        yield f"  {file.id}. {file.name} · {file.size} · {file.sha256} · {kept}"
    if view.outcome is not None:
        yield f"  {view.outcome.decided_at} {view.outcome.decided_by}: {view.outcome.text}"


def _open(stockpile: Stockpile, asked: _Asked, as_json: bool) -> int:
    new = cases.NewCase(
        operation_id=asked.paper.operation_id,
        kind=asked.kind,
        subject=asked.text,
        about=tuple(_about(stockpile, text) for text in asked.about),
        owner=asked.owner,
        deadline=asked.deadline,
    )
    return _done(cases.open_case(stockpile, new), as_json, tr("Opened"))


def _about(stockpile: Stockpile, text: str) -> cases.About:
    """`weapon=KM 06427`, `batch=B-BAT-2026-000001`: what it is and its id."""
    what, _, name = text.partition("=")
    if what == "weapon":
        return what, weapon_of(stockpile, name).id
    if what == "lot":
        return what, lot_of(stockpile, name).id
    if what == "account":
        return what, account_of(stockpile, name, "--about").id
    return what, cases.about_numbered(stockpile, what, name)


def _assign(stockpile: Stockpile, asked: _Asked, as_json: bool) -> int:
    row = next((one for one in cases.cases(stockpile) if one.case.number == asked.what), None)
    owner = asked.owner or (row.owner if row else "")
    deadline = asked.deadline or (row.deadline if row else "")
    done = cases.assign_case(stockpile, asked.paper.operation_id, asked.what, owner, deadline)
    return _done(done, as_json, tr("Given to {name}, until {date}", name=owner, date=deadline))


def _note(stockpile: Stockpile, asked: _Asked, as_json: bool) -> int:
    done = cases.note_case(stockpile, asked.paper.operation_id, asked.what, asked.text)
    return _done(done, as_json, tr("Written into the log"))


def _close(stockpile: Stockpile, asked: _Asked, as_json: bool) -> int:
    done = cases.close_case(stockpile, asked.paper.operation_id, asked.what, asked.outcome, asked.text)
    return _done(done, as_json, tr("Closed: {outcome}", outcome=tr(RESULT_WORDS[CaseResult(asked.outcome)])))


def _done(done: CaseDone, as_json: bool, said: str) -> int:
    words = tr("This was recorded before") if done.repeated else said
    content = {"case": done.case.number, "kind": done.case.kind, "entry": done.changes.entry,
               "repeated": done.repeated}  # fmt: skip
    answer(as_json, content, [f"{done.case.number} · {words}"])
    return DONE


def _attach(stockpile: Stockpile, asked: _Asked, as_json: bool) -> int:
    number = cases.case_numbered(stockpile, asked.what)
    if number is None:
        raise Refused([_unknown("CASE-09", tr("There is no case of this number"), asked.what)])
    new = cases.NewAttachment(
        operation_id=asked.paper.operation_id,
        about=("case", number.id),
        path=_path(asked),
        remark=asked.text,
        hash_only=asked.hash_only,
    )
    added = cases.attach(stockpile, new)
    kept = tr("kept in the books") if added.kept else tr("only its hash is kept")
    answer(as_json, {"case": number.number, "attachment": added},
           [tr("Attached {number}: {name}, {kept}", number=added.id, name=added.name, kept=kept)])  # fmt: skip
    return DONE


def _save(stockpile: Stockpile, asked: _Asked, as_json: bool) -> int:
    if not (asked.what.isascii() and asked.what.isdecimal() and len(asked.what) < 12):
        raise Refused([_unknown("CASE-12", tr("There is no such attachment"), asked.what)])
    saved = cases.save_attachment(stockpile, int(asked.what), _path(asked))
    answer(as_json, {"attachment": saved, "file": str(asked.path)},
           [tr("Saved and proved against its hash: {file}", file=asked.path)])  # fmt: skip
    return DONE


def _path(asked: _Asked) -> Path:
    if asked.path is None:
        raise click.UsageError(tr("This needs a file: --path FILE"))
    return asked.path


def _reappeared(stockpile: Stockpile, asked: _Asked, as_json: bool) -> int:
    met = cases.Reappearance(
        operation_id=asked.paper.operation_id,
        weapon_id=_ended(stockpile, asked.what).id,
        effective_at=asked.paper.effective_at,
        to_account=account_of(stockpile, asked.place, "--into").id,
        owner=asked.owner,
        deadline=asked.deadline,
        mark=asked.mark,
        source_kind=asked.source_kind,
        party=asked.party,
        remarks=asked.text,
    )
    done = cases.report_reappeared(stockpile, met)
    content = {"case": done.case.number, "subject": done.case.subject, "voucher": done.posted.voucher_id,
               "number": done.posted.number, "entry": done.posted.entry, "repeated": done.repeated}  # fmt: skip
    said = tr("{voucher} took it in, apart and on hold. Case {number} is open", voucher=done.posted.number,
              number=done.case.number)  # fmt: skip
    answer(as_json, content, [said, done.case.subject])
    return DONE


def _ended(stockpile: Stockpile, mark: str) -> Weapon:
    """The destroyed weapon that bears the mark; what was taken in under it since is another one."""
    found = ledger.weapon_with_mark(stockpile, mark)
    gone = ledger.ended_weapons(stockpile, (weapon.id for weapon in found))
    return next(iter(gone.values())).weapon if len(gone) == 1 else weapon_of(stockpile, mark)


def _unknown(rule: str, sentence: str, got: str) -> Finding:
    return Finding(rule, Severity.REFUSAL, sentence, field=tr("Number"), expected=tr("a number of the list"),
                   got=got or tr("nothing"), remedy=tr("Look at the list of cases"))  # fmt: skip


_ACTS = {
    "list": _list,
    "show": _show,
    "open": _open,
    "assign": _assign,
    "note": _note,
    "attach": _attach,
    "save": _save,
    "close": _close,
    "reappeared": _reappeared,
}

COMMANDS = (case,)
