/*
 * base/condition.h - conditions as people write them in a cell: what answers must be for a row of a
 * rule's settings to apply. "V3 = no", "SAFE.SJ in (R, I) and not flag A", "P2.smart < 3 or V2 is
 * not applicable". Parsed and checked, never run as code.
 *
 * Grammar, words in any case:
 *   condition := all { "or" all }        all := one { "and" one }
 *   one := "not" one | "(" condition ")" | question comparison | "flag" (A | B | question)
 *        | ("at least" | "at most" | "exactly") number "of" several comparison
 *   several := group | "(" question { "," question } ")"     group := a name the rule gives
 * questions comparison := ("=" | "<>" | "<" | "<=" | ">" | ">=") value | "in" "(" value { "," value
 * } ")" | "is" ["not"] ("answered" | "not applicable" | "not evidenced" | "not answered") question
 * := a question's code, with its section or without      value := token | whole number | day < and
 * > compare numbers and days, and tokens by their rank where the scale has one: "SJ < G" is below
 * Good. A comparison with a question that isn't answered doesn't hold, <> included; "is" asks for
 * the state itself.
 */
#pragma once
#include "base/error.h"
#include "base/pack.h"

struct sl_condition; /* immutable; the caller owns it and ends it with sl_condition_free() */

/* Errors: SL_INVALID with the place in the text and what is expected there. */
enum sl_status sl_condition_parse(struct sl_text text, struct sl_condition **out,
                                  struct sl_error *err);
void sl_condition_free(struct sl_condition *condition);
void sl_condition_drop(struct sl_condition **condition); /* for SL_AUTO */

/* The questions it reads, each once, in the order they are written; those of groups are not among
 * them. */
size_t sl_condition_questions(const struct sl_condition *condition);
const char *sl_condition_question(const struct sl_condition *condition, size_t index);
/* The groups it names, each once. */
size_t sl_condition_groups(const struct sl_condition *condition);
const char *sl_condition_group(const struct sl_condition *condition, size_t index);
/* Values written beside a question (or group), for checking them against its scale. */
void sl_condition_each_value(const struct sl_condition *condition,
                             void (*told)(void *context, const char *question, const char *value,
                                          bool ordered),
                             void *context);

struct sl_condition_facts { /* how it looks at a record */
    /* The answer; a question that the form doesn't have is SL_NOT_YET. */
    void (*answer)(void *context, const char *question, struct sl_value *out);
    /* Rank of a token of that question's scale, higher is better; false: it has none. */
    bool (*rank)(void *context, const char *question, struct sl_text token, int *out);
    bool (*flag)(void *context, const char *class_or_question);
    /* The index-th question of a group; NULL behind the last, or when there is no such group. */
    const char *(*group)(void *context, const char *name, size_t index);
    void *context;
};
bool sl_condition_holds(const struct sl_condition *condition,
                        const struct sl_condition_facts *facts);
/* Where it holds: the questions it rests on, which a reason cites. Of an or, those of the parts
 * that hold; of a count, those that were counted. A question may be told twice. */
void sl_condition_cites(const struct sl_condition *condition,
                        const struct sl_condition_facts *facts,
                        void (*told)(void *context, const char *question), void *context);
/* In words for a sentence: "V3 is no and SAFE.SJ is R or I". The caller owns it. */
char *sl_condition_words(const struct sl_condition *condition);
