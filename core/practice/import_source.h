/*
 * practice/import_source.h - what the readers of import files share: tools loaded once and their
 * columns settled once, records used again and again, faults told. For import*.c.
 */
#pragma once
#include "base/id.h"
#include "practice/import.h"
#include "practice/import_key.h"

/* A tool as the file's columns are for it. */
struct sl_import_tool {
    struct sl_tool *tool;
    struct sl_record **records; /* handed out from the first, taken back all at once */
    size_t record_count, used;
    void *columns; /* of the reader; freed with the tool */
    void (*free_columns)(void *columns);
};

struct sl_import_context {
    struct sl_store *store;
    struct sl_import *import;
    const char *name; /* of the file, as messages call it */
    struct sl_import_tool *tools;
    size_t tool_count;
    bool quiet; /* faults were told on the pass before */
    struct sl_error first;
};

void sl_import_context_drop(struct sl_import_context *context);

/* One record read: refused when a fault was found in it. */
struct sl_import_item {
    long line;
    struct sl_record *record; /* NULL when it could not be begun */
    size_t answers;
    bool refused;
};

/* Tells a fault of the item and marks it refused. */
void sl_import_refuse(struct sl_import_context *context, struct sl_import_item *item, long line,
                      const char *column, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
/* A fault whose sentence names file and line already. */
void sl_import_refuse_as(struct sl_import_context *context, struct sl_import_item *item,
                         const struct sl_error *fault);
void sl_import_remark(struct sl_import_context *context, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The tool (version 0: the newest), loaded when first asked for; index in context->tools. Errors:
 * SL_NOT_FOUND. */
enum sl_status sl_import_find_tool(struct sl_import_context *context, const char *code,
                                   int64_t version, size_t *index, struct sl_error *err);
/* An empty record of that tool; borrowed until sl_import_take_back(). */
struct sl_record *sl_import_hand_out(struct sl_import_context *context, size_t tool);
void sl_import_take_back(struct sl_import_context *context);

/* Head fields that a file may give, by their column names. */
enum sl_import_field {
    SL_FIELD_ID,
    SL_FIELD_TOOL,
    SL_FIELD_VERSION,
    SL_FIELD_FORM,
    SL_FIELD_CASE,
    SL_FIELD_FAMILY,
    SL_FIELD_TEAM,
    SL_FIELD_WORKER,
    SL_FIELD_AUDITOR,
    SL_FIELD_DAY,
    SL_FIELD_ROUTE,
    SL_FIELD_PROGRAMME,
    SL_FIELD_STATE,
    SL_FIELD_GRADE,
    SL_FIELD_GRADED_ON,
    SL_FIELDS
};
/* -1 when the column is no field of the head. Case, spaces and underscores don't matter. */
int sl_import_field_of(const char *column);
const char *sl_import_field_name(enum sl_import_field field);

/* Begins the item's record: finds the tool, sets the head, makes the id. fields: "" for none. False
 * when it was refused whole (item->record may be NULL). tool: index of its tool. */
bool sl_import_begin(struct sl_import_context *context, struct sl_import_item *item,
                     const char *const fields[SL_FIELDS], size_t *tool);
/* The id of a record by what the file calls it. */
void sl_import_name_id(const char *tool, const char *const fields[SL_FIELDS], char id[SL_ID_SIZE]);
/* One answer; refuses with the column's name. */
void sl_import_answer(struct sl_import_context *context, struct sl_import_item *item,
                      const struct sl_import_key *key, const char *const cells[SL_KEY_PARTS],
                      const char *column);

/* A reader of one kind of file, opened anew for each pass. */
struct sl_import_source {
    void *self;
    /* The next record; SL_END behind the last. Only what makes reading on impossible is a failure.
     */
    enum sl_status (*next)(void *self, struct sl_import_item *item, struct sl_error *err);
    void (*close)(void *self);
};

struct sl_import_bytes {
    const char *bytes;
    size_t length;
};
enum sl_status sl_import_open_csv(struct sl_import_context *context, struct sl_import_bytes bytes,
                                  struct sl_import_source *out, struct sl_error *err);
enum sl_status sl_import_open_json(struct sl_import_context *context, struct sl_import_bytes bytes,
                                   struct sl_import_source *out, struct sl_error *err);
/* One row an answer; takes the CSV over. */
struct sl_csv;
enum sl_status sl_import_open_long(struct sl_import_context *context, struct sl_csv *csv,
                                   struct sl_import_source *out, struct sl_error *err);
