"""Run a job again and again, each time under another fault, and judge what each run left behind.

The old or the new state, whole files, a sentence of a known kind, and books that open, prove
themselves and hold every promise once the fault is over.
"""

from __future__ import annotations

import os
import shutil
import sys
import traceback
import zipfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

from stockpile_app import assembly, audit
from stockpile_app.access.copies.backup_file import SUFFIX, read_backup
from stockpile_app.base import FixedClock, KnownError
from tests.books import PASSPHRASE, TODAY, USER
from tests.faults import disposal_jobs, jobs
from tests.faults.power_cut import books_for, forget, journal_of

NOT_MET = "not met"
CALM = {"DISK_FULL", "IO", "READ_ONLY"}
UNTOLD = {**dict.fromkeys(jobs.JOBS, 1), "founding": 99, "migration": 2, "rekeying": 2, "verifying": 2}
"""Operations that may stand in the journal though nobody was told: the last one, and those of opening."""
Fault = Callable[[], AbstractContextManager[None]]
"""What is wrong while the job works, in the job's own process."""


class Runs:
    """The runs of one job, each on a fresh copy of its books in `home`; the originals stand on `desk`."""

    def __init__(self, home: Path, desk: Path, job: str) -> None:
        self._job, self._home = job, home
        self._path = books_for(home, job)
        self._master = desk / "master"
        shutil.copytree(home, self._master)
        self._before = set(journal_of(self._path)) if self._path.exists() else set()

    def run(self, fault: Fault, over: Callable[[], None] = lambda: None) -> tuple[str, list[str]]:
        """How the run ended, and what is wrong; `over` puts an end to the fault from outside."""
        self._fresh()
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            self._work(fault, writing)
        os.close(writing)
        with os.fdopen(reading, encoding="utf-8") as pipe:
            said = pipe.read().splitlines()
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        over()
        return _ended(status, said), list(self._wrong(status, said))

    def _fresh(self) -> None:
        for file in self._home.iterdir():
            shutil.rmtree(file) if file.is_dir() else file.unlink()
        shutil.copytree(self._master, self._home, dirs_exist_ok=True)
        forget()

    def _work(self, fault: Fault, out: int) -> None:
        status = 1
        try:
            os.dup2(out, 1)
            os.close(out)
            sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)  # whoever had taken it before
            sys.argv = ["jobs", str(self._path), self._job]
            with fault():
                status = jobs.main()
        except Exception:  # noqa: BLE001  (shown, and known by the exit status)
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            os._exit(status)

    def _wrong(self, status: int, said: list[str]) -> Iterator[str]:
        if status not in {0, jobs.ENDED_BY_THE_ENVIRONMENT}:
            yield f"ended with {status}"
        for line in said:
            if line.startswith("refused ") and line.split()[1] not in CALM:
                yield line
        promised = {line.split(" ", 1)[1] for line in said if line.startswith("did ")}
        yield from self._files_wrong(promised)
        if self._job == "founding" and not promised:
            yield from (f"left behind: {file.name}" for file in self._home.iterdir())
            return
        yield from self._books_wrong({name for name in promised if name.count("-") == 4})

    def _files_wrong(self, promised: set[str]) -> Iterator[str]:
        for file in self._home.iterdir():
            if file.suffix == ".part":
                yield f"{file.name} is left behind"
            if file.suffix == ".pdf" and b"%%EOF" not in file.read_bytes()[-32:]:
                yield "half a paper"
            if file.suffix == ".xlsx" and not _whole_zip(file):
                yield "half a workbook"
            if file.suffix == SUFFIX and not _whole_backup(file):
                yield "half a backup"
        for name in promised & {"voucher.pdf", "audit.xlsx", jobs.BACKUP, disposal_jobs.PAPER}:
            if not (self._home / name).is_file():
                yield f"{name} was promised and is not there"

    def _books_wrong(self, promised: set[str]) -> Iterator[str]:
        try:
            now = self._journal()
        except (KnownError, AssertionError) as error:
            yield f"afterwards: {error}"
            return
        if promised - set(now):
            yield f"{len(promised - set(now))} promised operations are gone"
        untold = {one for one in now if one not in promised and now[one] not in self._before}
        if self._before - set(now.values()) or len(untold) > UNTOLD[self._job]:
            yield f"neither the old nor the new state: {len(untold)} operations that nobody was told of"

    def _journal(self) -> dict[str, bytes]:
        """The operations that the journal holds, with their hashes."""
        with assembly.open_stockpile(self._path, USER, PASSPHRASE, clock=FixedClock(TODAY)) as stockpile:
            assert not stockpile.read_only, stockpile.read_only
            proof = audit.verify(stockpile)
            assert proof.holds, proof.troubles
            return {row[0]: bytes(row[1]) for row in stockpile.rows("SELECT operation_id, hash FROM journal")}


def _ended(status: int, said: list[str]) -> str:
    if NOT_MET in said:
        return NOT_MET
    refused = [line.split()[1] for line in said if line.startswith("refused ")]
    return refused[0] if refused else {0: "went on"}.get(status, f"exit {status}")


def _whole_backup(file: Path) -> bool:
    try:
        return read_backup(file).header.size > 0
    except KnownError:
        return False


def _whole_zip(file: Path) -> bool:
    if not zipfile.is_zipfile(file):
        return False
    with zipfile.ZipFile(file) as archive:
        return archive.testzip() is None
