/*
 * practice/import_key.h - what a key of a filled form or the header of a spreadsheet column names:
 * an answer ("V3", "act.owner[2]" in row 2 of a repeating section), the evidence beside it
 * ("V3.evidence") or its sources ("V3.source"). A question of that very code comes first; where a
 * tool has a question "F1.source", the sources of F1 are "F1.sources".
 */
#pragma once
#include "practice/tool.h"

enum { SL_IMPORT_KEY_MOST = 80 };

enum sl_key_part { SL_KEY_VALUE, SL_KEY_EVIDENCE, SL_KEY_SOURCE, SL_KEY_PARTS };

struct sl_import_key {
    size_t question;
    uint16_t row; /* 0 outside repeating sections */
    enum sl_key_part part;
};

/* Codes are looked for as they stand, then without case; outside repeating sections also by their
 * column name. Errors: SL_NOT_FOUND (no such question), SL_INVALID (a row where there are none, no
 * row where there are, a row behind the last), with the key as field. */
enum sl_status sl_import_key_read(const struct sl_tool *tool, const char *text,
                                  struct sl_import_key *out, struct sl_error *err);
/* Adds the key as it is read. */
void sl_import_key_write(const struct sl_tool *tool, const struct sl_import_key *key,
                         struct sl_buffer *out);
