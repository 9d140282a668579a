-- 0001 foundation, SQLite's part: tables keyed by whole numbers that want to be row ids or clustered,
-- and the triggers that keep final things final. In PostgreSQL the same columns with
-- BIGINT ... PRIMARY KEY serve.

-- One filled form. record_no is what child tables refer to; id is what the world sees.
CREATE TABLE record (
    record_no    INTEGER PRIMARY KEY,
    id           TEXT   NOT NULL UNIQUE CHECK (length(id) = 36),
    kind         TEXT   NOT NULL,       -- review, observation, conversation, feedback, plan, supervision ...
    tool         TEXT   NOT NULL,
    tool_version INTEGER NOT NULL,
    form         TEXT   NOT NULL,
    case_ref     TEXT   NOT NULL,       -- pseudonym; '' where the form is about no child
    family_group TEXT   NOT NULL,       -- '' when unknown
    team         TEXT   NOT NULL REFERENCES team (code),
    service      TEXT   NOT NULL REFERENCES service (code), -- of that team on that day
    worker       TEXT   NOT NULL,       -- staff pseudonym or ''
    auditor      TEXT   NOT NULL,       -- staff pseudonym
    day          TEXT   NOT NULL CHECK (length(day) = 10), -- reviewed on, practice day, plan date
    route        TEXT   NOT NULL,       -- how the case was chosen: random, purposive, practice_day, re_audit, cohort
    programme    TEXT   NOT NULL,       -- themed audit or practice day it belongs to, or ''
    state        TEXT   NOT NULL CHECK (state IN ('in_progress', 'submitted', 'moderating', 'returned', 'graded',
                     'shared', 'actions_agreed', 'closing', 'closed', 'withdrawn')),
    revision     INTEGER NOT NULL CHECK (revision > 0),
    revision_no  INTEGER NOT NULL,      -- record_revision.revision_no of the latest body
    body_hash    BLOB   NOT NULL,
    grade        TEXT,                  -- grade of record: fixed when graded; a token
    graded_on    TEXT,
    graded_rule_no INTEGER,             -- rule version in force on the day it was submitted
    saved_at     INTEGER NOT NULL,
    FOREIGN KEY (tool, tool_version) REFERENCES tool_version (tool, version)
);
CREATE INDEX record_by_day ON record (tool, day);
CREATE INDEX record_by_case ON record (case_ref, day);

-- The truth: one packed body per revision, and the head as it was saved with it; never changed. The
-- trail entry trail_seq holds the salted hash of both.
CREATE TABLE record_revision (
    revision_no INTEGER PRIMARY KEY,
    record_no   INTEGER NOT NULL,
    revision    INTEGER NOT NULL,
    head        TEXT    NOT NULL,       -- canonical JSON: form, case_ref, team, service, day, state, grade ...
    body        BLOB    NOT NULL,
    salt        BLOB    NOT NULL,
    saved_by    TEXT    NOT NULL,
    saved_at    INTEGER NOT NULL,
    why         TEXT    NOT NULL,
    trail_seq   INTEGER NOT NULL,
    UNIQUE (record_no, revision)
);
CREATE TRIGGER record_revision_is_final BEFORE UPDATE ON record_revision
BEGIN SELECT RAISE(ABORT, 'a revision of a record cannot be changed'); END;

-- Steps of a record's life cycle, with the reason where one is asked for; appended. A step to graded
-- fixes the grade of record. The trail entry trail_seq holds the salted hash of the step.
CREATE TABLE record_move (
    record_no INTEGER NOT NULL,
    seq       INTEGER NOT NULL,         -- from 1
    revision  INTEGER NOT NULL,         -- the revision that stood when the step was taken
    state     TEXT    NOT NULL,         -- the one it went to
    grade     TEXT,
    day       TEXT    NOT NULL,
    why       TEXT    NOT NULL,
    actor     TEXT    NOT NULL,
    at        INTEGER NOT NULL,
    salt      BLOB    NOT NULL,
    trail_seq INTEGER NOT NULL,
    PRIMARY KEY (record_no, seq)
) WITHOUT ROWID;
CREATE TRIGGER record_move_is_final BEFORE UPDATE ON record_move
BEGIN SELECT RAISE(ABORT, 'a step of a record cannot be changed'); END;

-- Cache: the latest revision laid out for plain SQL.
CREATE TABLE answer (
    record_no INTEGER NOT NULL,
    question  TEXT    NOT NULL,
    row_no    INTEGER NOT NULL,         -- 0 outside repeating sections
    state     TEXT    NOT NULL,         -- answered, not_applicable, not_evidenced
    value     TEXT,                     -- token, tokens, day or words
    number    INTEGER,
    sources   INTEGER NOT NULL,
    PRIMARY KEY (record_no, question, row_no)
) WITHOUT ROWID;

-- Cache: how many records of a team and month gave which answer. basis: provisional or final.
CREATE TABLE summary_cell (
    tool     TEXT    NOT NULL,
    question TEXT    NOT NULL,
    value    TEXT    NOT NULL,          -- token, or 'not_applicable', 'not_evidenced'; '' counts records
    team     TEXT    NOT NULL,
    month    TEXT    NOT NULL,          -- YYYY-MM
    basis    TEXT    NOT NULL,
    n        INTEGER NOT NULL,
    PRIMARY KEY (tool, month, team, basis, question, value) -- one record touches neighbours
) WITHOUT ROWID;

