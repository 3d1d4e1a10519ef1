"""A digital signature in the PDF of a certificate, where the depot has a certificate for it (PKCS#12).

It needs the optional library pyHanko (`pip install stockpile[signature]`).  The signature is invisible and
added after the paper was drawn, so what is seen stays what the books print; whoever changes the file
afterwards breaks it.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from stockpile_app.base import Cause, KnownError
from stockpile_app.base.text import tr
from stockpile_app.store import write_whole
from stockpile_app.store.files import disk_errors

_FIELD = "Stockpile"


@dataclass(frozen=True, slots=True)
class SignatureState:
    """What the signature in a file says.

    Attributes:
        signer: The name in the signer's certificate.
        intact: Whether nothing was changed after it was signed, and it covers the whole file.
        trusted: Whether the signer's certificate is the one that was asked for.
    """

    signer: str
    intact: bool
    trusted: bool


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


def signature_of(path: Path, trusted: Path | None = None) -> SignatureState | None:
    """What the signature in a PDF says; None for a file without one.

    Args:
        trusted: A certificate (PEM or DER) that the signer's must be, or be issued by.
    """
    from pyhanko.keys import load_cert_from_pemder
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    with path.open("rb") as file:
        found = PdfFileReader(file).embedded_signatures
        if not found:
            return None
        roots = [load_cert_from_pemder(str(trusted))] if trusted else []
        state = validate_pdf_signature(found[-1], ValidationContext(trust_roots=roots))
        signer = state.signing_cert.subject.native.get("common_name", "")
        return SignatureState(str(signer), _whole(state), bool(state.trusted))


def _whole(state: Any) -> bool:  # noqa: ANN401
    """Whether the signature is right and covers the file to its end, whoever made it."""
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    return bool(state.intact and state.valid and state.coverage is SignatureCoverageLevel.ENTIRE_FILE)
