"""The store writes a row's line as the journal does: to the letter, whatever stands in it."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st
from sqlcipher3 import dbapi2

from stockpile_app.audit import BodyCodec
from stockpile_app.audit.comparison import _kind_of


@dataclass(frozen=True, slots=True)
class Sample:
    """A record with fields that are always written and fields at a default."""

    id: int
    name: str
    amount: int = 1
    remark: str = ""
    made_by: str = "O'Neil"


CODEC = BodyCodec("sam'ple", Sample, "sample", ("id",))
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)
NUMBER = st.integers(-(1 << 63), (1 << 63) - 1)


@given(st.builds(Sample, NUMBER, TEXT, NUMBER | st.just(1), TEXT, TEXT | st.just("O'Neil")))
def test_the_store_writes_the_line_of_the_journal(sample: Sample) -> None:
    connection = dbapi2.connect(":memory:")
    connection.execute(
        "CREATE TABLE sample (id INTEGER, name TEXT, amount INTEGER, remark TEXT, made_by TEXT) STRICT"
    )
    connection.execute("INSERT INTO sample VALUES (?, ?, ?, ?, ?)", CODEC.row_of(sample))
    written = connection.execute(f"SELECT {CODEC.line_in_sql} FROM sample").fetchone()[0]
    connection.close()
    assert written == CODEC.line(sample)
    assert _kind_of(written) == CODEC.name
