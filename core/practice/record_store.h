/*
 * practice/record_store.h - rows of records in the store, shared by saving, moving, loading,
 * rebuilding and verifying. For files of record*.c only.
 */
#pragma once
#include "base/id.h"
#include "practice/cell.h"
#include "practice/record_inside.h"
#include "store/query.h"

/* A record as the store has it. */
struct sl_record_kept {
    bool found;
    int64_t record_no, revision, revision_no;
    char id[SL_ID_SIZE], tool[32], team[65], state[24], grade[32];
    int64_t tool_version;
    sl_day day, graded_on;
    struct sl_hash body_hash;
    char *head; /* of its latest revision; owned: sl_record_kept_drop() */
    char saved_by[65];
    int64_t saved_at, trail_seq;
};

/* By id, or by record_no when id is NULL. Not found is no failure. */
enum sl_status sl_record_find(struct sl_store *store, const char *id, int64_t record_no,
                              struct sl_record_kept *out, struct sl_error *err);
void sl_record_kept_drop(struct sl_record_kept *kept); /* for SL_AUTO */

/* Where a kept record counts in cells; borrows from it. */
struct sl_cell_place sl_record_place(const struct sl_record_kept *kept);

/* Body of a revision (0: the latest); owned by the caller. Errors: SL_NOT_FOUND. */
enum sl_status sl_record_read_body(struct sl_store *store, int64_t record_no, int64_t revision,
                                   uint8_t **bytes, size_t *length, struct sl_error *err);

/* Takes the record's rows of table answer away, and lays a body out as rows. */
enum sl_status sl_record_drop_answers(struct sl_store *store, int64_t record_no,
                                      struct sl_error *err);
enum sl_status sl_record_put_answers(struct sl_store *store, const struct sl_tool *tool,
                                     int64_t record_no, const struct sl_body *body,
                                     struct sl_error *err);

/* What the trail holds of a revision: the salted hash of its head and body. */
struct sl_hash sl_record_trail_hash(const uint8_t salt[SL_SALT_BYTES], const char *head,
                                    const void *body, size_t length, struct sl_buffer *scratch);
/* And of a step of the life cycle. */
struct sl_hash sl_record_move_hash(const uint8_t salt[SL_SALT_BYTES], const char *state,
                                   const char *grade, const char *day, const char *why);

/* A step: may a record go from one state to the other? Errors: SL_REFUSED naming the steps there
 * are; SL_INVALID when it wants a reason. */
enum sl_status sl_record_check_step(const char *from, const char *to, const char *why,
                                    struct sl_error *err);
/* Can answers be changed in this state? */
bool sl_record_is_open(const char *state);

/* Tools by code and version, loaded once each, for passes over many records. */
struct sl_record_tools {
    struct sl_store *store;
    struct sl_tool **tools;
    size_t count;
};
/* Borrowed. */
enum sl_status sl_record_tool_of(struct sl_record_tools *tools, const char *code, int64_t version,
                                 const struct sl_tool **out, struct sl_error *err);
void sl_record_tools_drop(struct sl_record_tools *tools); /* for SL_AUTO */
