/*
 * scoring/shipping.h - the rules that come with the program, imported as version 1.
 */
#pragma once
#include "scoring/rule_version.h"

struct sl_rule_shipping {
    int64_t shipped; /* rules that are new in the store */
    int64_t known;   /* were there already, whatever the file says now */
    int64_t faulty;  /* told and left out */
};

/*
 * Imports each scripts/rules file that a scorer reads, and that the store has no rule for, as
 * version 1, published. told (may be NULL) gets a sentence for each file that was left out.
 * Errors: SL_IO, SL_STORE.
 */
enum sl_status sl_rule_ship(struct sl_store *store, const struct sl_engines *engines,
                            const char *scripts_home,
                            void (*told)(void *context, const char *sentence), void *context,
                            struct sl_rule_shipping *out, struct sl_error *err);
