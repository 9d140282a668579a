/*
 * worker/report.h - a report script, run once over its figures.
 */
#pragma once
#include "bundle.h"
#include "worker.h"

/* The document as JSON text; owned by the caller. Errors: SL_RULE with path and line. */
enum sl_status sl_report_write(struct sl_worker *worker, const struct sl_bundle *bundle,
                               char **document, struct sl_error *err);
