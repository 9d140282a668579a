/*
 * worker/scan.h - a look at the source of a script without running it: on which line each field of
 * the returned table stands, which libraries are used, and two things that rules do without.
 */
#pragma once
#include "base/error.h"
#include "base/text.h"
#include <jansson.h>

/*
 * Clean UTF-8, not too long, not nested too deep, no _ENV and no <close>. Errors: SL_RULE,
 * "path:line: ...".
 */
enum sl_status sl_scan_check(const char *path, struct sl_text source, int bytes_most,
                             struct sl_error *err);
/* {"clauses.L1": 14, "needs": 7, "needs.2": 8, ...}: fields of the last `return { ... }` outside
 * functions; empty when the header is built by code. The caller owns it. */
json_t *sl_scan_lines(struct sl_text source);
/* Adds the names written out after `use` to a list. */
void sl_scan_uses(struct sl_text source, json_t *names);
/* Adds every name, and every string as it is written between its quotes, as a key to a set. */
void sl_scan_words(struct sl_text source, json_t *names, json_t *strings);
