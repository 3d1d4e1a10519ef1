"""What the whole verification finds when certificates and what was destroyed do not fit together."""

from __future__ import annotations

from pathlib import Path

import pytest

from stockpile_app.disposal import certificates
from stockpile_app.disposal.certificates import CertificateRequest
from stockpile_app.disposal.certificates.checks import check
from tests.books import Books
from tests.disposal.certificates import batches
from tests.ready import ready_depot


@pytest.fixture
def books(tmp_path: Path) -> Books:
    """Two certified batches of two rifles each."""
    books = ready_depot(tmp_path)
    for first in (1, 11):
        made = batches.a_batch(books, [books.rifle(f"KM {number:05}") for number in range(first, first + 2)])
        certificates.issue_certificate(
            books.stockpile, CertificateRequest(operation_id=books.id(), batch_id=made.id)
        )
    return books


def sentences(books: Books) -> list[str]:
    return [trouble.sentence for trouble in check(books.stockpile)]


def tampered(books: Books, *statements: str) -> list[str]:
    """What the check says after somebody with another program has changed rows."""
    with books.stockpile.transaction():
        for trigger in books.stockpile.rows("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
            books.stockpile.write(f'DROP TRIGGER "{trigger[0]}"')
        for statement in statements:
            books.stockpile.write(statement)
    return sentences(books)


def test_sound_books_have_no_trouble(books: Books) -> None:
    assert sentences(books) == []


def test_a_gap_in_the_numbers(books: Books) -> None:
    change = "UPDATE certificate SET serial_no = 5, number = 'B-CDS-2026-000005' WHERE id = 2"
    assert tampered(books, change) == ["Certificate B-CDS-2026-000005 is not the next of its kind"]


def test_a_number_of_another_depot(books: Books) -> None:
    change = "UPDATE certificate SET number = 'X-CDS-2026-000002' WHERE id = 2"
    assert tampered(books, change) == ["Certificate X-CDS-2026-000002 is not the next of its kind"]


def test_a_weapon_on_two_certificates(books: Books) -> None:
    change = (
        "INSERT INTO certificate_line SELECT 2, 3, item_type_id, weapon_id, lot_id, quantity, voucher_id, "
        "voucher_line, entry FROM certificate_line WHERE certificate_id = 1 AND line_no = 1"
    )
    assert tampered(books, change)[0] == "A weapon or a voucher’s line stands on two certificates: 1"


def test_a_line_that_is_not_what_its_voucher_moved(books: Books) -> None:
    change = "UPDATE certificate_line SET quantity = 2 WHERE certificate_id = 1 AND line_no = 1"
    assert tampered(books, change) == ["A certificate names what its voucher did not move: 1"]


def test_a_destroyed_weapon_that_stands_elsewhere(books: Books) -> None:
    change = (
        "UPDATE weapon SET account_id = 100 WHERE id = (SELECT weapon_id FROM certificate_line "
        "WHERE certificate_id = 2 AND line_no = 1)"
    )
    assert tampered(books, change) == ["A weapon on a standing certificate does not stand where it says: 2"]


def test_a_destroyed_line_left_off_its_certificate(books: Books) -> None:
    change = "DELETE FROM certificate_line WHERE certificate_id = 2 AND line_no = 2"
    assert tampered(books, change) == [
        "A batch is certified, and what it destroyed stands on no certificate: 2"
    ]


def test_a_certified_batch_without_a_certificate(books: Books) -> None:
    changes = (
        "DELETE FROM certificate_line WHERE certificate_id = 2",
        "DELETE FROM certificate WHERE id = 2",
    )
    assert tampered(books, *changes) == ["A batch is certified without a certificate: 2"]


def test_a_certificate_that_replaces_one_that_stands(books: Books) -> None:
    change = "UPDATE certificate SET replaces = 1 WHERE id = 2"
    assert tampered(books, change) == [
        "A certificate replaces one that stands, or that another one replaces: 2"
    ]
