"""What the list says to a look, in one sentence to show big."""

from __future__ import annotations

from stockpile_app.base import tr
from stockpile_app.base.quantity import grouped
from stockpile_app.base.text import N_
from stockpile_app.disposal.rows import BatchLineRow, ListSays

_SENTENCES = {
    ListSays.VERIFIED: N_("Line {number}: {mark} is verified"),
    ListSays.ALREADY: N_("Line {number}: {mark} was verified before"),
    ListSays.LOOKS_LIKE: N_("{read} is not on the list. It looks like line {number}: {mark}. Set it aside"),
    ListSays.NOT_ON_LIST: N_("{read} is not on the list. Set it aside"),
    ListSays.HELD_BACK: N_("Line {number}: {mark} was held back. Set it aside"),
    ListSays.ON_HOLD: N_("Line {number}: {mark} is on hold. Set it aside, and hold it back"),
    ListSays.DESTROYED_BEFORE: N_("{read} was destroyed or deactivated before. Set it aside and report it"),
    ListSays.SEVERAL: N_("Several lines carry the mark {read}. Say which one"),
    ListSays.COUNTED: N_("Line {number}: {met} of {count} of {mark} counted so far"),
    ListSays.OTHER_QUANTITY: N_("Line {number}: the list says {count} of {mark}. Set it aside"),
}


def sentence(says: ListSays, line: BatchLineRow | None, read: str, met: int = 0) -> str:
    """The answer in words; `line` is the line meant or looked like, `met` how much of it was counted so far."""
    return tr(
        _SENTENCES[says],
        number=line.line_no if line else 0,
        mark=(line.mark or line.item) if line else read,
        read=read,
        count=grouped(line.quantity if line else 0),
        met=grouped(met),
    )
