#include "practice/import_key.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *suffix;
    enum sl_key_part part;
} suffixes[] = {{"", SL_KEY_VALUE},
                {".evidence", SL_KEY_EVIDENCE},
                {".source", SL_KEY_SOURCE},
                {".sources", SL_KEY_SOURCE}};

static int find_blind(const struct sl_tool *tool, const char *code) {
    int question = sl_tool_find(tool, code);
    for (size_t i = 0; question < 0 && i < sl_tool_questions(tool); i++)
        if (strcasecmp(sl_tool_question(tool, i)->code, code) == 0)
            question = (int)i;
    return question;
}

/* Takes "[12]" off the end of a key; 0 when there is none, -1 when it is no row number. */
static long take_row(char *key) {
    char *open = strchr(key, '[');
    if (open == NULL)
        return 0;
    char *end = open;
    long row = isdigit((unsigned char)open[1]) ? strtol(open + 1, &end, 10) : -1;
    if (row < 1 || row > UINT16_MAX || strcmp(end, "]") != 0)
        return -1;
    *open = '\0';
    return row;
}

static enum sl_status check_row(const struct sl_tool *tool, const char *text, int question,
                                long row, struct sl_error *err) {
    const struct sl_question *asked = sl_tool_question(tool, (size_t)question);
    int most = sl_tool_section(tool, asked->section)->most_rows;
    if (!asked->in_rows)
        return row == 0 ? SL_OK
                        : sl_fail(err, SL_INVALID, text, "%s has no rows; leave out the brackets.",
                                  asked->code);
    return row >= 1 && row <= most
               ? SL_OK
               : sl_fail(err, SL_INVALID, text, "%s stands in rows, from %s[1] to %s[%d].",
                         asked->code, asked->code, asked->code, most);
}

static bool read_with(const struct sl_tool *tool, const char *text, size_t suffix, int *question,
                      long *row) {
    char code[SL_IMPORT_KEY_MOST + 1];
    size_t length = strlen(text), size = strlen(suffixes[suffix].suffix);
    if (length <= size || length > SL_IMPORT_KEY_MOST ||
        strcasecmp(text + length - size, suffixes[suffix].suffix) != 0)
        return false;
    snprintf(code, sizeof code, "%.*s", (int)(length - size), text);
    *row = take_row(code);
    *question = *row >= 0 ? find_blind(tool, code) : -1;
    if (*question < 0 && *row == 0 && suffix == 0)
        *question = sl_tool_find_column(tool, NULL, code);
    return *question >= 0;
}

enum sl_status sl_import_key_read(const struct sl_tool *tool, const char *text,
                                  struct sl_import_key *out, struct sl_error *err) {
    int question = -1;
    long row = 0;
    for (size_t i = 0; i < SL_COUNT(suffixes); i++) {
        if (!read_with(tool, text, i, &question, &row))
            continue;
        enum sl_status status = check_row(tool, text, question, row, err);
        if (status == SL_OK)
            *out = (struct sl_import_key){(size_t)question, (uint16_t)row, suffixes[i].part};
        return status;
    }
    return sl_fail(err, SL_NOT_FOUND, text, "%.80s is no question of %s.", text,
                   sl_tool_code(tool));
}

void sl_import_key_write(const struct sl_tool *tool, const struct sl_import_key *key,
                         struct sl_buffer *out) {
    static const char *const endings[SL_KEY_PARTS] = {"", ".evidence", ".source"};
    const char *code = sl_tool_question(tool, key->question)->code;
    sl_buffer_text(out, code);
    if (key->row > 0)
        sl_buffer_format(out, "[%u]", (unsigned)key->row);
    sl_buffer_text(out, endings[key->part]);
    SL_AUTO(sl_free) char *source = sl_format("%s.source", code);
    if (key->part == SL_KEY_SOURCE && sl_tool_find(tool, source) >= 0)
        sl_buffer_char(out, 's');
}
