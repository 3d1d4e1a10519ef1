"""Findings: a user's mistake as a value, ordered by weight, then by row."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockpile_app.base.finding import HOUSE_RULE, Finding, Refused, Severity, finding_order, refusals

WEIGHTS = list(Severity)
FINDINGS = st.builds(
    Finding,
    rule=st.sampled_from(["A-01", "B-02"]),
    severity=st.sampled_from(WEIGHTS),
    sentence=st.text(max_size=10),
    row=st.integers(0, 5),
)


def test_a_finding_cannot_be_changed() -> None:
    finding = Finding("LEDGER-03", Severity.REFUSAL, "The account holds 3")
    with pytest.raises(dataclasses.FrozenInstanceError):
        finding.row = 2  # type: ignore[misc]


def test_a_rule_of_our_own_says_so() -> None:
    finding = Finding("LEDGER-03", Severity.NOTE, "Nothing to do")
    assert (finding.clause, finding.status) == (HOUSE_RULE, "house")


def test_json_carries_every_field() -> None:
    shown = Finding("LEDGER-03", Severity.REFUSAL, "Too many", row=4, field="Quantity", got="9").as_json()
    assert set(shown) == {field.name for field in dataclasses.fields(Finding)}
    assert shown["severity"] == "refusal"
    assert (shown["row"], shown["field"], shown["got"]) == (4, "Quantity", "9")


@given(st.lists(FINDINGS))
def test_refusals_come_first_and_rows_in_order(findings: list[Finding]) -> None:
    ordered = sorted(findings, key=finding_order)
    weights = [(WEIGHTS.index(finding.severity), finding.row) for finding in ordered]
    assert weights == sorted(weights)


@given(st.lists(FINDINGS))
def test_only_refusals_block(findings: list[Finding]) -> None:
    blocking = refusals(findings)
    assert all(finding.severity is Severity.REFUSAL for finding in blocking)
    assert len(blocking) == sum(finding.severity is Severity.REFUSAL for finding in findings)


def test_a_refused_operation_says_why_in_order() -> None:
    late = Finding("B-02", Severity.REFUSAL, "second", row=2)
    early = Finding("A-01", Severity.REFUSAL, "first", row=1)
    note = Finding("A-01", Severity.NOTE, "beside", row=0)
    refused = Refused(iter([note, late, early]))
    assert refused.findings == (early, late, note)
    assert str(refused) == "first; second; beside"
