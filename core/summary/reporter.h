/*
 * summary/reporter.h - what runs report scripts: a plugin. A script gets figures as handles (label,
 * counts, interval) in one JSON value and gives back one document; it has no other way in or out.
 */
#pragma once
#include "summary/document.h"

struct sl_reporter; /* the plugin's own */

struct sl_reporter_api {
    const char *language;  /* "lua" */
    const char *extension; /* ".lua" */
    enum sl_status (*open)(const char *beside, struct sl_reporter **out, struct sl_error *err);
    void (*close)(struct sl_reporter *reporter);
    /* path names the source in messages. figures: canonical JSON. *document: JSON text, owned by
     * the caller, not yet checked. Errors: SL_RULE with path and line. */
    enum sl_status (*write)(struct sl_reporter *reporter, const char *path, struct sl_text source,
                            struct sl_text figures, char **document, struct sl_error *err);
};
