"""How the verification of a deactivation is shown to the second person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from stockpile_app.base.text import tr, trn
from stockpile_app.disposal.deactivation import DeactivationView, OperationState, deactivation_view
from stockpile_app.disposal.deactivation.verifying import VERIFY
from stockpile_app.gui.access.request_view import Shown, Shows
from stockpile_app.gui.common import isolate
from stockpile_app.gui.disposal.deactivation_words import profile_words
from stockpile_app.store import Stockpile


def verification_shown(books: Stockpile, content: Mapping[str, Any]) -> Shown:
    """The weapon, its list in figures, its marks, who signs and for which entity."""
    view = deactivation_view(books, int(content["deactivation_id"]))
    mark = isolate(view.weapon.mark)
    return Shown(
        (
            tr("{mark} is deactivated and leaves the books", mark=mark),
            tr("It can never move again; a certificate may be issued"),
            tr("Who approves did none of the work"),
        ),
        tuple(_facts(view, content)),
    )


def _facts(view: DeactivationView, content: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    listed = view.checklist
    states = [line.state for line in listed.lines]
    yield tr("Weapon"), view.weapon.title
    yield tr("Profile"), profile_words(listed.profile, view.deactivation.firearm_type)
    yield tr("Operations"), trn("{count} operation", "{count} operations", len(states))
    for state, words in (
        (OperationState.ALTERNATIVE, tr("Lawful alternative")),
        (OperationState.NOT_APPLICABLE, tr("Not applicable")),
    ):
        if state in states:
            yield (
                words,
                isolate(", ".join(one.operation.number for one in listed.lines if one.state is state)),
            )
    yield tr("Not verified in the list"), str(listed.unverified) if listed.unverified else tr("none")
    yield tr("Marks"), ", ".join(one.text for one in view.marks) or tr("none")
    yield tr("Work by"), ", ".join(view.performers)
    yield tr("Serial as read"), isolate(str(content.get("serial_read", "")))
    person = " ".join(filter(None, (str(content.get("title", "")), str(content.get("name", "")))))
    yield tr("Signs"), person
    yield tr("Verifying entity"), _entity(content)


def _entity(content: Mapping[str, Any]) -> str:
    kind = tr("public authority") if content.get("public") else tr("not a public authority")
    return f"{content.get('entity', '')} · {kind}"


SHOWS: Shows = {VERIFY: verification_shown}
"""How the deeds of deactivation are shown to who approves them."""
