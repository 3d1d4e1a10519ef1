"""Everything in a plain form: every row of every table but the keys, the same bytes from the same books."""

from __future__ import annotations

import csv
import hashlib
import io
import sqlite3
import zipfile
from pathlib import Path

import pytest

from stockpile_app import audit
from stockpile_app.cases.attachments import NewAttachment, attach
from stockpile_app.cases.operations import NewCase, open_case
from stockpile_app.exchange.csv_out import write_csv
from stockpile_app.exchange.plain_export import SECRET, export_plain, plain_tables
from tests.books import Books, dump_hash
from tests.full_books import full_books


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Books:
    """Full books, open."""
    return full_books(tmp_path_factory.mktemp("full"))


def read(out: Path) -> dict[str, str]:
    """Every file of the zip as text."""
    with zipfile.ZipFile(out) as zipped:
        assert zipped.testzip() is None
        return {
            name: zipped.read(name).decode()
            for name in zipped.namelist()
            if not name.startswith("attachments/")
        }


def test_every_row_of_every_table_but_the_keys(full: Books, tmp_path: Path) -> None:
    before = dump_hash(full.stockpile)
    told = export_plain(full.stockpile, tmp_path / "all.zip")
    assert dump_hash(full.stockpile) == before
    files, counted = read(tmp_path / "all.zip"), 0
    assert {"README.txt", "schema.sql", "journal.jsonl"} <= set(files)
    for table in plain_tables(full.stockpile):
        names, *rows = list(csv.reader(io.StringIO(files[f"tables/{table}.csv"], newline="")))
        if table != "activity":  # which notes the export itself
            stands = full.stockpile.rows(f"SELECT * FROM {table}")
            if table == "attachment":
                names, rows = names[:-1], [row[:-1] for row in rows]  # the last column is the zip's own
            shown = [tuple(v.hex() if isinstance(v, bytes) else str(v) for v in row) for row in stands]
            assert sorted(map(tuple, rows)) == sorted(shown), table
            assert len(names) == len(stands[0]) if stands else names
        counted += len(rows)
    assert counted == told
    assert not any(secret in name for name in files for secret in SECRET)
    assert audit.head(full.stockpile).root in files["README.txt"]


def test_attachments_are_files_named_by_their_hash(books: Books, tmp_path: Path) -> None:
    """Read back, each is what was attached; what is known by its hash alone, and twins, are no file of their own."""
    stockpile = books.stockpile
    case = open_case(stockpile, NewCase(operation_id=books.id(), kind="mismatch", subject="A serial was swapped",
                                        owner=stockpile.actor.name, deadline="2026-12-01")).case  # fmt: skip
    contents = {"frame.JPG": b"\xff\xd8" + bytes(range(256)) * 9_000, "note": b"found in box 4", "pit.mp4": b"video",
                "twin.jpg": b"\xff\xd8" + bytes(range(256)) * 9_000}  # fmt: skip
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
        attach(
            stockpile, NewAttachment(operation_id=books.id(), about=("case", case.id), path=tmp_path / name)
        )
    export_plain(stockpile, tmp_path / "all.zip")
    with zipfile.ZipFile(tmp_path / "all.zip") as zipped:
        rows = list(csv.DictReader(io.StringIO(zipped.read("tables/attachment.csv").decode(), newline="")))
        files = {row["name"]: row["file"] for row in rows}
        assert files["pit.mp4"] == ""
        assert files["frame.JPG"] == files["twin.jpg"] != ""
        assert Path(files["note"]).suffix == ".bin"
        for row in rows:
            if row["file"]:
                content = zipped.read(row["file"])
                assert content == contents[row["name"]]
                assert hashlib.sha256(content).hexdigest() == row["sha256"] == Path(row["file"]).stem
        kept = [name for name in zipped.namelist() if name.startswith("attachments/")]
        assert sorted(kept) == sorted({name for name in files.values() if name})
        assert "tables/attachment_part.csv" not in zipped.namelist()


def test_no_key_stands_in_it(full: Books, tmp_path: Path) -> None:
    export_plain(full.stockpile, tmp_path / "all.zip")
    text = "".join(read(tmp_path / "all.zip").values())
    for secret in full.stockpile.row("SELECT signing, sealing FROM depot_secret") or ():
        assert secret not in text
    assert "wrapped_key" not in text


def test_the_schema_makes_the_tables_anew(full: Books, tmp_path: Path) -> None:
    export_plain(full.stockpile, tmp_path / "all.zip")
    fresh = sqlite3.connect(":memory:")
    fresh.executescript(read(tmp_path / "all.zip")["schema.sql"])
    assert {row[0] for row in fresh.execute("SELECT name FROM sqlite_master WHERE type = 'table'")} >= set(
        plain_tables(full.stockpile)
    )
    fresh.close()


def test_the_same_books_give_the_same_bytes(books: Books, tmp_path: Path) -> None:
    books.rifle("KM 06427")
    with books.stockpile.reader() as reader:  # which notes nothing
        export_plain(reader, tmp_path / "one.zip")
        export_plain(reader, tmp_path / "two.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_signs_of_formulas_stay_in_the_export_and_are_stilled_in_lists(books: Books, tmp_path: Path) -> None:
    books.account("holder", "=HYPERLINK(1)")
    export_plain(books.stockpile, tmp_path / "all.zip")
    assert ",=HYPERLINK(1)," in read(tmp_path / "all.zip")["tables/account.csv"]
    write_csv(tmp_path / "list.csv", [("name", "n"), ("=HYPERLINK(1)", 3)])
    assert (tmp_path / "list.csv").read_bytes() == "\ufeffname,n\r\n'=HYPERLINK(1),3\r\n".encode()
