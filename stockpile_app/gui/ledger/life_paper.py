"""The life of an item on paper: asked for in the window, printed by `documents`, on the worker."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from stockpile_app import audit
from stockpile_app.access.model import Founding
from stockpile_app.base.text import tr
from stockpile_app.documents.life import life_paper, life_pdf
from stockpile_app.gui.access import Desk
from stockpile_app.gui.ledger.life import Life
from stockpile_app.gui.ledger.words import condition_word
from stockpile_app.store import Stockpile


def print_life(books: Stockpile, founding: Founding, life: Life, target: Path) -> Path:
    """Write the life to a PDF file and note that it was printed.

    Raises:
        KnownError: the disk refuses; nothing is left under the target's name.
    """
    facts = tuple((fact.name, fact.value) for fact in life.facts)
    if life.condition:
        facts = ((tr("Condition"), condition_word(life.condition)), *facts)
    life_pdf(
        life_paper(books, founding, audit.head(books), life.mark, life.title, life.events, facts), target
    )
    audit.note_activity(books, "print", f"life {life.mark}")
    return target


def save_life(desk: Desk, window: QWidget, life: Life) -> None:
    """Ask where the paper is to lie, and print it there."""
    name, _kind = QFileDialog.getSaveFileName(
        window, tr("Save as PDF"), f"{life.mark}.pdf".replace("/", "-"), tr("PDF files (*.pdf)")
    )
    if name:
        desk.write(
            window,
            lambda books, _progress: print_life(books, desk.founding, life, Path(name)),
            lambda path: desk.say(tr("Saved {name}", name=path.name)),
        )
