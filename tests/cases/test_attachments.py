"""What is attached comes out as it went in, or not at all."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from stockpile_app import audit, cases
from stockpile_app.base import Cause, KnownError, Refused
from stockpile_app.cases import Attachment, NewAttachment, attachments
from tests.books import Books
from tests.cases.test_operations import new_case
from tests.tampering import edit, key_of


@pytest.fixture
def case_id(books: Books) -> int:
    """An open case."""
    return cases.open_case(books.stockpile, new_case(books)).case.id


def a_file(folder: Path, name: str = "rack 3.jpg", size: int = 2_500_000) -> Path:
    """A file of so many bytes, all kinds of them."""
    path = folder / name
    path.write_bytes((bytes(range(256)) * (size // 256 + 1))[:size])
    return path


def attached(books: Books, case_id: int, path: Path, **more: bool) -> Attachment:
    """Attach a file to a case."""
    new = NewAttachment(operation_id=books.id(), about=("case", case_id), path=path, remark="Rack 3", **more)
    return cases.attach(books.stockpile, new)


def test_a_file_is_kept_in_parts_and_proved_on_its_way_out(
    books: Books, case_id: int, tmp_path: Path
) -> None:
    path = a_file(tmp_path)
    added = attached(books, case_id, path)
    assert (added.name, added.media_type, added.size, added.kept) == (
        "rack 3.jpg",
        "image/jpeg",
        2_500_000,
        1,
    )
    assert added.sha256 == sha256(path.read_bytes()).hexdigest()
    assert books.stockpile.value("SELECT count(*) FROM attachment_part") == 3
    assert cases.attachments_of(books.stockpile, "case", case_id) == [added]
    out = tmp_path / "out.jpg"
    assert cases.save_attachment(books.stockpile, added.id, out) == added
    assert out.read_bytes() == path.read_bytes()
    assert audit.verify(books.stockpile).holds


def test_the_bytes_stand_in_no_plain_file(books: Books, case_id: int, tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes(b"the guard was not at the gate" * 100)
    attached(books, case_id, path)
    books.stockpile.close()
    for file in books.path.parent.glob("b.stockpile*"):
        assert b"not at the gate" not in file.read_bytes()


@pytest.mark.parametrize(("name", "only"), [("gate.mp4", False), ("rack 3.jpg", True)])
def test_of_a_video_or_by_choice_only_the_hash_is_kept(
    books: Books, case_id: int, tmp_path: Path, name: str, only: bool
) -> None:
    path = a_file(tmp_path, name, 5_000)
    added = attached(books, case_id, path, hash_only=only)
    assert (added.kept, added.sha256) == (0, sha256(path.read_bytes()).hexdigest())
    with pytest.raises(Refused) as refused:
        cases.attachment_bytes(books.stockpile, added.id)
    assert refused.value.findings[0].rule == "CASE-13"
    assert audit.verify(books.stockpile).holds


def test_what_is_too_big_is_known_by_its_hash(
    books: Books, case_id: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attachments, "LARGEST_KEPT", 10_000)
    assert attached(books, case_id, a_file(tmp_path, "a.pdf", 10_000)).kept == 1
    assert attached(books, case_id, a_file(tmp_path, "b.pdf", 10_001)).kept == 0
    assert books.stockpile.value("SELECT sum(length(content)) FROM attachment_part") == 10_000


def test_what_cannot_be_attached_is_refused(books: Books, case_id: int, tmp_path: Path) -> None:
    def rules(path: Path, about: tuple[str, int] = ("case", case_id)) -> list[str]:
        new = NewAttachment(operation_id=books.id(), about=about, path=path)
        return [one.rule for one in books.refuse(cases.attach, new)]

    assert rules(a_file(tmp_path, "empty.txt", 0)) == ["CASE-10"]
    assert rules(a_file(tmp_path), ("case", 77)) == ["CASE-05"]
    assert rules(a_file(tmp_path, "a\u202egpj.exe", 9)) == ["TEXT-01"]
    cases.close_case(books.stockpile, books.id(), "B-CAS-2026-000001", "explained", "All well")
    assert rules(a_file(tmp_path)) == ["CASE-11"]
    with pytest.raises(KnownError) as gone:
        attached(books, case_id, tmp_path / "nowhere.jpg")
    assert gone.value.cause is Cause.NOT_FOUND


def test_a_file_that_is_there_is_not_written_over(books: Books, case_id: int, tmp_path: Path) -> None:
    added = attached(books, case_id, a_file(tmp_path))
    there = tmp_path / "out.jpg"
    there.write_text("mine")
    with pytest.raises(KnownError) as refused:
        cases.save_attachment(books.stockpile, added.id, there)
    assert (refused.value.cause, there.read_text()) == (Cause.EXISTS, "mine")


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE attachment_part SET content = x'00' WHERE part = 1",
        "DELETE FROM attachment_part WHERE part = 2",
        "INSERT INTO attachment_part VALUES (1, 9, x'00')",
        "UPDATE attachment_part SET attachment_id = 2 WHERE part = 0",
    ],
)
def test_changed_bytes_are_named_and_not_given_out(
    books: Books, case_id: int, tmp_path: Path, change: str
) -> None:
    added = attached(books, case_id, a_file(tmp_path))
    books.stockpile.close()
    edit(books.path, key_of(books), (change, ()))
    books.reopen()
    troubles = [one for one in audit.verify(books.stockpile).troubles if one.check == "attachments"]
    assert {(one.table, one.row) for one in troubles} >= {("attachment_part", "1")}
    with pytest.raises(KnownError) as damaged:
        cases.attachment_bytes(books.stockpile, added.id)
    assert damaged.value.cause is Cause.DAMAGED


def test_a_gap_in_the_numbers_is_named(books: Books, case_id: int) -> None:
    cases.open_case(books.stockpile, new_case(books))
    books.stockpile.close()
    edit(books.path, key_of(books), ("UPDATE case_file SET serial_no = 3 WHERE id = 2", ()))
    books.reopen()
    troubles = audit.verify(books.stockpile).troubles
    assert [one.row for one in troubles if one.check == "cases"] == ["B-CAS-2026-000002"]
