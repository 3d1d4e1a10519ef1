"""Who may verify, and what a look at the site needs; pure."""

from __future__ import annotations

from collections.abc import Iterator

from stockpile_app.base import Finding, tr
from stockpile_app.base.plain_text import check_text, folded_name, quoted
from stockpile_app.base.quantity import LARGEST, grouped
from stockpile_app.disposal.findings import refusal
from stockpile_app.disposal.model import BatchCheck, BatchPerson, CheckResult, Duty


def check_verifier(
    verifier: str, actor: str, persons: tuple[BatchPerson, ...], sealed_by: str, *, sole: bool
) -> Iterator[Finding]:
    """DISPOSAL-40: who verifies did not pack; only single-keeper books may name somebody who is no user."""
    packers = _packers(persons, "" if sole else sealed_by)
    if not sole and verifier != actor:
        yield refusal("DISPOSAL-40", tr("Who verifies is at the desk"), tr("Verifier"), actor, verifier,
                      tr("Let the verifier sign in"))  # fmt: skip
    if folded_name(verifier) in packers:
        yield refusal("DISPOSAL-40", tr("{name} packed this batch and cannot verify it", name=verifier), tr("Verifier"),
                      tr("a person who did not pack"), verifier,
                      tr("Name another person who looks") if sole else tr("Let another person verify"))  # fmt: skip
    yield from check_text(verifier, tr("Verifier"))


def _packers(persons: tuple[BatchPerson, ...], sealed_by: str) -> set[str]:
    """Who packed, as names are compared."""
    named = (person.name for person in persons if person.duty == Duty.PACKER)
    return {folded_name(name) for name in (*named, sealed_by) if name}


def check_bringer(actor: str, persons: tuple[BatchPerson, ...], sealed_by: str) -> Iterator[Finding]:
    """DISPOSAL-40: a name typed away from the books is vouched for by who takes it in, who did not pack either."""
    if actor and folded_name(actor) in _packers(persons, sealed_by):
        yield refusal("DISPOSAL-40", tr("{name} packed this batch and cannot take its verification in", name=actor),
                      tr("User"), tr("a person who did not pack"), actor,
                      tr("Let another person take it back"))  # fmt: skip


def check_read(read: str, line_no: int, quantity: int) -> Iterator[Finding]:
    """DISPOSAL-41 and 42: something was read, and a count is not below nothing."""
    if not read.strip() and not line_no:
        yield refusal("DISPOSAL-41", tr("Nothing was read"), tr("Mark"), tr("a serial, a mark or a lot number"),
                      tr("nothing"), tr("Scan it again, or type the mark"))  # fmt: skip
    yield from check_text(read, tr("Mark"))
    if quantity < 0:
        yield refusal("DISPOSAL-42", tr("A count is not below nothing"), tr("Quantity"), tr("0 or more"),
                      str(quantity), tr("Count again"))  # fmt: skip
    if quantity > LARGEST:
        yield refusal("DISPOSAL-42", tr("So much was not counted"), tr("Quantity"),
                      tr("at most {count}", count=grouped(LARGEST)), quoted(str(quantity)),
                      tr("Count again"))  # fmt: skip


def check_undo(check: BatchCheck | None, last: bool, check_no: int, reason: str) -> Iterator[Finding]:
    """DISPOSAL-43: only the last look at a line is taken back, with a reason, and not once it has a case."""
    undone = check is not None and check.result == CheckResult.UNDONE
    if check is None or not last or undone:
        yield refusal("DISPOSAL-43", tr("This look cannot be taken back"), tr("Check"),
                      tr("the last look at a line"), str(check_no), tr("Look at the line again"))  # fmt: skip
    elif check.case_id:
        yield refusal("DISPOSAL-43", tr("This difference has a case, and is explained there"), tr("Check"),
                      tr("a look without a case"), str(check_no), tr("Decide the case"))  # fmt: skip
    if not reason.strip():
        yield refusal("DISPOSAL-43", tr("A look is taken back with a reason"), tr("Reason"), tr("one sentence"),
                      tr("nothing"), tr("Say what was wrong"))  # fmt: skip
    yield from check_text(reason, tr("Reason"))
