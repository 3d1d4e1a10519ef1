"""A file appears whole under its name, or not at all."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from stockpile_app.base import Cause, KnownError
from stockpile_app.store.files import disk_errors, write_text_whole, write_whole


def test_a_file_is_put_in_place_whole(tmp_path: Path) -> None:
    target = tmp_path / "paper.pdf"
    target.write_text("old")

    def make(draft: Path) -> None:
        draft.write_text("new")
        assert target.read_text() == "old"

    write_whole(target, make)
    assert target.read_text() == "new"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "full"), ValueError("our own")])
def test_what_fails_leaves_the_old_file_and_no_other(tmp_path: Path, error: Exception) -> None:
    target = tmp_path / "paper.pdf"
    target.write_text("old")

    def make(draft: Path) -> None:
        draft.write_text("ne")
        raise error

    with pytest.raises((KnownError, ValueError)):
        write_whole(target, make)
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize(
    ("number", "cause"),
    [
        (errno.ENOSPC, Cause.DISK_FULL),
        (errno.EDQUOT, Cause.DISK_FULL),
        (errno.EROFS, Cause.READ_ONLY),
        (errno.EACCES, Cause.READ_ONLY),
        (errno.ENOENT, Cause.NOT_FOUND),
        (errno.EIO, Cause.IO),
        (errno.ESTALE, Cause.IO),
    ],
)
def test_the_file_system_is_told_in_sentences(number: int, cause: Cause) -> None:
    with pytest.raises(KnownError) as known, disk_errors():
        raise OSError(number, "told by the system")
    assert known.value.cause is cause
    assert known.value.sentence


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(KnownError) as known:
        write_whole(tmp_path / "nowhere" / "paper.pdf", lambda draft: None)
    assert known.value.cause is Cause.NOT_FOUND


def test_a_small_text_is_written_as_it_is(tmp_path: Path) -> None:
    target = tmp_path / "list.csv"
    write_text_whole(target, "a\r\nb\n", "utf-8-sig")
    assert target.read_bytes() == b"\xef\xbb\xbfa\r\nb\n"
    with pytest.raises(UnicodeEncodeError):
        write_text_whole(target, "\ud800")
    assert target.read_bytes() == b"\xef\xbb\xbfa\r\nb\n"
    assert list(tmp_path.iterdir()) == [target]
