/*
 * scoring/answer_words.h - an answer as people read it: labels in the place of tokens, days as
 * 2025-03-03, "not applicable: age", "not evidenced".
 */
#pragma once
#include "practice/tool.h"

/* The caller owns it. */
char *sl_answer_words(const struct sl_question *question, const struct sl_value *value);
