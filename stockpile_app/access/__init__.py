"""Who may open the books and do what in them: users, keys, rights, the second person, backups.

The database key is random; each user's slot wraps it under that user's passphrase.  The slots
stand in a keys file beside the stockpile and, again, inside it; the recovery code is the key
itself, printed once, so that the stockpile file and the sheet always open the books.

Every write goes through `acting`, which holds it against the table of rights and signs it; what
needs a second person waits as a request.  A backup is opened and checked before it counts; going on
from an older one, joining two copies and changing the key leave their mark in the journal.
"""

from stockpile_app.access.acting import access_refusal, acting, authorise, rehearsing, role_word, why_denied
from stockpile_app.access.approval import (
    Candidate,
    approve,
    ask,
    candidates,
    may_decide,
    refuse_request,
    rehearse_request,
    request_numbered,
    stands_alone,
    waiting,
    withdraw,
)
from stockpile_app.access.authority import CHECKS
from stockpile_app.access.copies.backup import LastBackup, Made, back_up, last_backup, needs_backup
from stockpile_app.access.copies.backup_file import BackupFile, Header, read_backup
from stockpile_app.access.copies.rejoining import Rejoined, common_entry, rejoin
from stockpile_app.access.copies.rekeying import Rekeyed, Rekeying, rekey
from stockpile_app.access.copies.restoring import Restored, Restoring, World, restore, settle_memory
from stockpile_app.access.copies.rotation import stem_of
from stockpile_app.access.entry_persons import EntryPersons, KeyEvent, life_of_key, persons_of
from stockpile_app.access.key_file import keys_path, read_slots, write_slots
from stockpile_app.access.keys import (
    KeyStrength,
    OpenedSlot,
    Slot,
    calibrated,
    key_mark,
    new_key,
    open_slot,
    seal_slot,
)
from stockpile_app.access.model import (
    BODY_CODECS,
    ROLE_WORDS,
    Carries,
    Decision,
    Deed,
    Founding,
    Person,
    Request,
    Requested,
    RestoreNote,
    Role,
    User,
    Written,
)
from stockpile_app.access.people import (
    ChangedUser,
    NewUser,
    add_user,
    change_own_passphrase,
    change_user,
    give_depot_key,
    reset_by_recovery,
    reset_passphrase,
    revoke_user,
)
from stockpile_app.access.people_deeds import DEEDS
from stockpile_app.access.person_rules import (
    GIVEN_ROLES,
    is_reserved,
    passphrase_troubles,
    shortest_words,
)
from stockpile_app.access.queries import (
    decision_on,
    founding,
    user_named,
    users,
)
from stockpile_app.access.recovery import key_from_code, recovery_code
from stockpile_app.access.rights import Right, rights
from stockpile_app.access.sign_in import hand_over, recognise, sign_in
from stockpile_app.access.slots import keep_slot, mend_key_file, write_key_file
from stockpile_app.access.taking_place import draft_path, take_place
from stockpile_app.access.unlock import Unlocked, unlock, user_names

__all__ = [
    "BODY_CODECS",
    "CHECKS",
    "DEEDS",
    "GIVEN_ROLES",
    "ROLE_WORDS",
    "BackupFile",
    "Candidate",
    "Carries",
    "ChangedUser",
    "Decision",
    "Deed",
    "EntryPersons",
    "Founding",
    "Header",
    "KeyEvent",
    "KeyStrength",
    "LastBackup",
    "Made",
    "NewUser",
    "OpenedSlot",
    "Person",
    "Rejoined",
    "Rekeyed",
    "Rekeying",
    "Request",
    "Requested",
    "RestoreNote",
    "Restored",
    "Restoring",
    "Right",
    "Role",
    "Slot",
    "Unlocked",
    "User",
    "World",
    "Written",
    "access_refusal",
    "acting",
    "add_user",
    "approve",
    "ask",
    "authorise",
    "back_up",
    "calibrated",
    "candidates",
    "change_own_passphrase",
    "change_user",
    "common_entry",
    "decision_on",
    "draft_path",
    "founding",
    "give_depot_key",
    "hand_over",
    "is_reserved",
    "keep_slot",
    "key_from_code",
    "key_mark",
    "keys_path",
    "last_backup",
    "life_of_key",
    "may_decide",
    "mend_key_file",
    "needs_backup",
    "new_key",
    "open_slot",
    "passphrase_troubles",
    "persons_of",
    "read_backup",
    "read_slots",
    "recognise",
    "recovery_code",
    "refuse_request",
    "rehearse_request",
    "rehearsing",
    "rejoin",
    "rekey",
    "request_numbered",
    "reset_by_recovery",
    "reset_passphrase",
    "restore",
    "revoke_user",
    "rights",
    "role_word",
    "seal_slot",
    "settle_memory",
    "shortest_words",
    "sign_in",
    "stands_alone",
    "stem_of",
    "take_place",
    "unlock",
    "user_named",
    "user_names",
    "users",
    "waiting",
    "why_denied",
    "withdraw",
    "write_key_file",
    "write_slots",
]
