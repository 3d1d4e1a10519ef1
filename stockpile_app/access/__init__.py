"""Who may open the books: users, their keys, the recovery sheet's code.

The database key is random; each user's slot wraps it under that user's passphrase.  The slots
stand in a keys file beside the stockpile and, again, inside it; the recovery code is the key
itself, printed once, so that the stockpile file and the sheet always open the books.
"""

from stockpile_app.access.acting import access_refusal, acting, authorise, rehearsing, role_word
from stockpile_app.access.backup import LastBackup, Made, back_up, last_backup, needs_backup
from stockpile_app.access.backup_file import BackupFile, Header, read_backup
from stockpile_app.access.key_file import keys_path, read_slots, write_slots
from stockpile_app.access.keys import KeyStrength, OpenedSlot, Slot, new_key, open_slot, seal_slot
from stockpile_app.access.model import (
    BODY_CODECS,
    ROLE_WORDS,
    Decision,
    Deed,
    Founding,
    Request,
    Requested,
    RestoreNote,
    Role,
    User,
)
from stockpile_app.access.operations import (
    Unlocked,
    keep_slot,
    rebuild_key_file,
    unlock,
    user_names,
)
from stockpile_app.access.queries import (
    decision_on,
    founding,
    request_numbered,
    user_named,
    users,
    waiting,
)
from stockpile_app.access.recovery import key_from_code, recovery_code
from stockpile_app.access.rejoining import Rejoined, common_entry, rejoin
from stockpile_app.access.restoring import Person, Restored, Restoring, World, restore, settle_memory
from stockpile_app.access.rights import Right, rights
from stockpile_app.access.rotation import stem_of
from stockpile_app.access.taking_place import draft_path, take_place

__all__ = [
    "BODY_CODECS",
    "ROLE_WORDS",
    "BackupFile",
    "Decision",
    "Deed",
    "Founding",
    "Header",
    "KeyStrength",
    "LastBackup",
    "Made",
    "OpenedSlot",
    "Person",
    "Rejoined",
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
    "access_refusal",
    "acting",
    "authorise",
    "back_up",
    "common_entry",
    "decision_on",
    "draft_path",
    "founding",
    "keep_slot",
    "key_from_code",
    "keys_path",
    "last_backup",
    "needs_backup",
    "new_key",
    "open_slot",
    "read_backup",
    "read_slots",
    "rebuild_key_file",
    "recovery_code",
    "rehearsing",
    "rejoin",
    "request_numbered",
    "restore",
    "rights",
    "role_word",
    "seal_slot",
    "settle_memory",
    "stem_of",
    "take_place",
    "unlock",
    "user_named",
    "user_names",
    "users",
    "waiting",
    "write_slots",
]
