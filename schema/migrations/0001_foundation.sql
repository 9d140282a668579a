-- 0001 foundation: words, people, tools, records, practice days, actions and improvement plans, rules
-- and scores, figures, summaries, trail. Text that SQLite and PostgreSQL both accept; tables that want
-- more of SQLite stand in sqlite/0001_foundation.sql under the same number.
-- Days are text YYYY-MM-DD, instants whole milliseconds since 1970 UTC, ids 36 characters lower case,
-- yes/no SMALLINT 0/1. Grades and progress are tokens, never numbers.

-- The authority whose store this is: one row.
CREATE TABLE authority (
    id         TEXT     NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    name       TEXT     NOT NULL,
    is_demo    SMALLINT NOT NULL CHECK (is_demo IN (0, 1)),
    demo_seed  BIGINT,               -- the sample county can be made again from it
    made_at    BIGINT   NOT NULL
);

-- How many rows of each counted table there ought to be.
CREATE TABLE store_count (
    name TEXT   NOT NULL PRIMARY KEY,
    n    BIGINT NOT NULL
);

-- Words: lists (themes, findings, reasons, phrase sets, holidays) by version; content is canonical JSON.
CREATE TABLE list_version (
    list     TEXT   NOT NULL,
    version  BIGINT NOT NULL CHECK (version > 0),
    kind     TEXT   NOT NULL CHECK (kind IN ('entries', 'phrases', 'holidays')),
    content  TEXT   NOT NULL,
    hash     TEXT   NOT NULL CHECK (length(hash) = 64),
    added_at BIGINT NOT NULL,
    PRIMARY KEY (list, version)
);
-- The entries of the newest version of each list, for plain SQL; retired ones stay with their version.
CREATE TABLE list_entry (
    list     TEXT   NOT NULL,
    code     TEXT   NOT NULL,
    label    TEXT   NOT NULL,
    position BIGINT NOT NULL,
    version  BIGINT NOT NULL,        -- the newest version that names it
    PRIMARY KEY (list, code)
);
-- A theme may be merged into another; its history stays under its own code.
CREATE TABLE theme_merge (
    theme     TEXT   NOT NULL PRIMARY KEY,
    into_theme TEXT  NOT NULL,
    merged_at BIGINT NOT NULL
);

-- People. Teams are restructured, so a team belongs to a service from a day to a day.
CREATE TABLE service (
    code TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL
);
CREATE TABLE team (
    code      TEXT NOT NULL PRIMARY KEY,
    name      TEXT NOT NULL,
    locality  TEXT,
    opened_on TEXT NOT NULL,
    closed_on TEXT
);
CREATE TABLE team_service (
    team       TEXT NOT NULL REFERENCES team (code),
    service    TEXT NOT NULL REFERENCES service (code),
    valid_from TEXT NOT NULL,
    valid_to   TEXT,                 -- the last day, included; NULL: still
    PRIMARY KEY (team, valid_from)
);
-- A worker or auditor as a pseudonym.
CREATE TABLE staff (
    code TEXT NOT NULL PRIMARY KEY,
    role TEXT NOT NULL
);
CREATE TABLE staff_team (
    staff      TEXT NOT NULL REFERENCES staff (code),
    team       TEXT NOT NULL REFERENCES team (code),
    valid_from TEXT NOT NULL,
    valid_to   TEXT,
    PRIMARY KEY (staff, team, valid_from)
);
CREATE TABLE account (
    id          TEXT     NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    name        TEXT     NOT NULL UNIQUE,
    password    TEXT,                -- argon2id string; NULL: no password sign-in
    os_user     TEXT     UNIQUE,     -- operating-system user the command line acts for
    staff       TEXT     REFERENCES staff (code),
    can_sign_in SMALLINT NOT NULL CHECK (can_sign_in IN (0, 1)),
    disabled_at BIGINT,
    made_at     BIGINT   NOT NULL
);
-- A grant is a role and how far it reaches.
CREATE TABLE account_grant (
    account    TEXT NOT NULL REFERENCES account (id),
    role       TEXT NOT NULL CHECK (role IN ('auditor', 'quality_lead', 'publisher', 'administrator')),
    reach      TEXT NOT NULL CHECK (reach IN ('own', 'team', 'service', 'all')),
    reach_code TEXT NOT NULL,        -- team or service code; '' otherwise
    PRIMARY KEY (account, role, reach, reach_code)
);

-- Tools: audit tools as data. A version never changes.
CREATE TABLE tool (
    code    TEXT   NOT NULL PRIMARY KEY,
    title   TEXT   NOT NULL,
    version BIGINT NOT NULL          -- the one new records are made with
);
CREATE TABLE tool_version (
    tool     TEXT   NOT NULL REFERENCES tool (code),
    version  BIGINT NOT NULL CHECK (version > 0),
    content  TEXT   NOT NULL,        -- canonical JSON, inheritance resolved
    hash     TEXT   NOT NULL CHECK (length(hash) = 64),
    added_at BIGINT NOT NULL,
    PRIMARY KEY (tool, version)
);

