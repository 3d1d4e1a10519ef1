"""What the deactivation screen asks of the books: runs on the workers, touches no widget."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from stockpile_app.cases.attachments import NewAttachment, attach, attachments_of
from stockpile_app.disposal.deactivation import (
    BeginDeactivation,
    DeactivationRow,
    DeactivationView,
    NewDeactivationMark,
    NewResult,
    Profile,
    begin_deactivation,
    deactivation_view,
    deactivations,
    record_deactivation_mark,
    record_result,
)
from stockpile_app.disposal.deactivation.profile_file import profiles
from stockpile_app.disposal.deactivation.verifying import VERIFY
from stockpile_app.disposal.queries import batch_view
from stockpile_app.disposal.rows import BatchView
from stockpile_app.gui.access.request_view import second_person
from stockpile_app.gui.disposal.deactivation_mark import MarkedSo
from stockpile_app.gui.disposal.deactivation_operation import Answered
from stockpile_app.store import Stockpile


@dataclass(frozen=True, slots=True)
class Bench:
    """The weapons of a deactivation batch on the workbench.

    Attributes:
        second: Who must approve a verification asked for at this desk; '' nobody.
    """

    batch: BatchView
    rows: tuple[DeactivationRow, ...]
    profiles: tuple[Profile, ...]
    second: str


@dataclass(frozen=True, slots=True)
class OnBench:
    """One weapon under work.

    Attributes:
        photographs: By attachment, `frame.jpg · 3e81 09fc`.
    """

    view: DeactivationView
    photographs: dict[int, str]

    @property
    def features(self) -> frozenset[str]:
        """What the weapon has."""
        return frozenset(filter(None, self.view.deactivation.features.split(",")))

    @property
    def calibre(self) -> Decimal | None:
        """In millimetres, where it was asked for."""
        text = self.view.deactivation.calibre
        return Decimal(text) if text else None


def bench(books: Stockpile, batch_id: int) -> Bench | None:
    """The weapons of this batch; None where there is no such batch."""
    batch = batch_view(books, batch_id)
    if batch is None:
        return None
    return Bench(batch, tuple(deactivations(books, batch_id)), profiles(), second_person(books, VERIFY))


def on_bench(books: Stockpile, deactivation_id: int) -> OnBench:
    """Everything about one weapon's deactivation, and its photographs."""
    found = attachments_of(books, "deactivation", deactivation_id)
    photographs = {one.id: f"{one.name} · {one.sha256[:4]} {one.sha256[4:8]}" for one in found}
    return OnBench(deactivation_view(books, deactivation_id), photographs)


def begin(books: Stockpile, asked: BeginDeactivation) -> int:
    """Begin it; the number of the deactivation."""
    return begin_deactivation(books, asked).deactivation.id


def record(
    books: Stockpile, ids: tuple[str, str], deactivation_id: int, answered: Answered, attachment_id: int = 0
) -> None:
    """Keep the photograph, then record what became of the operation; `ids` let each of them happen once."""
    if answered.photograph is not None:
        about = ("deactivation", deactivation_id)
        new = NewAttachment(operation_id=ids[0], about=about, path=answered.photograph)
        attachment_id = attach(books, new).id
    record_result(
        books,
        NewResult(
            operation_id=ids[1],
            deactivation_id=deactivation_id,
            operation=answered.operation,
            outcome=answered.outcome,
            done_on=answered.done_on,
            done_by=answered.done_by,
            reason=answered.reason,
            measured=answered.measured,
            attachment_id=attachment_id,
        ),
    )


def mark(books: Stockpile, operation_id: str, deactivation_id: int, marked: MarkedSo) -> None:
    """Record the mark on a component."""
    record_deactivation_mark(
        books,
        NewDeactivationMark(
            operation_id=operation_id,
            deactivation_id=deactivation_id,
            component=marked.component,
            symbol=marked.symbol,
            marked_on=marked.marked_on,
            listed=marked.listed,
            method=marked.method,
        ),
    )
