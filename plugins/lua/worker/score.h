/*
 * worker/score.h - one batch of records under the loaded rule. Each record begins with the rule's
 * image put back, so its result depends on nothing that came before it.
 */
#pragma once
#include "worker.h"

/* slot: cases as protocol.h says; out: SL_LUA_OUTPUT_SLOT bytes for the table of results and the
 * results. Returns the bytes used, 0 when the batch isn't whole. */
size_t sl_score_batch(struct sl_worker *worker, const uint8_t *slot, uint64_t length,
                      uint32_t count, uint8_t *out);
