/*
 * summary/report.h - from figures to a paper: a report script is given the figures and writes a
 * document, which is checked before anybody reads it.
 */
#pragma once
#include "base/json.h"
#include "summary/reporter.h"

/*
 * path: what messages call the script. figures: what sl_themed_json() gives. The caller owns *out.
 * Errors: SL_RULE with path and line, or naming the block that can't be shown.
 */
enum sl_status sl_report_make(const struct sl_reporter_api *api, struct sl_reporter *reporter,
                              const char *path, struct sl_text source, const json_t *figures,
                              struct sl_document **out, struct sl_error *err);
