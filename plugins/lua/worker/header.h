/*
 * worker/header.h - what a rule says of itself: the table that its script returned, checked field
 * by field, as canonical JSON:
 *   applies   list of "TOOL" or {"tool":"PLANREC","rows":"action"}
 *   clauses   id -> sentence; results count clauses in byte order of ids
 *   code, title, kind, why
 *   columns   table of the settings -> list of [name, type] (base/columns.h)
 *   lines     path of a field -> line: "clauses.L1", "needs.2", "settings.weights.SAFE"
 *   lists, needs, uses, remembers (some of lists)
 *   outputs   list of [name, type]
 *   settings  the script's own
 */
#pragma once
#include "script.h"

/* The caller owns *out. Errors: SL_RULE "path:line: field: sentence". */
enum sl_status sl_header_read(const struct sl_script *script, json_t **out, struct sl_error *err);

/* The settings that score gets: the script's own, replaced by key by the given ones (may be NULL);
 * golden cases that came with those are left out. The caller owns *out. Errors: SL_RULE naming a
 * key that isn't there or is of another kind. */
enum sl_status sl_header_settings(const struct sl_script *script, const json_t *header,
                                  const json_t *given, json_t **out, struct sl_error *err);

/* Ids of the clauses in byte order, which is how results count them. The caller frees the list. */
const char **sl_header_clauses(const json_t *header);

/* Fills *err with "path:line: field: sentence" and returns SL_RULE. */
enum sl_status sl_header_fault(const struct sl_script *script, const json_t *header,
                               const char *field, struct sl_error *err, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
