"""A voucher on paper: what it says, how often it stands on a sheet, and that nothing is lost."""

from __future__ import annotations

import time
from dataclasses import fields, replace
from itertools import cycle
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from stockpile_app import access, ledger
from stockpile_app.audit.paper_code import read_code
from stockpile_app.base import Cause, KnownError
from stockpile_app.base.plain_text import LONGEST
from stockpile_app.base.text import speaking
from stockpile_app.documents.page import PageSize
from stockpile_app.documents.voucher import print_voucher, voucher_pdf
from stockpile_app.documents.voucher_paper import PaperLine, moment
from stockpile_app.ledger.model import VoucherKind
from tests.documents.paper import (
    ENTRY_HASH,
    ROUNDS,
    codes,
    outside_margins,
    overlapping,
    rifle,
    signs,
    text_of,
    voucher,
)
from tests.naughty import NAMES_OF_SIXTY, NAUGHTY
from tests.people import NAMES
from tests.ready import ready_staff

GOLDEN = Path(__file__).resolve().parents[1] / "golden"


def printed(folder: Path, paper: object = None, **more: object) -> Path:
    """The paper in a file."""
    target = folder / "voucher.pdf"
    voucher_pdf(paper or voucher(), target, **more)  # type: ignore[arg-type]
    return target


def pages(path: Path) -> int:
    with pdfium.PdfDocument(path) as paper:
        return len(paper)


