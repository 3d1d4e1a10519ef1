"""What may stand in an answer, judged alike where it is typed, where it is written, and where it comes back."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator

from stockpile_app.base import Finding, tr
from stockpile_app.base.plain_text import check_text
from stockpile_app.exchange.pack.findings import refusal
from stockpile_app.exchange.pack.model import Answer, Answered, PackLine, PackTask, text_of

MOST_FINDINGS = 200


def check_answer(task: PackTask, line: int, answer: Answer) -> Iterator[Finding]:
    """PACK-15, and that the remark can be read."""
    known = [state for state, _ in task.states]
    if answer.state and answer.state not in known:
        yield refusal("PACK-15", tr("This is no answer to a line of this pack"), tr("Answer"), ", ".join(known),
                      answer.state, tr("Choose one of these"), line)  # fmt: skip
    yield from check_text(answer.remark, tr("Remark"), line)


def check_answers(task: PackTask, answers: Callable[[], Iterable[Answered]]) -> list[Finding]:
    """Everything that is wrong with the answers to a pack, as much as a person can look at."""
    found: list[Finding] = []
    for one in answers():
        found += check_answer(task, one.asked.line, one.answer)
        found += _check_words(task, one)
        if len(found) >= MOST_FINDINGS:
            return found
    for finding in task.check(answers()):
        found.append(finding)
        if len(found) >= MOST_FINDINGS:
            break
    return found


def _check_words(task: PackTask, one: Answered) -> Iterator[Finding]:
    """PACK-16: what means nothing without words has some."""
    if one.answer.state in task.worded and not one.answer.remark.strip():
        yield refusal("PACK-16", tr("A remark needs words"), tr("Remark"), tr("what was found"),
                      tr("nothing"), tr("Write what was found"), one.asked.line)  # fmt: skip


class LinesHash:
    """SHA-256 over a pack's lines, as they go by."""

    def __init__(self) -> None:
        self._digest = hashlib.sha256()

    def texts(self, lines: Iterable[PackLine]) -> Iterator[str]:
        """Each line's text, counted in."""
        for line in lines:
            text = text_of(line)
            self.add(text)
            yield text

    def add(self, text: str) -> None:
        """Count in one line."""
        self._digest.update(f"{text}\n".encode())

    @property
    def sha256(self) -> str:
        """The hash so far, hexadecimal."""
        return self._digest.hexdigest()
