#include "scoring/rule_header.h"
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

int sl_rule_header_output(const struct sl_rule_header *header, const char *name) {
    for (size_t i = 0; i < header->outputs_count; i++)
        if (strcmp(header->outputs[i].name, name) == 0)
            return (int)i;
    return -1;
}

int sl_rule_header_clause(const struct sl_rule_header *header, const char *id) {
    for (size_t i = 0; i < header->clauses_count; i++)
        if (strcmp(header->clauses[i].id, id) == 0)
            return (int)i;
    return -1;
}

bool sl_rule_output_allows(const struct sl_rule_output *output, struct sl_text token) {
    for (size_t i = 0; i < output->token_count; i++)
        if (sl_text_is(token, output->tokens[i]))
            return true;
    return false;
}

static char *join_tokens(const struct sl_rule_output *output, char *out, size_t size) {
    size_t used = 0;
    out[0] = '\0';
    for (size_t i = 0; i < output->token_count && used < size; i++) {
        const char *gap = i == 0 ? "" : " ";
        int added = snprintf(out + used, size - used, "%s%s", gap, output->tokens[i]);
        used += (size_t)added;
    }
    return out;
}

char *sl_rule_output_type_text(const struct sl_rule_output *output, char *out, size_t size) {
    static const char *const names[] = {[SL_OUTPUT_INTEGER] = "integer",
                                        [SL_OUTPUT_HUNDREDTHS] = "hundredths",
                                        [SL_OUTPUT_DAY] = "day",
                                        [SL_OUTPUT_YES_NO] = "yes no",
                                        [SL_OUTPUT_TEXT] = "text"};
    if (output->type == SL_OUTPUT_TOKENS)
        return join_tokens(output, out, size);
    if (output->type == SL_OUTPUT_INTEGER)
        snprintf(out, size, "integer %" PRId32 "..%" PRId32, output->least, output->most);
    else
        snprintf(out, size, "%s", names[output->type]);
    return out;
}