-- A person's decision about a record: a critical flag confirmed, resolved or set aside, a ceiling waived.
CREATE TABLE decision (
    id         TEXT   NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    record_no  BIGINT NOT NULL,
    kind       TEXT   NOT NULL CHECK (kind IN ('flag', 'waiver')),
    code       TEXT   NOT NULL,      -- question of the flag, clause of the waived ceiling
    outcome    TEXT   NOT NULL CHECK (outcome IN ('raised', 'confirmed', 'resolved', 'no_concern', 'waived')),
    reason     TEXT   NOT NULL,
    decided_by TEXT   NOT NULL,
    decided_at BIGINT NOT NULL,
    salt       TEXT,                 -- 32 hex digits: the trail entry trail_seq holds the salted hash
    trail_seq  BIGINT
);
CREATE INDEX decision_of_record ON decision (record_no);
-- Autosave, apart from everything: unsent forms.
CREATE TABLE draft (
    account   TEXT   NOT NULL REFERENCES account (id),
    record_id TEXT   NOT NULL CHECK (length(record_id) = 36),
    base      BIGINT NOT NULL,       -- the record's revision when it was opened, 0 for a new one
    content   TEXT   NOT NULL,       -- JSON of answers
    saved_at  BIGINT NOT NULL,
    PRIMARY KEY (account, record_id)
);
-- A second look at a completed review, and why that review was chosen.
CREATE TABLE moderation (
    id           TEXT     NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    record_no    BIGINT   NOT NULL,
    moderator    TEXT     NOT NULL,  -- staff
    route        TEXT     NOT NULL CHECK (route IN ('forced', 'random', 'group')),
    chosen_why   TEXT     NOT NULL,
    blind        SMALLINT NOT NULL CHECK (blind IN (0, 1)),
    grade_before TEXT,
    grade_after  TEXT,
    outcome      TEXT     NOT NULL CHECK (outcome IN ('confirmed', 'changed', 'returned')),
    reason       TEXT     NOT NULL,
    decided_on   TEXT     NOT NULL
);
CREATE INDEX moderation_of_record ON moderation (record_no);

-- Practice days.
CREATE TABLE practice_day (
    id      TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    service TEXT NOT NULL REFERENCES service (code),
    day     TEXT NOT NULL,
    why_now TEXT NOT NULL,
    state   TEXT NOT NULL
);
CREATE TABLE line_of_enquiry (
    id           TEXT   NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    practice_day TEXT   NOT NULL REFERENCES practice_day (id),
    position     BIGINT NOT NULL,
    question     TEXT   NOT NULL,
    prompted_by  TEXT   NOT NULL
);
CREATE TABLE finding (
    id           TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    practice_day TEXT REFERENCES practice_day (id),
    service      TEXT NOT NULL REFERENCES service (code),
    day          TEXT NOT NULL,
    kind         TEXT NOT NULL CHECK (kind IN ('strength', 'improve', 'risk', 'impression')),
    standing     TEXT,               -- one of the nine standing findings
    theme        TEXT,
    wording      TEXT NOT NULL
);
-- A finding cites at least two evidence items.
CREATE TABLE evidence (
    finding   TEXT   NOT NULL REFERENCES finding (id),
    position  BIGINT NOT NULL,
    record_no BIGINT,
    question  TEXT,
    note      TEXT   NOT NULL,
    PRIMARY KEY (finding, position)
);

-- Acting: actions from any source, one owner each; what happened to them is appended, never replaced.
CREATE TABLE action (
    id         TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    source     TEXT NOT NULL CHECK (source IN ('record', 'practice_day', 'clinic', 'theme', 'flag', 'inspection', 'plan')),
    source_id  TEXT NOT NULL,        -- id of the thing it comes from
    record_no  BIGINT,
    team       TEXT REFERENCES team (code),
    theme      TEXT,
    wording    TEXT NOT NULL,
    outcome    TEXT,
    owner      TEXT NOT NULL,        -- role token or staff
    due_on     TEXT,
    due_text   TEXT,
    expected_evidence TEXT,
    raised_on  TEXT NOT NULL
);
CREATE INDEX action_of_record ON action (record_no);
CREATE TABLE action_event (
    action  TEXT   NOT NULL REFERENCES action (id),
    seq     BIGINT NOT NULL,
    day     TEXT   NOT NULL,
    kind    TEXT   NOT NULL CHECK (kind IN ('opened', 'moved', 'claimed', 'verified', 'rejected', 'dropped')),
    due_on  TEXT,
    note    TEXT   NOT NULL,
    actor   TEXT   NOT NULL,
    PRIMARY KEY (action, seq)
);

