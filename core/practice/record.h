/*
 * practice/record.h - one filled form: who looked at which case, with which audit tool, on what
 * day, and what they found. A revision is saved whole as one packed body; what a record said before
 * stays. Recording never depends on scoring: a record is saved whatever rules do.
 *
 * Functions that write may be called inside or outside a write function (store/store.h).
 */
#pragma once
#include "practice/tool.h"
#include "store/verify.h"

/* The head of a record. Texts are borrowed when given to a function (NULL is taken as ""), owned by
 * struct sl_record when got from it. "" is none. */
struct sl_record_head {
    const char *id;       /* 36 characters; "" on a new one: made anew */
    const char *form;     /* of the tool; "" when the tool has one */
    const char *case_ref; /* pseudonym, at most 64 characters, no spaces at the ends */
    const char *family_group;
    const char *team;             /* as it was on day */
    const char *service;          /* of that team on that day; set by saving, ignored when given */
    const char *worker, *auditor; /* staff pseudonyms */
    sl_day day;                   /* reviewed on, practice day, plan date; not after today */
    const char *route;            /* list sample_routes; "": the answer to sample_route, if any */
    const char *programme;        /* themed audit or practice day it belongs to */
    const char *state;            /* "" is submitted; steps: record_move.h */
    const char *grade;            /* grade of record from graded on, else "" */
    sl_day graded_on;             /* SL_DAY_NONE or 0: the record's day, when there is a grade */
};

struct sl_record; /* the caller owns it and ends it with sl_record_free() */

/* Starts a record in memory about a tool, with no answers. The tool must outlive it. */
struct sl_record *sl_record_new(const struct sl_tool *tool);
void sl_record_free(struct sl_record *record);
void sl_record_drop(struct sl_record **record); /* for SL_AUTO */
/* Empties it for the next row of an import; keeps memory and tool. */
void sl_record_clear(struct sl_record *record);

/* Errors: SL_INVALID naming the field. */
enum sl_status sl_record_set_head(struct sl_record *record, const struct sl_record_head *head,
                                  struct sl_error *err);
/* Only the form of the head, for what has no other: examples, forms that are open. Errors:
 * SL_NOT_FOUND. */
enum sl_status sl_record_set_form(struct sl_record *record, const char *form, struct sl_error *err);
const struct sl_record_head *sl_record_get_head(const struct sl_record *record);
const struct sl_tool *sl_record_tool(const struct sl_record *record);

/*
 * One answer as people or files write it. value: a token or its label, a whole number, a day,
 * words; or "n/a: reason" and "not evidenced"; "" takes the answer away. row 0 outside repeating
 * sections. Errors: SL_INVALID with the question as field and what is allowed.
 */
enum sl_status sl_record_answer(struct sl_record *record, size_t question, uint16_t row,
                                const char *value, uint16_t sources, const char *evidence,
                                struct sl_error *err);
/* The same for callers that hold a finished value; checked against the question. */
enum sl_status sl_record_put(struct sl_record *record, size_t question, uint16_t row,
                             const struct sl_value *value, struct sl_error *err);
/* false and SL_NOT_YET when there is none. Texts are borrowed until the record changes. */
bool sl_record_value(const struct sl_record *record, size_t question, uint16_t row,
                     struct sl_value *out);
/* The highest row used in a section; 0 outside repeating ones. */
uint16_t sl_record_rows(const struct sl_record *record, size_t section);

/* Is the question asked on the record's form, as its answers stand? */
bool sl_record_asks(const struct sl_record *record, size_t question, uint16_t row);

/*
 * What is still missing before the form can be submitted: mandatory answers of its form, evidence
 * text where the answer asks for it, reasons. Calls told once for each; returns how many.
 */
size_t sl_record_missing(const struct sl_record *record,
                         void (*told)(void *context, size_t question, uint16_t row,
                                      const char *sentence),
                         void *context);

enum sl_saved { SL_SAVED_NEW, SL_SAVED_CHANGED, SL_SAVED_SAME };