SAMPLES = {
    "voucher_issue": voucher(),
    "voucher_receipt": voucher(
        2,
        kind=VoucherKind.RECEIPT,
        number="D07-REC-2026-000031",
        from_account="Outside source",
        to_account="Armoury 1",
        party="Northern Arms Works",
        document="Import licence 7/2026",
        purpose="",
        due_back_at="",
    ),
    "voucher_reversal_copy": voucher(
        1,
        kind=VoucherKind.REVERSAL,
        number="D07-REV-2026-000003",
        reason="Wrong armoury on the order",
        reverses="D07-TRF-2026-000009",
        copy=2,
        sole=True,
        witness="Maj P. Rhode",
    ),
    "voucher_long": voucher(60, reversed_by="D07-REV-2026-000004"),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_text_is_the_golden_text(tmp_path: Path, name: str) -> None:
    text = text_of(printed(tmp_path, SAMPLES[name]))
    golden = GOLDEN / f"{name}.txt"
    if not golden.exists():
        golden.write_text(text, encoding="utf-8")
        pytest.fail(f"{golden.name} was missing and has been written: read it, then run again")
    assert text == golden.read_text(encoding="utf-8")


def test_same_paper_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "1.pdf", tmp_path / "2.pdf"
    voucher_pdf(voucher(60), first)
    voucher_pdf(voucher(60), second)
    assert first.read_bytes() == second.read_bytes()


def test_a_short_voucher_stands_twice_on_one_sheet(tmp_path: Path) -> None:
    path = printed(tmp_path)
    text = text_of(path)
    assert pages(path) == 1
    assert text.count("D07-ISS-2026-000412") == 2
    assert "For the store" in text
    assert "For the holder" in text
    assert len(codes(path, 100)) == 2


def test_the_two_copies_keep_clear_of_the_cut(tmp_path: Path) -> None:
    middle = PageSize.A4.points[1] / 2
    for sign in signs(printed(tmp_path))[0]:
        assert sign.bottom > middle + 14 or sign.top < middle - 14


def test_a_long_voucher_fills_whole_pages(tmp_path: Path) -> None:
    path = printed(tmp_path, voucher(120))
    parts = text_of(path).split("--- page ---")
    assert len(parts) == 4
    for number, part in enumerate(parts, 1):
        assert f"Page {number} of {len(parts)}" in part
        assert "Serial or lot" in part
        assert "D07-ISS-2026-000412" in part
    assert "For the store" not in parts[0]
    assert parts[-1].count("Signature") == 3
    assert "Signature" not in parts[0]
    for line in voucher(120).lines:
        assert sum(part.count(line.mark) for part in parts) == 1


@pytest.mark.parametrize("rifles", range(1, 90, 4))
def test_the_signatures_never_stand_alone_and_nothing_is_cut(tmp_path: Path, rifles: int) -> None:
    path = printed(tmp_path, voucher(rifles))
    last = text_of(path).split("--- page ---")[-1]
    assert "31-79-188" in last
    assert "Nothing follows" in last
    assert not outside_margins(path)


def test_units_are_never_added_together(tmp_path: Path) -> None:
    text = text_of(printed(tmp_path, voucher(3)))
    assert "Total of 4 lines" in text
    assert "1 250 round" in text
    assert "3 weapon" in text
    assert "1 253" not in text


def test_a_reprint_says_which_copy_it_is(tmp_path: Path) -> None:
    assert "Copy" not in text_of(printed(tmp_path))
    assert text_of(printed(tmp_path, voucher(copy=3))).count("Copy 3") == 2


def test_sole_keeper_reversal_and_missing_kit_are_said(tmp_path: Path) -> None:
    text = text_of(printed(tmp_path, voucher(sole=True, reversed_by="D07-REV-2026-000009")))
    assert "Single-keeper books" in text
    assert "Undone by D07-REV-2026-000009" in text.replace("\n", " ")
    assert "Kit: magazine 4 of 4 · sling 0 of 1" in text
    assert "Missing from the kit: sling 1" in text


def test_lines_say_where_they_differ_from_the_head(tmp_path: Path) -> None:
    odd = rifle(1, from_account="Armoury 2", effective_at="2004-05-06", condition_to="Repairable")
    text = text_of(printed(tmp_path, voucher(1, lines=(odd,))))
    assert "From Armoury 2" in text
    assert "Effective 2004-05-06" in text
    assert "Serviceable, now" in text.replace("\n", " ")


@pytest.mark.parametrize("page", PageSize)
@pytest.mark.parametrize("dpi", [100, 150, 200])
def test_the_code_is_read_back(tmp_path: Path, dpi: int, page: PageSize) -> None:
    read = codes(printed(tmp_path, voucher(60), page=page), dpi)
    assert len(read) == 1
    code = read_code(read[0])
    assert code is not None
    assert (code.kind, code.number, code.entry_hash.hex()) == ("ISS", "D07-ISS-2026-000412", ENTRY_HASH)


@pytest.mark.parametrize("kind", VoucherKind)
@pytest.mark.parametrize("page", PageSize)
@pytest.mark.parametrize("language", ["en", "qps"])
def test_every_kind_on_every_paper(tmp_path: Path, kind: VoucherKind, page: PageSize, language: str) -> None:
    with speaking(language):
        path = printed(
            tmp_path, voucher(3, kind=kind, sole=True, copy=1, reverses="D07-TRF-2026-000009"), page=page
        )
    assert not outside_margins(path)
    assert not overlapping(path)
    assert min(sign.size for sign in signs(path)[0]) >= 8


@pytest.mark.parametrize("name", NAMES_OF_SIXTY)
def test_long_names_are_printed_whole(tmp_path: Path, name: str) -> None:
    paper = voucher(2, to_account=name, depot_name=name, recorded_by=name, purpose=name)
    paper = replace(paper, lines=(rifle(1, mark=name, item=name, condition=name, remarks=name), ROUNDS))
    path = printed(tmp_path, paper)
    assert not outside_margins(path)
    assert not overlapping(path)
    if name.isascii():
        assert "".join(name.split()) in "".join(text_of(path).split())


LANGUAGES = ["en", "ar"]


def naughty_line(text: str) -> PaperLine:
    """A line with this text in every field."""
    return PaperLine(
        item=text,
        quantity=1,
        unit=text,
        mark=text,
        condition=text,
        condition_to=text,
        entered=text,
        remarks=text,
    )


def naughty_fields() -> list[str]:
    """The fields of a voucher that take any text."""
    held = {"kind", "number", "entry_hash", "journal_root", "code"}
    return [field.name for field in fields(voucher())
            if isinstance(getattr(voucher(), field.name), str) and field.name not in held]  # fmt: skip


@pytest.mark.parametrize("at", range(0, len(NAUGHTY), 6))
def test_naughty_strings_in_every_field(tmp_path: Path, at: int) -> None:
    path = tmp_path / "voucher.pdf"
    for text in (one[: LONGEST + 1] for one in NAUGHTY[at : at + 6]):
        voucher_pdf(voucher(1, **dict.fromkeys(naughty_fields(), text), lines=(naughty_line(text),)), path)
        assert "D07-ISS-2026-000412" in text_of(path)
        assert not [sign for sign in outside_margins(path, 20) if sign.text.isascii()]


@pytest.mark.parametrize("at", range(0, len(NAUGHTY), 6))
def test_naughty_strings_side_by_side_from_right_to_left(tmp_path: Path, at: int) -> None:
    path, texts = tmp_path / "voucher.pdf", [one[: LONGEST + 1] for one in NAUGHTY[at : at + 6]]
    words = dict(zip(naughty_fields(), cycle(texts), strict=False))
    with speaking("ar"):
        voucher_pdf(voucher(1, **words, lines=tuple(naughty_line(text) for text in texts)), path)
    assert "D07-ISS-2026-000412" in text_of(path)
    assert not [sign for sign in outside_margins(path, 20) if sign.text.isascii()]


def test_very_long_texts_flow_over_pages(tmp_path: Path) -> None:
    line = rifle(1, mark="S" * 1000, item="item " * 300, remarks="remark " * 285)
    path = printed(tmp_path, voucher(1, purpose="purpose " * 250, reason="reason " * 280, lines=(line, line)))
    text = text_of(path)
    assert text.count("remark") == 2 * 285
    assert text.count("purpose") == 250
    assert not outside_margins(path)
    assert not overlapping(path)


def test_many_units_flow_over_pages(tmp_path: Path) -> None:
    lines = tuple(rifle(number, unit=f"unit {number:03}") for number in range(150))
    path = printed(tmp_path, voucher(1, lines=lines))
    assert text_of(path).count("unit 077") == 2
    assert not outside_margins(path)


def test_in_arabic_the_paper_reads_from_the_right(tmp_path: Path) -> None:
    with speaking("ar"):
        path = printed(tmp_path)
    page = signs(path)[0]
    width = PageSize.A4.points[0]
    title = [sign for sign in page if sign.size >= 18]
    assert max(sign.right for sign in title) > width - 60
    left_edges = [sign.left for sign in page if sign.text == "K" and sign.size == 8.5]
    assert min(left_edges) > width / 2
    assert len(codes(path, 100)) == 2
    assert not outside_margins(path)
    assert not overlapping(path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_quantities_end_under_each_other(tmp_path: Path, language: str) -> None:
    lines = tuple(rifle(number, item="Rifle", quantity=quantity) for number, quantity in ((1, 7), (2, 4227)))
    with speaking(language):
        path = printed(tmp_path, voucher(1, lines=lines))
    upper = [sign for sign in signs(path)[0] if sign.text == "7" and sign.size == 8.5 and sign.bottom > 421]
    assert len(upper) == 2
    assert upper[0].right == pytest.approx(upper[1].right, abs=0.1)


def test_a_target_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(KnownError) as told:
        voucher_pdf(voucher(), tmp_path / "missing" / "voucher.pdf")
    assert told.value.cause is Cause.NOT_FOUND
    assert not list(tmp_path.iterdir())


def test_ten_thousand_lines_in_sensible_time(tmp_path: Path) -> None:
    begin = time.perf_counter()
    path = printed(tmp_path, voucher(10_000))
    assert time.perf_counter() - begin < 30
    assert pages(path) > 200


@pytest.mark.parametrize(
    ("books", "paper"),
    [
        ("2026-11-20T24:00", "2026-11-20"),
        ("2026-11-20T06:30", "2026-11-20 06:30"),
        ("2026-11-20T05:32:11Z", "2026-11-20 05:32 UTC"),
        ("2026-11-20", "2026-11-20"),
        ("", ""),
    ],
)
def test_moments_as_people_read_them(books: str, paper: str) -> None:
    assert moment(books) == paper


def test_a_reversal_by_two_persons_names_both(tmp_path: Path) -> None:
    staff = ready_staff(tmp_path)
    with staff.acting("officer"):
        wrong = staff.books.slings(12)
    with staff.acting("second officer"):
        asked = staff.books.reverse(wrong)
    with staff.acting("approver"):
        posted = access.approve(staff.books.stockpile, asked.request_id)
    view = ledger.voucher_view(staff.books.stockpile, posted.number)
    assert view is not None
    target = tmp_path / "reversal.pdf"
    print_voucher(staff.books.stockpile, view, target)
    words = " ".join(text_of(target).split())
    for name in (NAMES["second officer"], NAMES["approver"]):
        assert words.count(name) >= 2, "beside the number, and where that person signs"
    staff.books.stockpile.close()
