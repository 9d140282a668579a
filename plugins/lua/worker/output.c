#include "output.h"
#include "base/memory.h"
#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_MOST = 40 };

static bool is_name(const char *name) {
    if (!isalpha((unsigned char)*name) || strlen(name) > NAME_MOST)
        return false;
    for (const char *c = name; *c != '\0'; c++)
        if (!isalnum((unsigned char)*c) && *c != '_')
            return false;
    return true;
}

static enum sl_status read_tokens(const char *type, struct sl_output *out, const char *path,
                                  struct sl_error *err) {
    out->type = SL_OUTPUT_TOKENS;
    out->words = sl_copy(type);
    char *rest = out->words;
    for (char *word; (word = strtok_r(rest, " ", &rest)) != NULL;) {
        if (sl_output_token(out, word) >= 0)
            return sl_fail(err, SL_RULE, path, "the token %s is named twice", word);
        if (out->token_count == SL_OUTPUT_TOKENS_MOST)
            return sl_fail(err, SL_RULE, path, "an output has at most %d tokens",
                           SL_OUTPUT_TOKENS_MOST);
        out->tokens[out->token_count++] = word;
    }
    if (out->token_count == 0)
        return sl_fail(err, SL_RULE, path, "a type is needed, such as \"O G R I\" or \"yes_no\"");
    return SL_OK;
}

static enum sl_status read_integer(const char *type, struct sl_output *out, const char *path,
                                   struct sl_error *err) {
    int used = 0;
    out->type = SL_OUTPUT_INTEGER;
    out->least = INT32_MIN;
    out->most = INT32_MAX;
    if (strcmp(type, "integer") == 0)
        return SL_OK;
    int found = sscanf(type, "integer %" SCNd32 "..%" SCNd32 "%n", &out->least, &out->most, &used);
    if (found != 2 || type[used] != '\0' || out->least > out->most)
        return sl_fail(err, SL_RULE, path, "\"%s\" isn't a type; \"integer 0..100\" is", type);
    return SL_OK;
}

static enum sl_status read_type(const char *type, struct sl_output *out, const char *path,
                                struct sl_error *err) {
    static const struct {
        const char *name;
        enum sl_output_type type;
    } plain[] = {{"hundredths", SL_OUTPUT_HUNDREDTHS},
                 {"day", SL_OUTPUT_DAY},
                 {"yes_no", SL_OUTPUT_YES_NO},
                 {"text", SL_OUTPUT_TEXT}};
    for (size_t i = 0; i < SL_COUNT(plain); i++) {
        if (strcmp(type, plain[i].name) == 0) {
            out->type = plain[i].type;
            return SL_OK;
        }
    }
    if (strncmp(type, "integer", 7) == 0 && (type[7] == '\0' || type[7] == ' '))
        return read_integer(type, out, path, err);
    return read_tokens(type, out, path, err);
}

static enum sl_status read_one(const json_t *entry, struct sl_outputs *outputs,
                               struct sl_error *err) {
    char path[32];
    snprintf(path, sizeof path, "outputs.%zu", outputs->count + 1);
    const char *name = json_string_value(json_array_get(entry, 0));
    const char *type = json_string_value(json_array_get(entry, 1));
    if (name == NULL || type == NULL || json_array_size(entry) != 2)
        return sl_fail(err, SL_RULE, path, "a name and a type are needed: { \"grade\", \"O G\" }");
    if (!is_name(name))
        return sl_fail(err, SL_RULE, path, "\"%s\" isn't a name: letters, digits and _ only", name);
    if (sl_outputs_find(outputs, name) >= 0)
        return sl_fail(err, SL_RULE, path, "%s is named twice", name);
    struct sl_output *output = &outputs->outputs[outputs->count++];
    output->name = sl_copy(name);
    output->type_text = sl_copy(type);
    return read_type(type, output, path, err);
}

enum sl_status sl_outputs_read(const json_t *list, struct sl_outputs *out, struct sl_error *err) {
    size_t count = json_array_size(list);
    if (count == 0 || count > SL_OUTPUTS_MOST)
        return sl_fail(err, SL_RULE, "outputs", "1 to %d outputs are needed", SL_OUTPUTS_MOST);
    struct sl_outputs outputs = {sl_new(count, sizeof *outputs.outputs), 0};
    enum sl_status status = SL_OK;
    for (size_t i = 0; i < count && status == SL_OK; i++)
        status = read_one(json_array_get(list, i), &outputs, err);
    if (status == SL_OK)
        *out = outputs;
    else
        sl_outputs_drop(&outputs);
    return status;
}

void sl_outputs_drop(struct sl_outputs *outputs) {
    for (size_t i = 0; i < outputs->count; i++) {
        free(outputs->outputs[i].name);
        free(outputs->outputs[i].type_text);
        free(outputs->outputs[i].words);
    }
    free(outputs->outputs);
    *outputs = (struct sl_outputs){0};
}

int sl_outputs_find(const struct sl_outputs *outputs, const char *name) {
    for (size_t i = 0; i < outputs->count; i++)
        if (strcmp(outputs->outputs[i].name, name) == 0)
            return (int)i;
    return -1;
}

int sl_output_token(const struct sl_output *output, const char *token) {
    for (size_t i = 0; i < output->token_count; i++)
        if (strcmp(output->tokens[i], token) == 0)
            return (int)i;
    return -1;
}
