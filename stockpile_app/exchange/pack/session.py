"""A session that can do one task and nothing else: the pack alone, without any books.

It shows the lines, takes an answer to each, keeps what was answered encrypted beside the pack, and
writes the answering pack: sealed to the books that asked, signed with the one-time key they sent.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path

from stockpile_app.audit.signing import PrivateKey
from stockpile_app.base import Cause, Clock, Finding, KnownError, Refused, SystemClock, tr
from stockpile_app.base.clock import utc_text
from stockpile_app.base.plain_text import check_text
from stockpile_app.exchange.pack.answers import check_answer, check_answers
from stockpile_app.exchange.pack.file import sealed_pack, write_pack
from stockpile_app.exchange.pack.findings import damaged, newer, refusal
from stockpile_app.exchange.pack.model import (
    ENDING,
    MOST_CONTENT,
    Answer,
    Answered,
    Letter,
    PackHeader,
    PackLine,
    PackTask,
    records_of,
    text_of,
)
from stockpile_app.exchange.pack.seal import Opener, ToKey
from stockpile_app.exchange.pack.stream import derived, open_stream, seal_stream
from stockpile_app.store import write_bytes_whole
from stockpile_app.store.files import disk_errors

WORK_ENDING = ".stockpack-work"
_WORK = b"STOCKPACKWORK1\n"
_SALT = 16


@dataclass(frozen=True, slots=True)
class _Kept:
    """One line of the work file."""

    line: int
    state: str
    remark: str


@dataclass(slots=True)
class PackSession:
    """An open pack and what has been answered so far.

    Attributes:
        task: What can be answered; nothing else can be done here.
        unsaved: Whether something was answered since it was last kept.
    """

    path: Path
    header: PackHeader
    letter: Letter
    task: PackTask
    lines: tuple[PackLine, ...]
    clock: Clock
    key: bytes = field(repr=False)
    answers: dict[int, Answer] = field(default_factory=dict)
    unsaved: bool = False

    @property
    def work_path(self) -> Path:
        """Where what was answered is kept."""
        return self.path.with_suffix(WORK_ENDING)

    @property
    def open_lines(self) -> int:
        """How many lines nobody has answered yet."""
        return len(self.lines) - len(self.answers)

    def answer_to(self, line: int) -> Answer:
        """What was answered to a line so far."""
        return self.answers.get(line, Answer())

    def answer(self, line: int, state: str, remark: str = "") -> None:
        """Answer one line; an empty state takes the answer back.

        Raises:
            Refused: no such line, or no such answer.
        """
        given = Answer(state, remark.strip() if state else "")
        findings = list(check_answer(self.task, line, given))
        if not 1 <= line <= len(self.lines):
            findings.append(refusal("PACK-30", tr("This pack has no such line"), tr("Line"),
                                    tr("1 to {last}", last=len(self.lines)), str(line),
                                    tr("Read the number again")))  # fmt: skip
        if findings:
            raise Refused(findings)
        self.answers.pop(line, None)
        if state:
            self.answers[line] = given
        self.unsaved = True

    def lines_marked(self, mark: str) -> list[int]:
        """The lines whose serial or lot number is this."""
        return [line.line for line in self.lines if line.mark == mark]

    def answered(self) -> Iterator[Answered]:
        """Every line with what was answered to it."""
        return (Answered(line, self.answer_to(line.line)) for line in self.lines)

    def save(self) -> None:
        """Keep what was answered beside the pack, encrypted under the pack's own key.

        Raises:
            KnownError: the disk refuses; what was kept before stands.
        """
        salt, out = os.urandom(_SALT), BytesIO()
        kept = (f"{text_of(_Kept(line, a.state, a.remark))}\n" for line, a in sorted(self.answers.items()))
        seal_stream(self._work_key(salt), (line.encode() for line in kept), out)
        write_bytes_whole(self.work_path, _WORK + salt + out.getvalue())
        self.unsaved = False

    def load(self) -> None:
        """Go on with what was kept before, if anything was.

        Raises:
            KnownError: what was kept is damaged; it is left as it is.
        """
        if not self.work_path.is_file():
            return
        try:
            self.answers = {kept.line: Answer(kept.state, kept.remark) for kept in self._kept()}
        except (KnownError, ValueError, RecursionError) as error:
            raise KnownError(
                Cause.DAMAGED,
                tr("What was answered before cannot be read. Move {name} away to begin anew",
                   name=self.work_path.name),
            ) from error  # fmt: skip

    def _kept(self) -> Iterator[_Kept]:
        with disk_errors():
            if self.work_path.stat().st_size > MOST_CONTENT:
                raise damaged()
            content = self.work_path.read_bytes()
        start = len(_WORK) + _SALT
        if not content.startswith(_WORK) or len(content) <= start:
            raise damaged()
        sealed, key = BytesIO(content[start:]), self._work_key(content[len(_WORK) : start])
        text = b"".join(open_stream(key, sealed, len(content) - start)).decode()
        for line in filter(None, text.split("\n")):
            kept: _Kept = records_of(line, _Kept)[0]
            if list(check_answer(self.task, kept.line, Answer(kept.state, kept.remark))):
                raise damaged()
            yield kept

    def _work_key(self, salt: bytes) -> bytes:
        return derived(self.key, b"work\n" + self.header.pack_id.encode(), salt)

    def findings(self) -> list[Finding]:
        """What still keeps the answer from being written."""
        return check_answers(self.task, self.answered)

    def write_answer(self, path: Path, answered_by: str) -> PackHeader:
        """Write the answering pack.

        Raises:
            Refused: the answers are not fit to go back, or nobody is named.
            KnownError: a file of that name is there, or the disk refuses.
        """
        findings = [*self.findings(), *_check_name(answered_by)]
        if findings:
            raise Refused(findings)
        signer = PrivateKey(bytes.fromhex(self.letter.return_private))
        sealing, now = ToKey(self.letter.answer_to), utc_text(self.clock.now())
        header = replace(
            self.header, pack_id=answer_id(self.header), signer=signer.public, return_public="",
            sealed_to=sealing.sealed_to, returns=self.header.pack_id, size=0, root="", note="", made_at=now,
        )  # fmt: skip
        letter = Letter(
            header.pack_id,
            self.letter.receiver,
            os.urandom(16).hex(),
            answered_by=answered_by.strip(),
            answered_at=now,
        )
        lines = (text_of(one.asked, one.answer) for one in self.answered())
        return write_pack(path, header, letter, lines, sealing, signer.sign)


def answer_id(header: PackHeader) -> str:
    """The id of the answer to a pack: one pack has one answer."""
    return hashlib.sha256(f"answer\n{header.pack_id}".encode()).hexdigest()[:32]


def answer_path(pack: Path) -> Path:
    """Where an answer is written when nobody says otherwise: beside the pack."""
    return pack.with_name(f"{pack.stem}-{tr('answer')}{ENDING}")


def _check_name(name: str) -> Iterator[Finding]:
    if not name.strip():
        yield refusal("PACK-31", tr("An answer needs the name of who looked"), tr("Answered by"),
                      tr("a name"), tr("nothing"), tr("Enter the name"))  # fmt: skip
    yield from check_text(name, tr("Answered by"))


def open_pack(
    path: Path, opener: Opener, tasks: Iterable[PackTask], *, clock: Clock | None = None
) -> PackSession:
    """Open a pack to answer it, with what was answered before.

    Raises:
        KnownError: no pack, damaged, not for this receiver, or a task this program does not know.
    """
    with sealed_pack(path) as sealed:
        header = sealed.header
        if header.returns:
            raise KnownError(
                Cause.FOREIGN,
                tr("This is the answer to a pack. Take it back in the books that sent the pack"),
            )
        task = next((task for task in tasks if task.kind == header.kind), None)
        if task is None:
            raise newer()
        opened = sealed.open(opener)
        lines = tuple(records[0] for records in opened.records(PackLine))
        session = PackSession(
            path,
            header,
            _fit_letter(opened.letter()),
            task,
            _numbered(lines),
            clock or SystemClock(),
            opened.key,
        )
    session.load()
    return session


def _fit_letter(letter: Letter) -> Letter:
    try:
        PrivateKey(bytes.fromhex(letter.return_private)).sign(b"")
    except ValueError as error:
        raise damaged() from error
    return letter


def _numbered(lines: tuple[PackLine, ...]) -> tuple[PackLine, ...]:
    if [line.line for line in lines] != list(range(1, len(lines) + 1)):
        raise damaged()
    return lines
