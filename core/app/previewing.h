/*
 * app/previewing.h - a preview as commands are asked for one: a rule by its code (the newest draft
 * or proposal, or a version by number) or a file, over a selection of records.
 */
#pragma once
#include "app/app.h"
#include "scoring/preview.h"

struct sl_previewing {
    int64_t version; /* of a stored rule; 0: the newest draft or proposal */
    sl_day from, to;
    const char *team, *service, *tool, *theme; /* NULL: any */
};

struct sl_previewed { /* {0} at first, ends with sl_previewed_drop() */
    struct sl_rule *rule;
    struct sl_preview *preview;
    char called[96]; /* "version 3, a draft," or the file's name */
};
void sl_previewed_drop(struct sl_previewed *previewed);

/* With progress on a terminal. Errors: SL_NOT_FOUND (no such rule, no draft of it, team, theme),
 * and those of sl_preview_run(). */
enum sl_status sl_app_preview_run(struct sl_app *app, struct sl_store *store, const char *word,
                                  const struct sl_previewing *what, struct sl_previewed *out,
                                  struct sl_error *err);

/* The newest draft or proposal of a rule. Errors: SL_NOT_FOUND. */
enum sl_status sl_app_newest_open(struct sl_store *store, const char *code, int64_t *number,
                                  struct sl_error *err);
/* Refuses a version that leaves more records unscored than was allowed, with what to give. */
enum sl_status sl_app_allow_failures(const struct sl_preview *preview, int64_t allowed,
                                     struct sl_error *err);
