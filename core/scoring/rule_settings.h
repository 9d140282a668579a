/*
 * scoring/rule_settings.h - the settings of a rule as they hold: the source's own, with those that
 * take their place, and the questions that their cells read.
 */
#pragma once
#include "base/columns.h"

/* Of settings that take the place of the source's own: a list of golden cases more, as in
 * scoring/scorer.h; one that has the name of a case of the source takes its place. No script sees
 * it. */
#define SL_RULE_EXAMPLES "examples"

/* given may be NULL. A new reference. */
json_t *sl_rule_settings_merged(const json_t *own, const json_t *given);

struct sl_rule_reads { /* a cell that reads a question; place borrows columns and settings */
    struct sl_column_place place;
    char *question;
};
struct sl_rule_cells {
    struct sl_rule_reads *reads;
    size_t count;
};
/* Each question once, where it stands first. Ends with sl_rule_cells_drop(). */
void sl_rule_cells_read(const struct sl_columns *columns, const json_t *settings,
                        struct sl_rule_cells *out);
void sl_rule_cells_drop(struct sl_rule_cells *cells);
