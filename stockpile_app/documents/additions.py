"""What a PDF file carries beside its pages: notes stuck on, form fields, files, programs, layers.

No paper of ours has any of it.  What is seen or printed then depends on the program that shows the file,
so nothing that is compared here would hold elsewhere: such a file is never a whole paper.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import pypdfium2 as pdfium
from pypdfium2 import raw

from stockpile_app.base import tr
from stockpile_app.base.text import N_

_NAMES = {
    "/AcroForm": N_("form fields"),
    "/EmbeddedFile": N_("an embedded file"),
    "/Filespec": N_("an embedded file"),
    "/JavaScript": N_("a program"),
    "/OpenAction": N_("an action on opening"),
    "/OCProperties": N_("layers that can be hidden"),
}
"""Names in the file's structure and what they mean; translate when shown."""


def additions_of(paper: pdfium.PdfDocument) -> tuple[str, ...]:
    """In words, everything in the file that no paper of ours has, each once.

    One signature that shows nothing is none of it: a depot may sign the PDF of a certificate.
    """
    signed = _only_signed(paper)
    return tuple(dict.fromkeys((*_counted(paper, signed=signed), *_named(paper, signed=signed))))


def _only_signed(paper: pdfium.PdfDocument) -> bool:
    """Whether the one field of the file's form is a signature that takes no room on its page."""
    if raw.FPDF_GetSignatureCount(paper) != 1 or raw.FPDF_GetFormType(paper) != raw.FORMTYPE_ACRO_FORM:
        return False
    fields = [page for page in paper for _ in range(raw.FPDFPage_GetAnnotCount(page))]
    return len(fields) == 1 and _takes_no_room(fields[0])


def _takes_no_room(page: pdfium.PdfPage) -> bool:
    """Whether the first annotation of the page is a form's field without width or height."""
    annotation = raw.FPDFPage_GetAnnot(page, 0)
    try:
        box = raw.FS_RECTF()
        field = raw.FPDFAnnot_GetSubtype(annotation) == raw.FPDF_ANNOT_WIDGET
        measured = raw.FPDFAnnot_GetRect(annotation, box)
        return bool(field and measured and (box.right - box.left) == 0 and (box.top - box.bottom) == 0)
    finally:
        raw.FPDFPage_CloseAnnot(annotation)


def _counted(paper: pdfium.PdfDocument, *, signed: bool) -> Iterator[str]:
    if not signed:
        for number, page in enumerate(paper, 1):
            if raw.FPDFPage_GetAnnotCount(page):
                yield tr("an annotation on page {page}", page=number)
        if raw.FPDF_GetFormType(paper) != raw.FORMTYPE_NONE:
            yield tr(_NAMES["/AcroForm"])
    if raw.FPDFDoc_GetAttachmentCount(paper) > 0:
        yield tr(_NAMES["/EmbeddedFile"])
    if raw.FPDFDoc_GetJavaScriptActionCount(paper) > 0:
        yield tr(_NAMES["/JavaScript"])


def _named(paper: pdfium.PdfDocument, *, signed: bool) -> Iterator[str]:
    """What only the structure names.

    The file is written anew first, so that no name stays packed in an object stream, encrypted or spelled
    in another way.
    """
    plain = io.BytesIO()
    paper.save(plain, version=None, flags=raw.FPDF_REMOVE_SECURITY)
    content = plain.getvalue()
    for name, word in _NAMES.items():
        if name.encode() in content and not (signed and name == "/AcroForm"):
            yield tr(word)
