/*
 * app/published.h - the codes of the published rules, in byte order: what is rescored when no one
 * rule is named.
 */
#pragma once
#include "store/store.h"

struct sl_published { /* owns its codes; {0} at first */
    char **codes;
    size_t count;
};

enum sl_status sl_published_read(struct sl_store *store, struct sl_published *out,
                                 struct sl_error *err);
void sl_published_drop(struct sl_published *published); /* for SL_AUTO */