CREATE TABLE rule_version (
    version_no   INTEGER PRIMARY KEY,
    id           TEXT    NOT NULL UNIQUE CHECK (length(id) = 36),
    rule         TEXT    NOT NULL REFERENCES rule (code),
    number       INTEGER NOT NULL CHECK (number > 0),
    language     TEXT    NOT NULL,      -- which scorer reads it: lua, points
    source       TEXT    NOT NULL,      -- the text that runs, whole
    settings     TEXT    NOT NULL,      -- canonical JSON over the source's own; '{}' for none
    header       TEXT    NOT NULL,      -- canonical JSON as described by the worker
    lists        TEXT    NOT NULL,      -- canonical JSON: list -> version, pinned
    libraries    TEXT    NOT NULL,      -- canonical JSON: library -> source
    hash         TEXT    NOT NULL CHECK (length(hash) = 64),
    author       TEXT    NOT NULL,
    publisher    TEXT,
    why          TEXT    NOT NULL,
    state        TEXT    NOT NULL CHECK (state IN ('draft', 'proposed', 'published', 'abandoned')),
    made_at      INTEGER NOT NULL,
    published_at INTEGER,
    in_force_from TEXT,
    UNIQUE (rule, number)
);
CREATE TRIGGER rule_version_is_final BEFORE UPDATE OF source, settings, header, lists, libraries, hash, author, number, rule
ON rule_version WHEN OLD.state <> 'draft'
BEGIN SELECT RAISE(ABORT, 'a rule version cannot be changed once it was proposed'); END;
CREATE TRIGGER rule_version_stays BEFORE DELETE ON rule_version WHEN OLD.state = 'published'
BEGIN SELECT RAISE(ABORT, 'a published rule version cannot be deleted'); END;

-- Scores are inserted, never changed; "current" is a view.
CREATE TABLE score (
    score_no   INTEGER PRIMARY KEY,
    record_no  INTEGER NOT NULL,
    revision   INTEGER NOT NULL,
    facts_hash BLOB    NOT NULL,
    version_no INTEGER NOT NULL REFERENCES rule_version (version_no),
    basis_day  TEXT    NOT NULL,
    engine     INTEGER NOT NULL,
    status     TEXT    NOT NULL CHECK (status IN ('scored', 'not_applicable', 'not_enough', 'failed')),
    result     TEXT    NOT NULL,        -- canonical JSON: values, reasons
    hash       BLOB    NOT NULL,
    scored_at  INTEGER NOT NULL,
    UNIQUE (record_no, version_no, revision, facts_hash, engine)
);
CREATE TRIGGER score_is_final BEFORE UPDATE ON score
BEGIN SELECT RAISE(ABORT, 'a score cannot be changed'); END;

-- Records that a limit stopped, or that no scorer could take: not scored, with the reason.
CREATE TABLE score_attempt (
    record_no  INTEGER NOT NULL,
    version_no INTEGER NOT NULL,
    revision   INTEGER NOT NULL,
    tried_at   INTEGER NOT NULL,
    reason     TEXT    NOT NULL,
    PRIMARY KEY (record_no, version_no, revision)
) WITHOUT ROWID;

-- What a rule read out of wording is a proposal until a person confirms or changes it.
CREATE TABLE confirmation (
    record_no    INTEGER NOT NULL,
    rule         TEXT    NOT NULL,
    row_no       INTEGER NOT NULL,
    output       TEXT    NOT NULL,
    seq          INTEGER NOT NULL,
    proposed     TEXT    NOT NULL,
    confirmed    TEXT    NOT NULL,
    reason       TEXT    NOT NULL,
    confirmed_by TEXT    NOT NULL,
    confirmed_at INTEGER NOT NULL,
    PRIMARY KEY (record_no, rule, row_no, output, seq)
) WITHOUT ROWID;

-- Who did what; no content.
CREATE TABLE trail (
    seq      INTEGER PRIMARY KEY,
    at       INTEGER NOT NULL,
    actor    TEXT    NOT NULL,
    verb     TEXT    NOT NULL,
    object   TEXT    NOT NULL,
    before   BLOB,
    after    BLOB,
    previous BLOB    NOT NULL,
    hash     BLOB    NOT NULL
) STRICT;
CREATE TRIGGER trail_is_final BEFORE UPDATE ON trail
BEGIN SELECT RAISE(ABORT, 'the trail cannot be changed'); END;
CREATE TRIGGER trail_stays BEFORE DELETE ON trail
BEGIN SELECT RAISE(ABORT, 'the trail cannot be deleted'); END;

-- The score of each record's latest revision under its rules' published versions.
CREATE VIEW score_current AS
SELECT s.score_no, s.record_no, s.revision, s.version_no, v.rule, v.number, s.basis_day, s.status, s.result
FROM rule u
JOIN rule_version v ON v.version_no = u.current_no
JOIN score s ON s.version_no = v.version_no
JOIN record r ON r.record_no = s.record_no AND r.revision = s.revision
WHERE s.score_no = (SELECT max(t.score_no) FROM score t
                    WHERE t.record_no = s.record_no AND t.version_no = s.version_no AND t.revision = s.revision);
