"""One line of the first page: what needs a person, and the next step."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from stockpile_app.gui.common.tokens import Status
from stockpile_app.ledger.drafts import KeptDraft


class Act(StrEnum):
    """What the next step of a row is."""

    HAND_IN = "hand in"
    INSPECT = "inspect"
    LOT = "show the lot"
    DRAFT = "finish the draft"
    VERIFY = "verify"
    BACKUP = "back up"
    UNDO = "undo"
    VOUCHER = "show the voucher"
    PLACES = "add places"
    PEOPLE = "add people"
    HOUSES = "add store houses"
    KEYS = "give keys"
    APPROVE = "approve"
    IMPORT = "import"
    CASE = "show the case"
    REVIEW = "review surplus"
    BATCH = "next step of a batch"
    PACKS = "show what is out"
    NOTHING = ""


ICONS = {
    Act.HAND_IN: "log-in",
    Act.INSPECT: "clipboard-list",
    Act.LOT: "layers",
    Act.DRAFT: "pencil",
    Act.VERIFY: "circle-check",
    Act.BACKUP: "hard-drive-download",
    Act.UNDO: "undo-2",
    Act.VOUCHER: "file-text",
    Act.PLACES: "warehouse",
    Act.PEOPLE: "users",
    Act.HOUSES: "warehouse",
    Act.KEYS: "key-round",
    Act.APPROVE: "signature",
    Act.IMPORT: "file-spreadsheet",
    Act.CASE: "file-warning",
    Act.REVIEW: "scale",
    Act.BATCH: "flame",
    Act.PACKS: "package",
}


@dataclass(frozen=True, slots=True)
class Need:
    """One line of the first page.

    Attributes:
        word: The state, on the chip.
        what: One sentence; `who` the line under it.
        since: Date and time; `late` the words under it.
        step: The next step, in words.
        number, item_id, draft: What the step works on.
        done: Stands under *Done today*.
        head: The head of a group.
    """

    status: Status
    word: str
    what: str
    who: str = ""
    since: str = ""
    late: str = ""
    act: Act = Act.NOTHING
    step: str = ""
    number: str = ""
    item_id: int = 0
    draft: KeptDraft | None = None
    done: bool = False
    head: bool = False
