/*
 * summary/exporter.h - what writes a document in one format: a plugin. The same document gives the
 * same bytes. Nothing of the store is seen here.
 */
#pragma once
#include "summary/document.h"

struct sl_exporter_api {
    const char *format;    /* "html", "csv": the word after --format */
    const char *extension; /* ".html" */
    const char *media_type;
    /* Adds the whole file to out. Errors: SL_INVALID. */
    enum sl_status (*write)(const struct sl_document *document, struct sl_buffer *out,
                            struct sl_error *err);
    const struct sl_exporter_api *also; /* a further format of the same plugin; NULL: no more */
};
