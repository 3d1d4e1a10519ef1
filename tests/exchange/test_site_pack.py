"""A batch goes to the site as a pack and comes back as checks, once, under the verifier's own name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from stockpile_app import cases, disposal
from stockpile_app.exchange.pack import (
    Opener,
    PackRequest,
    PackSent,
    ToPassphrase,
    open_pack,
    send_pack,
    take_back,
)
from stockpile_app.exchange.site_pack import INCOMPLETE, KIND, MISSING, OTHER, VERIFIED
from tests.books import WEAK
from tests.disposal.batches import Site
from tests.exchange.pack.packs import SECRET, TASKS
from tests.ready import ready_site


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A depot with a destruction site."""
    found = ready_site(tmp_path)
    yield found
    found.stockpile.close()


def send(site: Site, batch: int, path: Path) -> PackSent:
    asked = PackRequest(operation_id=site.id(), path=path, kind=KIND, subject_id=batch, receiver="Insp R. Duval",
                        sealing=ToPassphrase(SECRET, WEAK))  # fmt: skip
    with site.by("officer"):
        return send_pack(site.stockpile, asked)


def answer(site: Site, path: Path, by: str, *states: tuple[str, str]) -> Path:
    session = open_pack(path, Opener(passphrase=SECRET), TASKS, clock=site.books.clock)
    for line, (state, remark) in enumerate(states, start=1):
        session.answer(line, state, remark)
    target = path.with_name(f"{path.stem}-{len(by)}-answer.stockpack")
    session.write_answer(target, by)
    return target


def take(site: Site, path: Path) -> object:
    with site.by("inspector"):
        return take_back(site.stockpile, path)


def test_the_answers_become_checks_and_what_differs_a_case(site: Site, tmp_path: Path) -> None:
    batch = site.batch(site.rifles(5))
    site.hold_back(batch, [1], held_at="2026-11-08")
    site.seal(batch)
    assert site.refused(send, site, batch, tmp_path / "early.stockpack") == ["PACK-05"]
    site.hand_over(batch)
    path = tmp_path / "site.stockpack"
    assert send(site, batch, path).pack.lines == 4
    answered = answer(
        site, path, "Ms P. Field", (VERIFIED, ""), (INCOMPLETE, "bolt"), (MISSING, ""), (OTHER, "A pistol")
    )
    assert site.refused(take, site, answered) == ["DISPOSAL-02"], "the boxes are not at the site yet"


def test_it_comes_back_once_under_the_name_of_who_looked(site: Site, tmp_path: Path) -> None:
    batch = site.batch(site.rifles(4))
    site.to_site(batch)
    path = tmp_path / "site.stockpack"
    send(site, batch, path)
    assert "LEDGER-10" in site.refused(site.hold_back, batch, [1], held_at="2026-11-10T13:00")
    answered = answer(
        site, path, "Ms P. Field", (VERIFIED, ""), (INCOMPLETE, "bolt"), (MISSING, ""), (OTHER, "A pistol")
    )
    take(site, answered)
    rows = disposal.batch_lines(site.stockpile, batch)
    assert [(row.state.value, row.checked_by, row.components) for row in rows] == [
        ("verified", "Ms P. Field", ""), ("verified", "Ms P. Field", "bolt"),
        ("missing", "Ms P. Field", ""), ("set aside", "Ms P. Field", "")]  # fmt: skip
    found = cases.cases_about(site.stockpile, "batch", batch)
    assert [row.case.kind for row in found] == ["missing", "mismatch"]
    assert "A pistol" in found[1].case.subject
    take(site, answered)
    assert len(cases.cases_about(site.stockpile, "batch", batch)) == 2
    for row in found:
        site.explain(row.case.id)
    assert site.finish(batch).step is disposal.Step.VERIFIED
    assert site.verify() == []


def test_who_packed_does_not_answer(site: Site, tmp_path: Path) -> None:
    batch = site.batch(site.rifles(1))
    site.to_site(batch)
    path = tmp_path / "site.stockpack"
    send(site, batch, path)
    assert site.refused(take, site, answer(site, path, "WO2 K. Brandt", (VERIFIED, ""))) == ["DISPOSAL-40"]


def test_who_packed_does_not_take_the_answers_in(site: Site, tmp_path: Path) -> None:
    """A name typed at the site is only as good as who vouches for it: the packer could have typed any."""
    batch = site.batch(site.rifles(1))
    site.to_site(batch)
    path = tmp_path / "site.stockpack"
    send(site, batch, path)
    answered = answer(site, path, "Ms P. Field", (VERIFIED, ""))
    with site.by("officer"):
        assert site.refused(take_back, site.stockpile, answered) == ["DISPOSAL-40"]
    take(site, answered)


def test_only_a_sealed_batch_goes_along(site: Site, tmp_path: Path) -> None:
    batch = site.batch(site.rifles(1))
    assert site.refused(send, site, batch, tmp_path / "a.stockpack") == ["PACK-05"]
    assert site.refused(send, site, 99, tmp_path / "a.stockpack") == ["PACK-05"]