-- The improvement plan: areas, issues, lines; progress and narrative are appended.
CREATE TABLE improvement_plan (
    id          TEXT   NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    title       TEXT   NOT NULL,
    made_on     TEXT   NOT NULL,     -- the plan's own date; a month is its last day
    made_text   TEXT   NOT NULL,     -- as written
    source_name TEXT   NOT NULL,
    source_hash TEXT   NOT NULL CHECK (length(source_hash) = 64),
    imported_at BIGINT NOT NULL
);
-- Everything of the source that is no line: title, key, glossary, how we will know, monitoring, in order.
CREATE TABLE plan_note (
    plan     TEXT   NOT NULL REFERENCES improvement_plan (id),
    position BIGINT NOT NULL,
    kind     TEXT   NOT NULL CHECK (kind IN ('title', 'key', 'glossary', 'heading', 'assurance', 'monitoring', 'other')),
    label    TEXT   NOT NULL,
    wording  TEXT   NOT NULL,
    PRIMARY KEY (plan, position)
);
CREATE TABLE plan_area (
    id       TEXT   NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    plan     TEXT   NOT NULL REFERENCES improvement_plan (id),
    position BIGINT NOT NULL,
    number   TEXT   NOT NULL,        -- as written
    title    TEXT   NOT NULL
);
CREATE TABLE plan_issue (
    id       TEXT   NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    area     TEXT   NOT NULL REFERENCES plan_area (id),
    position BIGINT NOT NULL,
    wording  TEXT   NOT NULL
);
CREATE TABLE plan_line (
    id         TEXT   NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    issue      TEXT   NOT NULL REFERENCES plan_issue (id),
    position   BIGINT NOT NULL,
    number     TEXT   NOT NULL,      -- as written, never a key
    wording    TEXT   NOT NULL,      -- the action
    timescale  TEXT   NOT NULL,      -- as written; a month is a timescale
    due_on     TEXT,                 -- its last day
    provenance TEXT   NOT NULL       -- inspection, verbal, own_audit, feedback, unstated
);
CREATE TABLE plan_lead (
    line        TEXT     NOT NULL REFERENCES plan_line (id),
    position    BIGINT   NOT NULL,
    lead        TEXT     NOT NULL,
    accountable SMALLINT NOT NULL CHECK (accountable IN (0, 1)),
    PRIMARY KEY (line, position)
);
-- What a later file of the plan says otherwise: appended, the line keeps its first words.
CREATE TABLE plan_change (
    line    TEXT   NOT NULL REFERENCES plan_line (id),
    seq     BIGINT NOT NULL,
    day     TEXT   NOT NULL,         -- the day that file speaks for
    part    TEXT   NOT NULL CHECK (part IN ('wording', 'timescale', 'lead')),
    wording TEXT   NOT NULL,         -- as written there
    due_on  TEXT,                    -- of a timescale
    PRIMARY KEY (line, seq)
);
CREATE TABLE progress_entry (
    line      TEXT   NOT NULL REFERENCES plan_line (id),
    seq       BIGINT NOT NULL,
    day       TEXT   NOT NULL,       -- the day the rating speaks for
    progress  TEXT   NOT NULL CHECK (progress IN ('rag1', 'rag2', 'rag3', 'rag4')),
    narrative TEXT   NOT NULL,
    reason    TEXT   NOT NULL,       -- of slippage or of moving backwards, '' when none
    evidence  TEXT   NOT NULL,       -- what shows delivery, '' when none
    entered_by TEXT  NOT NULL,
    entered_at BIGINT NOT NULL,
    PRIMARY KEY (line, seq)
);

-- Performance figures drawn elsewhere and imported, never typed.
CREATE TABLE figure (
    code        TEXT   NOT NULL,
    unit        TEXT   NOT NULL,     -- team or service code, or 'all'
    period_from TEXT   NOT NULL,
    period_to   TEXT   NOT NULL,
    numerator   BIGINT NOT NULL,
    denominator BIGINT NOT NULL CHECK (denominator >= 0),
    source      TEXT   NOT NULL,
    drawn_on    TEXT   NOT NULL,
    imported_at BIGINT NOT NULL,
    PRIMARY KEY (code, unit, period_from, period_to)
);

-- Files that were read in, so that the same file twice changes nothing.
CREATE TABLE import_file (
    hash        TEXT   NOT NULL PRIMARY KEY CHECK (length(hash) = 64),
    kind        TEXT   NOT NULL,
    name        TEXT   NOT NULL,
    things      BIGINT NOT NULL,
    imported_by TEXT   NOT NULL,
    imported_at BIGINT NOT NULL
);

-- Rules. A version is immutable from 'proposed'.
CREATE TABLE rule (
    code    TEXT   NOT NULL PRIMARY KEY,
    title   TEXT   NOT NULL,
    kind    TEXT   NOT NULL CHECK (kind IN ('grade', 'points', 'measure', 'check', 'timeliness')),
    current_no BIGINT                -- rule_version.version_no of the published one; NULL: none
);

-- Issued papers.
CREATE TABLE summary_issue (
    id        TEXT   NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    kind      TEXT   NOT NULL,
    document  TEXT   NOT NULL,       -- canonical JSON of the document
    basis     TEXT   NOT NULL,       -- canonical JSON: period, theme, tool and rule versions
    hash      TEXT   NOT NULL CHECK (length(hash) = 64),
    issued_by TEXT   NOT NULL,
    issued_at BIGINT NOT NULL
);
