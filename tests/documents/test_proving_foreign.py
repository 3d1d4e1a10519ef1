"""What comes back is no paper, or a damaged one: it is refused calmly."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from stockpile_app.base import Cause, KnownError, Refused
from stockpile_app.documents.handed_in import MOST_PAGES
from stockpile_app.documents.proving import prove_text
from tests.documents.proving_desk import Desk


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """For papers alone: nothing is posted in its books."""
    return Desk(tmp_path_factory.mktemp("still"))


def foreign(folder: Path, name: str) -> Path:
    path = folder / name
    content = {
        "empty.pdf": b"",
        "text.pdf": b"Hello",
        "cut.pdf": b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog",
        "noise.png": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        "bomb.png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
        + (60_000).to_bytes(4, "big") * 2
        + b"\x08\0\0\0\0"
        + bytes(4),
    }
    if name in content:
        path.write_bytes(content[name])
    elif name == "locked.pdf":
        Canvas(str(path), encrypt="secret").save()
    elif name == "long.pdf":
        canvas = Canvas(str(path))
        for _ in range(MOST_PAGES + 1):
            canvas.showPage()
        canvas.save()
    elif name == "tiny.pdf":
        Canvas(str(path), pagesize=(0.001, 0.001)).save()
    else:
        Image.new("L", (300, 300), 255).save(path)
    return path


@pytest.mark.parametrize(
    "name",
    [
        "empty.pdf",
        "text.pdf",
        "cut.pdf",
        "noise.png",
        "bomb.png",
        "locked.pdf",
        "long.pdf",
        "tiny.pdf",
        "a.png",
    ],
)
def test_a_hostile_file_is_refused_calmly(still: Desk, name: str) -> None:
    with pytest.raises(Refused) as refused:
        still.proved(foreign(still.folder, name))
    assert refused.value.findings[0].rule in {"PAPER-01", "PAPER-08"}


def test_any_damage_to_a_paper_is_told_or_seen(still: Desk) -> None:
    """A flipped byte ends as a refusal, as a difference, or is nowhere visible; never as a crash."""
    whole = still.printed().read_bytes()
    chance = random.Random(11)
    for _ in range(12):
        broken = bytearray(whole)
        broken[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
        path = still.folder / "broken.pdf"
        path.write_bytes(broken)
        try:
            proof = still.proved(path)
        except Refused:
            continue
        assert not proof.identical


def test_a_missing_file_is_the_environment_s(still: Desk) -> None:
    with pytest.raises(KnownError) as missing:
        still.proved(still.folder / "nowhere.pdf")
    assert missing.value.cause is Cause.NOT_FOUND


def test_a_foreign_code_is_quoted(still: Desk) -> None:
    with pytest.raises(Refused) as refused:
        prove_text(still.books.stockpile, "https://example.org/" + "x" * 500)
    assert refused.value.findings[0].got.startswith("“https://example.org/")
