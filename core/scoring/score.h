/*
 * scoring/score.h - what a rule version said of a record at a revision, kept for good. A score is
 * inserted, never changed: the same bytes again under the same key (record, version, revision,
 * facts, engine) change nothing, other bytes are an alarm, because then a rule, an engine or the
 * store isn't what it says it is. A result that a limit stopped is no score but an attempt.
 */
#pragma once
#include "base/day.h"
#include "base/hash.h"
#include "base/result.h"
#include "store/verify.h"

struct sl_score { /* texts are borrowed */
    int64_t record_no, revision, version_no;
    struct sl_hash facts;
    sl_day basis_day;
    int engine;
    enum sl_result_status status; /* never SL_RESULT_LIMIT */
    struct sl_text result;        /* canonical JSON, scoring/result_json.h */
    struct sl_hash hash;          /* sl_score_hash(); zeroes in a preview, which keeps nothing */
};

struct sl_hash sl_score_hash(enum sl_result_status status, struct sl_text result);

enum { SL_SCORE_BLOCK = 7 };

/* A series of inserts inside one write function. Scores are written in blocks, so what is given
 * must stay until the series ends. */
struct sl_score_insert {
    struct sl_store *store;
    int64_t next_no, now;
    int64_t inserted, same;
    bool attempts; /* there are some that a score may end */
    const struct sl_score *waiting[SL_SCORE_BLOCK];
    size_t waiting_count;
};

/* version_no: of all that will be inserted, or 0 when they differ. Errors: SL_STORE. */
enum sl_status sl_score_insert_begin(struct sl_store *store, int64_t version_no,
                                     struct sl_score_insert *out, struct sl_error *err);
/* Errors: SL_CONFLICT when the key is there with other bytes; said at the end of the block. */
enum sl_status sl_score_insert_one(struct sl_score_insert *insert, const struct sl_score *score,
                                   struct sl_error *err);
/* Notes that a record was tried and not scored; the newest reason stays. */
enum sl_status sl_score_insert_attempt(struct sl_score_insert *insert, int64_t record_no,
                                       int64_t version_no, int64_t revision, const char *reason,
                                       struct sl_error *err);
/* Writes what waits and brings the store's count up to date. */
enum sl_status sl_score_insert_end(struct sl_score_insert *insert, struct sl_error *err);

/* Is there a score under that key? */
enum sl_status sl_score_is_there(struct sl_store *store, const struct sl_score *key, bool *out,
                                 struct sl_error *err);

/* The score under that key, its text added to result; found is set. */
enum sl_status sl_score_find(struct sl_store *store, const struct sl_score *key,
                             enum sl_result_status *status, struct sl_buffer *result, bool *found,
                             struct sl_error *err);

/* One attempt in a write of its own; inside or outside a write function. */
enum sl_status sl_score_note_attempt(struct sl_store *store, int64_t record_no, int64_t version_no,
                                     const char *reason, struct sl_error *err);

/* The same for every record of a tool, but withdrawn ones, whose latest revision has no score of
 * that version: a rule that could not be run at all. */
enum sl_status sl_score_note_missing(struct sl_store *store, const char *tool, int64_t version_no,
                                     const char *reason, struct sl_error *err);

/* Verify step: every score's hash is that of its bytes. */
extern const struct sl_verify_check sl_score_checks[];
