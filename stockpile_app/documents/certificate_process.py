"""A certificate is drawn in a process of its own: ten thousand lines would hold the interpreter for seconds.

The child gets the paper on standard input and draws into the file it is told; it writes one line of JSON
a page, knows no books and no key.
"""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
import time
from pathlib import Path

from stockpile_app.base import Cause, KnownError
from stockpile_app.base.progress import Progress, silent
from stockpile_app.base.text import tr
from stockpile_app.documents.certificate import CertificateJob, draw_certificate
from stockpile_app.store import write_whole

PRINTER_FLAG = "--print-certificate"
"""How a bundled program is told to be the child."""

_START = "import sys; sys.path.insert(0, {root!r}); from {module} import main; main()"
_BETWEEN_REPORTS = 0.1


def print_apart(job: CertificateJob, progress: Progress = silent) -> None:
    """Print the certificate in a child process, whole or not at all.

    Raises:
        KnownError: the disk refuses; nothing is left under the target's name.
        Cancelled: `progress` raised it; the child is gone.
    """
    write_whole(job.target, lambda draft: _drawn_apart(job, draft, progress))


def _drawn_apart(job: CertificateJob, draft: Path, progress: Progress) -> None:
    child = subprocess.Popen(
        _command(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
    )
    assert child.stdin is not None
    assert child.stdout is not None
    try:
        with child.stdin as letter:
            pickle.dump((job.paper, str(draft.resolve()), job.page), letter)
        for line in child.stdout:
            _answered(json.loads(line), job.target, progress)
        if child.wait() != 0:
            raise RuntimeError("the child that prints ended without a word")
    finally:
        child.kill()
        child.wait()
        child.stdout.close()


def _answered(message: list[object], target: Path, progress: Progress) -> None:
    if message[0] == "broken":
        why = os.strerror(int(str(message[1])))
        raise KnownError(Cause.IO, tr("{path} cannot be written: {why}", path=target, why=why))
    progress(int(str(message[1])), int(str(message[2])), tr("pages"))


def _command() -> list[str]:
    """How this program starts its printer, bundled or not."""
    if getattr(sys, "frozen", False):
        return [sys.executable, PRINTER_FLAG]
    root = str(Path(__file__).resolve().parents[2])
    return [sys.executable, "-I", "-c", _START.format(root=root, module=__name__)]


def _environment() -> dict[str, str]:
    """The child gets no passphrase and no setting of ours."""
    return {name: value for name, value in os.environ.items() if not name.startswith("STOCKPILE_")}


def main() -> None:
    """Draw the paper that comes on standard input."""
    paper, draft, page = pickle.load(sys.stdin.buffer)  # noqa: S301  (written by our own parent)
    try:
        draw_certificate(paper, Path(draft), page, _reporter())
    except OSError as fault:
        _send("broken", fault.errno or 0)


def _reporter() -> Progress:
    """Tells at most ten times a second, and at the end."""
    last = 0.0

    def report(done: int, total: int, unit: str) -> None:  # noqa: ARG001  (the parent says the unit)
        nonlocal last
        now = time.monotonic()
        if now - last >= _BETWEEN_REPORTS or done == total:
            last = now
            _send("progress", done, total)

    return report


def _send(*message: object) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()
