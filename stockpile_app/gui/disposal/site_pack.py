"""The batch as a pack for a site without the books: what goes along, and who takes it."""

from __future__ import annotations

from stockpile_app.base.text import tr
from stockpile_app.disposal import Duty, batch_view
from stockpile_app.disposal.rows import BatchRow
from stockpile_app.exchange.site_pack import KIND
from stockpile_app.gui.exchange.pack_dialogs import PackSubject
from stockpile_app.store import Stockpile

_LOOKS = (Duty.VERIFIER, Duty.OFFICER_IN_CHARGE)


def pack_of(books: Stockpile, row: BatchRow) -> PackSubject:
    """The lines of the batch that nobody has looked at; proposed for whoever is named to look."""
    view = batch_view(books, row.id)
    persons = view.persons if view else ()
    named = [one.name for duty in _LOOKS for one in persons if one.duty == duty]
    words = tr(
        "The lines go along and are answered where the boxes are opened. Until the answer comes back the "
        "boxes are on hold. Whoever answers must not have packed."
    )
    return PackSubject(KIND, row.id, row.number, words, named[0] if named else "")
