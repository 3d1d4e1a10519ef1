"""What the list says to one look, as it fills the screen: plain data, made from the room's answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from stockpile_app.base.quantity import grouped
from stockpile_app.base.text import N_, tr
from stockpile_app.disposal.rows import BatchLineRow, ListAnswer, ListSays
from stockpile_app.gui.common import Status, isolate
from stockpile_app.gui.ledger.words import moment_words


@dataclass(frozen=True, slots=True)
class SiteAnswer:
    """One screen full.

    Attributes:
        word: The answer, beside its icon: `On the list, line 32`.
        mark: What was read, very big.
        item: What it is.
        sentence: What is to be done now.
        line: The line it is about; None for none.
        on_line: It lies on that line, and does not only look like it.
        ready: F8 may record that it matches.
        asks_quantity: A quantity must be counted first; `counted` is what was (0: not yet).
        listed: The mark on the list that it can be taken for, and where they differ.
    """

    status: Status
    word: str
    mark: str = ""
    item: str = ""
    sentence: str = ""
    line: BatchLineRow | None = None
    on_line: bool = False
    ready: bool = False
    asks_quantity: bool = False
    counted: int = 0
    components: str = ""
    also: tuple[str, ...] = ()
    photo: str = ""
    listed: tuple[str, ...] = ()

    @property
    def settled(self) -> bool:
        """Whether nothing is left to be done about it."""
        return self.status is Status.IDLE or (self.status is Status.OK and not self.ready)

    def spoken(self) -> str:
        """The answer as a screen reader says it."""
        return ". ".join(filter(None, (self.word, self.mark, self.item, self.sentence)))


START = N_("Scan the first item")
NEXT = N_("Scan the next item")


def waiting(looked_at: int = 0) -> SiteAnswer:
    """Nothing has been read yet, or the last one is done with."""
    words = tr("Take one item from the box, read its mark, look whether parts are missing.")
    return SiteAnswer(Status.IDLE, tr(NEXT) if looked_at else tr(START), sentence=words)


def complete() -> SiteAnswer:
    """Every line has been looked at."""
    return SiteAnswer(
        Status.OK,
        tr("Every line has been looked at"),
        sentence=tr("F10 finishes the verification, and says what does not agree."),
    )


def answer_of(found: ListAnswer, read: str) -> SiteAnswer:
    """The room's answer, made big."""
    line = found.line
    made = SiteAnswer(
        _STATUS[found.says],
        found.sentence,
        _mark(found, read),
        _item(line),
        line=line,
        on_line=found.says in _ON_LINE,
    )
    return _SAID[found.says](made, found) if found.says in _SAID else made


def _mark(found: ListAnswer, read: str) -> str:
    if found.line is not None and found.says in (
        ListSays.VERIFIED,
        ListSays.ALREADY,
        ListSays.OTHER_QUANTITY,
        ListSays.COUNTED,
    ):
        return found.line.mark or found.line.item
    return read


def _item(line: BatchLineRow | None) -> str:
    if line is None:
        return ""
    box = tr("box {name}", name=line.box) if line.box else ""
    amount = tr("{figure} on the list", figure=isolate(grouped(line.quantity))) if not line.weapon_id else ""
    return " · ".join(filter(None, (line.item, amount, box)))


def _on_list(made: SiteAnswer, found: ListAnswer) -> SiteAnswer:
    line = found.line
    assert line is not None
    if not line.weapon_id:
        words = tr("Count what is in the box, type the number, Enter. Then F8.")
        return replace(made, asks_quantity=True, word=_line_word(line), sentence=words)
    return replace(made, ready=True, word=_line_word(line))


def _line_word(line: BatchLineRow) -> str:
    return tr("On the list, line {line}", line=isolate(grouped(line.line_no)))


