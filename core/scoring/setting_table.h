/*
 * scoring/setting_table.h - the settings of a rule for people: as small tables with a column for
 * each cell, and as sentences. Rows stand in the order in which they hold.
 */
#pragma once
#include "scoring/rule_form.h"

/* One line of a table at a time; without newlines. */
void sl_setting_tables(const struct sl_rule_header *header,
                       void (*told)(void *context, const char *line), void *context);

/* A value as people write it: 75, yes, "V1, V2", "when V1 = no, at most R, on yes" for a row;
 * "nothing" for NULL. The caller owns it. */
char *sl_setting_words(const json_t *value);

/*
 * [{"name","sentences":[...]}], a table or the plain settings each: "VOICE.VJ counts 12 of 100",
 * "When SAFE.SJ is I, at most Inadequate", "Good from 250". forms: for wordings and labels. The
 * caller owns it.
 */
json_t *sl_setting_sentences(const struct sl_rule_header *header,
                             const struct sl_rule_forms *forms);
/* The label of a grade's token, "Requires improvement" for R; the token itself where no question of
 * the forms is graded so. Borrowed. */
const char *sl_setting_grade(const struct sl_rule_forms *forms, const char *token);
