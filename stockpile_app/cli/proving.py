"""Prove the books, and take out a checkpoint that proves them elsewhere."""

from __future__ import annotations

from pathlib import Path

import click

from stockpile_app import audit
from stockpile_app.base import Cause, KnownError, tr
from stockpile_app.cli.outcome import DONE, REFUSED, answer, tell
from stockpile_app.cli.session import on_books
from stockpile_app.store import Stockpile, write_text_whole

LONGEST_TEXT = 1 << 20


@click.command()
@on_books
@click.option("--full", is_flag=True, help="Everything: pages, chain, tree, every row, every balance.")
@click.option("--against", multiple=True, type=click.Path(path_type=Path),
              help="A checkpoint from outside, which the books must still begin with.")  # fmt: skip
def verify(stockpile: Stockpile, full: bool, against: tuple[Path, ...], as_json: bool) -> int:
    """Prove the books of FILE."""
    notes = [audit.read_note(text_of(path)) for path in against]
    proof = audit.verify(stockpile, against=notes) if full else audit.verify_quick(stockpile, notes)
    troubles = (*proof.troubles, *audit.rollback_troubles(stockpile))
    for trouble in troubles:
        tell(f"{trouble.check}: {trouble.sentence}")
    holds = tr("The books hold: proved to entry {size}, root {root}", size=proof.size, root=proof.root[:8])
    fails = tr("The books do not hold. Keep this file, open the newest backup, and compare entry by entry")
    answer(
        as_json,
        {"holds": not troubles, "journal_size": proof.size, "root": proof.root,
         "checked_from": proof.checked_from, "against": [note.size for note in notes], "troubles": troubles},
        [fails if troubles else holds],
    )  # fmt: skip
    return REFUSED if troubles else DONE


@click.command()
@on_books
@click.argument("out", required=False, type=click.Path(path_type=Path))
@click.option("--since", type=click.Path(path_type=Path),
              help="An earlier checkpoint: add the proof that nothing before it was changed.")  # fmt: skip
@click.option("--entry", "shown", type=int, multiple=True, metavar="N",
              help="Add the proof that this entry stands in the journal; no other is shown.")  # fmt: skip
def checkpoint(
    stockpile: Stockpile, out: Path | None, since: Path | None, shown: tuple[int, ...], as_json: bool
) -> int:
    """Sign how far the books of FILE go; keep it elsewhere, and nobody can rewrite them unseen.

    Printed, or written to OUT.
    """
    made = audit.checkpoint(stockpile)
    text = made.note
    if since:
        earlier = audit.read_note(text_of(since))
        text += "\n" + audit.consistency_text(stockpile, earlier, made)
    text += "".join("\n" + audit.inclusion_text(stockpile, entry, made) for entry in shown)
    if out:
        write_text_whole(out, text)
    audit.note_activity(stockpile, "checkpoint", f"entry {made.size}")
    said = tr(
        "Checkpoint at entry {size}, root {root}, written to {file}",
        size=made.size,
        root=made.root[:8],
        file=out,
    )
    answer(
        as_json,
        {"origin": made.origin, "size": made.size, "root": made.root, "at": made.at, "note": made.note,
         "public_key": audit.depot_public(stockpile).signing_public, "file": str(out or "")},
        [said] if out else [text.rstrip("\n")],
    )  # fmt: skip
    return DONE


def text_of(path: Path) -> str:
    """The text of a small file that somebody brought.

    Raises:
        KnownError: it is not there, too long, or no text.
    """
    try:
        if path.stat().st_size > LONGEST_TEXT:
            raise KnownError(Cause.FOREIGN, tr("{name} is too long for a checkpoint", name=path.name))
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise KnownError(Cause.NOT_FOUND, tr("{name} cannot be read", name=path.name)) from error
    except ValueError as error:
        raise KnownError(Cause.FOREIGN, tr("{name} holds no text", name=path.name)) from error


COMMANDS = (verify, checkpoint)
