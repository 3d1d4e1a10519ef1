"""Numbers and marks after `dispose` that are none, or far too many: a finding, never a fault of the program."""

from __future__ import annotations

import pytest

from stockpile_app.cli.outcome import REFUSED
from tests.books import PASSPHRASE
from tests.cli.desk import typed
from tests.disposal.batches import Site, a_site
from tests.people import NAMES

BATCH = "B-BAT-2026-000001"
HUGE = "9" * 24


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A depot with a batch of two rifles at the site; closed."""
    made = a_site(tmp_path_factory.mktemp("naughty"))
    made.to_site(made.batch(made.rifles(2)))
    made.stockpile.close()
    return made


@pytest.mark.parametrize(("words", "rule"), [
    (("show", HUGE), "DISPOSAL-01"),
    (("undo", BATCH, "--line", "1-2"), "DISPOSAL-80"),
    (("aside", BATCH, "--mark", "KM 1", "--line", "1,2"), "DISPOSAL-80"),
    (("destroy", BATCH, "--line", "1-9999999999999"), "DISPOSAL-80"),
    (("scan", BATCH, "--mark", "KM 00001", "--quantity", HUGE), "DISPOSAL-42"),
    (("scan", BATCH, "--mark", "KM \u202e10000"), "TEXT-01"),
    (("scan", BATCH, "--mark", "KM \udcff"), "TEXT-01"),
])  # fmt: skip
def test_what_cannot_be_is_refused_with_a_finding(
    site: Site, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], rule: str
) -> None:
    monkeypatch.setenv("STOCKPILE_USER", NAMES["inspector"])
    monkeypatch.setenv("STOCKPILE_PASSPHRASE", PASSPHRASE)
    act, *rest = words
    said = typed("dispose", site.books.path, act, *rest, "--json")
    assert said.code == REFUSED, said.err
    assert said.findings[0]["rule"] == rule
