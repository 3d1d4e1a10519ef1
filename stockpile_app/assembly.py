"""The one file that knows all rooms: what plugs into whose slot, and how a stockpile is opened.

Posting rules, body decoders and verify checks of every room stand here in one tuple; a stockpile
cannot be opened for writing without it.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from stockpile_app import access, audit, cases, catalogue, disposal, ledger, surplus
from stockpile_app.access import KeyStrength, Slot
from stockpile_app.access.attempts import Wait
from stockpile_app.access.health import check_keys
from stockpile_app.access.model import RECOVERY, BooksKind
from stockpile_app.access.queries import founding
from stockpile_app.audit.health import check_books, check_release
from stockpile_app.audit.signing import PrivateKey, new_private
from stockpile_app.base import (
    Assembly,
    Cause,
    Clock,
    Finding,
    IdSource,
    KnownError,
    RandomIds,
    Refused,
    Severity,
    SystemClock,
    tr,
)
from stockpile_app.base.check import Check, CheckState
from stockpile_app.base.clock import is_zone
from stockpile_app.base.plain_text import check_text
from stockpile_app.disposal import certificates, deactivation
from stockpile_app.disposal.deactivation.model import BODY_CODECS as DEACTIVATION_CODECS
from stockpile_app.exchange import pack
from stockpile_app.exchange.records import BODY_CODECS as IMPORT_CODECS
from stockpile_app.exchange.site_pack import SITE
from stockpile_app.store import Actor, Stockpile, create_file, open_file, remove_file
from stockpile_app.store.health import check_place, surroundings

ASSEMBLY = Assembly(
    (
        *audit.BODY_CODECS,
        *access.BODY_CODECS,
        *catalogue.BODY_CODECS,
        *ledger.BODY_CODECS,
        *cases.BODY_CODECS,
        *surplus.BODY_CODECS,
        *disposal.BODY_CODECS,
        *DEACTIVATION_CODECS,
        *certificates.BODY_CODECS,
        *IMPORT_CODECS,
        *pack.BODY_CODECS,
        *access.DEEDS,
        *ledger.DEEDS,
        *surplus.DEEDS,
        *disposal.DEEDS,
        *disposal.CARRIES,
        *deactivation.DEEDS,
        *certificates.DEEDS,
        *ledger.RULES,
        *disposal.RULES,
        disposal.WITHDRAWAL,
        disposal.RELEASE,
        *cases.WRITTEN,
        *surplus.WRITTEN,
        *disposal.WRITTEN,
        ledger.TerminalProof(certificates.certificate_covering),
        ledger.PROJECTIONS,
        ledger.NUMBERS,
        ledger.CHECK_SIDES,
        *access.CHECKS,
        *cases.CHECKS,
        surplus.CHECK,
        disposal.CHECK,
        certificates.CHECK,
        pack.HOLDING,
        SITE,
        pack.CHECK,
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewBooks:
    """What founding a file needs to know.

    Attributes:
        code: Stands at the head of every voucher number: letters, digits, dashes.
        zone: IANA time zone of the depot.
    """

    path: Path
    kind: str
    code: str
    name: str
    user: str
    passphrase: str
    zone: str = "UTC"
    sole: bool = True


@dataclass(frozen=True, slots=True)
class Founded:
    """A new stockpile, open, and the code to print on its recovery sheet."""

    stockpile: Stockpile
    recovery_code: str


def found(
    books: NewBooks,
    *,
    strength: KeyStrength | None = None,
    clock: Clock | None = None,
    ids: IdSource | None = None,
) -> Founded:
    """Make a new stockpile file with its first user, its keys file and its recovery code.

    Raises:
        Refused: no code, name, user or passphrase.
        KnownError: the file exists, or the disk refuses; nothing is left behind.
    """
    _refuse_unfit(books)
    _refuse_taken_keys(books.path)
    role = access.Role.SOLE if books.sole else access.Role.ADMINISTRATOR
    key = access.new_key()
    signing = PrivateKey(new_private())
    slot = access.seal_slot(books.user, role, books.passphrase, key, strength or access.calibrated(), signing)
    stockpile = create_file(
        books.path,
        key,
        Actor(books.user, role, signing),
        ASSEMBLY,
        clock=clock or SystemClock(),
        ids=ids or RandomIds(),
    )
    try:
        _write_founding(stockpile, books, slot)
        access.write_slots(books.path, [slot])
    except BaseException:
        stockpile.close()
        remove_file(books.path)
        raise
    _remember(stockpile)
    return Founded(stockpile, access.recovery_code(key))


def _refuse_taken_keys(path: Path) -> None:
    """The keys of other books are never written over."""
    keys = access.keys_path(path)
    if keys.exists():
        raise KnownError(Cause.EXISTS, tr("{name} exists already. Choose another name", name=keys.name))


def _write_founding(stockpile: Stockpile, books: NewBooks, slot: Slot) -> None:
    depot_key = audit.make_depot_key()
    with stockpile.transaction():
        audit.record(
            stockpile,
            audit.Operation("founding", stockpile.ids.new_id(), {}),
            [
                access.Founding(1, books.kind, books.code, books.name, books.zone, int(books.sole)),
                access.User(1, slot.user, slot.role, slot.public_key),
                depot_key.said,
                catalogue.Depot(1, books.code, books.name),
                *ledger.outside_accounts(),
            ],
        )
        access.keep_slot(stockpile, slot)
        audit.keep_depot_secret(stockpile, depot_key)
        audit.sign_entries(stockpile, 1)


def open_stockpile(
    path: Path,
    user: str,
    passphrase: str,
    *,
    clock: Clock | None = None,
    ids: IdSource | None = None,
    wait: Wait = time.sleep,
) -> Stockpile:
    """Open the books with a user's passphrase, and check what was written since the last check.

    A failed check leaves the file open to look, export and back up, but not to write.

    Args:
        wait: How a pause after wrong passphrases is spent.

    Raises:
        KnownError: missing, foreign, newer, damaged, wrong passphrase, or open elsewhere.
    """
    unlocked = access.unlock(path, user, passphrase, wait)
    return _opened(path, unlocked.key, unlocked.actor, clock, ids)


def recover_stockpile(
    path: Path, code: str, *, clock: Clock | None = None, ids: IdSource | None = None
) -> Stockpile:
    """Open the books with the recovery sheet's code alone, and write the keys file anew.

    Raises:
        KnownError: the code is mistyped or belongs to another file.
    """
    stockpile = _opened(path, access.key_from_code(code), Actor(RECOVERY, ""), clock, ids)
    if stockpile.read_only:
        return stockpile
    try:
        access.write_key_file(stockpile)
        audit.note_activity(stockpile, "recovery", "keys file rebuilt from the recovery sheet")
    except BaseException:
        stockpile.close()
        raise
    return stockpile


def _opened(path: Path, key: bytes, actor: Actor, clock: Clock | None, ids: IdSource | None) -> Stockpile:
    """Open the file and check what is new in it; what is wrong leaves it open to look, not to write."""
    stockpile = open_file(path, key, actor, ASSEMBLY, clock=clock, ids=ids)
    try:
        access.settle_memory(stockpile)
        prove = audit.verify if stockpile.upgraded else audit.verify_quick
        troubles = prove(stockpile).troubles
        if not troubles:
            troubles = tuple(audit.rollback_troubles(stockpile))
    except BaseException:
        stockpile.close()
        raise
    if not troubles:
        _remember(stockpile)
    elif troubles[0].check != "schema":  # the store has told that
        stockpile.stop_writing(
            tr("Read only: {trouble}. You can look, export and back up", trouble=troubles[0].sentence)
        )
    try:
        _settle(stockpile)
    except BaseException:
        stockpile.close()
        raise
    return stockpile


def _settle(stockpile: Stockpile) -> None:
    """Who has come in is who the books say; books of the first edition get keys of their own."""
    if stockpile.actor.key is not None:
        access.recognise(stockpile)
    if stockpile.read_only:
        return
    access.mend_key_file(stockpile)
    user, key = access.user_named(stockpile, stockpile.actor.name), stockpile.actor.key
    own = user is not None and key is not None and user.public_key == key.public and not user.key_by
    if own and not audit.has_depot_key(stockpile):
        access.give_depot_key(stockpile, stockpile.ids.new_id())


def _remember(stockpile: Stockpile) -> None:
    """Remember outside the file how far the books go: now, and again when they are closed."""
    audit.remember(stockpile)
    stockpile.closing = _remember_if_sound


def _remember_if_sound(stockpile: Stockpile) -> None:
    if not stockpile.read_only:
        audit.remember(stockpile)


def _refuse_unfit(books: NewBooks) -> None:
    asked = (
        (
            books.code,
            tr("Code"),
            tr("letters, digits and dashes"),
            books.code.isascii() and all(s.isalnum() or s == "-" for s in books.code),
        ),
        (books.name, tr("Name"), tr("the depot’s or ministry’s name"), True),
        (books.user, tr("User"), tr("the keeper’s name"), not access.is_reserved(books.user)),
        (
            books.passphrase,
            tr("Passphrase"),
            access.shortest_words(),
            not access.passphrase_troubles(books.passphrase),
        ),
        (books.kind, tr("Kind"), tr("depot or ministry"), books.kind in list(BooksKind)),
        (books.zone, tr("Time zone"), tr("an IANA time zone: Africa/Nairobi"), is_zone(books.zone)),
    )
    findings = [
        Finding("ACCESS-01", Severity.REFUSAL, tr("These books cannot be founded so"), field=field,
                expected=expected, got=_got(value, field), remedy=tr("Enter it"))
        for value, field, expected, fits in asked
        if not value.strip() or not fits
    ]  # fmt: skip
    findings += [f for value, field, _, _ in asked[:3] for f in check_text(value, field)]
    if findings:
        raise Refused(findings)


def _got(value: str, field: str) -> str:
    if not value.strip():
        return tr("nothing")
    return tr("too short") if field == tr("Passphrase") else value


def check_closed(path: Path, clock: Clock | None = None) -> tuple[Check, ...]:
    """What the doctor can say without opening the books: clock, disk, file, keys and installation."""
    now = (clock or SystemClock()).now()
    return (check_release(now), *check_place(path), *_check_file(path), *surroundings())


def _check_file(path: Path) -> tuple[Check, ...]:
    if path.is_file():
        return (check_keys(path),)
    sentence = tr("There is no file {name}", name=path.name)
    remedy = tr("Check the name; look for it on the stick or disk where it was kept")
    return (Check("file", CheckState.STOP, tr("File"), sentence, remedy),)


def check_open(stockpile: Stockpile, read_only: str | None = None) -> tuple[Check, ...]:
    """What the doctor can say of open books.

    Args:
        read_only: Why nobody can write; for a reading connection, which never can, what holds for the desk.
    """
    why = stockpile.read_only if read_only is None else read_only
    checks: list[Check] = []
    try:
        checks.extend(check_books(stockpile, founding(stockpile).zone, why))
    except KnownError as error:  # a damaged page stops the looking, not the telling
        remedy = tr("Keep this file as it is, and open the newest backup")
        checks.append(Check("readable", CheckState.STOP, tr("Pages"), error.sentence, remedy))
    return tuple(checks)
