-- Proof and protection, second edition: who may, who did, and nothing ever lost.

-- People ---------------------------------------------------------------------------------------

ALTER TABLE user ADD COLUMN state TEXT NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'revoked'));
ALTER TABLE user ADD COLUMN scope TEXT NOT NULL DEFAULT '';  -- ids of store houses, comma separated; '' for all
ALTER TABLE draft ADD COLUMN owner TEXT NOT NULL DEFAULT '';

ALTER TABLE user ADD COLUMN key_by TEXT NOT NULL DEFAULT '';  -- who made the key, when not the person

-- A key that waits with its request for the second person; in no journal entry.
CREATE TABLE waiting_slot (
    request_id INTEGER PRIMARY KEY,
    slot       TEXT NOT NULL
) STRICT;

-- A person's signature over an entry's hash; the private key is wrapped under that person's passphrase alone.
CREATE TABLE signature (
    entry      INTEGER NOT NULL REFERENCES journal DEFERRABLE INITIALLY DEFERRED,
    person     TEXT NOT NULL CHECK (person <> ''),
    public_key TEXT NOT NULL CHECK (length(public_key) = 64),
    signature  BLOB NOT NULL CHECK (length(signature) = 64),
    PRIMARY KEY (entry, person)
) STRICT, WITHOUT ROWID;

-- What waits for a second person, and what that person said.
CREATE TABLE request (
    id       INTEGER PRIMARY KEY,
    deed     TEXT NOT NULL CHECK (deed <> ''),
    content  TEXT NOT NULL,
    summary  TEXT NOT NULL,
    asked_by TEXT NOT NULL CHECK (asked_by <> ''),
    asked_at TEXT NOT NULL,
    entry    INTEGER NOT NULL REFERENCES journal DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE decision (
    request_id INTEGER PRIMARY KEY REFERENCES request,
    outcome    TEXT NOT NULL CHECK (outcome IN ('approved', 'refused', 'withdrawn')),
    decided_by TEXT NOT NULL CHECK (decided_by <> ''),
    decided_at TEXT NOT NULL,
    reason     TEXT NOT NULL,
    entry      INTEGER NOT NULL REFERENCES journal DEFERRABLE INITIALLY DEFERRED
) STRICT;

-- The depot's keys -----------------------------------------------------------------------------

CREATE TABLE depot_key (
    id             INTEGER PRIMARY KEY,
    signing_public TEXT NOT NULL CHECK (length(signing_public) = 64),
    sealing_public TEXT NOT NULL CHECK (length(sealing_public) = 64),
    entry          INTEGER NOT NULL REFERENCES journal DEFERRABLE INITIALLY DEFERRED
) STRICT;

-- The private halves; in no journal entry, so that no export of the journal carries them.
CREATE TABLE depot_secret (
    id      INTEGER PRIMARY KEY REFERENCES depot_key,
    signing TEXT NOT NULL CHECK (length(signing) = 64),
    sealing TEXT NOT NULL CHECK (length(sealing) = 64)
) STRICT;

-- Checkpoints ----------------------------------------------------------------------------------

CREATE TABLE checkpoint (
    size INTEGER PRIMARY KEY,
    root BLOB NOT NULL CHECK (length(root) = 32),
    note TEXT NOT NULL CHECK (note <> ''),
    at   TEXT NOT NULL
) STRICT;

-- Restored copies --------------------------------------------------------------------------------

-- Going on from an older copy: what was there, what was seen later, who asked and who approved.
CREATE TABLE restore_note (
    id            INTEGER PRIMARY KEY,
    kind          TEXT NOT NULL CHECK (kind IN ('restore', 'rejoin')),
    copy          TEXT NOT NULL,
    made_at       TEXT NOT NULL,
    restored_size INTEGER NOT NULL CHECK (restored_size > 0),
    seen_size     INTEGER NOT NULL,
    seen_root     TEXT NOT NULL,
    asked_by      TEXT NOT NULL CHECK (asked_by <> ''),
    approved_by   TEXT NOT NULL,
    reason        TEXT NOT NULL,
    entry         INTEGER NOT NULL REFERENCES journal DEFERRABLE INITIALLY DEFERRED
) STRICT;


-- Packs ----------------------------------------------------------------------------------------

-- What has left on a stick, for whom, and the one-time key that will sign what comes back.
CREATE TABLE pack_out (
    id            INTEGER PRIMARY KEY,
    pack_id       TEXT NOT NULL UNIQUE CHECK (pack_id <> ''),
    kind          TEXT NOT NULL CHECK (kind <> ''),
    task          TEXT NOT NULL CHECK (task <> ''),
    subject_id    INTEGER NOT NULL,
    receiver      TEXT NOT NULL CHECK (receiver <> ''),
    sealed_to     TEXT NOT NULL CHECK (sealed_to <> ''),
    return_public TEXT NOT NULL UNIQUE CHECK (length(return_public) = 64),
    lines         INTEGER NOT NULL CHECK (lines > 0),
    lines_sha256  TEXT NOT NULL CHECK (length(lines_sha256) = 64),
    sha256        TEXT NOT NULL CHECK (length(sha256) = 64),
    file_name     TEXT NOT NULL,
    made_at       TEXT NOT NULL,
    entry         INTEGER NOT NULL REFERENCES journal DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE pack_hold (
    hold_id INTEGER PRIMARY KEY REFERENCES hold DEFERRABLE INITIALLY DEFERRED,
    pack_id INTEGER NOT NULL REFERENCES pack_out DEFERRABLE INITIALLY DEFERRED
) STRICT;

-- What became of it: it came back once, or it was given up for lost.
CREATE TABLE pack_return (
    pack_id     INTEGER PRIMARY KEY REFERENCES pack_out,
    outcome     TEXT NOT NULL CHECK (outcome IN ('returned', 'given up')),
    sha256      TEXT NOT NULL,
    answered_by TEXT NOT NULL,
    answered_at TEXT NOT NULL,
    answers     INTEGER NOT NULL,
    reason      TEXT NOT NULL,
    returned_at TEXT NOT NULL,
    entry       INTEGER NOT NULL REFERENCES journal DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE pack_answer (
    pack_id    INTEGER NOT NULL REFERENCES pack_return DEFERRABLE INITIALLY DEFERRED,
    line       INTEGER NOT NULL,
    subject    TEXT NOT NULL,
    subject_id INTEGER NOT NULL,
    mark       TEXT NOT NULL,
    item       TEXT NOT NULL,
    place      TEXT NOT NULL,
    condition  TEXT NOT NULL,
    quantity   INTEGER NOT NULL,
    unit       TEXT NOT NULL,
    state      TEXT NOT NULL CHECK (state <> ''),
    remark     TEXT NOT NULL,
    PRIMARY KEY (pack_id, line)
) STRICT, WITHOUT ROWID;
