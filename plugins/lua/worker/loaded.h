/*
 * worker/loaded.h - the rule that scores: its state as it stands before each record (an image of
 * the arena), and beside it, outside the scripts' reach, what its declarations became.
 */
#pragma once
#include "arena.h"
#include "condition.h"
#include "form.h"
#include "list.h"
#include "names.h"
#include "output.h"
#include "pattern.h"
#include "plan.h"
#include "script.h"

struct sl_loaded {
    lua_State *L;
    struct sl_image image;
    struct sl_outputs outputs;
    struct sl_names output_names, clause_names, list_names;
    struct sl_list *lists;
    size_t list_count;
    const struct sl_calendar *calendar; /* of its one list of holidays, or NULL */
    struct sl_form *forms;
    size_t form_count;
    int grade, counted, met; /* outputs of these names, -1 none */
    bool history;            /* it may ask for the record before */
    struct sl_patterns patterns;
    struct sl_conditions conditions;
    struct sl_plans plans;
};

/* Takes up a rule; worker->loaded is the new one, or as it was when it fails. Errors: SL_RULE. */
enum sl_status sl_loaded_open(struct sl_worker *worker, const struct sl_bundle *bundle,
                              struct sl_error *err);
void sl_loaded_free(struct sl_loaded *loaded);
