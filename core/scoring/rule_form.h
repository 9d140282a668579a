/*
 * scoring/rule_form.h - a rule beside one tool version: which of its questions the rule may read
 * and cite, and which section its rows are.
 */
#pragma once
#include "practice/tool.h"
#include "scoring/rule_header.h"
#include "scoring/scorer.h"

struct sl_rule_form {
    const struct sl_tool *tool; /* borrowed */
    const char *code;           /* of the tool */
    int64_t version;
    size_t questions;
    const bool *needed;          /* one for each question: may be read and cited */
    const struct sl_text *codes; /* the questions' codes as JSON strings, quotes included */
    int section;                 /* that the rule's rows are, or -1: it speaks of the record */
};

/* Borrows the tool; the header is only looked at. Errors: SL_INVALID naming the question (of a rule
 * for one tool) or the rows that this tool version doesn't have, or saying that the rule doesn't
 * apply to the tool. */
enum sl_status sl_rule_form_new(const struct sl_rule_header *header, const struct sl_tool *tool,
                                struct sl_rule_form **out, struct sl_error *err);
void sl_rule_form_free(struct sl_rule_form *form);

/* How many rows the body has in the section the rule speaks of; 0 for a rule on records. */
uint16_t sl_rule_form_rows(const struct sl_rule_form *form, const struct sl_body *body);

/* The forms of a rule: all tool versions it can be asked about. */
struct sl_rule_forms; /* the caller owns it and ends it with sl_rule_forms_free() */
struct sl_rule_forms *sl_rule_forms_new(void);
/* Takes the tool over, also on failure. Errors: as sl_rule_form_new(). */
enum sl_status sl_rule_forms_add(struct sl_rule_forms *forms, const struct sl_rule_header *header,
                                 struct sl_tool *tool, struct sl_error *err);
/*
 * Every version the store keeps of every tool the rule applies to. A version that lacks a question
 * the rule needs is left out (its records can't be scored by this rule), unless no version is left:
 * then that is the error, SL_NOT_FOUND.
 */
enum sl_status sl_rule_forms_load(struct sl_store *store, const struct sl_rule_header *header,
                                  struct sl_rule_forms **out, struct sl_error *err);
/* Is every need asked by one of them? A rule for several tools may need what only one asks. Errors:
 * SL_INVALID. */
enum sl_status sl_rule_forms_check(const struct sl_rule_forms *forms,
                                   const struct sl_rule_header *header, struct sl_error *err);
void sl_rule_forms_free(struct sl_rule_forms *forms);
void sl_rule_forms_drop(struct sl_rule_forms **forms); /* for SL_AUTO */

size_t sl_rule_forms_count(const struct sl_rule_forms *forms);
const struct sl_rule_form *sl_rule_forms_at(const struct sl_rule_forms *forms, size_t index);
/* -1 when that version can't be scored by the rule. */
int sl_rule_forms_find(const struct sl_rule_forms *forms, const char *tool, int64_t version);
/* As scorers are given them, in the same order; borrowed. */
const struct sl_scorer_form *sl_rule_forms_for_scorer(const struct sl_rule_forms *forms);
