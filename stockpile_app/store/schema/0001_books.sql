-- The books, first edition.
-- Journalled tables hold what the journal's bodies say, row for row; `entry` names the journal entry.
-- Projections (holding, turnover, weapon.account_id ...) are kept in the same transaction and can be rebuilt.

CREATE TABLE journal (
    entry        INTEGER PRIMARY KEY,
    operation_id TEXT NOT NULL UNIQUE,
    kind         TEXT NOT NULL,
    recorded_at  TEXT NOT NULL,
    actor        TEXT NOT NULL,
    lines        INTEGER NOT NULL CHECK (lines >= 0),
    body_hash    BLOB NOT NULL CHECK (length(body_hash) = 32),
    previous     BLOB NOT NULL CHECK (length(previous) = 32),
    hash         BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE TABLE journal_body (
    entry INTEGER NOT NULL REFERENCES journal,
    part  INTEGER NOT NULL,
    body  BLOB NOT NULL,
    PRIMARY KEY (entry, part)
) STRICT, WITHOUT ROWID;

CREATE TABLE journal_node (
    level    INTEGER NOT NULL CHECK (level > 0),
    position INTEGER NOT NULL,
    hash     BLOB NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (level, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE activity (
    id     INTEGER PRIMARY KEY,
    at     TEXT NOT NULL,
    actor  TEXT NOT NULL,
    kind   TEXT NOT NULL,
    detail TEXT NOT NULL
) STRICT;
CREATE INDEX activity_kind ON activity (kind, detail);

CREATE TABLE verified (
    id    INTEGER PRIMARY KEY CHECK (id = 1),
    entry INTEGER NOT NULL,
    hash  BLOB NOT NULL,
    at    TEXT NOT NULL
) STRICT;

CREATE TABLE draft (
    id       TEXT PRIMARY KEY,
    kind     TEXT NOT NULL,
    saved_at TEXT NOT NULL,
    body     TEXT NOT NULL
) STRICT;

CREATE TABLE stockpile (
    id    INTEGER PRIMARY KEY CHECK (id = 1),
    kind  TEXT NOT NULL CHECK (kind IN ('depot', 'ministry')),
    code  TEXT NOT NULL CHECK (code <> ''),
    name  TEXT NOT NULL CHECK (name <> ''),
    zone  TEXT NOT NULL,
    sole  INTEGER NOT NULL CHECK (sole IN (0, 1)),
    entry INTEGER NOT NULL REFERENCES journal DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE user (
    id         INTEGER PRIMARY KEY,
    name       TEXT NOT NULL UNIQUE CHECK (name <> ''),
    role       TEXT NOT NULL,
    public_key TEXT NOT NULL,
    entry      INTEGER NOT NULL REFERENCES journal DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE key_slot (
    user_name TEXT PRIMARY KEY,
    slot      TEXT NOT NULL
) STRICT;

-- Catalogue ------------------------------------------------------------------------------------

CREATE TABLE item_type (
    id            INTEGER PRIMARY KEY,
    kind          TEXT NOT NULL CHECK (kind IN ('weapon', 'ammunition', 'part', 'accessory', 'explosive', 'other')),
    name          TEXT NOT NULL,
    name_other    TEXT NOT NULL,
    make          TEXT NOT NULL,
    model         TEXT NOT NULL,
    calibre       TEXT NOT NULL,
    own_code      TEXT NOT NULL,
    stock_number  TEXT NOT NULL,
    salw_category TEXT NOT NULL,
    tracking      TEXT NOT NULL CHECK (tracking IN ('serial', 'lot', 'quantity')),
    base_unit     TEXT NOT NULL CHECK (base_unit <> ''),
    entry         INTEGER NOT NULL REFERENCES journal DEFERRABLE INITIALLY DEFERRED,
    UNIQUE (name, stock_number, own_code, make, model, calibre, tracking, base_unit),
    CHECK (name <> '' OR make <> '' OR model <> '' OR calibre <> '' OR own_code <> '' OR stock_number <> '')
) STRICT;

CREATE TABLE item_pack (
    item_type_id INTEGER NOT NULL REFERENCES item_type,
    lot_id       INTEGER NOT NULL,
    unit         TEXT NOT NULL CHECK (unit <> ''),
    factor       INTEGER NOT NULL CHECK (factor > 1),
    entry        INTEGER NOT NULL REFERENCES journal DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (item_type_id, lot_id, unit)
) STRICT, WITHOUT ROWID;

CREATE TABLE kit_line (
    item_type_id INTEGER NOT NULL REFERENCES item_type,
    weapon_id    INTEGER NOT NULL,
    revision     INTEGER NOT NULL,
    line_no      INTEGER NOT NULL,
    description  TEXT NOT NULL CHECK (description <> ''),
    quantity     INTEGER NOT NULL CHECK (quantity > 0),
    entry        INTEGER NOT NULL REFERENCES journal DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (item_type_id, weapon_id, revision, line_no)
) STRICT, WITHOUT ROWID;

CREATE TABLE weapon (
    id           INTEGER PRIMARY KEY,
    item_type_id INTEGER NOT NULL REFERENCES item_type,
    make         TEXT NOT NULL,
    model        TEXT NOT NULL,
    calibre      TEXT NOT NULL,
    serial       TEXT NOT NULL,
    country      TEXT NOT NULL,
    own_number   TEXT NOT NULL,
    year         TEXT NOT NULL,
    look_alike   TEXT NOT NULL,
    remarks      TEXT NOT NULL,
    entry        INTEGER NOT NULL REFERENCES journal DEFERRABLE INITIALLY DEFERRED,
    account_id   INTEGER NOT NULL DEFAULT 0,
    condition    TEXT NOT NULL DEFAULT '',
    last_at      TEXT NOT NULL DEFAULT '',
    UNIQUE (serial, make, model, calibre, country, own_number),
    CHECK (serial <> '' OR own_number <> '')
) STRICT;
CREATE INDEX weapon_look_alike ON weapon (look_alike, calibre);
CREATE INDEX weapon_entry ON weapon (entry);  -- small: the register opens from it alone, in order
CREATE INDEX weapon_place ON weapon (account_id, item_type_id, condition);

CREATE TABLE look_alike (
    weapon_id INTEGER NOT NULL REFERENCES weapon DEFERRABLE INITIALLY DEFERRED,
    twin_id   INTEGER NOT NULL REFERENCES weapon DEFERRABLE INITIALLY DEFERRED,
    reason    TEXT NOT NULL CHECK (reason <> ''),
    entry     INTEGER NOT NULL REFERENCES journal DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (weapon_id, twin_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX look_alike_twin ON look_alike (twin_id);

CREATE TABLE component (
    id          INTEGER PRIMARY KEY,
    kind        TEXT NOT NULL CHECK (kind <> ''),
    description TEXT NOT NULL,
    material    TEXT NOT NULL,
    entry       INTEGER NOT NULL REFERENCES journal DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE fitting (
    component_id INTEGER NOT NULL REFERENCES component DEFERRABLE INITIALLY DEFERRED,
    fact_no      INTEGER NOT NULL,
    weapon_id    INTEGER NOT NULL REFERENCES weapon DEFERRABLE INITIALLY DEFERRED,
    act          TEXT NOT NULL CHECK (act IN ('fitted', 'removed')),
    control      INTEGER NOT NULL CHECK (control IN (0, 1)),
    effective_on TEXT NOT NULL,
    reason       TEXT NOT NULL,
    entry        INTEGER NOT NULL REFERENCES journal DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (component_id, fact_no)
) STRICT, WITHOUT ROWID;
CREATE INDEX fitting_weapon ON fitting (weapon_id);

CREATE TABLE marking (
    id              INTEGER PRIMARY KEY,
    weapon_id       INTEGER NOT NULL REFERENCES weapon DEFERRABLE INITIALLY DEFERRED,
    component_id    INTEGER NOT NULL,
    kind            TEXT NOT NULL CHECK (kind <> ''),
    text            TEXT NOT NULL,
    transliteration TEXT NOT NULL,
    place           TEXT NOT NULL,
    method          TEXT NOT NULL,
    depth           TEXT NOT NULL,
    state           TEXT NOT NULL CHECK (state IN ('readable', 'partly readable', 'altered', 'erased')),
    effective_on    TEXT NOT NULL,
    authority       TEXT NOT NULL,
    look_alike      TEXT NOT NULL,
    entry           INTEGER NOT NULL REFERENCES journal DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX marking_weapon ON marking (weapon_id);
CREATE INDEX marking_look_alike ON marking (look_alike);

CREATE TABLE ownership (
    weapon_id    INTEGER NOT NULL REFERENCES weapon DEFERRABLE INITIALLY DEFERRED,
    fact_no      INTEGER NOT NULL,
    kind         TEXT NOT NULL CHECK (kind IN ('state', 'evidence', 'deposited', 'loan_in', 'loan_out')),
    reference    TEXT NOT NULL,
    effective_on TEXT NOT NULL,
    entry        INTEGER NOT NULL REFERENCES journal DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (weapon_id, fact_no)
) STRICT, WITHOUT ROWID;

CREATE TABLE lot (
    id           INTEGER PRIMARY KEY,
    item_type_id INTEGER NOT NULL REFERENCES item_type,
    number       TEXT NOT NULL CHECK (number <> ''),
    maker        TEXT NOT NULL,
    made_on      TEXT NOT NULL,
    expires_on   TEXT NOT NULL,
    remarks      TEXT NOT NULL,
    look_alike   TEXT NOT NULL,
    entry        INTEGER NOT NULL REFERENCES journal DEFERRABLE INITIALLY DEFERRED,
    UNIQUE (item_type_id, number, maker)
) STRICT;
CREATE INDEX lot_look_alike ON lot (look_alike);

CREATE TABLE depot (
    id    INTEGER PRIMARY KEY,
    code  TEXT NOT NULL UNIQUE,
    name  TEXT NOT NULL,
    entry INTEGER NOT NULL REFERENCES journal DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE store_house (
    id       INTEGER PRIMARY KEY,
    depot_id INTEGER NOT NULL REFERENCES depot,
    kind     TEXT NOT NULL CHECK (kind IN ('armoury', 'magazine', 'open_stack')),
    code     TEXT NOT NULL,
    name     TEXT NOT NULL CHECK (name <> ''),
    entry    INTEGER NOT NULL REFERENCES journal DEFERRABLE INITIALLY DEFERRED,
    UNIQUE (depot_id, name)
) STRICT;

-- Ledger ---------------------------------------------------------------------------------------

CREATE TABLE account (
    id             INTEGER PRIMARY KEY,
    kind           TEXT NOT NULL,
    name           TEXT NOT NULL CHECK (name <> ''),
    name_other     TEXT NOT NULL,
    code           TEXT NOT NULL,
    store_house_id INTEGER NOT NULL,
    unit           TEXT NOT NULL,
    sex            TEXT NOT NULL,
    remarks        TEXT NOT NULL,
    entry          INTEGER NOT NULL REFERENCES journal DEFERRABLE INITIALLY DEFERRED,
    UNIQUE (kind, name),
    CHECK ((id < 100) = (kind IN ('source', 'found', 'seized', 'surrendered', 'expended', 'difference',
                                  'destroyed', 'deactivated', 'transferred')))
) STRICT;

CREATE TABLE voucher (
    id            INTEGER PRIMARY KEY,
    kind          TEXT NOT NULL,
    number        TEXT NOT NULL UNIQUE,
    recorded_year INTEGER NOT NULL,
    serial_no     INTEGER NOT NULL CHECK (serial_no > 0),
    effective_at  TEXT NOT NULL,
    due_back_at   TEXT NOT NULL,
    party         TEXT NOT NULL,
    authority     TEXT NOT NULL,
    document      TEXT NOT NULL,
    purpose       TEXT NOT NULL,
    reason        TEXT NOT NULL,
    witness       TEXT NOT NULL,
    reverses      INTEGER NOT NULL,
    from_account  INTEGER NOT NULL,
    to_account    INTEGER NOT NULL,
    recorded_at   TEXT NOT NULL,
    actor         TEXT NOT NULL,
    entry         INTEGER NOT NULL REFERENCES journal DEFERRABLE INITIALLY DEFERRED,
    UNIQUE (kind, recorded_year, serial_no)
) STRICT;
CREATE UNIQUE INDEX voucher_reverses ON voucher (reverses) WHERE reverses <> 0;
CREATE INDEX voucher_entry ON voucher (entry);
CREATE INDEX voucher_effective ON voucher (effective_at);
CREATE INDEX voucher_due ON voucher (due_back_at) WHERE due_back_at <> '';

CREATE TABLE movement (
    voucher_id     INTEGER NOT NULL REFERENCES voucher,
    line_no        INTEGER NOT NULL,
    effective_at   TEXT NOT NULL,
    item_type_id   INTEGER NOT NULL REFERENCES item_type,
    weapon_id      INTEGER NOT NULL,
    lot_id         INTEGER NOT NULL,
    condition_from TEXT NOT NULL,
    condition_to   TEXT NOT NULL,
    from_account   INTEGER NOT NULL REFERENCES account,
    to_account     INTEGER NOT NULL REFERENCES account,
    quantity       INTEGER NOT NULL CHECK (quantity > 0),
    entered        TEXT NOT NULL,
    unit_value     TEXT NOT NULL,
    currency       TEXT NOT NULL,
    remarks        TEXT NOT NULL,
    PRIMARY KEY (voucher_id, line_no),
    CHECK (weapon_id = 0 OR quantity = 1),
    CHECK (weapon_id = 0 OR lot_id = 0),
    CHECK (from_account <> to_account OR condition_from <> condition_to)
) STRICT, WITHOUT ROWID;
CREATE INDEX movement_weapon ON movement (weapon_id) WHERE weapon_id <> 0;
CREATE INDEX movement_item ON movement (item_type_id, lot_id, effective_at) WHERE weapon_id = 0;
CREATE INDEX movement_effective ON movement (effective_at);

CREATE TABLE container_stand (
    voucher_id   INTEGER NOT NULL REFERENCES voucher,
    container_id INTEGER NOT NULL REFERENCES account,
    effective_at TEXT NOT NULL,
    from_account INTEGER NOT NULL,
    to_account   INTEGER NOT NULL,
    PRIMARY KEY (voucher_id, container_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX container_stand_container ON container_stand (container_id, effective_at);

CREATE TABLE seal (
    container_id INTEGER NOT NULL REFERENCES account,
    number       TEXT NOT NULL CHECK (number <> ''),
    act          TEXT NOT NULL CHECK (act IN ('applied', 'broken')),
    effective_on TEXT NOT NULL,
    entry        INTEGER NOT NULL REFERENCES journal DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (container_id, number, act)
) STRICT, WITHOUT ROWID;

CREATE TABLE hold (
    id        INTEGER PRIMARY KEY,
    target    TEXT NOT NULL CHECK (target IN ('weapon', 'lot', 'item_type', 'account')),
    target_id INTEGER NOT NULL,
    kind      TEXT NOT NULL CHECK (kind IN ('suspended', 'banned', 'reserved', 'evidence', 'trace', 'under_count')),
    authority TEXT NOT NULL CHECK (authority <> ''),
    reason    TEXT NOT NULL CHECK (reason <> ''),
    placed_on TEXT NOT NULL,
    until     TEXT NOT NULL,
    blocks    TEXT NOT NULL,
    entry     INTEGER NOT NULL REFERENCES journal DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX hold_target ON hold (target, target_id);

CREATE TABLE hold_release (
    hold_id     INTEGER PRIMARY KEY REFERENCES hold,
    released_on TEXT NOT NULL,
    authority   TEXT NOT NULL CHECK (authority <> ''),
    reason      TEXT NOT NULL,
    entry       INTEGER NOT NULL REFERENCES journal DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE kit_check (
    voucher_id  INTEGER NOT NULL REFERENCES voucher,
    line_no     INTEGER NOT NULL,
    kit_line_no INTEGER NOT NULL,
    description TEXT NOT NULL,
    expected    INTEGER NOT NULL,
    confirmed   INTEGER NOT NULL CHECK (confirmed >= 0),
    PRIMARY KEY (voucher_id, line_no, kit_line_no)
) STRICT, WITHOUT ROWID;

-- Exchange -------------------------------------------------------------------------------------

CREATE TABLE import_source (
    id      INTEGER PRIMARY KEY,
    name    TEXT NOT NULL UNIQUE,
    profile TEXT NOT NULL,
    entry   INTEGER NOT NULL REFERENCES journal DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX import_source_profile ON import_source (profile);

CREATE TABLE import_row (
    source_id  INTEGER NOT NULL REFERENCES import_source,
    digest     TEXT NOT NULL,
    occurrence INTEGER NOT NULL,
    voucher_id INTEGER NOT NULL REFERENCES voucher,
    line_no    INTEGER NOT NULL,
    PRIMARY KEY (source_id, digest, occurrence)
) STRICT, WITHOUT ROWID;

CREATE TABLE import_file (
    id        INTEGER PRIMARY KEY,
    source_id INTEGER NOT NULL REFERENCES import_source,
    name      TEXT NOT NULL,
    sha256    TEXT NOT NULL,
    read      INTEGER NOT NULL,
    created   INTEGER NOT NULL,
    refused   INTEGER NOT NULL,
    entry     INTEGER NOT NULL REFERENCES journal DEFERRABLE INITIALLY DEFERRED
) STRICT;

-- Projections ----------------------------------------------------------------------------------

CREATE TABLE holding (
    account_id   INTEGER NOT NULL REFERENCES account,
    item_type_id INTEGER NOT NULL REFERENCES item_type,
    lot_id       INTEGER NOT NULL,
    condition    TEXT NOT NULL,
    quantity     INTEGER NOT NULL,
    last_at      TEXT NOT NULL,
    PRIMARY KEY (account_id, item_type_id, lot_id, condition)
) STRICT, WITHOUT ROWID;
CREATE INDEX holding_item ON holding (item_type_id, lot_id);

CREATE TABLE turnover (
    account_id   INTEGER NOT NULL REFERENCES account,
    item_type_id INTEGER NOT NULL REFERENCES item_type,
    lot_id       INTEGER NOT NULL,
    condition    TEXT NOT NULL,
    month        TEXT NOT NULL,
    quantity_in  INTEGER NOT NULL,
    quantity_out INTEGER NOT NULL,
    PRIMARY KEY (account_id, item_type_id, lot_id, condition, month)
) STRICT, WITHOUT ROWID;

-- What has been posted is never edited or deleted ------------------------------------------------

CREATE TRIGGER holding_never_negative_insert BEFORE INSERT ON holding
WHEN NEW.quantity < 0 AND NEW.account_id >= 100
BEGIN SELECT RAISE(ABORT, 'a real account cannot hold less than nothing'); END;

CREATE TRIGGER holding_never_negative_update BEFORE UPDATE ON holding
WHEN NEW.quantity < 0 AND NEW.account_id >= 100
BEGIN SELECT RAISE(ABORT, 'a real account cannot hold less than nothing'); END;

CREATE TRIGGER weapon_identity_stands BEFORE UPDATE OF
    id, item_type_id, make, model, calibre, serial, country, own_number, year, look_alike, remarks, entry ON weapon
BEGIN SELECT RAISE(ABORT, 'a weapon''s identity is never edited'); END;

CREATE TRIGGER weapon_stands BEFORE DELETE ON weapon
BEGIN SELECT RAISE(ABORT, 'a weapon is never deleted'); END;

CREATE TRIGGER item_type_tracking_stands BEFORE UPDATE ON item_type
WHEN NEW.id <> OLD.id OR NEW.tracking <> OLD.tracking OR NEW.base_unit <> OLD.base_unit OR NEW.entry <= OLD.entry
BEGIN SELECT RAISE(ABORT, 'an item type keeps its tracking and base unit, and is amended only by a journal entry'); END;

CREATE TRIGGER item_type_stands BEFORE DELETE ON item_type
BEGIN SELECT RAISE(ABORT, 'an item type is never deleted'); END;

CREATE TRIGGER user_stands BEFORE DELETE ON user
BEGIN SELECT RAISE(ABORT, 'a user is never deleted'); END;

CREATE TRIGGER user_amended_by_entry BEFORE UPDATE ON user
WHEN NEW.id <> OLD.id OR NEW.name <> OLD.name OR NEW.entry <= OLD.entry
BEGIN SELECT RAISE(ABORT, 'a user keeps the name, and is amended only by a journal entry'); END;
