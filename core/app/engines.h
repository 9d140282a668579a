/*
 * app/engines.h - the plugins that score, as core/scoring asks for them, and the shelf that rules
 * of files take their lists and libraries from.
 */
#pragma once
#include "app/app.h"
#include "scoring/rule.h"

/* Borrows the app. */
struct sl_engines sl_app_engines(struct sl_app *app);
struct sl_shelf sl_app_shelf(struct sl_app *app, struct sl_store *store);

/* Is a store named that is there? A rule of a file needs none: without it, lists and tools are
 * those of the schema folder. */
bool sl_app_has_store(struct sl_app *app);

/* A RULE as commands are told of it: the code of a stored rule (number 0: the published version),
 * or a file that a scorer reads. engine is set to the one that scores it; NULL: a stored rule needs
 * none. The caller owns *rule. */
enum sl_status sl_app_rule(struct sl_app *app, const char *word, int64_t number,
                           struct sl_rule **rule, struct sl_engine *engine, struct sl_error *err);
