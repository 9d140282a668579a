/*
 * practice/form.h - a form as text to be filled in with any editor, or as the header of a
 * spreadsheet, and the filled text read back.
 *
 * One line "KEY: value" for each field of the head and each question of the form; KEY.evidence and
 * KEY.source beside answers that have them; KEY[2] in row 2 of a repeating section. Lines that
 * begin with # are comments: sections, questions, choices, guidance. A longer answer goes on in
 * lines that begin with a space, or with anything that is neither a key nor #. Values are what
 * sl_record_answer() takes.
 *
 * Reading gives the text back with "# ! ..." above every line at fault (those of an earlier reading
 * are taken out first), so that nothing typed is lost and the text can be edited on and read again.
 */
#pragma once
#include "practice/record.h"

enum { SL_FORM_MOST = 4 << 20 };

/* The form of the record, filled in as far as it is; a record that was just made gives an empty
 * form. form: code, used when the record has no head yet; "" when the tool has one form. The
 * caller owns *out. Errors: SL_INVALID naming the forms there are. */
enum sl_status sl_form_write(const struct sl_record *record, const char *form, char **out,
                             struct sl_error *err);
/* A CSV header of the same, as `record import` takes it, with a new line. rows: how many rows of
 * each repeating section. Errors as above. */
enum sl_status sl_form_csv(const struct sl_tool *tool, const char *form, unsigned rows, char **out,
                           struct sl_error *err);

/* The tool and version a filled text names: load it, start a record with it, then read. version 0:
 * the text names none. Errors: SL_INVALID. */
enum sl_status sl_form_tool(const char *name, struct sl_text text, char tool[64], int64_t *version,
                            struct sl_error *err);

/*
 * Fills an emptied record from the text. name is what messages call it. complete: what is missing
 * (sl_record_missing()) is a fault too. *marked (may be NULL; the caller owns it) is the text with
 * its faults marked, also on failure. Errors: SL_INVALID with the first fault, "NAME:LINE: ...";
 * the record then holds what could be read.
 */
enum sl_status sl_form_read(const char *name, struct sl_text text, struct sl_record *record,
                            bool complete, char **marked, size_t *faults, struct sl_error *err);
