/*
 * app/scored.h - scoring after records came in: every published rule over the records that have no
 * score yet. What came in stays whatever happens here.
 */
#pragma once
#include "app/app.h"

/* Says on stderr what could not be scored and why; returns how many results were kept. */
int64_t sl_app_score_missing(struct sl_app *app, struct sl_store *store);
