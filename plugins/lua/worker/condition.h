/*
 * worker/condition.h - the conditions in the cells of a rule's settings: parsed once when the rule
 * is loaded, asked by f:holds. No other text is ever taken for a condition.
 */
#pragma once
#include "base/columns.h"
#include "form.h"
#include "names.h"

enum { SL_SPOTS = 256, SL_SPOT_TOKENS = 6 };

/* Where a question stands in the form looked at last, by the address of its name. */
struct sl_spot {
    const char *question;
    int32_t place;  /* SL_QUESTION_ABSENT: the form doesn't ask it */
    uint32_t count; /* of tokens that are ranked; 0: they aren't, or are more than 6 */
    struct sl_text tokens[SL_SPOT_TOKENS]; /* best first */
};

struct sl_group {
    const char *name;     /* borrowed from the settings, as the members are */
    const char **members; /* NULL behind the last */
};

struct sl_conditions { /* start with {0}, end with sl_conditions_drop() */
    struct sl_condition **all;
    size_t count;
    struct sl_names names; /* as written -> place in all */
    json_t *settings;
    struct sl_group *groups;
    size_t group_count;
    const struct sl_form *form;
    struct sl_spot spots[SL_SPOTS];
};

/* Reads those of the settings, and adds the questions that cells read to the header's needs.
 * Errors: SL_RULE; err->field is the path of the fault. */
enum sl_status sl_conditions_read(json_t *header, json_t *settings, struct sl_conditions *out,
                                  struct sl_error *err);
/* In a protected call. */
void sl_conditions_settle(struct sl_conditions *conditions, lua_State *L);
void sl_conditions_drop(struct sl_conditions *conditions);

/* f:holds */
int sl_condition_asked(lua_State *L);