def _already(made: SiteAnswer, found: ListAnswer) -> SiteAnswer:
    line = found.line
    assert line is not None
    word = tr("Already verified, line {line}", line=isolate(grouped(line.line_no)))
    by = tr("By {name}, {moment}. If it is another one of the same mark, F7.", name=line.checked_by,
            moment=isolate(moment_words(line.checked_at)))  # fmt: skip
    return replace(made, word=word, sentence=by)


def _twin(made: SiteAnswer, found: ListAnswer) -> SiteAnswer:
    line = found.line
    assert line is not None
    words = tr("It looks like line {line} and is another one. Compare sign by sign; F7 sets it aside.",
               line=isolate(grouped(line.line_no)))  # fmt: skip
    listed = (line.mark, *_differences(made.mark, line.mark))
    return replace(made, word=tr("Wrong twin"), item="", sentence=words, listed=listed)


def _differences(read: str, listed: str) -> Iterator[str]:
    """`sign 4: O, listed 0`; where the marks are not of one length, that they are not."""
    if len(read) != len(listed):
        yield tr("{read} signs, listed {listed}", read=len(read), listed=len(listed))
        return
    for number, (one, other) in enumerate(zip(read, listed, strict=True), start=1):
        if one != other:
            yield tr(
                "sign {number}: {read}, listed {listed}",
                number=number,
                read=isolate(one),
                listed=isolate(other),
            )


def _not_listed(made: SiteAnswer, _found: ListAnswer) -> SiteAnswer:
    words = tr("F7 sets it aside and opens a case. It is not destroyed until the case is closed.")
    return replace(made, word=tr("Not on the list"), sentence=words)


def _before(made: SiteAnswer, found: ListAnswer) -> SiteAnswer:
    words = tr("F7 sets it aside. Keep it apart and call the officer in charge.")
    return replace(made, word=tr("Destroyed before"), sentence=f"{found.sentence.rstrip('.')}. {words}")


def _stays(made: SiteAnswer, found: ListAnswer) -> SiteAnswer:
    words = tr("It stays whole. F7 sets it aside.")
    word = tr("Held back") if found.says is ListSays.HELD_BACK else tr("On hold")
    return replace(made, word=word, sentence=f"{found.sentence.rstrip('.')}. {words}")


def _other_count(made: SiteAnswer, found: ListAnswer) -> SiteAnswer:
    line = found.line
    assert line is not None
    words = tr("The list says {count}. Count again: scan it once more; or F7 sets it aside with what is there.",
               count=isolate(grouped(line.quantity)))  # fmt: skip
    return replace(made, word=tr("Another quantity"), sentence=words)


def _several(made: SiteAnswer, _found: ListAnswer) -> SiteAnswer:
    return replace(made, word=tr("Several lines carry this mark"), sentence=tr("Choose the line."))


_ON_LINE = frozenset({ListSays.VERIFIED, ListSays.ON_HOLD, ListSays.OTHER_QUANTITY, ListSays.COUNTED})
_STATUS = {
    ListSays.VERIFIED: Status.OK,
    ListSays.ALREADY: Status.WARN,
    ListSays.LOOKS_LIKE: Status.STOP,
    ListSays.NOT_ON_LIST: Status.STOP,
    ListSays.HELD_BACK: Status.STOP,
    ListSays.ON_HOLD: Status.STOP,
    ListSays.DESTROYED_BEFORE: Status.STOP,
    ListSays.SEVERAL: Status.INFO,
    ListSays.OTHER_QUANTITY: Status.STOP,
    ListSays.COUNTED: Status.INFO,
}
_SAID: dict[ListSays, Callable[[SiteAnswer, ListAnswer], SiteAnswer]] = {
    ListSays.VERIFIED: _on_list,
    ListSays.ALREADY: _already,
    ListSays.LOOKS_LIKE: _twin,
    ListSays.NOT_ON_LIST: _not_listed,
    ListSays.DESTROYED_BEFORE: _before,
    ListSays.HELD_BACK: _stays,
    ListSays.ON_HOLD: _stays,
    ListSays.SEVERAL: _several,
    ListSays.OTHER_QUANTITY: _other_count,
}
