/*
 * app/booking.h - rules as workbooks as commands are asked for them: a stored rule written to a
 * file, and a file that people changed read back into a rule.
 */
#pragma once
#include "app/app.h"
#include "app/book/book.h"
#include "app/engines.h"

/* number 0: the published version. Errors: SL_NOT_FOUND (no such rule or version, no plugin),
 * SL_IO.
 */
enum sl_status sl_app_book_export(struct sl_app *app, struct sl_store *store, const char *code,
                                  int64_t number, const char *format, const char *path,
                                  struct sl_error *err);

struct sl_booked {        /* {0} at first, ends with sl_booked_drop() */
    struct sl_rule *base; /* the version the workbook was made from */
    struct sl_rule *rule; /* the same text with the workbook's settings */
    struct sl_engine engine;
    json_t *changes; /* of settings, as scoring/rule_diff.h has them */
    size_t examples; /* that the rule was checked with */
};
void sl_booked_drop(struct sl_booked *booked);

/*
 * Reads and checks a workbook, and keeps nothing. older: take it though another version came into
 * force since it was made. Every fault is said on stderr with its sheet and cell. Errors:
 * SL_INVALID (the file, a cell, an example), SL_CONFLICT (it is older), SL_NOT_FOUND, SL_IO.
 */
enum sl_status sl_app_book_import(struct sl_app *app, struct sl_store *store, const char *path,
                                  bool older, struct sl_booked *out, struct sl_error *err);
