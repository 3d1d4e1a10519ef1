"""Take an answer back: whose it is, that it answers what is out, once; then what was on hold is free.

The same answers twice have one effect.  Everything is checked inside the transaction that writes
it, and the file is gone through again for each step, so that a large one takes no more memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from stockpile_app.access import acting
from stockpile_app.audit import Operation, depot_public, record_bodies, sealing_private
from stockpile_app.base import Refused, tr
from stockpile_app.base.clock import utc_text
from stockpile_app.exchange.pack.answers import LinesHash, check_answers
from stockpile_app.exchange.pack.file import OpenPack, sealed_pack
from stockpile_app.exchange.pack.findings import refusal
from stockpile_app.exchange.pack.model import (
    Answer,
    Answered,
    Brought,
    PackHeader,
    PackLine,
    PackTask,
    plain,
    text_of,
)
from stockpile_app.exchange.pack.operations import releases
from stockpile_app.exchange.pack.queries import pack_with_id, return_of, task_of
from stockpile_app.exchange.pack.records import Outcome, PackAnswer, PackOut, PackReturn
from stockpile_app.exchange.pack.seal import Opener
from stockpile_app.ledger import Changes
from stockpile_app.store import Stockpile

_BATCH = 5_000


@dataclass(frozen=True, slots=True)
class Returned:
    """An answer is in the books.

    Attributes:
        states: How many lines were answered how.
        open: How many lines nobody answered.
        repeated: The same answers had come back before; nothing was changed.
    """

    pack: PackOut
    end: PackReturn
    states: dict[str, int]
    open: int
    changes: Changes
    repeated: bool = False


def take_back(stockpile: Stockpile, path: Path, operation_id: str = "") -> Returned:
    """Record what came back of a pack, and end the holds that stood for it.

    Raises:
        Refused: it answers nothing that is out, another signed it, its lines are others, or other
            answers to the same pack have come back before.
        KnownError: no pack, damaged, or not sealed to these books.
    """
    with acting(stockpile, "take pack back"), sealed_pack(path) as sealed:
        pack = _answered_pack(stockpile, sealed.header)
        opened = sealed.open(Opener(private=sealing_private(stockpile)))
        answers = _Answers(opened)
        sha256 = answers.sha256()
        earlier = return_of(stockpile, pack.id)
        if earlier is not None:
            _refuse_another(pack, earlier, sha256)
            return Returned(pack, earlier, answers.states, answers.open, Changes(), repeated=True)
        return _take(stockpile, pack, answers, sha256, operation_id or stockpile.ids.new_id())


def _take(stockpile: Stockpile, pack: PackOut, answers: _Answers, sha256: str, operation_id: str) -> Returned:
    task = task_of(stockpile, pack.kind)
    _refuse_unfit(task, pack, answers)
    letter = answers.pack.letter()
    end = PackReturn(
        pack.id, Outcome.RETURNED, sha256, letter.answered_by, letter.answered_at,
        sum(answers.states.values()), "", utc_text(stockpile.clock.now()),
    )  # fmt: skip
    entry = record_bodies(
        stockpile,
        Operation("take pack back", operation_id, {"pack": pack.pack_id}),
        _records(stockpile, task, pack, end, answers),
    )
    return Returned(pack, end, answers.states, answers.open, Changes(entry=entry, holds=True, packs=True))


def _records(
    stockpile: Stockpile, task: PackTask, pack: PackOut, end: PackReturn, answers: _Answers
) -> Iterator[list[object]]:
    reason = tr("Pack {pack} came back", pack=pack.pack_id)
    yield [end, *releases(stockpile, pack, reason)]
    told = (_record(pack.id, one) for one in answers() if one.answer.state)
    while batch := list(islice(told, _BATCH)):
        yield list(batch)
    brought = Brought(pack.subject_id, end.answered_by, end.answered_at, answers())
    if more := list(task.take_in(stockpile, brought)):
        yield more


def _record(number: int, one: Answered) -> PackAnswer:
    return PackAnswer(number, **plain(one.asked), **plain(one.answer))


class _Answers:
    """The answers in a pack, gone through as often as is asked."""

    def __init__(self, pack: OpenPack) -> None:
        self.pack = pack
        self.states: dict[str, int] = {}
        self.open = 0
        self.lines_sha256 = ""

    def __call__(self) -> Iterator[Answered]:
        for asked, answer in self.pack.records(PackLine, Answer):
            yield Answered(asked, answer)

    def sha256(self) -> str:
        """Over all that was answered and by whom; counts states and hashes the lines asked on its way."""
        told, asked = LinesHash(), LinesHash()
        letter = self.pack.letter()
        told.add(text_of(Answer(letter.answered_by, letter.pack_id)))
        for one in self():
            asked.add(text_of(one.asked))
            told.add(text_of(one.asked, one.answer))
            if one.answer.state:
                self.states[one.answer.state] = self.states.get(one.answer.state, 0) + 1
            else:
                self.open += 1
        self.lines_sha256 = asked.sha256
        return told.sha256


def _answered_pack(stockpile: Stockpile, header: PackHeader) -> PackOut:
    if not header.returns:
        raise Refused([refusal(
            "PACK-10", tr("This is a pack that went out, not the answer to one"), tr("Pack"),
            tr("an answer"), header.pack_id, tr("Open it, answer its lines and write the answer"))])  # fmt: skip
    pack = pack_with_id(stockpile, header.returns)
    if pack is None:
        origin = f"{header.origin_code} · {header.origin_name}"
        raise Refused([refusal(
            "PACK-11", tr("This answers no pack that these books sent out"), tr("Pack"),
            tr("an answer to a pack of these books"), f"{header.returns} · {origin}",
            tr("Take it to the books that sent the pack"))])  # fmt: skip
    if header.signer not in {pack.return_public, depot_public(stockpile).signing_public}:
        raise Refused([refusal(
            "PACK-12", tr("This answer was not signed by whoever had the pack"), tr("Signature"),
            pack.return_public[:16], header.signer[:16], tr("Ask for the answer again"))])  # fmt: skip
    return pack


def _refuse_another(pack: PackOut, earlier: PackReturn, sha256: str) -> None:
    if earlier.sha256 == sha256:
        return
    if earlier.outcome == Outcome.GIVEN_UP:
        raise Refused([refusal(
            "PACK-14", tr("This pack was given up, and its answer is not waited for any more"), tr("Pack"),
            earlier.reason, pack.pack_id, tr("Send a new pack"))])  # fmt: skip
    first = f"{earlier.answered_by} · {earlier.returned_at} · {earlier.sha256[:16]}"
    raise Refused([refusal(
        "PACK-13", tr("Other answers to this pack have come back before"), tr("Answer"), first, sha256[:16],
        tr("The first answer stands. Send a new pack to have it looked at again"))])  # fmt: skip


def _refuse_unfit(task: PackTask, pack: PackOut, answers: _Answers) -> None:
    if answers.lines_sha256 != pack.lines_sha256:
        raise Refused([refusal(
            "PACK-18", tr("The lines that come back are not those that went out"), tr("Lines"),
            pack.lines_sha256[:16], answers.lines_sha256[:16], tr("Ask for the answer again"))])  # fmt: skip
    if findings := check_answers(task, answers):
        raise Refused(findings)
