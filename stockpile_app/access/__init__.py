"""Who may open the books: users, their keys, the recovery sheet's code.

The database key is random; each user's slot wraps it under that user's passphrase.  The slots
stand in a keys file beside the stockpile and, again, inside it; the recovery code is the key
itself, printed once, so that the stockpile file and the sheet always open the books.
"""

from stockpile_app.access.key_file import keys_path, read_slots, write_slots
from stockpile_app.access.keys import KeyStrength, Slot, new_key, open_slot, seal_slot
from stockpile_app.access.model import BODY_CODECS, Founding, Role, User
from stockpile_app.access.operations import (
    Unlocked,
    keep_slot,
    rebuild_key_file,
    unlock,
    user_names,
)
from stockpile_app.access.recovery import key_from_code, recovery_code

__all__ = [
    "BODY_CODECS",
    "Founding",
    "KeyStrength",
    "Role",
    "Slot",
    "Unlocked",
    "User",
    "keep_slot",
    "key_from_code",
    "keys_path",
    "new_key",
    "open_slot",
    "read_slots",
    "rebuild_key_file",
    "recovery_code",
    "seal_slot",
    "unlock",
    "user_names",
    "write_slots",
]
