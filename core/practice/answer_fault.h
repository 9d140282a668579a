/*
 * practice/answer_fault.h - what reading and checking of answers share: the bounds of a question
 * and the sentences that say what it allows. For files of answer*.c only.
 */
#pragma once
#include "practice/answer.h"

enum sl_status sl_answer_not_a_token(const struct sl_question *question, struct sl_text text,
                                     struct sl_error *err);
enum sl_status sl_answer_refuse(const struct sl_question *question, const struct sl_token *token,
                                struct sl_error *err);
enum sl_status sl_answer_out_of_range(const struct sl_question *question, struct sl_error *err);
/* For timely questions and headings. */
enum sl_status sl_answer_not_answered(const struct sl_question *question, struct sl_error *err);
enum sl_status sl_answer_wants_reason(const struct sl_question *question, struct sl_error *err);
enum sl_status sl_answer_never_unevidenced(const struct sl_question *question,
                                           struct sl_error *err);
/* Of a question of several choices. */
enum sl_status sl_answer_check_chosen(const struct sl_question *question, size_t count,
                                      struct sl_error *err);

int sl_answer_most(const struct sl_question *question);
bool sl_answer_can_be_unevidenced(const struct sl_question *question);
/* The place of the next of the separators at or after at, or the end. */
size_t sl_answer_cut(struct sl_text text, size_t at, const char *separators);
/* "other: the words" is reason other. */
void sl_answer_split_reason(struct sl_text reason, struct sl_text *code, struct sl_text *words);
