/*
 * scoring/preview_inside.h - the parts of a preview, one file each, for scoring/preview*.c only:
 * the records of the selection, how two results differ, what is counted, the cases.
 */
#pragma once
#include "practice/theme.h"
#include "scoring/preview.h"
#include "scoring/result_read.h"

enum { SL_PREVIEW_THEMES_MOST = 64 };

/* One of the two rules; its header is the preview's own. */
struct sl_preview_side {
    const struct sl_rule *rule; /* while it runs; NULL: none is in force */
    struct sl_rule_header *header;
    int *places; /* of its clauses among those counted */
    char *name;
    int64_t number;
};

/* A tool version of the selection, and whether both rules can read its records. */
struct sl_preview_form {
    char *tool;
    int64_t version;
    char *why_not; /* NULL: they can */
    struct sl_tool *loaded;
    /* Questions that belong to themes, and to which: bit i is theme i. */
    uint32_t *questions;
    uint64_t *of_themes;
    size_t question_count;
    uint64_t whole; /* themes that every record of the tool speaks of */
};

struct sl_preview_record {
    int64_t record_no;
    uint64_t themes;
    uint32_t team, form;
    bool looked_at; /* its answers were, and it speaks of the theme that is asked for */
};

struct sl_preview_team {
    char *code, *name;
    int64_t n, moved, better, worse;
};

struct sl_preview_theme {
    struct sl_theme *theme;
    int64_t n, moved;
};

/* The records of the selection, by record_no. */
struct sl_preview_records {
    struct sl_preview_record *records;
    size_t count, capacity;
    int64_t looked_at;
    struct sl_preview_form *forms;
    size_t form_count;
    struct sl_preview_team *teams;
    size_t team_count;
    struct sl_preview_theme *themes; /* groups */
    size_t theme_count;
    struct sl_theme *wanted; /* bit theme_count of a record's themes; NULL: any */
};

/* Outputs of either version, those of the new one first. */
struct sl_preview_output {
    const struct sl_rule_output *output;
    bool acted_on;
    int64_t n, higher, lower;
};

struct sl_preview_move {
    size_t output;
    char *from, *to;
    int64_t n;
};

struct sl_preview_clause {
    const char *id, *sentence, *was; /* borrowed from the headers; NULL: not in that version */
    bool touched; /* its sentence, or a row of the settings that names it, reads otherwise */
    int64_t fires, fired, starts, stops, moved;
};

struct sl_preview_refusal {
    char *why;
    int64_t n;
};

struct sl_preview_counts {
    int64_t compared, same, moved, figures_only, reasons_only, better, worse;
    int64_t failed, limited, unfit;
    struct sl_preview_output *outputs;
    size_t output_count;
    struct sl_preview_clause *clauses; /* in byte order of ids */
    size_t clause_count;
    struct sl_preview_move *moves;
    size_t move_count;
    struct sl_preview_refusal *refusals;
    size_t refusal_count;
};

/* One result of one rule; status "" and text "" when there is none. packed: when it was scored just
 * now, with where the clauses of its rule stand among those counted. */
struct sl_preview_result {
    const char *status;
    struct sl_text text;
    const struct sl_result *packed;
    const int *places;
};

struct sl_preview_change {
    uint16_t row;
    size_t output;           /* place among outputs */
    struct sl_text from, to; /* as JSON; empty: blank */
};

/* How two results differ. {0} at first, used again, ends with sl_preview_diff_drop(). */
struct sl_preview_diff {
    enum sl_preview_kind kind;         /* of the record; SL_PREVIEW_NOT: not at all */
    bool of_status;                    /* the statuses differ: no values are held together */
    struct sl_preview_change *changes; /* by row, then output */
    size_t change_count, change_capacity;
    struct sl_result_read was, now;
    bool *fired, *fires, *movers; /* by clause */
};

/* Texts are places in the one buffer of the cases, 0 for none. */
struct sl_preview_kept_case {
    enum sl_preview_kind kind;
    uint16_t row;
    int64_t record_no;
    const char *output, *clause; /* borrowed from the headers */
    uint32_t team, form;
    size_t id, day, from, to, because, before, was, now, why_not;
};

