/*
 * app/previewed.h - a preview of a stored version over every record, for proposing and publishing.
 */
#pragma once
#include "app/app.h"
#include "scoring/preview.h"

/* Shows progress. The caller owns *out. */
enum sl_status sl_app_preview(struct sl_app *app, struct sl_store *store, const char *code,
                              int64_t number, struct sl_preview **out, struct sl_error *err);
/* The newest draft or proposal of a rule, for commands that were told no version. Errors:
 * SL_NOT_FOUND. */
enum sl_status sl_app_newest_open(struct sl_store *store, const char *code, int64_t *number,
                                  struct sl_error *err);
/* Refuses a version that fails on more records than was allowed, with what to give. */
enum sl_status sl_app_allow_failures(const struct sl_preview *preview, int64_t allowed,
                                     struct sl_error *err);
