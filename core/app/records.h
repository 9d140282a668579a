/*
 * app/records.h - a record as a command is told of it: its id, or the beginning of one, or "last";
 * and whether what a selection of records is limited to is there at all.
 */
#pragma once
#include "app/app.h"

/* Finds it and asks whether this user may do that to it; out of reach answers as not there. Errors:
 * SL_NOT_FOUND, SL_INVALID (several begin so), SL_REFUSED. */
enum sl_status sl_app_record(struct sl_app *app, const char *word, enum sl_verb verb,
                             struct sl_store **store, int64_t *record_no, struct sl_error *err);

/* A mistyped word must not look like an empty answer. Each may be NULL. Errors: SL_NOT_FOUND. */
enum sl_status sl_app_check_words(struct sl_store *store, const char *tool, const char *team,
                                  const char *service, struct sl_error *err);
