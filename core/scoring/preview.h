/*
 * scoring/preview.h - what a changed rule would do: the records of a selection scored under it and
 * held beside what the rule's version in force says of the same facts. Nothing is written. What is
 * compared is every declared output, row by row; the first output is the one whose moves are
 * counted from -> to. A record whose status changes (scored, not_enough, failed ...) moves from or
 * to that status. Where the version in force has no kept score of these facts it is scored as well.
 *
 * JSON, canonical, keys in byte order, without anything about single records (sl_preview_json()):
 *   {"rule","version" (number, 0: a file),"against" (number, 0: none),"output" (the first one),
 *    "records","compared","same","moved","reasons_only","failed","limited","refused","unfit",
 *    "moves":[{"from","to","n"}], "teams":[{"team","n","moved","better","worse"}],
 *    "themes":[{"theme","n","moved"}], "clauses":[{"clause","sentence","fires","fired","starts",
 *    "stops","moved"}], "refusals":[{"why","n"}]}
 * better and worse only where the output's tokens are ordered best first (grades).
 */
#pragma once
#include "scoring/rescore.h"

struct sl_preview; /* the caller owns it and ends it with sl_preview_free() */

struct sl_preview_request {
    struct sl_store *store;
    const struct sl_engine *engine;   /* of the new rule */
    const struct sl_engines *engines; /* to score the version in force, where it must be */
    const struct sl_rule *rule;       /* a file, a draft or a proposed version */
    int64_t against_no;               /* rule_version.version_no; 0: the version in force */
    struct sl_facts_choice choice;
    const char *theme; /* only records that speak of it; NULL: any */
    bool (*progress)(void *context, int64_t done, int64_t total); /* as in scoring/rescore.h */
    void *context;
};

/* One record that reads otherwise, or that can't be compared. Texts borrowed from the preview. */
struct sl_preview_case {
    int64_t record_no;
    const char *id, *team, *day;
    const char *from, *to; /* of the first output: a token, a number, or a status in brackets */
    uint16_t row;          /* of rules on rows; 0: the record */
    const char *was, *now; /* results as canonical JSON, scoring/result_json.h; "" when none */
    const char *why_not;   /* why it can't be compared; NULL when it can */
};

/* Errors: as sl_rescore_run(). */
enum sl_status sl_preview_run(const struct sl_preview_request *request, struct sl_preview **out,
                              struct sl_error *err);
void sl_preview_free(struct sl_preview *preview);
void sl_preview_drop(struct sl_preview **preview); /* for SL_AUTO */

json_t *sl_preview_json(const struct sl_preview *preview); /* counts; the caller owns it */
size_t sl_preview_cases(const struct sl_preview *preview); /* by record, row */
struct sl_preview_case sl_preview_case_at(const struct sl_preview *preview, size_t index);
int64_t
sl_preview_failed(const struct sl_preview *preview); /* of the new rule: failed, limited, refused */
