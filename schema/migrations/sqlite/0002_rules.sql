-- 0002 rules, SQLite's part.

-- Cache: the latest body of each record without its long texts (core/base/slim.h).
CREATE TABLE record_slim (
    record_no   INTEGER PRIMARY KEY,
    revision_no INTEGER NOT NULL,       -- record_revision.revision_no it was made from
    set_no      INTEGER NOT NULL,       -- remembered_set
    slim        BLOB    NOT NULL
);
CREATE TRIGGER rule_move_is_final BEFORE UPDATE ON rule_move
BEGIN SELECT RAISE(ABORT, 'a move of a rule cannot be changed'); END;
