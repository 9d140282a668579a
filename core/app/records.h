/*
 * app/records.h - a record as a command is told of it: its id, or the beginning of one, or "last".
 */
#pragma once
#include "app/app.h"

/* Finds it and asks whether this user may do that to it; out of reach answers as not there. Errors:
 * SL_NOT_FOUND, SL_INVALID (several begin so), SL_REFUSED. */
enum sl_status sl_app_record(struct sl_app *app, const char *word, enum sl_verb verb,
                             struct sl_store **store, int64_t *record_no, struct sl_error *err);
