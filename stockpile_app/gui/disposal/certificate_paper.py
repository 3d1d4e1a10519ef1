"""The certificate on paper, for the window: its pages as pictures, printed and saved from a process of its own."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2
from PySide6.QtGui import QImage

from stockpile_app import audit
from stockpile_app.base import Progress
from stockpile_app.disposal.certificates import CertificateState, CertificateView
from stockpile_app.documents.certificate import CertificateJob, certificate_pdf
from stockpile_app.documents.certificate_paper import sealed_certificate
from stockpile_app.documents.certificate_process import print_apart
from stockpile_app.documents.page import PageSize
from stockpile_app.documents.pdf_signature import sign_pdf_file
from stockpile_app.store import Stockpile, write_bytes_whole

PREVIEW_WIDTH = 1240  # an A4 page at 150 dots an inch
AT_ONCE = 8
"""How many pages are shown at once; a long annex is not looked at page by page here."""

SHORT = 200
"""Lines that are printed faster than a process starts."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How it is to be printed."""

    languages: tuple[str, ...]
    page: str


@dataclass(frozen=True, slots=True)
class Signature:
    """The key file with which the PDF itself is signed; its passphrase is kept nowhere.

    Attributes:
        reason: What the signature says of itself.
    """

    keys: Path
    passphrase: str = field(repr=False)
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Pages:
    """The first pages as pictures, and how many there are."""

    pictures: tuple[QImage, ...]
    count: int


def preview(books: Stockpile, view: CertificateView, wish: Wish, progress: Progress) -> Pages:
    """The pages as they would be printed now; a draft says on each that it is one."""
    paper = sealed_certificate(books, view, wish.languages)
    with tempfile.TemporaryDirectory(prefix="stockpile-") as folder:
        target = Path(folder) / "preview.pdf"
        if len(view.weapons) + len(view.lots) <= SHORT:
            certificate_pdf(paper, target, PageSize(wish.page))
        else:
            print_apart(CertificateJob(paper, target, PageSize(wish.page)), progress)
        return _pages(target)


def print_to(
    books: Stockpile,
    view: CertificateView,
    wish: Wish,
    target: Path,
    progress: Progress,
    signature: Signature | None = None,
) -> Path:
    """Print it into this file, sign it where that is asked, and note that it was printed; a draft is not noted.

    Raises:
        Cancelled: nothing was written.
        KnownError: the disk refuses, or the key file does not open; nothing is left under the target's name.
    """
    paper = sealed_certificate(books, view, wish.languages)
    if signature is None:
        print_apart(CertificateJob(paper, target, PageSize(wish.page)), progress)
    else:
        with tempfile.TemporaryDirectory(prefix="stockpile-") as folder:
            draft = Path(folder) / "certificate.pdf"
            print_apart(CertificateJob(paper, draft, PageSize(wish.page)), progress)
            sign_pdf_file(draft, signature.keys, signature.passphrase, signature.reason)
            write_bytes_whole(target, draft.read_bytes())
    if view.state is not CertificateState.DRAFT:
        audit.note_activity(books, "print", view.number)
    return target


def _pages(path: Path) -> Pages:
    document = pypdfium2.PdfDocument(path.read_bytes())
    try:
        count = len(document)
        return Pages(tuple(_picture(document[number]) for number in range(min(count, AT_ONCE))), count)
    finally:
        document.close()


def _picture(page: pypdfium2.PdfPage) -> QImage:
    bitmap = page.render(scale=PREVIEW_WIDTH / page.get_width(), rev_byteorder=True, prefer_bgrx=True)
    image = QImage(
        bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888
    )
    return image.copy()
