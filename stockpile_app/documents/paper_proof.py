"""What proving a paper gave: how it stands, what was compared, and what differs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from stockpile_app.audit.paper_code import PaperCode
from stockpile_app.base import Finding, Severity, tr, trn
from stockpile_app.base.quantity import grouped
from stockpile_app.base.text import N_
from stockpile_app.documents.sealing import LIFE_CODE

ADDITION = "PAPER-09"
"""The file carries what no paper of ours has."""


class Standing(StrEnum):
    """How a paper stands; from UNKNOWN on it is refused.

    UNCHANGED is only what the program compared itself.  TO_COMPARE is a genuine code on a photograph, on a
    scan or alone: a genuine code can be copied onto any text.
    """

    UNCHANGED = "unchanged"
    SUPERSEDED = "superseded"
    TO_COMPARE = "to compare"
    SIGNED = "signed"
    UNCHECKED = "unchecked"
    UNKNOWN = "unknown"
    DIFFERS = "differs"
    FORGED = "forged"


class Compared(StrEnum):
    """What was held against the books by the program; the rest is for the eye."""

    EVERY_LINE = "every line"
    EVENTS = "every event"
    BY_EYE = "by eye"
    NOTHING = "nothing"


STANDING_WORDS = {
    Standing.UNCHANGED: N_("Unchanged"),
    Standing.SUPERSEDED: N_("Undone later"),
    Standing.TO_COMPARE: N_("Compare by eye"),
    Standing.SIGNED: N_("Signed by this depot"),
    Standing.UNCHECKED: N_("Not checked"),
    Standing.UNKNOWN: N_("Unknown to these books"),
    Standing.DIFFERS: N_("Differs from the books"),
    Standing.FORGED: N_("Not signed by this depot"),
}
"""Each outcome in a word; translate when shown."""


@dataclass(frozen=True, slots=True)
class CheckedLine:
    """One line of the paper as the books have it, with its check code; line 0 is the head."""

    line_no: int
    text: str
    check: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperProof:
    """The outcome.

    Attributes:
        kind, number: As the code says; the full number where the books know it.
        entry: The journal entry the paper stands on; 0 when it is unknown.
        size, root: Where the journal stood, as the code says (the root's first 16 bytes, hexadecimal).
        genuine: Whether the depot signed the code; None where there was no key to check with.
        undone_by: The voucher that undid it, '' while it stands.
        later_copies: How often it was printed after this copy; 0 where the copy is not known.
        identical: Whether the file is byte for byte what the program writes.
        lines: What to hold beside the paper.
    """

    standing: Standing
    kind: str
    number: str
    entry_hash: str
    size: int
    root: str
    compared: Compared = Compared.NOTHING
    entry: int = 0
    genuine: bool | None = None
    undone_by: str = ""
    later_copies: int = 0
    identical: bool = False
    lines: tuple[CheckedLine, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether nothing speaks against the paper."""
        return self.standing not in {Standing.UNKNOWN, Standing.DIFFERS, Standing.FORGED}

    @property
    def sentences(self) -> tuple[str, ...]:
        """The outcome in words, the weightiest first."""
        return tuple(filter(None, (self._outcome(), *self._circumstances())))

    def _outcome(self) -> str:
        if self.findings and all(finding.rule == ADDITION for finding in self.findings):
            return tr("The file of {number} carries what no paper of this depot has", number=self.number)
        entry = grouped(self.entry)
        said = {
            Standing.UNCHANGED: tr("The life of {number} is as these books tell it up to entry {entry}",
                                   number=self.number, entry=entry) if self.kind == LIFE_CODE
            else tr("{number} stands in these books as entry {entry}", number=self.number, entry=entry),
            Standing.TO_COMPARE: tr("The code of {number} is genuine, entry {entry} of these books; only your eye"
                                    " compares the text", number=self.number, entry=entry),
            Standing.SUPERSEDED: tr("{number} is entry {entry}, and was undone later by {undone_by}",
                                    number=self.number, entry=entry, undone_by=self.undone_by),
            Standing.SIGNED: tr("{number} is signed by this depot, inclusion not checked", number=self.number),
            Standing.UNCHECKED: tr("The code says {number}. Nothing was checked: name books or a key",
                                   number=self.number),
            Standing.UNKNOWN: tr("{number} is not in these books as the paper says", number=self.number),
            Standing.DIFFERS: tr("The paper does not say what the books say of {number}", number=self.number),
            Standing.FORGED: tr("The code of {number} is not signed by this depot", number=self.number),
        }  # fmt: skip
        return said[self.standing]

    def _circumstances(self) -> Iterator[str]:
        if self.genuine:
            yield tr("Signed by the depot at journal size {size}", size=grouped(self.size))
        if self.identical:
            yield tr("The file is byte for byte the one that the program writes")
        elif self.compared is Compared.EVERY_LINE:
            yield tr("Every line of text was compared with the books")
        elif self.compared is Compared.EVENTS:
            yield tr(
                "Every event was compared with the books; the facts over them are those of the day of printing"
            )
        elif self.compared is Compared.BY_EYE:
            yield tr(
                "The program compared no text. Hold these lines beside the paper, check code by check code"
            )
        if self.later_copies:
            yield trn("It was printed {count} time after this copy", "It was printed {count} times after this copy",
                      self.later_copies)  # fmt: skip


def proof_of(code: PaperCode, standing: Standing, **more: object) -> PaperProof:
    """An outcome about what this code says."""
    told: dict[str, object] = {
        "kind": code.kind,
        "number": code.number,
        "entry_hash": code.entry_hash.hex(),
        "size": code.size,
        "root": code.root16.hex(),
    }
    return PaperProof(standing=standing, **{**told, **more})  # type: ignore[arg-type]


def against(rule: str, sentence: str, **more: object) -> Finding:
    """A finding that speaks against a paper."""
    told: dict[str, object] = {"remedy": tr("Keep the paper, and ask who printed it")}
    return Finding(rule, Severity.REFUSAL, sentence, **{**told, **more})  # type: ignore[arg-type]


def pasted(number: str) -> Finding:
    """PAPER-07: the text of the paper does not name what its code names."""
    return against("PAPER-07", tr("The code belongs to another paper"), field=tr("Code"),
                   expected=tr("the code of this paper"), got=tr("the code of {number}", number=number))  # fmt: skip


def carries(additions: Sequence[str]) -> Iterator[Finding]:
    """PAPER-09, one for each thing in the file that no paper of ours has."""
    for addition in additions:
        yield against(ADDITION, tr("The file carries what no paper of this depot has: {addition}",
                      addition=addition), field=tr("File"), expected=tr("nothing beside its pages"), got=addition,
                      remedy=tr("Print the file, and compare the printed sheet line by line"))  # fmt: skip