struct sl_record_save {
    const struct sl_record *record;
    int64_t base;      /* revision it was opened at; 0 for a new one */
    const char *actor; /* account name */
    const char *why;   /* reason of a change; "" for a first save */
    /* out */
    enum sl_saved saved;
    int64_t record_no, revision;
    char id[37];
};

/*
 * One write: head, revision, answers, summary cells, flags of critical answers, counts, trail.
 * Checks team on that day (its service is stored on the record), auditor, form, tool; completeness
 * is not asked for here, since imports bring what they have (sl_record_missing()). Saving what the
 * last revision holds already changes nothing (SAME), however the record has moved on since.
 * Errors: SL_INVALID, SL_NOT_FOUND (team not open on that day, auditor unknown), SL_CONFLICT
 * (changed meanwhile or withdrawn: names who and when), SL_REFUSED (a graded record, a step that
 * the life cycle doesn't know, an answer with which nothing may be saved), SL_STORE.
 */
enum sl_status sl_record_save(struct sl_store *store, struct sl_record_save *save,
                              struct sl_error *err);
/* What saving would do and refuse, found out on any handle and without writing; record_no and
 * revision are those of the kept record, 0 when it is new. Errors: as above. */
enum sl_status sl_record_try(struct sl_store *store, struct sl_record_save *save,
                             struct sl_error *err);

/* The same for imports, inside a write function only and without a savepoint of its own, which
 * saves a seventh of the time: when it fails, the write function must fail too. */
enum sl_status sl_record_save_within(struct sl_store *store, struct sl_record_save *save,
                                     struct sl_error *err);

/* By id, or by record_no when id is NULL. revision 0: the latest. tool: set to the tool version the
 * record was made with when it was NULL (the caller then owns it), else must be that version. */
enum sl_status sl_record_load(struct sl_store *store, const char *id, int64_t record_no,
                              int64_t revision, struct sl_tool **tool, struct sl_record **out,
                              struct sl_error *err);
int64_t sl_record_no(const struct sl_record *record); /* 0 before the first save */
int64_t sl_record_revision(const struct sl_record *record);
/* Canonical packed body; owned by the caller. */
void sl_record_body(const struct sl_record *record, uint8_t **bytes, size_t *length);

/* Canonical JSON of head and answers, as `record export` gives and `record import` takes; the
 * caller owns it. Answers:
 * {"V3":{"state":"answered","value":"yes","sources":["record"],"evidence":"..."}}, rows as
 * {"rows":{"plan.action":[...]}}. */
json_t *sl_record_json(const struct sl_record *record);

/* Fills an emptied record from such JSON; every fault is told with its field or question. *id_out
 * and the like are in the head. Errors: SL_INVALID with the first. */
enum sl_status sl_record_read_json(struct sl_record *record, const json_t *json, sl_told *told,
                                   void *context, struct sl_error *err);

/* Changes the state and, on "graded", fixes the grade of record (the auditor's overall grade when
 * grade is ""); a reason where the life cycle asks. Submitting asks for completeness. Errors:
 * SL_NOT_FOUND, SL_REFUSED (step not allowed from here; a raised class A flag stands before graded;
 * something is missing), SL_INVALID (no reason, no such grade). */
enum sl_status sl_record_move(struct sl_store *store, int64_t record_no, const char *state,
                              const char *grade, sl_day on, const char *actor, const char *why,
                              struct sl_error *err);

/* Is the record one that summaries count? provisional: submitted or moderating; final: graded
 * onward. */
const char *sl_record_basis(const char *state); /* "provisional", "final" or NULL */

/* Verify steps: tools and lists, bodies and steps against the trail, heads against revisions,
 * answers and summary cells against what rebuilding gives. */
extern const struct sl_verify_check sl_record_checks[];
/* Rebuilds answer and summary_cell from the bodies, in small transactions. */
enum sl_status sl_record_rebuild(struct sl_store *store, int64_t *records, struct sl_error *err);
