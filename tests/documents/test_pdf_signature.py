"""The digital signature in the PDF: made with a certificate of our own making, broken by whoever changes the file."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from stockpile_app.base import Cause, KnownError
from stockpile_app.documents import pdf_signature
from stockpile_app.documents.certificate import certificate_pdf
from stockpile_app.documents.handed_in import read_paper
from stockpile_app.documents.paper_proof import Standing
from stockpile_app.documents.pdf_signature import sign_pdf_file
from tests.documents.certificates import paper, view
from tests.documents.test_proving_certificate import Desk

needs_hanko = pytest.mark.skipif(
    find_spec("pyhanko") is None, reason="the optional library pyHanko is not installed"
)


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and a certificate in one PKCS#12 file, and the certificate beside it."""
    folder = tmp_path_factory.mktemp("keys")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Depot Oskel")])
    begun = datetime(2026, 1, 1, tzinfo=UTC)
    usage = x509.KeyUsage(
        digital_signature=True, content_commitment=True, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=False, crl_sign=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    certificate = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(7).not_valid_before(begun).not_valid_after(begun + timedelta(days=3650))
        .add_extension(usage, critical=True).sign(key, hashes.SHA256())
    )  # fmt: skip
    sealed = serialization.BestAvailableEncryption(b"open sesame")
    (folder / "depot.p12").write_bytes(
        pkcs12.serialize_key_and_certificates(b"depot", key, certificate, None, sealed)
    )
    (folder / "depot.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    return folder


@pytest.fixture
def signed(tmp_path: Path, keys: Path) -> Path:
    path = tmp_path / "certificate.pdf"
    certificate_pdf(paper(view(12), "en", "fr"), path)
    sign_pdf_file(path, keys / "depot.p12", "open sesame", "Certificate")
    return path


def signature_of(path: Path, trusted: Path) -> tuple[str, bool] | None:
    """Who signed a PDF, and whether the signature is right and covers all of it, as pyHanko itself judges."""
    from pyhanko.keys import load_cert_from_pemder
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.status import SignatureCoverageLevel
    from pyhanko_certvalidator import ValidationContext

    with path.open("rb") as file:
        found = PdfFileReader(file).embedded_signatures
        if not found:
            return None
        state = validate_pdf_signature(
            found[-1], ValidationContext(trust_roots=[load_cert_from_pemder(str(trusted))])
        )
        whole = state.intact and state.valid and state.coverage is SignatureCoverageLevel.ENTIRE_FILE
        return str(state.signing_cert.subject.native["common_name"]), bool(whole)


@needs_hanko
def test_a_signed_file_is_whole_and_names_its_signer(signed: Path, keys: Path) -> None:
    assert signature_of(signed, keys / "depot.pem") == ("Depot Oskel", True)


@needs_hanko
def test_a_changed_byte_is_noticed(signed: Path, keys: Path) -> None:
    content = bytearray(signed.read_bytes())
    place = content.index(b"/Producer")
    content[place + 12] ^= 1
    signed.write_bytes(bytes(content))
    assert signature_of(signed, keys / "depot.pem") == ("Depot Oskel", False)


@needs_hanko
def test_something_added_afterwards_is_noticed(signed: Path, keys: Path) -> None:
    with signed.open("ab") as file:
        file.write(b"\n% one more line\n")
    assert signature_of(signed, keys / "depot.pem") == ("Depot Oskel", False)


@needs_hanko
def test_a_signature_is_no_addition_and_an_annotation_is(signed: Path, tmp_path: Path) -> None:
    assert read_paper(signed).additions == ()
    with pdfium.PdfDocument(signed) as document:
        note = pdfium.raw.FPDFPage_CreateAnnot(document[0], pdfium.raw.FPDF_ANNOT_TEXT)
        pdfium.raw.FPDFPage_CloseAnnot(note)
        document.save(tmp_path / "noted.pdf")
    assert read_paper(tmp_path / "noted.pdf").additions


@needs_hanko
def test_a_signed_certificate_is_proved_like_any_other(tmp_path: Path, keys: Path) -> None:
    desk = Desk(tmp_path)
    path = desk.printed()
    sign_pdf_file(path, keys / "depot.p12", "open sesame", "Certificate")
    proof = desk.proved(path)
    assert (proof.standing, proof.findings) == (Standing.UNCHANGED, ())


@needs_hanko
def test_a_wrong_passphrase_is_told_and_nothing_changes(tmp_path: Path, keys: Path) -> None:
    path = tmp_path / "certificate.pdf"
    certificate_pdf(paper(view(2)), path)
    before = path.read_bytes()
    with pytest.raises(KnownError, match="does not open"):
        sign_pdf_file(path, keys / "depot.p12", "wrong", "Certificate")
    with pytest.raises(KnownError):
        sign_pdf_file(path, keys / "none.p12", "open sesame", "Certificate")
    assert path.read_bytes() == before
    assert signature_of(path, keys / "depot.pem") is None


def test_without_the_library_it_says_how_to_get_it(
    tmp_path: Path, keys: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_signature, "find_spec", lambda _: None)
    with pytest.raises(KnownError, match="pip install") as told:
        sign_pdf_file(tmp_path / "c.pdf", keys / "depot.p12", "open sesame", "Certificate")
    assert told.value.cause is Cause.NOT_FOUND