struct sl_preview_cases {
    struct sl_preview_kept_case *cases;
    size_t count, capacity;
    struct sl_buffer texts;
};

struct sl_preview {
    struct sl_store *store; /* while it runs */
    struct sl_preview_side now, was;
    struct sl_preview_records records;
    struct sl_preview_counts counts;
    struct sl_preview_cases cases;
    struct sl_preview_diff diff;
    json_t *words; /* token -> label, of grades */
};

enum sl_status sl_preview_records_read(struct sl_preview *preview,
                                       const struct sl_preview_request *request,
                                       struct sl_error *err);
/* NULL: it isn't of the selection. */
struct sl_preview_record *sl_preview_record_find(const struct sl_preview_records *records,
                                                 int64_t record_no);
/* Sees which themes the record speaks of and counts it, unless it doesn't speak of the one that is
 * asked for. body: whole or slim. Errors: SL_INVALID. */
enum sl_status sl_preview_record_look(struct sl_preview_records *records,
                                      struct sl_preview_record *record, struct sl_text body,
                                      struct sl_error *err);
/* The same with the body read from the store. */
enum sl_status sl_preview_record_look_up(struct sl_preview *preview,
                                         struct sl_preview_record *record, struct sl_error *err);
void sl_preview_records_drop(struct sl_preview_records *records);

void sl_preview_counts_start(struct sl_preview *preview);
/* -1: neither version has it. */
int sl_preview_output_find(const struct sl_preview_counts *counts, struct sl_text name);
int sl_preview_clause_find(const struct sl_preview_counts *counts, struct sl_text id);
/* Counts a record whose results were compared into preview->diff. */
void sl_preview_count(struct sl_preview *preview, const struct sl_preview_record *record,
                      const struct sl_preview_result *was, const struct sl_preview_result *now);
/* What a record moved from and to when its status did; the caller owns them. */
char *sl_preview_from(const struct sl_preview *preview, const struct sl_preview_result *was);
char *sl_preview_to(const struct sl_preview *preview, const struct sl_preview_result *now);
void sl_preview_count_refusal(struct sl_preview_counts *counts, const char *why);
void sl_preview_counts_drop(struct sl_preview_counts *counts);

/* Which clauses made a record, or a row of it, read otherwise: those that fire now and didn't; else
 * those that fired and don't; else those that fire and were touched; else those that say something
 * else; else the first that decides. */
enum { SL_PREVIEW_ANY_ROW = -1 };
struct sl_preview_mover {
    int clause;                       /* the first; -1: none */
    const struct sl_read_reason *now; /* its reason; NULL: it no longer fires */
    const struct sl_read_reason *was; /* the reason that decided before, or NULL */
};
/* marks: by clause, those that did it are set; may be NULL. */
struct sl_preview_mover sl_preview_move(const struct sl_preview *preview, int row, bool *marks);

/* Fills preview->diff. Results of the same bytes aren't read further than their clauses. Errors:
 * SL_INVALID. */
enum sl_status sl_preview_compare(struct sl_preview *preview, const struct sl_preview_result *was,
                                  const struct sl_preview_result *now, struct sl_error *err);
void sl_preview_diff_drop(struct sl_preview_diff *diff);
/* "(not_enough)", or a value as people and files have it; the caller owns it. */
char *sl_preview_value(const struct sl_rule_output *output, struct sl_text raw);
char *sl_preview_status(const char *status);

enum sl_status sl_preview_case_add(struct sl_preview *preview,
                                   const struct sl_preview_record *record,
                                   const struct sl_preview_result *was,
                                   const struct sl_preview_result *now, struct sl_error *err);
enum sl_status sl_preview_case_refuse(struct sl_preview *preview,
                                      const struct sl_preview_record *record, const char *why,
                                      struct sl_error *err);
void sl_preview_cases_sort(struct sl_preview_cases *cases);
void sl_preview_cases_drop(struct sl_preview_cases *cases);
