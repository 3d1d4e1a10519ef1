"""A digital signature in the PDF of a certificate, where the depot has a certificate for it (PKCS#12).

It needs the optional library pyHanko (`pip install stockpile[signature]`).  The signature is invisible and
added after the paper was drawn, so what is seen stays what the books print; whoever changes the file
afterwards breaks it.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any

from stockpile_app.base import Cause, KnownError
from stockpile_app.base.text import tr
from stockpile_app.store import write_whole
from stockpile_app.store.files import disk_errors

_FIELD = "Stockpile"


def can_sign() -> bool:
    """Whether the library for it is installed."""
    return find_spec("pyhanko") is not None


def sign_pdf_file(path: Path, keys: Path, passphrase: str, reason: str) -> str:
    """Sign the PDF in its place with the first key of a PKCS#12 file; the name of the signer.

    Raises:
        KnownError: the library is missing, the key file cannot be opened, or the disk refuses.
    """
    signer = _signer(keys, passphrase)
    signed = _signed(path, signer, reason)
    write_whole(path, lambda draft: _written(draft, signed))
    return str(signer.subject_name)


def _written(draft: Path, content: bytes) -> None:
    draft.write_bytes(content)


def _signer(keys: Path, passphrase: str) -> Any:  # noqa: ANN401  (pyHanko's own class)
    if not can_sign():
        raise KnownError(
            Cause.NOT_FOUND,
            tr("Signing a PDF needs pyHanko. Install it with: pip install stockpile[signature]"),
        )
    from pyhanko.sign import signers

    with disk_errors():
        keys.stat()
    signer = signers.SimpleSigner.load_pkcs12(str(keys), passphrase=passphrase.encode() or None)
    if signer is None:
        raise KnownError(
            Cause.WRONG_PASSPHRASE, tr("{name} does not open with this passphrase", name=keys.name)
        )
    return signer


def _signed(path: Path, signer: Any, reason: str) -> bytes:  # noqa: ANN401
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers

    with path.open("rb") as file:
        asked = signers.PdfSignatureMetadata(field_name=_FIELD, reason=reason, md_algorithm="sha256")
        made = signers.sign_pdf(IncrementalPdfFileWriter(file), asked, signer=signer)
        return bytes(made.getbuffer())
