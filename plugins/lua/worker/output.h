/*
 * worker/output.h - what a rule declared that it may return: { "grade", "O G R I" }.
 */
#pragma once
#include "base/error.h"
#include <jansson.h>
#include <stdint.h>

enum sl_output_type {
    SL_OUTPUT_TOKENS, /* "O G R I": one of these, best first where that has a meaning */
    SL_OUTPUT_INTEGER,
    SL_OUTPUT_HUNDREDTHS,
    SL_OUTPUT_DAY,
    SL_OUTPUT_YES_NO,
    SL_OUTPUT_TEXT
};

enum { SL_OUTPUTS_MOST = 64, SL_OUTPUT_TOKENS_MOST = 64 };

struct sl_output {
    char *name, *type_text;
    enum sl_output_type type;
    char *words; /* the tokens, one NUL-terminated behind the other */
    const char *tokens[SL_OUTPUT_TOKENS_MOST];
    size_t token_count;
    int32_t least, most; /* of integers */
};

struct sl_outputs {
    struct sl_output *outputs;
    size_t count;
};

/* list: [["grade","O G R I"], ...]. On failure err->field is the path ("outputs.2"). */
enum sl_status sl_outputs_read(const json_t *list, struct sl_outputs *out, struct sl_error *err);
void sl_outputs_drop(struct sl_outputs *outputs);
int sl_outputs_find(const struct sl_outputs *outputs, const char *name); /* -1: none */
int sl_output_token(const struct sl_output *output, const char *token);  /* -1: none */
