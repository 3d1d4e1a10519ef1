"""A paper comes back as a picture: its code is read, and its text is left to the eye."""

from __future__ import annotations

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageFilter

from stockpile_app.documents.page import PageSize
from stockpile_app.documents.paper_proof import Compared, Standing
from tests.documents.proving_desk import Desk, noisy, pictures, worked_on


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """For papers alone: nothing is posted in its books."""
    return Desk(tmp_path_factory.mktemp("still"))


@pytest.mark.parametrize("page", PageSize)
@pytest.mark.parametrize("turned", [0, 7, 90, 180, 263])
def test_a_turned_photograph_is_read_and_left_to_the_eye(still: Desk, turned: int, page: PageSize) -> None:
    picture = pictures(still.printed(page=page)).rotate(turned, expand=True, fillcolor=200)
    target = still.folder / "photo.jpg"
    noisy(picture, turned).save(target, quality=70)
    proof = still.proved(target)
    assert (proof.standing, proof.compared) == (Standing.TO_COMPARE, Compared.BY_EYE)
    assert proof.number == still.posted.number
    assert len(proof.lines) == 5
    assert "only your eye compares the text" in proof.sentences[0]


@pytest.mark.parametrize("turned", [3, 45])
def test_a_crooked_blurred_scan_is_read_at_150_dots_an_inch(still: Desk, turned: int) -> None:
    picture = pictures(still.printed()).filter(ImageFilter.GaussianBlur(0.8))
    noisy(picture.rotate(turned, expand=True, fillcolor=220, resample=Image.Resampling.BICUBIC), 5).save(
        still.folder / "scan.pdf", resolution=150
    )
    assert still.proved(still.folder / "scan.pdf").number == still.posted.number


def test_a_scan_in_a_pdf_is_left_to_the_eye(still: Desk) -> None:
    pictures(still.printed()).rotate(2, fillcolor=255).save(still.folder / "scan.pdf", resolution=150)
    proof = still.proved(still.folder / "scan.pdf")
    assert (proof.standing, proof.compared) == (Standing.TO_COMPARE, Compared.BY_EYE)


def test_a_picture_over_the_whole_page_is_never_unchanged(still: Desk) -> None:
    def cover(paper: pdfium.PdfDocument) -> None:
        page = paper[0]
        seen = page.render(scale=2).to_pil().convert("RGB")
        seen.paste((0, 0, 0), (100, 700, 900, 760))
        picture = pdfium.PdfImage.new(paper)
        picture.set_bitmap(pdfium.PdfBitmap.from_pil(seen))
        picture.set_matrix(pdfium.PdfMatrix().scale(*page.get_size()))
        page.insert_obj(picture)
        page.gen_content()

    proof = worked_on(still, cover)
    assert (proof.standing, proof.compared) == (Standing.TO_COMPARE, Compared.BY_EYE)
