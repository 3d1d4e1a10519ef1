"""Cut the power of a program at any moment of its work, and look at what it finds when it comes back.

The program runs once under strace; what it asked of its disk is then replayed to as many cuts as
are wanted, and the books are opened each time through the door the program uses.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

from stockpile_app import assembly, audit
from stockpile_app.access import back_up, keys_path, unlock
from stockpile_app.base import FixedClock, KnownError
from stockpile_app.store import Stockpile
from tests.books import PASSPHRASE, TODAY, USER, a_depot
from tests.faults.disk_calls import Event, traced
from tests.faults.disposal_jobs import PREPARED
from tests.faults.jobs import BACKUP
from tests.faults.lost_power import Disk
from tests.faults.report import ROOT
from tests.tampering import bare

ENVIRONMENT = {
    "PYTHONPATH": str(ROOT),
    "PATH": "/usr/bin:/bin",
    "LC_ALL": "C.UTF-8",
    "PYTHONDONTWRITEBYTECODE": "1",
}
MEMORY = Path("/dev/shm")
OLDEST = ROOT / "tests" / "old_files" / "edition_1.stockpile"


@dataclass(frozen=True, slots=True)
class Work:
    """One job that ran to its end: the files before it, and everything it did to them."""

    job: str
    file_name: str
    before: dict[str, bytes]
    events: list[Event]
    hashes: list[bytes]
    """The journal before the job, entry by entry."""


def work(folder: Path, job: str, synchronous: str = "") -> Work:
    """Run a job on a depot's books (on none for founding, on old ones for migration) and note its disk calls."""
    path = books_for(folder / "books", job)
    hashes = journal_of(path) if path.exists() else []
    before = files_of(path.parent)
    command = [sys.executable, "-m", "tests.faults.jobs", str(path), job, *filter(None, [synchronous])]
    env = {**ENVIRONMENT, "HOME": str(folder), "TMPDIR": str(folder)}
    events = traced(command, path.parent, folder / "calls", env)
    return Work(job, path.name, before, events, hashes)


def books_for(home: Path, job: str) -> Path:
    """Closed books in a folder of their own, as the job needs them."""
    home.mkdir(exist_ok=True)
    path = home / "b.stockpile"
    if job == "migration":
        shutil.copy(OLDEST, path)
        shutil.copy(keys_path(OLDEST), keys_path(path))
    elif job != "founding":
        books = a_depot(home)
        if job == "restoring":
            back_up(books.stockpile, home / BACKUP)
        if job in PREPARED:
            PREPARED[job](books)
        books.stockpile.close()
    return path


def forget() -> None:
    """Let this computer not remember how far it has seen the books: the same ones come again and again."""
    shutil.rmtree(user_data_path("stockpile", appauthor=False), ignore_errors=True)


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def journal_of(path: Path) -> list[bytes]:
    """The hashes of closed books of any edition, entry by entry, through the bare driver."""
    with bare(path, unlock(path, USER, PASSPHRASE).key) as connection:
        return [bytes(row[0]) for row in connection.execute("SELECT hash FROM journal ORDER BY entry")]


def _journal(stockpile: Stockpile) -> list[bytes]:
    return [bytes(row[0]) for row in stockpile.rows("SELECT hash FROM journal ORDER BY entry")]


def cut(done: Work, cuts: int, seed: int) -> Iterator[str]:
    """Cut the power so often, at moments spread over the whole job: what is wrong each time, or ''."""
    chance = random.Random(f"{done.job} {seed}")
    when = Counter(chance.randrange(len(done.events) + 1) for _ in range(cuts))
    disk = Disk(done.before)
    finals = _finals(done)
    for number in range(len(done.events) + 1):
        for _ in range(when[number]):
            yield _look(done, disk.after_cut(chance), disk.said, finals)
        if number < len(done.events):
            disk.happen(done.events[number])


def _finals(done: Work) -> dict[str, set[bytes]]:
    """Every content that a file written whole may have under its final name."""
    disk = Disk(done.before)
    found: dict[str, set[bytes]] = {}
    for event in done.events:
        disk.happen(event)
        if event.kind == "rename" and event.to.removesuffix("-wal") != done.file_name:
            at_first = {done.before[event.to]} if event.to in done.before else set()
            found.setdefault(event.to, at_first).add(disk.content(event.to))
    return found


def _look(done: Work, files: dict[str, bytes], said: Sequence[bytes], finals: dict[str, set[bytes]]) -> str:
    """Put the files down, open the books, hold them beside what was promised."""
    promised = {line.split(b" ", 1)[1].decode() for line in said if line.startswith(b"did ")}
    with on_memory() as folder:
        for name, content in files.items():
            (folder / name).write_bytes(content)
        forget()
        wrong = [
            *_files_wrong(files, promised, finals),
            *_books_wrong(folder / done.file_name, done, promised),
        ]
        return "; ".join(wrong)


@contextmanager
def on_memory() -> Iterator[Path]:
    """A folder on a disk that takes no time to write."""
    with tempfile.TemporaryDirectory(prefix="stockpile-", dir=MEMORY if MEMORY.is_dir() else None) as folder:
        yield Path(folder)


def _files_wrong(files: dict[str, bytes], promised: set[str], finals: dict[str, set[bytes]]) -> Iterator[str]:
    for name, contents in finals.items():
        if name in files and files[name] not in contents:
            yield f"{name} is there by half"
        if name not in files and name in promised:
            yield f"{name} was promised and is gone"


def _books_wrong(path: Path, done: Work, promised: set[str]) -> Iterator[str]:
    if done.job == "founding" and not promised:
        yield from _unfounded_wrong(path)
        return
    try:
        with assembly.open_stockpile(path, USER, PASSPHRASE, clock=FixedClock(TODAY)) as stockpile:
            yield from _content_wrong(stockpile, done, promised)
    except KnownError as error:
        yield f"does not open: {error.sentence}"


def _unfounded_wrong(path: Path) -> Iterator[str]:
    """Books whose founding was never confirmed may be missing; they are whole, or refused with a sentence."""
    with suppress(KnownError), assembly.open_stockpile(path, USER, PASSPHRASE) as stockpile:
        yield from (trouble.sentence for trouble in audit.verify(stockpile).troubles)


def _content_wrong(stockpile: Stockpile, done: Work, promised: set[str]) -> Iterator[str]:
    if stockpile.read_only:
        yield stockpile.read_only
    yield from (trouble.sentence for trouble in audit.verify(stockpile).troubles)
    if _journal(stockpile)[: len(done.hashes)] != done.hashes:
        yield "the journal before the job is another one"
    known = {row[0] for row in stockpile.rows("SELECT operation_id FROM journal")}
    lost = {name for name in promised if name.count("-") == 4} - known
    if lost:
        yield f"{len(lost)} promised operations are gone"
