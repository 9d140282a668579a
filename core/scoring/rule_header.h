/*
 * scoring/rule_header.h - what a rule says of itself, as its scorer described it: what it applies
 * to, which questions it reads, what it may return, and the sentences its reasons cite. Messages
 * name the rule, the path of the field ("clauses.L1") and, where known, its line.
 */
#pragma once
#include "base/columns.h"
#include "base/json.h"
#include "base/text.h"

enum { SL_RULE_OUTPUTS_MOST = 64 };

struct sl_rule_tool {
    const char *tool; /* code */
    const char *rows; /* "action": the rule speaks of each row of that section; NULL: the record */
};

/* A sentence that a reason cites. Placeholders such as {good} or {weights.SAFE} stand for
 * settings. */
struct sl_rule_clause {
    const char *id;
    const char *wording;  /* as written */
    const char *sentence; /* placeholders filled */
};

enum sl_output_type {
    SL_OUTPUT_TOKENS,
    SL_OUTPUT_INTEGER,
    SL_OUTPUT_HUNDREDTHS,
    SL_OUTPUT_DAY,
    SL_OUTPUT_YES_NO,
    SL_OUTPUT_TEXT
};

struct sl_rule_output {
    const char *name;
    enum sl_output_type type;
    const char *const *tokens;
    size_t token_count;
    int32_t least, most; /* of integers */
};

struct sl_rule_header {
    const char *code, *title, *kind, *why; /* why may be "" */
    const struct sl_rule_tool *applies;
    size_t applies_count;
    const char *const *needs; /* CODE or SECTION.CODE: those it names, then what cells read */
    size_t needs_count, needs_named;
    const char *const *lists;
    size_t lists_count;
    const char *const *remembers; /* of lists: what they find is kept beside the texts */
    size_t remembers_count;
    const char *const *uses;
    size_t uses_count;
    const struct sl_rule_clause *clauses; /* in byte order of ids: their places in results */
    size_t clauses_count;
    const struct sl_rule_output *outputs; /* in column order */
    size_t outputs_count;
    const json_t *settings;           /* with what takes the place of the source's own */
    const struct sl_columns *columns; /* of tables in the settings */
    bool history;                     /* it reads the record before too: scoring/previous.h */
};

/*
 * json: as describe gave it. settings: what takes the place of the rule's own, key by key; NULL for
 * its own. The caller owns *out. Errors: SL_INVALID for a field that is missing, mistyped or names
 * a setting that isn't there, and for a cell that doesn't keep to its column ("settings.ceilings
 * row 10, at_most: X is none of O G R I").
 */
enum sl_status sl_rule_header_parse(const char *name, struct sl_text json, const json_t *settings,
                                    struct sl_rule_header **out, struct sl_error *err);
void sl_rule_header_free(struct sl_rule_header *header);
void sl_rule_header_drop(struct sl_rule_header **header); /* for SL_AUTO */

const char *sl_rule_header_json(const struct sl_rule_header *header); /* canonical */
/* The line of the source where a field or one above it stands; 0 when not known. */
long sl_rule_header_line(const struct sl_rule_header *header, const char *path);
/* Fills *err with "rule:line: path: sentence" and returns SL_INVALID. */
enum sl_status sl_rule_header_fault(const struct sl_rule_header *header, struct sl_error *err,
                                    const char *path, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
enum sl_status sl_rule_header_cell_fault(const struct sl_rule_header *header, struct sl_error *err,
                                         const struct sl_column_place *place, const char *format,
                                         ...) __attribute__((format(printf, 4, 5)));
/* The same where needs name the question, or the first cell that reads it. */
enum sl_status sl_rule_header_need_fault(const struct sl_rule_header *header, struct sl_error *err,
                                         size_t need, const char *sentence);

/* NULL when the rule doesn't apply to that tool. */
const struct sl_rule_tool *sl_rule_header_applies(const struct sl_rule_header *header,
                                                  const char *tool);
int sl_rule_header_output(const struct sl_rule_header *header, const char *name); /* -1: none */
int sl_rule_header_clause(const struct sl_rule_header *header, const char *id);   /* -1: none */
bool sl_rule_output_allows(const struct sl_rule_output *output, struct sl_text token);
/* "O G R I", "integer 0..100", "day": for messages; out of at least 128 bytes. */
char *sl_rule_output_type_text(const struct sl_rule_output *output, char *out, size_t size);
