/*
 * lua/run.h - scoring many records: in batches, two for each worker under way, given back in order.
 * The batch of a worker that died is tried again record by record; a record that a limit stopped is
 * tried once more alone in a fresh worker, and only then is its result the limit.
 */
#pragma once
#include "crew.h"

/* The crew's rule must have been loaded. As score in scoring/scorer.h. */
enum sl_status sl_lua_run(struct sl_lua_crew *crew, const struct sl_scorer_case *cases,
                          size_t count, sl_scorer_sink *sink, void *context, struct sl_error *err);
