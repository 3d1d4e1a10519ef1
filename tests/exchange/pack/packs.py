"""A depot with something to take along, and a pack of it on a stick: what tests of packs stand on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from stockpile_app.assembly import ASSEMBLY
from stockpile_app.exchange.pack import (
    Opener,
    PackRequest,
    PackSent,
    PackSession,
    PackState,
    PackTask,
    Sealing,
    ToPassphrase,
    open_pack,
    packs,
    send_pack,
)
from tests.books import WEAK, Books

SECRET = "told by telephone"
INSPECTOR = "Capt R. Amsel"
TASKS = ASSEMBLY.of(PackTask)


@dataclass(frozen=True, slots=True)
class Stick:
    """A pack of the armoury's list that has been sent."""

    books: Books
    path: Path
    sent: PackSent

    def open(self, secret: str = SECRET) -> PackSession:
        """Open the pack as the inspector does."""
        return open_pack(self.path, Opener(passphrase=secret), TASKS, clock=self.books.clock)

    def answered(self, name: str = "answer", *, by: str = INSPECTOR, state: str = "seen") -> Path:
        """The answer, every line answered alike."""
        session = self.open()
        for line in session.lines:
            session.answer(line.line, state, "scratched" if state == "remark" else "")
        path = self.path.with_name(f"{name}.stockpack")
        session.write_answer(path, by)
        return path


def stocked(books: Books) -> Books:
    """Two rifles and slings in the armoury."""
    books.rifle("KM 06427")
    books.rifle("KM 06428")
    books.slings(12)
    return books


def request(
    books: Books, path: Path, *, sealing: Sealing | None = None, place: str = "armoury"
) -> PackRequest:
    """A pack of a place's list, not yet sent."""
    return PackRequest(
        operation_id=books.id(),
        path=path,
        kind="holding",
        subject_id=books.place(place),
        receiver=INSPECTOR,
        sealing=sealing or ToPassphrase(SECRET, WEAK),
    )


def a_stick(books: Books, name: str = "out.stockpack") -> Stick:
    """The armoury's list, sent to the inspector under a passphrase."""
    path = books.path.with_name(name)
    return Stick(books, path, send_pack(books.stockpile, request(books, path)))


def packs_out(books: Books) -> list[PackState]:
    """What is out, as the window and the command line tell it from what ended."""
    return [state for state in packs(books.stockpile) if state.end is None]
