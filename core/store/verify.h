/*
 * store/verify.h - is this store whole and consistent? Quick check of the file, foreign keys, the
 * trail's chain, the kept counts; callers add checks of their own (caches equal to rebuilt, bodies
 * equal to their hashes) as steps.
 */
#pragma once
#include "store/store.h"

/* One step: fills *note (owned by the caller) with a line such as "12 345 entries chain". */
typedef enum sl_status sl_verify_step(struct sl_store *store, char **note, struct sl_error *err);

struct sl_verify_check {
    const char *name; /* "file", "trail", "answers" */
    sl_verify_step *run;
};

/* The checks of the store itself, ended by a NULL name. */
extern const struct sl_verify_check sl_store_checks[];

/* Runs every check in one view of the store, told to each as it ends (told may be NULL; note is the
 * check's line, or the sentence of its failure); goes on after a failure. Returns SL_OK, or
 * SL_INVALID when one did not hold (the first is in err). */
enum sl_status sl_verify_run(struct sl_store *store, const struct sl_verify_check *checks,
                             void (*told)(void *context, const char *name, enum sl_status status,
                                          const char *note),
                             void *context, struct sl_error *err);
