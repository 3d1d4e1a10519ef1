"""What stands against a certificate, pure: facts in, findings out, ending in a plain list."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from stockpile_app.base import Finding, tr
from stockpile_app.base.plain_text import check_text
from stockpile_app.base.quantity import grouped
from stockpile_app.disposal.certificates.facts import DISPOSAL_OF, CertificateFacts
from stockpile_app.disposal.certificates.findings import refusal
from stockpile_app.disposal.certificates.model import CertificateKind
from stockpile_app.disposal.model import DISPOSAL_WORDS, STEP_WORDS, Disposal, Step

_SHOWN = 20

_READY = {
    CertificateKind.DESTRUCTION: frozenset({Step.CLEARED, Step.CERTIFIED}),
    CertificateKind.DEACTIVATION: frozenset({Step.VERIFIED, Step.DEACTIVATED, Step.CERTIFIED}),
}
"""Steps from which a certificate may be issued."""


def check_batch(facts: CertificateFacts) -> Iterator[Finding]:
    """CERT-01: a certificate is about a batch that was for destruction, or for deactivation."""
    wanted = DISPOSAL_OF[facts.kind]
    if facts.batch is None:
        yield refusal("CERT-01", tr("There is no such batch"), tr("Batch"), tr("a batch of these books"),
                      tr("nothing"), tr("Look at the batches with: stockpile dispose FILE"))  # fmt: skip
    elif facts.batch.disposal != wanted:
        yield refusal("CERT-01", tr("This batch is not for this certificate"), tr("Batch"),
                      tr(DISPOSAL_WORDS[wanted]), tr(DISPOSAL_WORDS[Disposal(facts.batch.disposal)]),
                      tr("Choose another batch"))  # fmt: skip


def check_step(facts: CertificateFacts) -> Iterator[Finding]:
    """CERT-02: the work is done to its end: residue cleared, or the deactivation verified."""
    if facts.batch is None:
        return
    ready = facts.step in _READY[facts.kind]
    if facts.kind is CertificateKind.DESTRUCTION and not ready:
        yield refusal("CERT-02", tr("The residue of this batch is not cleared yet"), tr("Step"),
                      tr(STEP_WORDS[Step.CLEARED]), tr(STEP_WORDS[facts.step]),
                      tr("Record what was left and who took it, then ask for the certificate"))  # fmt: skip
    if facts.kind is CertificateKind.DEACTIVATION and not facts.verified:
        yield refusal("CERT-02", tr("Nobody has verified this deactivation yet"), tr("Deactivation"),
                      tr("compared with its list by a second person, and booked"), tr("still open"),
                      tr("Let the verifier compare the weapon with the list"))  # fmt: skip


def check_cases(facts: CertificateFacts) -> Iterator[Finding]:
    """CERT-03: nothing about the batch is still to be explained."""
    if facts.cases:
        yield refusal("CERT-03", tr("Something about this batch is not explained yet"), tr("Cases"),
                      tr("no open case"), ", ".join(facts.cases[:_SHOWN]),
                      tr("Close the case with its outcome first"))  # fmt: skip


def check_counts(facts: CertificateFacts) -> Iterator[Finding]:
    """CERT-04: planned less held back, received and destroyed are the same, type by type."""
    for count in facts.counts:
        if not count.agrees:
            yield refusal(
                "CERT-04",
                tr("Planned, received and destroyed do not agree: {item}", item=count.item),
                tr("Quantity"),
                tr("{count} {unit}", count=grouped(count.planned - count.held_back), unit=tr(count.unit)),
                tr("received {received}, destroyed {destroyed}", received=grouped(count.received),
                   destroyed=grouped(count.destroyed)),
                tr("Compare the list, the checks at the site and the destruction vouchers; open a case"),
            )  # fmt: skip


def check_lines(facts: CertificateFacts) -> Iterator[Finding]:
    """CERT-05: there is something to certify, and no other standing certificate has it."""
    if facts.batch is not None and not facts.lines:
        yield refusal("CERT-05", tr("Nothing was destroyed or deactivated that could be certified"), tr("Lines"),
                      tr("at least one line"), tr("none"), tr("Record the act first"))  # fmt: skip
    for row, line in enumerate(facts.lines, 1):
        if line.on:
            yield refusal("CERT-05", tr("{mark} stands on a certificate already", mark=line.mark),
                          tr("Lines"), tr("on no standing certificate"), line.on,
                          tr("Annul {number} first, if it is wrong", number=line.on), row)  # fmt: skip


def check_replaced(facts: CertificateFacts) -> Iterator[Finding]:
    """CERT-06: what a certificate replaces was of the same batch, was annulled, and is replaced once."""
    if facts.replaces and facts.to_replace is None:
        known = ", ".join(one.number for one in facts.earlier if one.annulled and not one.replaced_by)
        yield refusal("CERT-06", tr("{number} cannot be replaced by this certificate", number=facts.replaces),
                      tr("Replaces"), known or tr("an annulled certificate of the same batch"), facts.replaces,
                      tr("Annul it first, or leave this field empty"))  # fmt: skip


def check_texts(facts: CertificateFacts) -> Iterator[Finding]:
    """TEXT-01: every text on the paper can be read."""
    yield from check_text(facts.remarks, tr("Remarks"))


RULES: tuple[Callable[[CertificateFacts], Iterator[Finding]], ...] = (
    check_batch,
    check_step,
    check_cases,
    check_counts,
    check_lines,
    check_replaced,
    check_texts,
)


def check(facts: CertificateFacts) -> list[Finding]:
    """Everything that stands against issuing it."""
    return [finding for rule in RULES for finding in rule(facts)]
