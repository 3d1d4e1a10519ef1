"""The stand-alone verifier, as an inspector runs it: one file, an empty folder, nothing of ours beside it."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from installers.make_verifier import make_verifier
from stockpile_app import audit
from stockpile_app.audit.note import checkpoint_text, signed_note
from stockpile_app.audit.paper_code import PaperCode
from stockpile_app.audit.signing import PrivateKey, new_private
from stockpile_app.exchange.audit_workbook import write_audit_workbook
from tests.books import Books

ROOT = hashlib.sha256(b"another").hexdigest()
THIEF = PrivateKey(new_private())


@dataclass(frozen=True, slots=True)
class Said:
    """How the verifier ended, and what it said."""

    code: int
    text: str


@pytest.fixture(scope="session")
def verifier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file that the build makes."""
    path = tmp_path_factory.mktemp("build") / "stockpile_verify.pyz"
    make_verifier(path)
    return path


@pytest.fixture
def run(verifier: Path, tmp_path: Path):  # noqa: ANN201  (a function)
    """Run it in an empty folder, with Python's isolated mode."""
    folder = tmp_path / "empty"
    folder.mkdir()

    def runs(*words: object) -> Said:
        done = subprocess.run(
            [sys.executable, "-I", str(verifier), *map(str, words)],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        assert list(folder.iterdir()) == []
        return Said(done.returncode, done.stdout)

    return runs


@dataclass(frozen=True, slots=True)
class Papers:
    """Two checkpoints of a depot, the later one with the proof that it continues the earlier one."""

    earlier: Path
    later: Path
    key: str


@pytest.fixture
def papers(books: Books, tmp_path: Path) -> Papers:
    """What the inspector has on the stick."""
    first = audit.checkpoint(books.stockpile)
    for number in range(5):
        books.rifle(f"KM {number}")
    second = audit.checkpoint(books.stockpile)
    earlier, later = tmp_path / "earlier.txt", tmp_path / "later.txt"
    earlier.write_text(first.note, encoding="utf-8")
    proof = audit.consistency_text(books.stockpile, audit.read_note(first.note), second)
    later.write_text(f"{second.note}\n{proof}", encoding="utf-8")
    return Papers(earlier, later, audit.depot_public(books.stockpile).signing_public)


def test_the_same_sources_give_the_same_file(verifier: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.pyz"
    make_verifier(again)
    assert again.read_bytes() == verifier.read_bytes()


def test_genuine_checkpoints_hold_and_continue_each_other(run, papers: Papers) -> None:  # noqa: ANN001
    said = run("--key", papers.key, papers.later, papers.earlier)
    assert said.code == 0
    assert said.text.count("HOLDS") == 3
    assert "the later one only added to the earlier one" in said.text


def test_without_a_key_nothing_is_proved(run, papers: Papers) -> None:  # noqa: ANN001
    said = run(papers.earlier)
    assert (said.code, "not checked" in said.text) == (2, True)


def test_another_key_is_told(run, papers: Papers) -> None:  # noqa: ANN001
    said = run("--key", THIEF.public, papers.earlier)
    assert said.code == 1
    assert "NOT signed with this key" in said.text


@pytest.mark.parametrize("what", ["size", "root", "cut", "empty", "signature"])
def test_a_forged_checkpoint_is_told(run, papers: Papers, what: str) -> None:  # noqa: ANN001
    text = papers.earlier.read_text(encoding="utf-8")
    lines = text.split("\n")
    forged = {
        "size": "\n".join([lines[0], str(int(lines[1]) + 1), *lines[2:]]),
        "root": "\n".join([*lines[:2], "A" * 43 + "=", *lines[3:]]),
        "cut": text[: text.index("\u2014") + 30],
        "empty": "",
        "signature": signed_note(
            checkpoint_text("stockpile/B", 3, ROOT, "2026-11-20T08:00:00Z"), [("stockpile/B", THIEF)]
        ),
    }[what]
    papers.earlier.write_text(forged, encoding="utf-8")
    assert run("--key", papers.key, papers.earlier).code == 1


def test_a_proof_that_leads_elsewhere_is_told(run, papers: Papers) -> None:  # noqa: ANN001
    lines = papers.later.read_text(encoding="utf-8").rstrip("\n").split("\n")
    lines[-1] = "A" * 43 + "="
    papers.later.write_text("\n".join(lines) + "\n", encoding="utf-8")
    said = run("--key", papers.key, papers.earlier, papers.later)
    assert said.code == 1
    assert "does not lead" in said.text


def test_two_histories_are_told(run, papers: Papers, tmp_path: Path, books: Books) -> None:  # noqa: ANN001
    """The insider with the depot's key signs another root for the same entry."""
    size = audit.read_note(papers.earlier.read_text(encoding="utf-8")).size
    text = checkpoint_text("stockpile/B", size, ROOT, "2026-11-20T08:00:00Z")
    other = tmp_path / "other.txt"
    other.write_text(signed_note(text, [("stockpile/B", _Depot(books, papers.key))]), encoding="utf-8")
    said = run("--key", papers.key, papers.earlier, other)
    assert said.code == 1
    assert "two histories" in said.text


@dataclass(frozen=True, slots=True)
class _Depot:
    books: Books
    public: str

    def sign(self, message: bytes) -> bytes:
        return audit.sign_as_depot(self.books.stockpile, message)


def _pack(books: Books, path: Path, signer: _Depot | PrivateKey, named: str) -> None:
    """A pack as far as everybody can check it: see `exchange/pack`."""
    header = json.dumps({"format": 1, "kind": "count", "signer": named}, separators=(",", ":"))
    said = b"STOCKPACK1\n" + header.encode() + b'\n{"way":"key"}\n' + bytes(range(200))
    signature = signer.sign(b"stockpile pack\n" + hashlib.sha256(said).digest())
    path.write_bytes(said + signature)


def test_a_pack_of_the_depot_holds_still_sealed(run, books: Books, tmp_path: Path) -> None:  # noqa: ANN001
    key = audit.depot_public(books.stockpile).signing_public
    pack = tmp_path / "count.stockpack"
    _pack(books, pack, _Depot(books, key), key)
    said = run("--key", key, pack)
    assert said.code == 0
    assert "still sealed" in said.text
    assert run(pack).code == 2
    whole = pack.read_bytes()
    for at in range(0, len(whole), 29):
        pack.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert run("--key", key, pack).code == 1, at


def test_a_pack_under_the_depots_name_and_another_key_is_told(run, books: Books, tmp_path: Path) -> None:  # noqa: ANN001
    key = audit.depot_public(books.stockpile).signing_public
    pack = tmp_path / "count.stockpack"
    _pack(books, pack, THIEF, key)
    assert run("--key", key, pack).code == 1
    _pack(books, pack, THIEF, THIEF.public)
    assert run("--key", key, pack).code == 1


def test_a_workbook_carries_its_checkpoint(run, books: Books, tmp_path: Path) -> None:  # noqa: ANN001
    workbook = tmp_path / "audit.xlsx"
    write_audit_workbook(books.stockpile, workbook)
    said = run("--key", audit.depot_public(books.stockpile).signing_public, workbook)
    assert said.code == 0
    assert f"at entry {audit.head(books.stockpile).size}" in said.text
    assert "figures are not proved" in said.text


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04nothing", b"STOCKPACK1\n", b"\xff" * 99, b"STOCKPACK1\n[1]\n"]
)
def test_what_is_nothing_of_ours_is_told_so(run, tmp_path: Path, content: bytes) -> None:  # noqa: ANN001
    file = tmp_path / "file"
    file.write_bytes(content)
    assert run("--key", THIEF.public, file).code == 1


def test_a_file_that_is_not_there_is_told(run, tmp_path: Path) -> None:  # noqa: ANN001
    assert run("--key", THIEF.public, tmp_path / "nowhere").code == 1


@pytest.fixture
def shown(books: Books, papers: Papers) -> Path:
    """The later checkpoint with the proof of entry 3, besides the one that it continues the earlier one."""
    under = audit.checkpoint(books.stockpile)
    text = papers.later.read_text(encoding="utf-8") + "\n" + audit.inclusion_text(books.stockpile, 3, under)
    papers.later.write_text(text, encoding="utf-8")
    return papers.later


def test_an_entry_is_shown_in_the_journal_of_a_checkpoint(
    run: Callable[..., Said], shown: Path, papers: Papers, books: Books
) -> None:
    entry_hash = books.stockpile.value("SELECT hash FROM journal WHERE entry = 3").hex()
    said = run("--key", papers.key, papers.earlier, shown)
    assert (said.code, said.text.count("HOLDS")) == (0, 4)
    assert f"entry 3 with hash {entry_hash} is in the journal" in said.text
    without = run(shown)
    assert (without.code, "HOLDS" in without.text, "no checkpoint" in without.text) == (2, False, True)


@pytest.mark.parametrize("forged", ["entry", "hash", "node", "short", "long", "size", "twice the size"])
def test_a_forged_proof_of_an_entry_is_told(
    run: Callable[..., Said], shown: Path, papers: Papers, books: Books, forged: str
) -> None:
    before, heading, proof = shown.read_text(encoding="utf-8").partition("stockpile inclusion\n")
    numbers, entry_hash, *nodes = proof.rstrip("\n").split("\n")
    size, other = numbers.split()[1], "A" * 43 + "="
    lines = {
        "entry": [f"4 {size}", entry_hash, *nodes],
        "hash": [numbers, other, *nodes],
        "node": [numbers, entry_hash, *nodes[:-1], other],
        "short": [numbers, entry_hash, *nodes[:-1]],
        "long": [numbers, entry_hash, *nodes, other],
        "size": [f"3 {int(size) - 1}", entry_hash, *nodes],
        "twice the size": [f"3 {int(size) * 2}", entry_hash, *nodes],
    }[forged]
    shown.write_text(before + heading + "\n".join(lines) + "\n", encoding="utf-8")
    said = run("--key", papers.key, shown)
    assert "is in the journal" not in said.text
    assert said.code == (0 if "size" in forged else 1)  # beside no checkpoint it shows nothing


def test_a_paper_of_a_shown_entry_stands_in_the_journal(
    run: Callable[..., Said], shown: Path, papers: Papers, books: Books
) -> None:
    now = audit.head(books.stockpile)
    for entry, stands in ((3, True), (4, False)):
        entry_hash = books.stockpile.value("SELECT hash FROM journal WHERE entry = ?", [entry])
        bare = PaperCode(
            "ISS", "B-ISS-2026-000123", bytes(entry_hash), now.size, bytes.fromhex(now.root)[:16]
        )
        code = bare.signed(audit.sign_as_depot(books.stockpile, bare.to_sign)).text
        said = run("--key", papers.key, "--qr", code, shown)
        assert said.code == 0
        assert ("stands on entry 3" in said.text) is stands
        assert ("inclusion not checked" in said.text) is not stands
        assert "stands on" not in run("--qr", code, shown).text


@pytest.mark.parametrize("text", ["", "SP2:AAAA", "nothing", "SP2:" + "A" * 240])
def test_what_is_no_paper_is_told(run, text: str) -> None:  # noqa: ANN001
    assert run("--key", THIEF.public, "--qr", text).code == 1


def test_a_papers_code_is_signed_and_its_inclusion_not_checked(run, books: Books, papers: Papers) -> None:  # noqa: ANN001
    paper_code = pytest.importorskip("stockpile_app.audit.paper_code")
    now = audit.head(books.stockpile)
    bare = paper_code.PaperCode("ISS", "B-ISS-2026-000123", bytes(32), now.size, bytes.fromhex(now.root)[:16])
    genuine = bare.signed(audit.sign_as_depot(books.stockpile, bare.to_sign))
    said = run("--key", papers.key, "--qr", genuine.text)
    assert (said.code, "inclusion not checked" in said.text) == (0, True)
    said = run("--key", papers.key, papers.later, "--qr", genuine.text)
    assert "its root is that of the checkpoint" in said.text
    assert run("--key", papers.key, "--qr", bare.signed(THIEF.sign(bare.to_sign)).text).code == 1
    assert run("--key", THIEF.public, "--qr", genuine.text).code == 1
