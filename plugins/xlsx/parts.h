/*
 * xlsx/parts.h - what the parts of a workbook say: XML read element by element, by local names,
 * whatever prefix a program writes.
 */
#pragma once
#include "archive.h"
#include <jansson.h>

struct xlsx_reader { /* of one part; what isn't wanted is NULL */
    void (*begin)(void *context, const char *name, const char *const *attributes);
    void (*end)(void *context, const char *name);
    void (*text)(void *context, const char *bytes, size_t length);
    void *context;
    struct sl_error *err; /* a handler that fills it ends the reading */
};
/* Errors: SL_INVALID (no XML, a document type, nested too deep), or what a handler said. */
enum sl_status xlsx_parse(const struct xlsx_archive *archive, const char *path,
                          const struct sl_buffer *part, const struct xlsx_reader *reader);
/* NULL when it isn't there; names with a prefix are found by what is behind it. */
const char *xlsx_attribute(const char *const *attributes, const char *name);

/* Adds the cells of a sheet as rows (app/workbook.h). shared: the texts that cells name by number.
 */
enum sl_status xlsx_cells(struct xlsx_archive *archive, const char *path, const char *sheet,
                          const json_t *shared, json_t *rows, struct sl_error *err);
