"""Certificates in the window: seen as pages before they are asked for, signed by two, printed, annulled, replaced."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from stockpile_app import audit
from stockpile_app.access import Requested, approve
from stockpile_app.base import Cause, KnownError
from stockpile_app.base.progress import Cancelled
from stockpile_app.base.text import PSEUDO_LANGUAGE, SOURCE_LANGUAGE, use_language
from stockpile_app.disposal import certificates
from stockpile_app.disposal.certificates import AnnulmentRequest, CertificateRequest, CertificateState
from stockpile_app.gui.common import FindingCard
from stockpile_app.gui.disposal import certificate_paper, certificate_signing
from stockpile_app.gui.disposal.certificate_annul import AnnulDialog
from stockpile_app.gui.disposal.certificate_dialog import CertificateDialog, open_certificate
from stockpile_app.gui.disposal.certificate_register import CertificatesDialog, open_certificates
from tests.disposal.certificates.batches import (
    Made,
    a_batch,
    designated,
    destroyed,
    held_back,
    open_case,
    verified,
)
from tests.gui.common.looking import find_clipped_texts, unnamed_inputs
from tests.gui.disposal.workbench import CTRL, Workbench, a_museum_batch, a_workbench, verified_by_two
from tests.people import NAMES


@pytest.fixture
def work(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Workbench]:
    """A desk with an officer at it."""
    for made in a_workbench(qapp, qtbot, tmp_path):
        made.sit("officer")
        yield made


def a_destroyed_batch(work: Workbench, count: int = 3) -> Made:
    with work.staff.acting("officer"):
        return a_batch(work.books, [work.books.rifle(f"KM {number:05d}") for number in range(count)])


def issued(work: Workbench, batch_id: int) -> str:
    """A certificate by two persons, without the window."""
    stockpile = work.books.stockpile
    with work.staff.acting("officer"):
        asked = certificates.issue_certificate(
            stockpile, CertificateRequest(operation_id=work.books.id(), batch_id=batch_id)
        )
    assert isinstance(asked, Requested)
    with work.staff.acting("approver"):
        return str(approve(stockpile, asked.request_id).number)


def annulled(work: Workbench, number: str) -> None:
    stockpile = work.books.stockpile
    with work.staff.acting("officer"):
        request = AnnulmentRequest(
            operation_id=work.books.id(), number=number, reason="The site was named wrongly"
        )
        asked = certificates.annul_certificate(stockpile, request)
    assert isinstance(asked, Requested)
    with work.staff.acting("approver"):
        approve(stockpile, asked.request_id)


def opened(work: Workbench, batch_id: int) -> CertificateDialog:
    open_certificate(work.desk, batch_id, work.window)
    return work.front(CertificateDialog)


def state(dialog: CertificateDialog) -> str:
    return dialog.side.state.accessibleName().removeprefix("state: ")


def cards(dialog: QWidget) -> list[str]:
    return [one.finding.rule for one in dialog.findChildren(FindingCard) if one.isVisible()]


def facts(dialog: CertificateDialog) -> str:
    labels = dialog.side.facts.findChildren(type(dialog.side.covers))
    return " | ".join(label.text() for label in labels if label.isVisible())


def test_a_draft_shows_its_pages_and_what_it_covers(work: Workbench) -> None:
    made = a_destroyed_batch(work, 4)
    dialog = opened(work, made.id)
    assert (state(dialog), dialog.side.covers.text()) == ("Draft", "4 weapons")
    assert "the number is given when it is issued" in dialog.subtitle.text()
    assert dialog.pages.shown >= 2
    assert cards(dialog) == []
    assert dialog.primary.isEnabled()
    assert "Col P. Rhode" in dialog.side.second.sentence
    assert certificates.certificates(work.books.stockpile) == []


def test_what_blocks_is_shown_as_cards_and_nothing_can_be_asked(work: Workbench) -> None:
    with work.staff.acting("officer"):
        rifles = [work.books.rifle(f"KM {number:05d}") for number in range(4)]
        made = designated(work.books, rifles)
        verified(work.books, made, leave_out=(4,))
        held_back(work.books, made, 4)
        destroyed(work.books, made, made.lines[:2])
        open_case(work.books, "batch", made.id)
    dialog = opened(work, made.id)
    assert cards(dialog) == ["CERT-02", "CERT-03", "CERT-04"]
    assert not dialog.primary.isEnabled()
    assert "3 refusals" in dialog._found.text()
    texts = [label.text() for label in dialog.side.findChildren(type(dialog.side.covers))]
    assert "4 planned · 1 held back · 3 received · 2 destroyed" in texts
    assert "KM 00003 (evidence)" in facts(dialog)
    work.press(Qt.Key.Key_Return, CTRL)
    work.press(Qt.Key.Key_F8)
    assert dialog.isVisible()
    assert certificates.certificates(work.books.stockpile) == []


def test_two_persons_issue_it_at_one_desk(work: Workbench) -> None:
    made = a_destroyed_batch(work)
    dialog = opened(work, made.id)
    dialog.side.remarks.set_value("Witnessed by the press")
    work.press(Qt.Key.Key_Return, CTRL)
    work.approve()
    [row] = certificates.certificates(work.books.stockpile)
    assert (row.issued_by, row.approved_by) == (NAMES["officer"], NAMES["approver"])
    assert state(dialog) == "Issued"
    assert row.number in dialog.subtitle.text()
    view = certificates.certificate_view(work.books.stockpile, row.number)
    assert view is not None
    assert view.remarks == "Witnessed by the press"
    assert dialog.print_button.isVisible()
    assert not dialog.primary.isVisible()


def test_saved_it_is_whole_and_noted(work: Workbench, tmp_path: Path) -> None:
    made = a_destroyed_batch(work)
    number = issued(work, made.id)
    dialog = opened(work, made.id)
    dialog._choose = lambda *_asked: str(tmp_path / "paper")
    work.press(Qt.Key.Key_E, CTRL)
    paper = tmp_path / "paper.pdf"
    text = pypdfium2.PdfDocument(paper.read_bytes())[0].get_textpage().get_text_range()
    assert number in text
    assert "Draft" not in text
    assert audit.times_noted(work.books.stockpile, "print", number) == 1
    assert "1 time" in facts(dialog)


def test_esc_stops_the_printing_first(
    work: Workbench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = a_destroyed_batch(work)
    number = issued(work, made.id)
    dialog = opened(work, made.id)

    def until_stopped(_job: object, progress: object) -> None:
        for page in range(100_000):
            progress(page, 100_000, "pages")  # type: ignore[operator]

    monkeypatch.setattr(certificate_paper, "print_apart", until_stopped)
    dialog._write(tmp_path / "paper.pdf", opens=False)
    dialog.reject()
    work.settle()
    assert dialog.isVisible()
    assert dialog.message.accessibleName() == "Cancelled. Nothing was written"
    assert not (tmp_path / "paper.pdf").exists()
    assert audit.times_noted(work.books.stockpile, "print", number) == 0
    closed: list[int] = []
    dialog.finished.connect(closed.append)
    dialog.reject()
    assert closed == [0]


def test_a_cancelled_printing_writes_no_note(
    work: Workbench, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    made = a_destroyed_batch(work)
    number = issued(work, made.id)
    view = certificates.certificate_view(work.books.stockpile, number)
    assert view is not None

    def cancelled(*_asked: object) -> None:
        raise Cancelled

    monkeypatch.setattr(certificate_paper, "print_apart", cancelled)
    wish = certificate_paper.Wish(("en",), "A4")
    with pytest.raises(Cancelled):
        certificate_paper.print_to(
            work.books.stockpile, view, wish, tmp_path / "paper.pdf", lambda *_said: None
        )
    assert audit.times_noted(work.books.stockpile, "print", number) == 0


def test_a_long_annex_is_set_apart_and_its_first_pages_shown(
    work: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(certificate_paper, "SHORT", 4)
    monkeypatch.setattr(certificate_paper, "AT_ONCE", 1)
    made = a_destroyed_batch(work, 5)
    dialog = opened(work, made.id)
    assert dialog.pages.shown == 1
    assert "Pages 1 to 1 of" in dialog.pages.said.text()


def test_the_pages_follow_the_languages(work: Workbench) -> None:
    made = a_destroyed_batch(work, 1)
    dialog = opened(work, made.id)
    alone = dialog.pages._pictures[0]
    assert dialog.side.wish().languages == ("en",)
    dialog.side.beside.set_value("fr")
    dialog.side.wish_changed.emit()
    work.settle()
    assert dialog.side.wish().languages == ("en", "fr")
    assert dialog.pages._pictures[0] != alone
    dialog.side.beside.set_value("en")
    assert dialog.side.wish().languages == ("en",)


def test_annulled_with_a_reason_and_a_second_person_it_stays_visible(work: Workbench) -> None:
    made = a_destroyed_batch(work)
    number = issued(work, made.id)
    dialog = opened(work, made.id)
    work.press(Qt.Key.Key_R, CTRL)
    annul = work.front(AnnulDialog)
    work.press(Qt.Key.Key_Return, CTRL)
    assert "one sentence" in annul.reason._below.text()
    annul.reason.set_value("The site was named wrongly")
    work.press(Qt.Key.Key_Return, CTRL)
    work.approve()
    view = certificates.certificate_view(work.books.stockpile, number)
    assert view is not None
    assert view.state is CertificateState.ANNULLED
    dialog.look_at(type(dialog.subject)(number=number))
    work.settle()
    assert state(dialog) == "Annulled"
    assert "The site was named wrongly" in dialog.side.annulled.sentence
    assert NAMES["approver"] in dialog.side.annulled.sentence
    assert not dialog.annul_button.isVisible()


def test_a_new_one_stands_for_the_annulled_one(work: Workbench) -> None:
    made = a_destroyed_batch(work)
    number = issued(work, made.id)
    annulled(work, number)
    dialog = opened(work, made.id)
    assert state(dialog) == "Draft"
    assert number in facts(dialog)
    dialog.side.number_chosen.emit(number)
    work.settle()
    assert state(dialog) == "Annulled"
    work.press(Qt.Key.Key_N, CTRL)
    assert state(dialog) == "Draft"
    assert dialog.primary.isEnabled()


def test_each_deactivated_weapon_has_a_certificate_of_its_own(work: Workbench) -> None:
    made = a_museum_batch(work, "KM 06427", "KM 06431")
    ids = [verified_by_two(work, made, line, serial) for line, serial in ((1, "KM 06427"), (2, "KM 06431"))]
    dialog = opened(work, made.id)
    assert dialog.title.text() == "Certificate of deactivation"
    assert dialog.side.weapon.isVisible()
    assert dialog.side.weapon.value() == ids[0]
    work.press(Qt.Key.Key_Return, CTRL)
    work.approve()
    assert state(dialog) == "Issued"
    dialog.side.weapon_chosen.emit(ids[1])
    work.settle()
    assert state(dialog) == "Draft"
    assert dialog.side.weapon.value() == ids[1]
    dialog.close()
    again = opened(work, made.id)
    assert again.side.weapon.value() == ids[1]


def test_the_pdf_is_signed_where_the_depot_has_a_key_file(
    work: Workbench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = a_destroyed_batch(work)
    number = issued(work, made.id)
    asked: list[tuple[str, str, str]] = []

    def sign(path: Path, keys: Path, passphrase: str, reason: str) -> str:
        if passphrase != "open":
            raise KnownError(Cause.WRONG_PASSPHRASE, f"{keys.name} does not open with this passphrase")
        asked.append((keys.name, passphrase, reason))
        path.write_bytes(path.read_bytes() + b"signed")
        return "Proof House"

    monkeypatch.setattr(certificate_signing, "can_sign", lambda: True)
    monkeypatch.setattr(certificate_paper, "sign_pdf_file", sign)
    dialog = opened(work, made.id)
    target = tmp_path / "paper.pdf"
    signing = dialog.side.signing
    assert signing.isVisible()
    assert not signing.secret.isVisible()
    signing.keys.set_path(tmp_path / "depot.p12")
    dialog._write(target, opens=False)
    assert signing.keys.field._below.text() == "There is no such file"
    (tmp_path / "depot.p12").write_bytes(b"keys")
    signing.secret.set_value("shut")
    dialog._write(target, opens=False)
    work.settle()
    assert "does not open" in dialog.message.accessibleName()
    assert not target.exists()
    assert signing.secret.value() == ""
    signing.secret.set_value("open")
    dialog._write(target, opens=False)
    work.settle()
    assert target.read_bytes().endswith(b"signed")
    assert asked == [("depot.p12", "open", f"Certificate of destruction {number}")]
    assert "very secret" not in repr(certificate_paper.Signature(target, "very secret"))


def test_the_register_lists_every_number(work: Workbench) -> None:
    first, second = a_destroyed_batch(work), None
    number = issued(work, first.id)
    annulled(work, number)
    with work.staff.acting("officer"):
        second = a_batch(work.books, [work.books.rifle("TE 70415")])
    later = issued(work, second.id)
    open_certificates(work.desk, work.window)
    register = work.front(CertificatesDialog)
    assert [row.number for row in register.table.model.rows()] == [later, number]
    assert register.count.text() == "2 certificates · 1 annulled"
    register.filter.set_value(number)
    assert [row.number for row in register.table.model.rows()] == [number]
    register.table.select(0)
    assert not register.annul_button.isEnabled()
    register.table.setFocus()
    work.press(Qt.Key.Key_Return)
    assert state(work.front(CertificateDialog)) == "Annulled"


def test_an_empty_register_says_what_will_stand_there(work: Workbench) -> None:
    open_certificates(work.desk, work.window)
    register = work.front(CertificatesDialog)
    assert register.table._empty is not None
    assert register.table._empty.isVisible()
    assert not register.open_button.isEnabled()


def test_a_batch_that_is_not_there_says_so(work: Workbench) -> None:
    dialog = opened(work, 77)
    assert "no such batch" in dialog.message.accessibleName()
    assert not dialog.primary.isVisible()


LOOKS = [
    pytest.param("en", Qt.LayoutDirection.LeftToRight, id="english"),
    pytest.param(PSEUDO_LANGUAGE, Qt.LayoutDirection.RightToLeft, id="long, right to left"),
]


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
@pytest.mark.parametrize(("language", "direction"), LOOKS)
def test_nothing_is_clipped_and_every_input_is_named(
    work: Workbench, qapp: QApplication, size: tuple[int, int], language: str, direction: Qt.LayoutDirection
) -> None:
    with work.staff.acting("officer"):
        told: dict[str, Any] = {
            "authority": "Ministry of Defence, Joint Committee for Surplus and Disposal of the Republic"
        }
        ready = a_batch(
            work.books, [work.books.rifle("KM 06427", make="Izhevsk Mechanical Works" * 2)], **told
        )
        blocked = designated(work.books, [work.books.rifle("KM 06431")], **told)
    annulled(work, issued(work, ready.id))
    qapp.setLayoutDirection(direction)
    use_language(language)
    work.window.resize(*size)
    try:
        for batch in (ready, blocked):
            dialog = opened(work, batch.id)
            assert find_clipped_texts(dialog) == []
            assert unnamed_inputs(dialog) == []
            dialog.done(0)
        open_certificates(work.desk, work.window)
        register = work.front(CertificatesDialog)
        assert find_clipped_texts(register) == []
        assert unnamed_inputs(register) == []
    finally:
        use_language(SOURCE_LANGUAGE)
