/*
 * practice/list.h - versioned lists: codes with labels (themes, reasons, kinds of plan, limits),
 * phrase sets and holidays. Files are schema/lists/NAME.json; the store keeps each version as
 * canonical JSON, immutable, and the entries of the newest as rows. A code that a newer version
 * leaves out stays valid for what was recorded with it.
 */
#pragma once
#include "base/calendar.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/phrase.h"
#include "practice/list_fault.h"
#include "store/store.h"

struct sl_list; /* immutable; the caller owns it and ends it with sl_list_free() */

enum sl_list_kind { SL_LIST_ENTRIES, SL_LIST_PHRASES, SL_LIST_HOLIDAYS, SL_LIST_KINDS };

struct sl_list_entry { /* borrowed from its list */
    const char *code, *label;
    const json_t *fields; /* what else the entry says: "refused", "finding", "n", "unit" ... */
};

/* Checks a file; every fault is told with file, line and entry, up to 50. *out may be NULL when
 * only the check is wanted. Errors: SL_IO, SL_INVALID with the first fault. */
enum sl_status sl_list_check(const char *path, sl_told *told, void *context, struct sl_list **out,
                             struct sl_error *err);
/* From canonical JSON as stored or pinned. name is what messages call it. */
enum sl_status sl_list_parse(const char *name, const char *json, struct sl_list **out,
                             struct sl_error *err);
void sl_list_free(struct sl_list *list);
void sl_list_drop(struct sl_list **list); /* for SL_AUTO */

/* Keeps a list as a version of the store. The same content again changes nothing; other content
 * under a version that is kept, or a version older than the newest, is SL_CONFLICT. Inside or
 * outside a write function, as the next one. */
enum sl_status sl_list_add(struct sl_store *store, const struct sl_list *list, const char *actor,
                           struct sl_error *err);
/* All of home/lists/NAME.json (NAME.schema.json is none), in one write. home: the schema folder. */
enum sl_status sl_list_add_all(struct sl_store *store, const char *home, const char *actor,
                               struct sl_error *err);
/* version 0: the newest. Errors: SL_NOT_FOUND naming the lists there are. */
enum sl_status sl_list_load(struct sl_store *store, const char *name, int64_t version,
                            struct sl_list **out, struct sl_error *err);

const char *sl_list_name(const struct sl_list *list);
int64_t sl_list_version(const struct sl_list *list);
const char *sl_list_title(const struct sl_list *list);
enum sl_list_kind sl_list_kind(const struct sl_list *list);
const char *sl_list_json(const struct sl_list *list); /* canonical; what scorers are given */
const struct sl_hash *sl_list_hash(const struct sl_list *list);

size_t sl_list_count(const struct sl_list *list); /* entries, phrases or holidays */
/* Of a list of entries only. */
const struct sl_list_entry *sl_list_at(const struct sl_list *list, size_t index);
/* By code; -1: none. */
int sl_list_find(const struct sl_list *list, const char *code);
/* By code, else by label, case-blind; -1: none. */
int sl_list_read(const struct sl_list *list, struct sl_text text);
/* The label of a code, or the code itself when the list doesn't have it. */
const char *sl_list_label(const struct sl_list *list, const char *code);

/* Of a phrase set: owned by the caller. Errors: SL_INVALID for another kind. */
enum sl_status sl_list_phrases(const struct sl_list *list, struct sl_phrases **out,
                               struct sl_error *err);
/* Of a list of holidays: owned by the caller. Errors: SL_INVALID for another kind. */
enum sl_status sl_list_calendar(const struct sl_list *list, struct sl_calendar **out,
                                struct sl_error *err);
