/*
 * app/county.h - a new store of an authority: tools, lists, the rules that ship, the account
 * "shipped" and the first administrator, bound to the operating-system user.
 */
#pragma once
#include "app/app.h"

struct sl_county {
    const char *name;
    const char *first_account; /* NULL: named as the operating-system user */
    bool is_demo;
    int64_t seed;
    int64_t clock; /* instant the store is made at; 0: now */
};

/* Makes the file the app was told of. On failure it is taken away again. Errors: SL_CONFLICT when
 * there is one, SL_IO, SL_INVALID (a shipped file is faulty), SL_STORE. */
enum sl_status sl_county_make(struct sl_app *app, const struct sl_county *county,
                              struct sl_error *err);
