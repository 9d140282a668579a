-- 0002 rules: the life of a rule version from proposal to going back, notices of changes, and what is
-- remembered of bodies so that a changed rule can be tried quickly.

-- Proposing freezes a version and keeps what its preview said; publishing holds it against the store.
ALTER TABLE rule_version ADD COLUMN proposed_by TEXT;
ALTER TABLE rule_version ADD COLUMN proposed_at BIGINT;
ALTER TABLE rule_version ADD COLUMN consulted TEXT NOT NULL DEFAULT ''; -- who was asked, in words
ALTER TABLE rule_version ADD COLUMN preview TEXT;                       -- canonical JSON of the counts
-- Why a rule isn't scoring while people work, '' when it is: limits stopped it too often.
ALTER TABLE rule ADD COLUMN stopped TEXT NOT NULL DEFAULT '';

-- Each time the pointer of a rule moved: published, or gone back. Appended.
CREATE TABLE rule_move (
    rule       TEXT   NOT NULL REFERENCES rule (code),
    seq        BIGINT NOT NULL,          -- from 1
    version_no BIGINT NOT NULL,          -- the version in force from then on
    before_no  BIGINT,                   -- the one before; NULL: none
    day        TEXT   NOT NULL,          -- in force from
    why        TEXT   NOT NULL,
    actor      TEXT   NOT NULL,
    at         BIGINT NOT NULL,
    PRIMARY KEY (rule, seq)
);
-- What everybody is told of it: canonical JSON of a document, without cases.
CREATE TABLE rule_notice (
    rule     TEXT   NOT NULL,
    seq      BIGINT NOT NULL,            -- of rule_move
    document TEXT   NOT NULL,
    made_at  BIGINT NOT NULL,
    PRIMARY KEY (rule, seq)
);

-- Which phrase lists, at which versions, are remembered for the texts of a tool's records: the newest
-- set_no of a tool is the one in use.
CREATE TABLE remembered_set (
    set_no BIGINT NOT NULL PRIMARY KEY,
    tool   TEXT   NOT NULL,
    lists  TEXT   NOT NULL               -- canonical JSON: [["list", version], ...] in their order
);
INSERT INTO rule_move (rule, seq, version_no, before_no, day, why, actor, at)
SELECT rule, number, version_no, NULL, in_force_from, why, publisher, published_at
FROM rule_version WHERE state = 'published';
