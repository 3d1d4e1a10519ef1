"""Restored is what was backed up, or nothing; an older copy only with a second person, for ever on record."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from stockpile_app import access, assembly, audit
from stockpile_app.access import Person, Restored, Restoring, Role, draft_path, keys_path, restore, take_place
from stockpile_app.access.attempts import attempt
from stockpile_app.access.copies.backup_file import closing, read_backup
from stockpile_app.access.taking_place import settle
from stockpile_app.audit.signatures import signatures_of, signed_bytes
from stockpile_app.audit.signing import is_signed
from stockpile_app.base import Finding, KnownError, Refused
from tests.books import USER, Books, a_depot, dump_hash, reopened
from tests.people import a_staffed_depot
from tests.tampering import key_of
from tests.two_people import APPROVER, KEEPER, OFFICER, add_person, several_people, world


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """Where the backups go."""
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def several(tmp_path: Path) -> Books:
    """Books for several people."""
    home = tmp_path / "several"
    home.mkdir()
    return several_people(home)


def back_up(books: Books, folder: Path) -> Path:
    """A backup of the books as they are."""
    return access.back_up(books.stockpile, folder).file.path


def put_back(books: Books, backup: Path, target: Path | None = None, **more: object) -> Restored:
    """Close the books and restore the backup over them, or elsewhere."""
    books.stockpile.close()
    asked = Restoring(backup=backup, target=target or books.path, person=KEEPER)
    return restore(replace(asked, **more), world(books))  # type: ignore[arg-type]


def files(books: Books, target: Path | None) -> dict[str, bytes]:
    """What stands beside the target, without who has it open."""
    beside = (target or books.path).parent.iterdir()
    return {
        one.name: one.read_bytes()
        for one in beside
        if one.is_file() and not one.name.endswith(("-open", "-tries"))
    }


def refusal(books: Books, backup: Path, target: Path | None = None, **more: object) -> Finding:
    """The finding of a restore that must be refused and leave every file as it is."""
    books.stockpile.close()
    before = files(books, target)
    with pytest.raises(Refused) as refused:
        put_back(books, backup, target, **more)
    assert files(books, target) == before
    return refused.value.findings[0]


def test_on_a_new_machine_it_is_the_very_books(books: Books, stick: Path, tmp_path: Path) -> None:
    books.rifle("KM 06427")
    before = dump_hash(books.stockpile)
    backup = back_up(books, stick)
    outcome = (
        put_back(books, backup, tmp_path / "new" / "b.stockpile")
        if (tmp_path / "new").mkdir() is None
        else None
    )
    assert outcome is not None
    assert (outcome.aside, outcome.note) == (None, None)
    books.stockpile.path = tmp_path / "new" / "b.stockpile"
    books.reopen()
    assert dump_hash(books.stockpile) == before
    assert audit.verify(books.stockpile).holds
    assert not books.stockpile.read_only
    books.rifle("KM 11932")


def test_over_unchanged_books_nothing_is_noted_and_the_old_file_stays(books: Books, stick: Path) -> None:
    books.rifle("KM 06427")
    before = dump_hash(books.stockpile)
    outcome = put_back(books, back_up(books, stick))
    assert outcome.note is None
    assert outcome.aside == books.path.with_name("b.before-restore-2026-11-20.stockpile")
    with assembly.open_stockpile(outcome.aside, USER, "correct horse") as aside:
        assert dump_hash(aside) == before
    books.reopen()
    assert dump_hash(books.stockpile) == before


def test_a_sole_keeper_gives_a_reason_for_an_older_copy(books: Books, stick: Path) -> None:
    backup = back_up(books, stick)
    books.rifle("KM 06427")
    seen = audit.head(books.stockpile)
    finding = refusal(books, backup)
    assert finding.rule == "ACCESS-42"
    assert f"seen at entry {seen.size}; this copy ends at entry {seen.size - 1}" in finding.sentence
    outcome = put_back(books, backup, reason="The disk was failing")
    assert outcome.note is not None
    assert (outcome.note.seen_size, outcome.note.seen_root) == (seen.size, seen.root)
    books.reopen()
    assert books.stockpile.value("SELECT count(*) FROM weapon") == 0
    assert audit.verify(books.stockpile).holds
    entry = list(audit.entries(books.stockpile))[-1]
    assert (entry.kind, entry.actor) == ("restore", USER)
    assert [one.person for one in signatures_of(books.stockpile, entry.entry)] == [USER]


def test_what_this_computer_remembers_counts_as_seen(books: Books, stick: Path, tmp_path: Path) -> None:
    backup = back_up(books, stick)
    books.rifle("KM 06427")
    audit.remember(books.stockpile)
    (tmp_path / "new").mkdir()
    elsewhere = tmp_path / "new" / "b.stockpile"
    assert refusal(books, backup, elsewhere).rule == "ACCESS-42"
    put_back(books, backup, elsewhere, reason="A new computer")
    books.stockpile.path = elsewhere
    books.reopen()
    seen = audit.remembered(books.stockpile)
    assert seen is not None
    assert (seen.size, seen.root) == (audit.head(books.stockpile).size, audit.head(books.stockpile).root)


def test_a_copy_with_other_entries_is_older_too(
    books: Books, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "other").mkdir()
    shared = back_up(books, stick)
    put_back(books, shared, tmp_path / "other" / "b.stockpile")
    books.reopen()
    books.rifle("KM 06427")
    other = Books(books.stockpile, books.clock, books.ids, books.recovery_code, books.places, books.items)
    books.stockpile.close()
    other.stockpile.path = tmp_path / "other" / "b.stockpile"
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "another computer"))
    other.reopen()
    other.rifle("KM 1")
    other.rifle("KM 2")
    forked = back_up(other, stick)
    other.stockpile.close()
    books.stockpile.path = tmp_path / "b.stockpile"
    assert "other entries" in refusal(books, forked).sentence


def test_two_people_go_on_from_an_older_copy(several: Books, stick: Path) -> None:
    backup = back_up(several, stick)
    add_person(several, Person("Lt C. Adu", "yet another phrase"), Role.INSPECTOR)
    assert refusal(several, backup).rule == "ACCESS-40"
    assert refusal(several, backup, second=KEEPER).rule == "ACCESS-41"
    assert refusal(several, backup, second=OFFICER).rule == "ACCESS-41"
    with pytest.raises(KnownError, match="passphrase"):
        put_back(several, backup, second=Person(APPROVER.name, "guessed wrong"))
    outcome = put_back(several, backup, second=APPROVER, reason="Wrong user added")
    assert outcome.note is not None
    assert (outcome.note.asked_by, outcome.note.approved_by) == (USER, APPROVER.name)
    several.reopen()
    entry = audit.head(several.stockpile).size
    signed = {one.person: one for one in signatures_of(several.stockpile, entry)}
    assert set(signed) == {USER, APPROVER.name}
    digest = next(audit.entries(several.stockpile, entry - 1)).hash
    assert all(is_signed(one.public_key, signed_bytes(digest), one.signature) for one in signed.values())
    assert audit.verify(several.stockpile).holds


def test_guesses_at_a_restore_are_slowed_down(
    books: Books, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = back_up(books, stick)
    waited: list[float] = []
    monkeypatch.setattr(
        "stockpile_app.access.copies.restoring.attempt", lambda *asked: attempt(*asked, waited.append)
    )
    for _ in range(4):
        with pytest.raises(KnownError, match="passphrase"):
            put_back(books, backup, person=Person(USER, "guessed wrong"))
    assert waited == [0.0, 0.0, 0.0, 6.0]


def test_an_officer_does_not_go_back(several: Books, stick: Path) -> None:
    backup = back_up(several, stick)
    add_person(several, Person("Lt C. Adu", "yet another phrase"), Role.INSPECTOR)
    assert refusal(several, backup, person=OFFICER, second=APPROVER).rule == "ACCESS-11"


def test_another_depots_books_are_never_moved_aside(books: Books, stick: Path, tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    other = a_depot(tmp_path / "x")
    backup = back_up(other, stick)
    books.stockpile.close()
    assert refusal(other, backup, books.path).rule == "RESTORE-01"
    (tmp_path / "letter.stockpile").write_text("not books at all")
    assert refusal(other, backup, tmp_path / "letter.stockpile").rule == "RESTORE-01"
    keys_path(tmp_path / "lost.stockpile").write_text("somebody's keys")
    assert refusal(other, backup, tmp_path / "lost.stockpile").rule == "RESTORE-01"


def test_damaged_books_are_known_by_their_keys(books: Books, stick: Path) -> None:
    backup = back_up(books, stick)
    before = dump_hash(books.stockpile)
    books.stockpile.close()
    content = bytearray(books.path.read_bytes())
    content[20:4000] = bytes(3980)
    books.path.write_bytes(content)
    outcome = put_back(books, backup)
    assert outcome.aside is not None
    assert outcome.aside.read_bytes() == content
    books.reopen()
    assert dump_hash(books.stockpile) == before


def test_books_that_are_open_are_left_alone(books: Books, stick: Path) -> None:
    backup = back_up(books, stick)
    asked = Restoring(backup=backup, target=books.path, person=KEEPER)
    with pytest.raises(KnownError, match="already open"):
        restore(asked, world(books))
    books.rifle("KM 06427")


def test_a_header_that_lies_is_not_believed(books: Books, stick: Path, tmp_path: Path) -> None:
    backup = back_up(books, stick)
    file = read_backup(backup)
    parts = backup.read_bytes()[: file.header.database + file.header.keys]
    for lie in ({"name": "Another depot"}, {"size": 3}, {"root": "00" * 32}, {"signature": ""}, {"whole": 0}):
        backup.write_bytes(parts + closing(replace(file.header, **lie)))  # type: ignore[arg-type]
        with pytest.raises(KnownError, match="does not hold"):
            put_back(books, backup, tmp_path / "lie.stockpile")
        assert not (tmp_path / "lie.stockpile").exists()
        assert not draft_path(tmp_path / "lie.stockpile").exists()


# Cut off between the file and its keys


def test_cut_off_between_the_file_and_its_keys_the_next_opening_finishes(
    books: Books, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    books.rifle("KM 06427")
    new, draft = access.new_key(), draft_path(books.path)
    books.stockpile.rekeyed_copy(draft, new)
    slot = access.seal_slot(USER, Role.SOLE, "another phrase", new, access.KeyStrength(1024, 1, 1))
    before = dump_hash(books.stockpile)
    books.stockpile.close()

    def dies(*_anything: object) -> None:
        raise SystemExit

    monkeypatch.setattr("stockpile_app.access.taking_place.write_slots", dies)
    with pytest.raises(SystemExit):
        take_place(draft, books.path, [slot], books.path.with_name("old.stockpile"))
    monkeypatch.undo()
    with assembly.open_stockpile(books.path, USER, "another phrase") as stockpile:
        assert dump_hash(stockpile) == before
    with assembly.open_stockpile(books.path.with_name("old.stockpile"), USER, "correct horse") as old:
        assert dump_hash(old) == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_cut_off_before_the_file_the_old_books_open(books: Books, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = draft_path(books.path)
    books.stockpile.rekeyed_copy(draft, access.new_key())
    books.stockpile.close()

    def dies(*_anything: object) -> None:
        raise SystemExit

    monkeypatch.setattr("stockpile_app.access.taking_place.put_in_place", dies)
    with pytest.raises(SystemExit):
        take_place(draft, books.path, [], books.path.with_name("old.stockpile"))
    monkeypatch.undo()
    with reopened(books) as stockpile:
        assert stockpile.value("SELECT count(*) FROM account") > 0


def test_a_medium_without_second_names_is_helped_too(books: Books, monkeypatch: pytest.MonkeyPatch) -> None:
    key, draft = key_of(books), draft_path(books.path)
    books.stockpile.rekeyed_copy(draft, key)
    slots = access.read_slots(books.path)
    books.stockpile.close()

    def refuses(*_anything: object) -> None:
        raise OSError

    monkeypatch.setattr("os.link", refuses)
    moved = Path.replace

    def dies_after_the_first(path: Path, target: Path) -> Path:
        if path == draft:
            raise SystemExit
        return moved(path, target)

    monkeypatch.setattr(Path, "replace", dies_after_the_first)
    with pytest.raises(SystemExit):
        take_place(draft, books.path, slots, books.path.with_name("old.stockpile"))
    monkeypatch.undo()
    assert not books.path.exists()
    settle(books.path)
    with reopened(books) as stockpile:
        assert stockpile.value("SELECT count(*) FROM account") > 0


def test_a_restore_cut_off_before_this_computer_took_note(
    books: Books, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = back_up(books, stick)
    books.rifle("KM 06427")
    audit.remember(books.stockpile)

    def dies(*_anything: object) -> None:
        raise SystemExit

    monkeypatch.setattr("stockpile_app.audit.accept_older", dies)
    with pytest.raises(SystemExit):
        put_back(books, backup, reason="The disk was failing")
    monkeypatch.undo()
    books.reopen()
    seen = audit.remembered(books.stockpile)
    assert seen is not None
    assert seen.root == audit.head(books.stockpile).root


def test_nobody_whose_key_was_taken_away_since_approves_an_older_copy(tmp_path: Path, stick: Path) -> None:
    """The copy still knows the approver; the books that stand there know better."""
    (tmp_path / "home").mkdir()
    staff = a_staffed_depot(tmp_path / "home")
    books = staff.books
    backup = back_up(books, stick)
    asked = access.revoke_user(books.stockpile, books.id(), APPROVER.name)
    assert isinstance(asked, access.Requested)
    with staff.acting("second administrator"):
        access.approve(books.stockpile, asked.request_id)
    assert refusal(books, backup, second=APPROVER).rule == "ACCESS-41"
