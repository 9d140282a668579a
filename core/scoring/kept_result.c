#include "scoring/kept_result.h"
#include "scoring/decisions.h"
#include "scoring/previous.h"
#include "store/query.h"
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static const json_t *values_of_row(const json_t *result, uint16_t row) {
    if (row == 0)
        return json_object_get(result, "values");
    const json_t *rows = json_object_get(result, "rows");
    for (size_t i = 0; i < json_array_size(rows); i++) {
        const json_t *one = json_array_get(rows, i);
        if (sl_json_whole_or(one, "row", 0) == row)
            return json_object_get(one, "values");
    }
    return NULL;
}

char *sl_kept_value(const json_t *result, const struct sl_rule_output *output, uint16_t row) {
    const json_t *value = json_object_get(values_of_row(result, row), output->name);
    if (json_is_string(value))
        return sl_copy(json_string_value(value));
    if (json_is_boolean(value))
        return sl_copy(json_is_true(value) ? "yes" : "no");
    if (json_is_integer(value))
        return sl_format("%" JSON_INTEGER_FORMAT, json_integer_value(value));
    return sl_copy("");
}

static enum sl_status say_allowed(const struct sl_rule_output *output, const char *value,
                                  struct sl_error *err) {
    char type[128];
    return sl_fail(err, SL_INVALID, output->name, "\"%s\" isn't a value of %s; allowed: %s", value,
                   output->name, sl_rule_output_type_text(output, type, sizeof type));
}

static bool is_whole_in(const struct sl_rule_output *output, const char *value) {
    char *end;
    long long number = strtoll(value, &end, 10);
    bool whole = end != value && *end == '\0' && number >= INT32_MIN && number <= INT32_MAX;
    bool bounded =
        output->type != SL_OUTPUT_INTEGER || (number >= output->least && number <= output->most);
    return whole && bounded;
}

enum sl_status sl_kept_value_read(const struct sl_rule_output *output, const char *value,
                                  char **out, struct sl_error *err) {
    sl_day day = SL_DAY_NONE;
    char written[SL_DAY_SIZE];
    bool good = true;
    const char *kept = value;
    switch (output->type) {
    case SL_OUTPUT_TOKENS:
        good = sl_rule_output_allows(output, sl_text_of(value));
        break;
    case SL_OUTPUT_YES_NO:
        good = strcmp(value, "yes") == 0 || strcmp(value, "no") == 0;
        break;
    case SL_OUTPUT_DAY:
        good =
            sl_day_parse_uk(value, &day, NULL) == SL_OK || sl_day_parse(value, &day, NULL) == SL_OK;
        kept = sl_day_format(day, written);
        break;
    case SL_OUTPUT_INTEGER:
    case SL_OUTPUT_HUNDREDTHS:
        good = is_whole_in(output, value);
        break;
    case SL_OUTPUT_TEXT:
        good = sl_text_check(sl_text_of(value), err) == SL_OK && *value != '\0';
        break;
    }
    if (!good)
        return say_allowed(output, value, err);
    *out = sl_copy(kept);
    return SL_OK;
}

void sl_kept_score_drop(struct sl_kept_score *score) {
    json_decref(score->result);
    score->result = NULL;
}

static enum sl_status decisions_now(struct sl_store *store, int64_t record_no,
                                    const struct sl_tool *tool, struct sl_previous *previous,
                                    sl_day day, const struct sl_hash *body,
                                    struct sl_kept_facts *out, struct sl_error *err) {
    SL_AUTO(sl_decisions_close)
    struct sl_decisions decisions = sl_decisions_open(store, record_no - 1, err);
    struct sl_text decided = {"", 0};
    enum sl_status status = sl_decisions_of(&decisions, record_no, tool, &decided);
    if (status == SL_OK && previous != NULL)
        status = sl_previous_now(previous, record_no, &decided, err);
    if (status == SL_OK)
        out->hash = sl_facts_hash(body, sl_tool_hash(tool), day, decided);
    return status;
}

static enum sl_status facts_now(struct sl_store *store, int64_t record_no,
                                const struct sl_tool *tool, struct sl_previous *previous,
                                struct sl_kept_facts *out, struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store, "SELECT revision, body_hash, day FROM record WHERE record_no = :record", err);
    sl_query_int(&q, ":record", record_no);
    if (!sl_query_next(&q))
        return q.status != SL_OK ? q.status
                                 : sl_fail(err, SL_NOT_FOUND, "", "There is no record %lld",
                                           (long long)record_no);
    struct sl_hash body = {0};
    size_t length = 0;
    const void *bytes = sl_query_get_bytes(&q, 1, &length);
    if (length == sizeof body.bytes)
        memcpy(body.bytes, bytes, length);
    sl_day day = SL_DAY_NONE;
    enum sl_status status = sl_day_parse(sl_query_get_text(&q, 2), &day, err);
    if (status != SL_OK)
        return status;
    *out = (struct sl_kept_facts){record_no, sl_query_get_int(&q, 0), {{0}}};
    return decisions_now(store, record_no, tool, previous, day, &body, out, err);
}

enum sl_status sl_kept_facts_now(struct sl_store *store, int64_t record_no,
                                 const struct sl_tool *tool, struct sl_kept_facts *out,
                                 struct sl_error *err) {
    return facts_now(store, record_no, tool, NULL, out, err);
}

enum sl_status sl_kept_facts_of_rule(struct sl_store *store, int64_t record_no,
                                     const struct sl_tool *tool,
                                     const struct sl_rule_header *header, struct sl_kept_facts *out,
                                     struct sl_error *err) {
    SL_AUTO(sl_previous_drop) struct sl_previous *previous = sl_previous_new(store, header);
    return facts_now(store, record_no, tool, previous, out, err);
}

enum sl_status sl_kept_score_find(struct sl_store *store, const struct sl_kept_facts *facts,
                                  int64_t version_no, struct sl_kept_score *out,
                                  struct sl_error *err) {
    *out = (struct sl_kept_score){0};
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(store,
                      "SELECT score_no, revision, engine, basis_day, status, result FROM score "
                      "WHERE record_no = :record AND version_no = :version "
                      "AND revision = :revision AND facts_hash = :facts ORDER BY engine DESC "
                      "LIMIT 1",
                      err);
    sl_query_int(&q, ":record", facts->record_no);
    sl_query_int(&q, ":version", version_no);
    sl_query_int(&q, ":revision", facts->revision);
    sl_query_bytes(&q, ":facts", facts->hash.bytes, SL_HASH_BYTES);
    if (!sl_query_next(&q))
        return q.status;
    out->found = true;
    out->score_no = sl_query_get_int(&q, 0);
    out->revision = sl_query_get_int(&q, 1);
    out->engine = (int)sl_query_get_int(&q, 2);
    strncpy(out->basis_day, sl_query_get_text(&q, 3), sizeof out->basis_day - 1);
    strncpy(out->status, sl_query_get_text(&q, 4), sizeof out->status - 1);
    struct sl_text result = sl_query_get_slice(&q, 5);
    return sl_json_parse("score", result.bytes, result.length, &out->result, err);
}
