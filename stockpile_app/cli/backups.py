"""Back up, restore, rejoin, and put the books under another key."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import cast

import click

from stockpile_app import access
from stockpile_app.access import Person, Rekeying, Restored, Restoring, World, read_backup
from stockpile_app.assembly import ASSEMBLY, open_stockpile
from stockpile_app.base import RandomIds, SystemClock, tr
from stockpile_app.base.clock import local_text
from stockpile_app.cli import passphrases
from stockpile_app.cli.outcome import DONE, answer, tell
from stockpile_app.cli.second_person import named_person
from stockpile_app.cli.session import Command, json_option, on_books, user_option
from stockpile_app.documents.recovery_sheet import print_recovery_sheet
from stockpile_app.exchange.csv_out import write_csv
from stockpile_app.exchange.plain_export import export_plain as write_plain
from stockpile_app.ledger import LeftBehind, carry_over
from stockpile_app.store import Stockpile


@dataclass(frozen=True, slots=True)
class _Persons:
    """Who acts on books that are not open, and why, as typed; a passphrase is asked for when it is needed."""

    user: str
    approver: str
    reason: str

    def keeper(self) -> Person:
        """Who acts."""
        return Person(self.user, passphrases.own())

    def restoring(self, backup: Path, target: Path) -> Restoring:
        """The request to put a backup, or a copy that knows more, at the target."""
        return Restoring(
            backup=backup,
            target=target,
            person=self.keeper(),
            second=named_person(self.approver),
            reason=self.reason,
        )


def _by_persons(approves: str, why: str) -> Callable[[Command], Command]:
    """Give a command `persons`, from `--user`, `--approver` and `--reason`, and `as_json`."""

    def decorated(command: Command) -> Command:
        @user_option
        @click.option("--approver", default="", help=approves)
        @click.option("--reason", default="", help=why)
        @json_option
        @functools.wraps(command)
        def wrapper(user: str, approver: str, reason: str, **more: object) -> object:
            return command(persons=_Persons(user, approver, reason), **more)

        return cast("Command", wrapper)

    return decorated


def _world() -> World:
    return World(ASSEMBLY, SystemClock(), RandomIds())


LEFT_COLUMNS = tuple(field.name for field in fields(LeftBehind))


@click.command()
@on_books
@click.argument("out", type=click.Path(path_type=Path))
def backup(stockpile: Stockpile, out: Path, as_json: bool) -> int:
    """Make a verified copy of FILE: as the file OUT, or in the folder OUT, where old ones give way."""
    made = access.back_up(stockpile, out)
    header = made.file.header
    if made.trouble:
        tell(tr("The books do not hold, and the copy was kept as found: {trouble}", trouble=made.trouble))
    answer(
        as_json,
        {"file": str(made.file.path), "journal_size": header.size, "root": header.root,
         "made_at": header.made_at, "whole": bool(header.whole), "dropped": made.dropped},
        [
            tr("Made {file}: opened and checked, journal of {size} entries", file=made.file.path, size=header.size),
            *(tr("Gave way: {name}", name=name) for name in made.dropped),
        ],
    )  # fmt: skip
    return DONE


@click.command()
@click.argument("backup", type=click.Path(path_type=Path))
@click.argument("file", type=click.Path(path_type=Path))
@_by_persons(
    "The second person, who approves going on from an older copy.", "Why an older copy is gone on from."
)
def restore(backup: Path, file: Path, persons: _Persons, as_json: bool) -> int:
    """Put the books of BACKUP at FILE; books that stand there are moved aside.

    A damaged copy or another depot's is refused; one older than was seen needs --approver, with
    STOCKPILE_APPROVER_PASSPHRASE or a prompt, or a reason in single-keeper books.
    """
    read_backup(backup)  # a file that is none is told before anybody types
    outcome = access.restore(persons.restoring(backup, file), _world())
    answer(as_json, _as_json(outcome, file), _lines(outcome, file))
    return DONE


def _as_json(outcome: Restored, file: Path) -> dict[str, object]:
    header = outcome.backup.header
    return {
        "file": str(file),
        "backup": str(outcome.backup.path),
        "code": header.code,
        "made_at": header.made_at,
        "journal_size": outcome.size,
        "moved_aside": str(outcome.aside) if outcome.aside else "",
        "note": outcome.note,
    }


def _lines(outcome: Restored, file: Path) -> list[str]:
    header = outcome.backup.header
    lines = [
        tr(
            "{file} holds the books of {name} ({code}) as of {made_at}: journal of {size} entries",
            file=file,
            name=header.name,
            code=header.code,
            made_at=_utc_words(header.made_at),
            size=outcome.size,
        )
    ]
    if outcome.aside:
        lines.append(tr("What stood there is now {aside}", aside=outcome.aside))
    if outcome.note:
        lines.append(
            tr(
                "These books had been seen to entry {seen}. Enter again what came after {size}",
                seen=outcome.note.seen_size,
                size=outcome.note.restored_size,
            )
        )
    return lines


def _utc_words(moment: str) -> str:
    """A moment as a person reads it; a backup does not say on which clock its depot lives."""
    return tr("{moment} UTC", moment=local_text(moment, "UTC"))


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("newer", type=click.Path(path_type=Path))
@_by_persons("The second person, who approves it.", "Why; asked for in single-keeper books.")
@click.option(
    "--list", "listed", type=click.Path(path_type=Path), help="Write what is left behind there (CSV)."
)
def rejoin(file: Path, newer: Path, persons: _Persons, listed: Path | None, as_json: bool) -> int:
    """Join FILE, which went on from an old copy, to NEWER, a backup or a copy that knows more.

    The common history and NEWER count; what only FILE has is listed for re-entry and kept as drafts.
    """
    outcome = access.rejoin(persons.restoring(newer, file), _world(), carry_over)
    if listed is not None:
        write_csv(listed, [LEFT_COLUMNS, *(astuple(one) for one in outcome.left)])
    answer(
        as_json,
        {"file": str(file), "common": outcome.common, "journal_size": outcome.size, "left_behind": outcome.left,
         "drafts": sum(bool(one.draft) for one in outcome.left), "moved_aside": str(outcome.aside),
         "note": outcome.note},
        [
            tr("Joined: the history is the same up to entry {common}", common=outcome.common),
            *(_left_line(one) for one in outcome.left),
            tr("The books left behind are now {aside}", aside=outcome.aside),
        ],
    )  # fmt: skip
    return DONE


def _left_line(one: LeftBehind) -> str:
    kept = tr("kept as a draft") if one.draft else one.why
    return " · ".join(
        filter(None, (str(one.entry), one.number or one.kind, _utc_words(one.recorded_at), one.actor, kept))
    )


@click.command("export-plain")
@on_books
@click.argument("out", type=click.Path(path_type=Path))
def export_plain(stockpile: Stockpile, out: Path, as_json: bool) -> int:
    """Write everything in FILE to the zip OUT in a plain form: CSV, journal, schema.  It is not encrypted."""
    rows = write_plain(stockpile, out)
    tell(tr("Whoever has {name} can read all of it: it is not encrypted", name=out.name))
    answer(as_json, {"file": str(out), "rows": rows}, [tr("Made {file}: {rows} rows", file=out, rows=rows)])
    return DONE


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@_by_persons("The second person, who approves it.", "What is suspected; asked for in single-keeper books.")
@click.option("--sheet", type=click.Path(path_type=Path), help="Where the new recovery sheet goes (PDF).")
def rekey(file: Path, persons: _Persons, sheet: Path | None, as_json: bool) -> int:
    """Encrypt FILE under a new key, after suspicion; everybody else gets a first passphrase.

    One's own next passphrase is taken from STOCKPILE_NEW_PASSPHRASE or asked for.
    """
    who = persons.keeper()
    asked = Rekeying(
        target=file,
        person=who,
        passphrase=passphrases.new(),
        second=named_person(persons.approver),
        reason=persons.reason,
    )
    outcome = access.rekey(asked, _world())
    target = sheet or file.with_name(file.name + "-recovery.pdf")
    with open_stockpile(file, who.name, asked.passphrase) as stockpile:
        print_recovery_sheet(stockpile, outcome.recovery_code, target)
    answer(
        as_json,
        {"file": str(file), "recovery_code": outcome.recovery_code, "recovery_sheet": str(target),
         "first_passphrases": outcome.first_passphrases},
        [
            tr("{file} stands under a new key. The old recovery sheet and older backups do not open it", file=file),
            *(tr("First passphrase of {name}: {first}", name=name, first=first)
              for name, first in outcome.first_passphrases.items()),
            tr("Recovery code: {code}", code=outcome.recovery_code),
            tr("Recovery sheet: {sheet}", sheet=target),
        ],
    )  # fmt: skip
    return DONE


COMMANDS = (backup, restore, rejoin, rekey, export_plain)
