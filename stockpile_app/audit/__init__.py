"""The journal: every operation is an entry, chained and in a Merkle tree, and can be proved.

`record` writes an operation's rows and its entry in one go; `verify` proves that the rows still
are what the entries say.  Prints, exports and denials go to the activity log, which changes no
book.  This room takes the actor as plain data and knows nothing of weapons.
"""

from stockpile_app.audit.activity import activities, note_activity, times_noted
from stockpile_app.audit.checkpoint import (
    Checkpoint,
    checkpoint,
    checkpoints,
    consistency_text,
    inclusion_text,
    origin_of,
)
from stockpile_app.audit.depot_key import (
    BODY_CODECS,
    DepotKey,
    depot_public,
    has_depot_key,
    keep_depot_secret,
    make_depot_key,
    sealing_private,
    sign_as_depot,
    signing_keys,
)
from stockpile_app.audit.journal import (
    Entry,
    Head,
    Operation,
    entries,
    entry_of_operation,
    entry_with_hash,
    head,
    next_entry,
    record,
    record_bodies,
    root_at,
    set_back,
)
from stockpile_app.audit.model import BodyCodec, Proof, Trouble, VerifyCheck
from stockpile_app.audit.note import SignedNote, is_signed_by, read_note
from stockpile_app.audit.remembered import (
    Seen,
    accept_older,
    remember,
    remembered,
    rollback_troubles,
)
from stockpile_app.audit.signatures import (
    PersonalSignature,
    countersign,
    sign_entries,
    signatures,
    signatures_of,
    signed_bytes,
)
from stockpile_app.audit.verify import last_verified, verify, verify_quick

__all__ = [
    "BODY_CODECS",
    "BodyCodec",
    "Checkpoint",
    "DepotKey",
    "Entry",
    "Head",
    "Operation",
    "PersonalSignature",
    "Proof",
    "Seen",
    "SignedNote",
    "Trouble",
    "VerifyCheck",
    "accept_older",
    "activities",
    "checkpoint",
    "checkpoints",
    "consistency_text",
    "countersign",
    "depot_public",
    "entries",
    "entry_of_operation",
    "entry_with_hash",
    "has_depot_key",
    "head",
    "inclusion_text",
    "is_signed_by",
    "keep_depot_secret",
    "last_verified",
    "make_depot_key",
    "next_entry",
    "note_activity",
    "origin_of",
    "read_note",
    "record",
    "record_bodies",
    "remember",
    "remembered",
    "rollback_troubles",
    "root_at",
    "sealing_private",
    "set_back",
    "sign_as_depot",
    "sign_entries",
    "signatures",
    "signatures_of",
    "signed_bytes",
    "signing_keys",
    "times_noted",
    "verify",
    "verify_quick",
]
