-- Surplus to certificate, third edition: requirement, disposal, destruction, deactivation, cases.

-- Cases: what must be explained -------------------------------------------------------------------

CREATE TABLE case_file (
    id            INTEGER PRIMARY KEY,
    number        TEXT NOT NULL UNIQUE CHECK (number <> ''),
    recorded_year INTEGER NOT NULL,
    serial_no     INTEGER NOT NULL CHECK (serial_no > 0),
    kind          TEXT NOT NULL CHECK (kind IN ('missing', 'found', 'mismatch', 'reappeared', 'unmatched')),
    subject       TEXT NOT NULL CHECK (subject <> ''),
    opened_at     TEXT NOT NULL,
    opened_by     TEXT NOT NULL CHECK (opened_by <> ''),
    entry         INTEGER NOT NULL REFERENCES journal DEFERRABLE INITIALLY DEFERRED,
    UNIQUE (recorded_year, serial_no)
) STRICT;

-- What a case is about: a weapon, lot, voucher, batch, certificate ...
CREATE TABLE case_about (
    case_id  INTEGER NOT NULL REFERENCES case_file DEFERRABLE INITIALLY DEFERRED,
    about    TEXT NOT NULL CHECK (about <> ''),
    about_id INTEGER NOT NULL,
    entry    INTEGER NOT NULL REFERENCES journal DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (case_id, about, about_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_about_what ON case_about (about, about_id);

-- Who works on it, and until when; the last line counts.
CREATE TABLE case_duty (
    case_id  INTEGER NOT NULL REFERENCES case_file DEFERRABLE INITIALLY DEFERRED,
    duty_no  INTEGER NOT NULL,
    owner    TEXT NOT NULL CHECK (owner <> ''),
    deadline TEXT NOT NULL,
    entry    INTEGER NOT NULL REFERENCES journal DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (case_id, duty_no)
) STRICT, WITHOUT ROWID;

CREATE TABLE case_note (
    case_id  INTEGER NOT NULL REFERENCES case_file DEFERRABLE INITIALLY DEFERRED,
    note_no  INTEGER NOT NULL,
    text     TEXT NOT NULL CHECK (text <> ''),
    noted_at TEXT NOT NULL,
    noted_by TEXT NOT NULL CHECK (noted_by <> ''),
    entry    INTEGER NOT NULL REFERENCES journal DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (case_id, note_no)
) STRICT, WITHOUT ROWID;

CREATE TABLE case_outcome (
    case_id    INTEGER PRIMARY KEY REFERENCES case_file,
    outcome    TEXT NOT NULL CHECK (outcome IN ('explained', 'corrected', 'lost', 'stolen', 'recovered')),
    text       TEXT NOT NULL CHECK (text <> ''),
    decided_at TEXT NOT NULL,
    decided_by TEXT NOT NULL CHECK (decided_by <> ''),
    entry      INTEGER NOT NULL REFERENCES journal DEFERRABLE INITIALLY DEFERRED
) STRICT;

-- Photographs, scans and letters; of what is too big to keep (a video), the hash alone.
CREATE TABLE attachment (
    id         INTEGER PRIMARY KEY,
    about      TEXT NOT NULL CHECK (about <> ''),
    about_id   INTEGER NOT NULL,
    name       TEXT NOT NULL CHECK (name <> ''),
    media_type TEXT NOT NULL,
    size       INTEGER NOT NULL CHECK (size >= 0),
    sha256     TEXT NOT NULL CHECK (length(sha256) = 64),
    kept       INTEGER NOT NULL CHECK (kept IN (0, 1)),
    remark     TEXT NOT NULL,
    added_at   TEXT NOT NULL,
    added_by   TEXT NOT NULL CHECK (added_by <> ''),
    entry      INTEGER NOT NULL REFERENCES journal DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX attachment_about ON attachment (about, about_id);

-- The bytes; their hash stands in the journal, they do not.
CREATE TABLE attachment_part (
    attachment_id INTEGER NOT NULL REFERENCES attachment DEFERRABLE INITIALLY DEFERRED,
    part          INTEGER NOT NULL,
    content       BLOB NOT NULL,
    PRIMARY KEY (attachment_id, part)
) STRICT;

-- Surplus: requirement against holding --------------------------------------------------------------

-- One factor of a requirement, with its source; later lines of the same factor take its place.
CREATE TABLE requirement (
    id             INTEGER PRIMARY KEY,
    item_type_id   INTEGER NOT NULL REFERENCES item_type,
    level          TEXT NOT NULL CHECK (level IN ('unit', 'force', 'national')),
    unit           TEXT NOT NULL,
    factor         TEXT NOT NULL CHECK (factor IN ('posts', 'training', 'repair', 'reserve')),
    quantity       INTEGER NOT NULL CHECK (quantity >= 0),
    scale_items    INTEGER NOT NULL CHECK (scale_items > 0),
    scale_posts    INTEGER NOT NULL CHECK (scale_posts > 0),
    source         TEXT NOT NULL CHECK (source <> ''),
    effective_from TEXT NOT NULL,
    effective_to   TEXT NOT NULL,
    scenario       TEXT NOT NULL,
    entry          INTEGER NOT NULL REFERENCES journal DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX requirement_item ON requirement (item_type_id, scenario);

-- In what order stock is put forward, after how many years it counts as dormant, and who says so.
CREATE TABLE surplus_policy (
    id             INTEGER PRIMARY KEY,
    criteria       TEXT NOT NULL CHECK (criteria <> ''),
    dormant_years  INTEGER NOT NULL CHECK (dormant_years >= 0),
    source         TEXT NOT NULL CHECK (source <> ''),
    effective_from TEXT NOT NULL,
    entry          INTEGER NOT NULL REFERENCES journal DEFERRABLE INITIALLY DEFERRED
) STRICT;

-- An item type is obsolete by somebody's word, or is not although no ammunition for it is held; the last line counts.
CREATE TABLE obsolescence (
    id             INTEGER PRIMARY KEY,
    item_type_id   INTEGER NOT NULL REFERENCES item_type,
    obsolete       INTEGER NOT NULL CHECK (obsolete IN (0, 1)),
    source         TEXT NOT NULL CHECK (source <> ''),
    effective_from TEXT NOT NULL,
    entry          INTEGER NOT NULL REFERENCES journal DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE surplus_review (
    id          INTEGER PRIMARY KEY,
    reviewed_on TEXT NOT NULL,
    next_on     TEXT NOT NULL,
    authority   TEXT NOT NULL CHECK (authority <> ''),
    remarks     TEXT NOT NULL,
    entry       INTEGER NOT NULL REFERENCES journal DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE declaration (
    id            INTEGER PRIMARY KEY,
    number        TEXT NOT NULL UNIQUE CHECK (number <> ''),
    recorded_year INTEGER NOT NULL,
    serial_no     INTEGER NOT NULL CHECK (serial_no > 0),
    declared_on   TEXT NOT NULL,
    authority     TEXT NOT NULL CHECK (authority <> ''),
    document      TEXT NOT NULL,
    reason        TEXT NOT NULL CHECK (reason <> ''),
    apart_account INTEGER NOT NULL REFERENCES account,
    voucher_id    INTEGER NOT NULL,
    entry         INTEGER NOT NULL REFERENCES journal DEFERRABLE INITIALLY DEFERRED,
    UNIQUE (recorded_year, serial_no)
) STRICT;

CREATE TABLE declaration_line (
    declaration_id INTEGER NOT NULL REFERENCES declaration DEFERRABLE INITIALLY DEFERRED,
    line_no        INTEGER NOT NULL,
    item_type_id   INTEGER NOT NULL REFERENCES item_type,
    weapon_id      INTEGER NOT NULL,
    lot_id         INTEGER NOT NULL,
    condition      TEXT NOT NULL,
    quantity       INTEGER NOT NULL CHECK (quantity > 0),
    grounds        TEXT NOT NULL CHECK (grounds <> ''),
    hold_id        INTEGER NOT NULL,
    entry          INTEGER NOT NULL REFERENCES journal DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (declaration_id, line_no)
) STRICT, WITHOUT ROWID;
CREATE INDEX declaration_line_weapon ON declaration_line (weapon_id) WHERE weapon_id <> 0;

-- Disposal: what was decided about declared surplus ---------------------------------------------------

CREATE TABLE batch (
    id            INTEGER PRIMARY KEY,
    number        TEXT NOT NULL UNIQUE CHECK (number <> ''),
    recorded_year INTEGER NOT NULL,
    serial_no     INTEGER NOT NULL CHECK (serial_no > 0),
    disposal      TEXT NOT NULL CHECK (disposal IN ('destruction', 'deactivation', 'transfer', 'return', 'sale', 'donation')),
    decided_on    TEXT NOT NULL,
    authority     TEXT NOT NULL CHECK (authority <> ''),
    document      TEXT NOT NULL,
    reason        TEXT NOT NULL,
    site_account  INTEGER NOT NULL,
    planned_on    TEXT NOT NULL,
    methods       TEXT NOT NULL,
    recipient     TEXT NOT NULL,
    transport     TEXT NOT NULL,
    environment   TEXT NOT NULL,
    scrap         TEXT NOT NULL,
    cost          TEXT NOT NULL,
    currency      TEXT NOT NULL,
    site_limit    TEXT NOT NULL,
    entry         INTEGER NOT NULL REFERENCES journal DEFERRABLE INITIALLY DEFERRED,
    UNIQUE (recorded_year, serial_no)
) STRICT;

CREATE TABLE batch_line (
    batch_id       INTEGER NOT NULL REFERENCES batch DEFERRABLE INITIALLY DEFERRED,
    line_no        INTEGER NOT NULL,
    declaration_id INTEGER NOT NULL,
    item_type_id   INTEGER NOT NULL REFERENCES item_type,
    weapon_id      INTEGER NOT NULL,
    lot_id         INTEGER NOT NULL,
    condition      TEXT NOT NULL,
    quantity       INTEGER NOT NULL CHECK (quantity > 0),
    hazard         TEXT NOT NULL,
    neq            TEXT NOT NULL,
    entry          INTEGER NOT NULL REFERENCES journal DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (batch_id, line_no)
) STRICT, WITHOUT ROWID;
CREATE INDEX batch_line_weapon ON batch_line (weapon_id) WHERE weapon_id <> 0;
CREATE INDEX batch_line_lot ON batch_line (lot_id) WHERE lot_id <> 0;
CREATE UNIQUE INDEX batch_line_once ON batch_line (batch_id, weapon_id) WHERE weapon_id <> 0;

-- A box of the batch with its seal, and which lines lie in it.
CREATE TABLE batch_box (
    batch_id     INTEGER NOT NULL REFERENCES batch DEFERRABLE INITIALLY DEFERRED,
    container_id INTEGER NOT NULL REFERENCES account,
    seal         TEXT NOT NULL,
    hold_id      INTEGER NOT NULL,
    entry        INTEGER NOT NULL REFERENCES journal DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (batch_id, container_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE batch_packed (
    batch_id     INTEGER NOT NULL REFERENCES batch DEFERRABLE INITIALLY DEFERRED,
    line_no      INTEGER NOT NULL,
    container_id INTEGER NOT NULL REFERENCES account,
    entry        INTEGER NOT NULL REFERENCES journal DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (batch_id, line_no)
) STRICT, WITHOUT ROWID;

-- What was done with the batch, one after the other; the last step is its state.
CREATE TABLE batch_step (
    batch_id     INTEGER NOT NULL REFERENCES batch DEFERRABLE INITIALLY DEFERRED,
    step_no      INTEGER NOT NULL,
    step         TEXT NOT NULL CHECK (step IN ('sealed', 'handed over', 'received', 'verified', 'destroyed',
                                               'deactivated', 'dispatched', 'residue cleared', 'certified', 'closed')),
    effective_at TEXT NOT NULL,
    done_by      TEXT NOT NULL CHECK (done_by <> ''),
    person       TEXT NOT NULL,
    organisation TEXT NOT NULL,
    voucher_id   INTEGER NOT NULL,
    remark       TEXT NOT NULL,
    entry        INTEGER NOT NULL REFERENCES journal DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (batch_id, step_no)
) STRICT, WITHOUT ROWID;

CREATE TABLE batch_person (
    batch_id     INTEGER NOT NULL REFERENCES batch DEFERRABLE INITIALLY DEFERRED,
    person_no    INTEGER NOT NULL,
    duty         TEXT NOT NULL CHECK (duty <> ''),
    name         TEXT NOT NULL CHECK (name <> ''),
    title        TEXT NOT NULL,
    organisation TEXT NOT NULL,
    entry        INTEGER NOT NULL REFERENCES journal DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (batch_id, person_no)
) STRICT, WITHOUT ROWID;

-- One scan at the site: what was read, and what the list says to it.
CREATE TABLE batch_check (
    batch_id   INTEGER NOT NULL REFERENCES batch DEFERRABLE INITIALLY DEFERRED,
    check_no   INTEGER NOT NULL,
    line_no    INTEGER NOT NULL,
    read       TEXT NOT NULL,
    result     TEXT NOT NULL CHECK (result IN ('verified', 'set aside', 'not on the list', 'missing', 'undone')),
    quantity   INTEGER NOT NULL,
    components TEXT NOT NULL,
    remark     TEXT NOT NULL,
    case_id    INTEGER NOT NULL,
    alike      INTEGER NOT NULL,
    replaces   INTEGER NOT NULL,
    checked_at TEXT NOT NULL,
    checked_by TEXT NOT NULL CHECK (checked_by <> ''),
    entry      INTEGER NOT NULL REFERENCES journal DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (batch_id, check_no)
) STRICT, WITHOUT ROWID;
CREATE INDEX batch_check_line ON batch_check (batch_id, line_no);
CREATE INDEX batch_check_result ON batch_check (batch_id, result);
CREATE INDEX batch_check_replaces ON batch_check (batch_id, replaces) WHERE replaces <> 0;

CREATE TABLE batch_incident (
    batch_id    INTEGER NOT NULL REFERENCES batch DEFERRABLE INITIALLY DEFERRED,
    incident_no INTEGER NOT NULL,
    happened_at TEXT NOT NULL,
    text        TEXT NOT NULL CHECK (text <> ''),
    entry       INTEGER NOT NULL REFERENCES journal DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (batch_id, incident_no)
) STRICT, WITHOUT ROWID;

-- The last look into the registers of lost and stolen arms before anything is cut.
CREATE TABLE trace_check (
    batch_id   INTEGER NOT NULL REFERENCES batch DEFERRABLE INITIALLY DEFERRED,
    check_no   INTEGER NOT NULL,
    checked_on TEXT NOT NULL,
    register   TEXT NOT NULL CHECK (register <> ''),
    reference  TEXT NOT NULL,
    result     TEXT NOT NULL CHECK (result <> ''),
    checked_by TEXT NOT NULL CHECK (checked_by <> ''),
    entry      INTEGER NOT NULL REFERENCES journal DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (batch_id, check_no)
) STRICT, WITHOUT ROWID;

-- What left the batch by a voucher of its own: evidence, trace, a case.
CREATE TABLE held_back (
    batch_id   INTEGER NOT NULL REFERENCES batch DEFERRABLE INITIALLY DEFERRED,
    line_no    INTEGER NOT NULL,
    reason     TEXT NOT NULL CHECK (reason <> ''),
    authority  TEXT NOT NULL CHECK (authority <> ''),
    voucher_id INTEGER NOT NULL,
    hold_id    INTEGER NOT NULL,
    entry      INTEGER NOT NULL REFERENCES journal DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (batch_id, line_no)
) STRICT, WITHOUT ROWID;

-- One act of destruction: one voucher, one chain of methods, the equipment.
CREATE TABLE destruction_act (
    batch_id     INTEGER NOT NULL REFERENCES batch DEFERRABLE INITIALLY DEFERRED,
    act_no       INTEGER NOT NULL,
    methods      TEXT NOT NULL CHECK (methods <> ''),
    equipment    TEXT NOT NULL,
    performed_at TEXT NOT NULL,
    performed_by TEXT NOT NULL CHECK (performed_by <> ''),
    voucher_id   INTEGER NOT NULL,
    entry        INTEGER NOT NULL REFERENCES journal DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (batch_id, act_no)
) STRICT, WITHOUT ROWID;

-- What the material weighed before and after, in grams, and who took the scrap.
CREATE TABLE residue (
    batch_id   INTEGER NOT NULL REFERENCES batch DEFERRABLE INITIALLY DEFERRED,
    residue_no INTEGER NOT NULL,
    material   TEXT NOT NULL CHECK (material <> ''),
    mass_in    INTEGER NOT NULL CHECK (mass_in >= 0),
    mass_out   INTEGER NOT NULL CHECK (mass_out >= 0),
    recipient  TEXT NOT NULL,
    receipt    TEXT NOT NULL,
    cleared_on TEXT NOT NULL,
    entry      INTEGER NOT NULL REFERENCES journal DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (batch_id, residue_no)
) STRICT, WITHOUT ROWID;

CREATE TABLE free_from_explosives (
    batch_id     INTEGER PRIMARY KEY REFERENCES batch,
    declared_on  TEXT NOT NULL,
    declared_by  TEXT NOT NULL CHECK (declared_by <> ''),
    organisation TEXT NOT NULL,
    reference    TEXT NOT NULL,
    entry        INTEGER NOT NULL REFERENCES journal DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE end_user_certificate (
    batch_id   INTEGER PRIMARY KEY REFERENCES batch,
    number     TEXT NOT NULL CHECK (number <> ''),
    issuer     TEXT NOT NULL CHECK (issuer <> ''),
    issued_on  TEXT NOT NULL,
    expires_on TEXT NOT NULL,
    end_user   TEXT NOT NULL CHECK (end_user <> ''),
    country    TEXT NOT NULL,
    entry      INTEGER NOT NULL REFERENCES journal DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE end_user_quantity (
    batch_id     INTEGER NOT NULL REFERENCES batch DEFERRABLE INITIALLY DEFERRED,
    item_type_id INTEGER NOT NULL REFERENCES item_type,
    certified    INTEGER NOT NULL CHECK (certified > 0),
    entry        INTEGER NOT NULL REFERENCES journal DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (batch_id, item_type_id)
) STRICT, WITHOUT ROWID;

-- What the recipient says has come of what was dispatched.
CREATE TABLE batch_delivery (
    batch_id     INTEGER NOT NULL REFERENCES batch DEFERRABLE INITIALLY DEFERRED,
    item_type_id INTEGER NOT NULL REFERENCES item_type,
    received     INTEGER NOT NULL CHECK (received >= 0),
    confirmed_on TEXT NOT NULL,
    reference    TEXT NOT NULL,
    entry        INTEGER NOT NULL REFERENCES journal DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (batch_id, item_type_id)
) STRICT, WITHOUT ROWID;

-- Deactivation: one weapon, one profile of operations ------------------------------------------------

CREATE TABLE deactivation (
    id           INTEGER PRIMARY KEY,
    batch_id     INTEGER NOT NULL REFERENCES batch DEFERRABLE INITIALLY DEFERRED,
    line_no      INTEGER NOT NULL,
    profile      TEXT NOT NULL CHECK (profile <> ''),
    edition      TEXT NOT NULL,
    firearm_type TEXT NOT NULL CHECK (firearm_type <> ''),
    features     TEXT NOT NULL,
    calibre      TEXT NOT NULL,
    performer    TEXT NOT NULL CHECK (performer <> ''),
    country      TEXT NOT NULL,
    begun_on     TEXT NOT NULL,
    entry        INTEGER NOT NULL REFERENCES journal DEFERRABLE INITIALLY DEFERRED,
    UNIQUE (batch_id, line_no)
) STRICT;

-- What became of one operation of the list; the last line counts.
CREATE TABLE deactivation_result (
    deactivation_id INTEGER NOT NULL REFERENCES deactivation DEFERRABLE INITIALLY DEFERRED,
    operation       TEXT NOT NULL CHECK (operation <> ''),
    result_no       INTEGER NOT NULL,
    outcome         TEXT NOT NULL CHECK (outcome IN ('done', 'alternative', 'not applicable', 'failed')),
    reason          TEXT NOT NULL,
    measured        TEXT NOT NULL,
    attachment_id   INTEGER NOT NULL,
    done_by         TEXT NOT NULL CHECK (done_by <> ''),
    done_on         TEXT NOT NULL,
    entry           INTEGER NOT NULL REFERENCES journal DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (deactivation_id, operation, result_no)
) STRICT, WITHOUT ROWID;

-- A deactivation mark put on an essential component; the mark itself stands among the weapon's marks.
CREATE TABLE deactivation_mark (
    deactivation_id INTEGER NOT NULL REFERENCES deactivation DEFERRABLE INITIALLY DEFERRED,
    component       TEXT NOT NULL CHECK (component <> ''),
    marking_id      INTEGER NOT NULL REFERENCES marking DEFERRABLE INITIALLY DEFERRED,
    entry           INTEGER NOT NULL REFERENCES journal DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (deactivation_id, component)
) STRICT, WITHOUT ROWID;

-- Who compared the finished weapon with the list: never who did the work.
CREATE TABLE deactivation_check (
    deactivation_id INTEGER PRIMARY KEY REFERENCES deactivation,
    verified_on     TEXT NOT NULL,
    verified_by     TEXT NOT NULL CHECK (verified_by <> ''),
    name            TEXT NOT NULL CHECK (name <> ''),
    title           TEXT NOT NULL,
    entity          TEXT NOT NULL CHECK (entity <> ''),
    public          INTEGER NOT NULL CHECK (public IN (0, 1)),
    voucher_id      INTEGER NOT NULL,
    entry           INTEGER NOT NULL REFERENCES journal DEFERRABLE INITIALLY DEFERRED
) STRICT;

-- Certificates ---------------------------------------------------------------------------------

CREATE TABLE certificate (
    id              INTEGER PRIMARY KEY,
    kind            TEXT NOT NULL CHECK (kind IN ('destruction', 'deactivation')),
    number          TEXT NOT NULL UNIQUE CHECK (number <> ''),
    recorded_year   INTEGER NOT NULL,
    serial_no       INTEGER NOT NULL CHECK (serial_no > 0),
    batch_id        INTEGER NOT NULL REFERENCES batch,
    deactivation_id INTEGER NOT NULL,
    issued_on       TEXT NOT NULL,
    issued_by       TEXT NOT NULL CHECK (issued_by <> ''),
    approved_by     TEXT NOT NULL,
    replaces        INTEGER NOT NULL,
    remarks         TEXT NOT NULL,
    entry           INTEGER NOT NULL REFERENCES journal DEFERRABLE INITIALLY DEFERRED,
    UNIQUE (kind, recorded_year, serial_no)
) STRICT;

CREATE TABLE certificate_line (
    certificate_id INTEGER NOT NULL REFERENCES certificate DEFERRABLE INITIALLY DEFERRED,
    line_no        INTEGER NOT NULL,
    item_type_id   INTEGER NOT NULL REFERENCES item_type,
    weapon_id      INTEGER NOT NULL,
    lot_id         INTEGER NOT NULL,
    quantity       INTEGER NOT NULL CHECK (quantity > 0),
    voucher_id     INTEGER NOT NULL REFERENCES voucher,
    voucher_line   INTEGER NOT NULL,
    entry          INTEGER NOT NULL REFERENCES journal DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (certificate_id, line_no)
) STRICT, WITHOUT ROWID;
CREATE INDEX certificate_line_weapon ON certificate_line (weapon_id) WHERE weapon_id <> 0;

CREATE TABLE annulment (
    certificate_id INTEGER PRIMARY KEY REFERENCES certificate,
    annulled_at    TEXT NOT NULL,
    annulled_by    TEXT NOT NULL CHECK (annulled_by <> ''),
    approved_by    TEXT NOT NULL,
    reason         TEXT NOT NULL CHECK (reason <> ''),
    entry          INTEGER NOT NULL REFERENCES journal DEFERRABLE INITIALLY DEFERRED
) STRICT;
