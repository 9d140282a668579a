/*
 * scoring/rule_sentence.h - the sentence of a clause with its settings in it: placeholders such as
 * {good}, {weights.SAFE} and {bands.1.from} stand for numbers and texts of the settings.
 */
#pragma once
#include "base/text.h"
#include <jansson.h>

/* The caller owns it. NULL when the settings have no number or text of that name, which *missing
 * is then, borrowed from the wording. */
char *sl_rule_sentence(const json_t *settings, const char *wording, struct sl_text *missing);
