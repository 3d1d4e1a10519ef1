"""Whatever is refused in the tests of this room is held beside what is on record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from stockpile_app.base import Finding
from tests.books import Books
from tests.ledger.recorded import hear, heard, keep, on_record

RECORDED = ("test_rules", "test_operations", "test_accounts", "test_scope")


@pytest.fixture(autouse=True)
def _refusals_on_record(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    refuse = Books.refuse

    def refuse_aloud(self: Books, *asked: Any, **more: Any) -> tuple[Finding, ...]:
        findings = refuse(self, *asked, **more)
        hear(findings)
        return findings

    monkeypatch.setattr(Books, "refuse", refuse_aloud)
    heard()
    yield
    lines = heard()
    if request.node.path.stem not in RECORDED:
        return
    test = f"{request.node.path.stem} {request.node.name}"
    recorded = on_record(test)
    if recorded is None:
        keep(test, lines)
        pytest.fail(f"what {test} hears was not on record and has been written: read it, then run again")
    assert lines == recorded
