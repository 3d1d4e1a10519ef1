"""What the journal remembers of packs: what left, what is on hold for it, what came back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from stockpile_app.audit import BodyCodec


class Outcome(StrEnum):
    """What became of a pack."""

    RETURNED = "returned"
    GIVEN_UP = "given up"


@dataclass(frozen=True, slots=True)
class PackOut:
    """A pack that has left.

    Attributes:
        subject_id: What the task is about, as its kind understands it (for `holding` an account).
        return_public: The one-time key that signs the answer.
        lines_sha256: Over the lines that went out; the answer must carry the same lines.
        sha256: Of the whole content, as the header says it.
    """

    id: int
    pack_id: str
    kind: str
    task: str
    subject_id: int
    receiver: str
    sealed_to: str
    return_public: str
    lines: int
    lines_sha256: str
    sha256: str
    file_name: str
    made_at: str


@dataclass(frozen=True, slots=True)
class PackHold:
    """A hold that stands for as long as the pack is out."""

    hold_id: int
    pack_id: int


@dataclass(frozen=True, slots=True)
class PackReturn:
    """The end of a pack: its answer, or why nobody waits for one any more.

    Attributes:
        sha256: Over the answers; the same answers again change nothing.
    """

    pack_id: int
    outcome: str
    sha256: str
    answered_by: str
    answered_at: str
    answers: int
    reason: str
    returned_at: str


@dataclass(frozen=True, slots=True)
class PackAnswer:
    """What was found about one line of a pack, with the line as it went out."""

    pack_id: int
    line: int
    subject: str
    subject_id: int
    mark: str
    item: str
    place: str
    condition: str
    quantity: int
    unit: str
    state: str
    remark: str = ""


BODY_CODECS = (
    BodyCodec("pack out", PackOut, "pack_out", key=("id",)),
    BodyCodec("pack hold", PackHold, "pack_hold", key=("hold_id",), stamped=False),
    BodyCodec("pack return", PackReturn, "pack_return", key=("pack_id",)),
    BodyCodec("pack answer", PackAnswer, "pack_answer", key=("pack_id", "line"), stamped=False),
)
