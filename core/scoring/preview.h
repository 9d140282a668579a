/*
 * scoring/preview.h - what a changed rule would do: the records of a selection scored under it and
 * held beside what the rule's version in force says of the same facts. Nothing is written, and all
 * is read in one view of the store. The kept score of exactly these facts is what the version in
 * force says; where none is kept it is scored as well.
 *
 * What is compared is every declared output, row by row. Outputs of tokens and of yes or no, and
 * the first output whatever it is, are the ones people act on: a record moves when one of them
 * reads otherwise, or when its status does (scored, not_enough ...). A record where only other
 * outputs read otherwise (a mean) is counted under figures_only, one where only reasons do under
 * reasons_only. compared = same + moved + figures_only + reasons_only;
 * records = compared + failed + limited + unfit.
 *
 * JSON, canonical, keys in byte order, without anything about single records (sl_preview_json()):
 *   {"rule","title","kind","version" (number, 0: a file),"against" (number, 0: none),"output" (the
 *    first one),"records","compared","same","moved","figures_only","reasons_only",
 *    "better","worse","failed" (by the rule itself),"limited" (stopped by a limit, or refused),
 *    "unfit" (no two results that could be compared),
 *    "moves":[{"output","from","to","n"}] of outputs with tokens and of statuses, "" is blank,
 *    "shifts":[{"output","higher","lower","n"}] of numbers and days, "n" alone of texts,
 *    "teams":[{"team","name","n","moved","better","worse"}],
 *    "themes":[{"theme","name","n","moved"}],
 *    "clauses":[{"clause","sentence","was" (where it reads otherwise),"fires","fired","starts",
 *    "stops","moved"}], "refusals":[{"why","n"}], "words":{"R":"Requires improvement"}}
 * n of moves and shifts counts rows where the rule speaks of rows; everything else counts records.
 * better and worse are of the first output, and only of grades, whose tokens are ordered best
 * first; without an order they are absent. Teams are all of the selection; themes are the groups of
 * list theme_groups that a record speaks of; clauses are those of both versions.
 */
#pragma once
#include "scoring/rescore.h"

struct sl_preview; /* the caller owns it and ends it with sl_preview_free() */

struct sl_preview_request {
    struct sl_store *store;
    const struct sl_engine *engine;   /* of the new rule */
    const struct sl_engines *engines; /* to score the version in force, where it must be */
    const struct sl_rule *rule;       /* a file, or a version */
    const struct sl_rule *against;    /* NULL: against_no */
    int64_t against_no;               /* rule_version.version_no; 0: the version in force */
    struct sl_facts_choice choice;
    const char *tool; /* only records of this tool; NULL: any */
    /* Only records that speak of it (practice/theme.h): one of its questions is answered below
     * good, or its whole tool belongs. NULL: any. */
    const char *theme;
    bool (*progress)(void *context, int64_t done, int64_t total); /* as in scoring/rescore.h */
    void *context;
};

enum sl_preview_kind { SL_PREVIEW_MOVED, SL_PREVIEW_FIGURES, SL_PREVIEW_REASONS, SL_PREVIEW_NOT };

/* One record, or row, that reads otherwise, or that can't be compared. Texts borrowed from the
 * preview, never NULL but why_not. */
struct sl_preview_case {
    enum sl_preview_kind kind;
    int64_t record_no;
    const char *id, *team, *day, *tool;
    uint16_t row;          /* of rules on rows; 0: the record */
    const char *output;    /* the first one that reads otherwise; "" when only reasons do */
    const char *from, *to; /* its values: a token, a number, or a status in brackets; "" is blank */
    const char *clause;    /* the one that did it */
    const char *because;   /* its sentence */
    const char *before;    /* the sentence that decided under the version in force */
    const char *was, *now; /* results as canonical JSON, scoring/result_json.h; "" when none */
    const char *why_not;   /* why it can't be compared; NULL when it can */
};

/* Errors: as sl_rescore_run(), SL_NOT_FOUND (against_no, theme). */
enum sl_status sl_preview_run(const struct sl_preview_request *request, struct sl_preview **out,
                              struct sl_error *err);
void sl_preview_free(struct sl_preview *preview);
void sl_preview_drop(struct sl_preview **preview); /* for SL_AUTO */

json_t *sl_preview_json(const struct sl_preview *preview); /* counts; the caller owns it */
size_t sl_preview_cases(const struct sl_preview *preview); /* by record, row */
struct sl_preview_case sl_preview_case_at(const struct sl_preview *preview, size_t index);
int64_t sl_preview_records(const struct sl_preview *preview);
/* Records that the new rule gives no result for: failed, limited. */
int64_t sl_preview_failed(const struct sl_preview *preview);
/* One case as JSON, with old and new results parsed; the caller owns it: {"record","team","day",
 * "tool","row","change": moved, figures, reasons, not_compared,"output","from","to","clause",
 * "because","before","was","now","why_not"}; keys without a content are absent. */
json_t *sl_preview_case_json(const struct sl_preview_case *one);
/* The whole of it as a page to be read aloud, line by line, without newlines; cases: so many are
 * listed at most. What the new version is called ("Version 3, a draft") is the caller's. */
void sl_preview_lines(const struct sl_preview *preview, const char *called, size_t cases,
                      void (*told)(void *context, const char *line), void *context);
/* The sentence that says how many change; the caller owns it. */
char *sl_preview_sentence(const struct sl_preview *preview);
/* A value as people say it: "Requires improvement" for R of a grade, "too little answered" for
 * "(not_enough)", "blank" for ""; itself where there is no word. Borrowed. */
const char *sl_preview_word(const struct sl_preview *preview, const char *value);
