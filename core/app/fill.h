/*
 * app/fill.h - a form filled in with the user's own editor: written to a private file, opened,
 * checked, and opened again with the faults marked where they are, until it can be saved or the
 * user leaves it. A form that was left is gone on with in its own file.
 */
#pragma once
#include "app/app.h"
#include "practice/record.h"

struct sl_fill {
    struct sl_record *record; /* empty, or filled as far as it is */
    const char *form;
    const char *from; /* a file to go on with, edited where it is; NULL: the record as text */
    bool draft;       /* what is missing is no fault; saved as in_progress */
    const char *kept; /* id of the record that is gone on with; NULL: a new one */
    int64_t base;     /* its revision; 0 for a new one */
    const char *why;  /* it changes; "" */
};

/* The tool and version that a file to go on with was begun with; tool is its word for it. */
enum sl_status sl_fill_tool(const char *from, char tool[64], int64_t *version,
                            struct sl_error *err);

/*
 * *kept is the file with what was typed, owned by the caller, to be taken away once the record is
 * saved. Nothing typed is lost: when the text still has faults and the editor left it as it was,
 * the file stays and the sentence says where. Errors: SL_INVALID, SL_IO (no editor, no file).
 */
enum sl_status sl_fill_run(struct sl_app *app, const struct sl_fill *fill, char **kept,
                           struct sl_error *err);

/* Saves the filled record, by a user who may, scores it, and takes the file away if it is one that
 * was made here. On failure the sentence says where what was typed is. */
enum sl_status sl_fill_save(struct sl_app *app, const struct sl_fill *fill, const char *kept,
                            char id[37], struct sl_error *err);
