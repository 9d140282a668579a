/*
 * scoring/kept_result.h - a result as the store keeps it (scoring/result_json.h), read back.
 */
#pragma once
#include "scoring/facts.h"
#include "scoring/rule_header.h"

/* The value of an output as people read it: token, number, day, "yes" or "no", text; "" for none.
 * The caller owns it. */
char *sl_kept_value(const json_t *result, const struct sl_rule_output *output, uint16_t row);

/* A value as people or files write it, brought into that form. Errors: SL_INVALID with what is
 * allowed. *out is owned by the caller. */
enum sl_status sl_kept_value_read(const struct sl_rule_output *output, const char *value,
                                  char **out, struct sl_error *err);

struct sl_kept_score {
    bool found;
    int64_t score_no, revision;
    int engine;
    char basis_day[SL_DAY_SIZE];
    char status[16]; /* scored, not_applicable, not_enough, failed */
    json_t *result;  /* owned; sl_kept_score_drop() */
};
void sl_kept_score_drop(struct sl_kept_score *score);

/* What identifies the facts of a record as they are now. */
struct sl_kept_facts {
    int64_t record_no, revision;
    struct sl_hash hash;
};
/* tool: the version the record was made with. Errors: SL_NOT_FOUND, SL_STORE. */
enum sl_status sl_kept_facts_now(struct sl_store *store, int64_t record_no,
                                 const struct sl_tool *tool, struct sl_kept_facts *out,
                                 struct sl_error *err);
/* The same as that rule is given them: with the record before, if it reads it. */
enum sl_status sl_kept_facts_of_rule(struct sl_store *store, int64_t record_no,
                                     const struct sl_tool *tool,
                                     const struct sl_rule_header *header, struct sl_kept_facts *out,
                                     struct sl_error *err);
/* The score of exactly these facts under a rule version, by the newest engine; found is false when
 * there is none. */
enum sl_status sl_kept_score_find(struct sl_store *store, const struct sl_kept_facts *facts,
                                  int64_t version_no, struct sl_kept_score *out,
                                  struct sl_error *err);
