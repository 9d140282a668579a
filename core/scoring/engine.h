/*
 * scoring/engine.h - a scorer that was opened, and where to get one for a language. Which plugin it
 * is, app decides; nothing here names one.
 */
#pragma once
#include "scoring/scorer.h"

struct sl_engine { /* borrowed from whoever opened the plugin */
    const struct sl_scorer_api *api;
    struct sl_scorer *scorer;
};

struct sl_engines {
    /* Errors: SL_NOT_FOUND when no plugin reads that language. */
    enum sl_status (*find)(void *context, const char *language, struct sl_engine *out,
                           struct sl_error *err);
    /* One that nobody else uses and that has run nothing yet; the caller ends it with its api's
     * close(). May be NULL: there is none to be had. */
    enum sl_status (*fresh)(void *context, const char *language, struct sl_engine *out,
                            struct sl_error *err);
    /* The language of a rule file by its name; NULL when no scorer reads it. */
    const char *(*language_of)(void *context, const char *path);
    void *context;
};
