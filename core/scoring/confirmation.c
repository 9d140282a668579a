#include "scoring/confirmation.h"
#include "practice/record.h"
#include "scoring/kept_result.h"
#include "scoring/rule.h"
#include "store/query.h"
#include "store/trail.h"
#include <stdlib.h>
#include <string.h>

/* Inside a write: a confirmation on its way into the store. */
struct adding {
    const struct sl_confirmation *given;
    char *proposed, *confirmed;
};

static void adding_drop(struct adding *adding) {
    free(adding->proposed);
    free(adding->confirmed);
}

static enum sl_status find_tool(struct sl_store *store, int64_t record_no, struct sl_tool **out,
                                struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store, "SELECT tool, tool_version FROM record WHERE record_no = :record", err);
    sl_query_int(&q, ":record", record_no);
    if (!sl_query_next(&q))
        return q.status != SL_OK ? q.status
                                 : sl_fail(err, SL_NOT_FOUND, "", "There is no record %lld",
                                           (long long)record_no);
    return sl_tool_load(store, sl_query_get_text(&q, 0), sl_query_get_int(&q, 1), out, err);
}

static enum sl_status find_proposal(struct sl_store *store, struct adding *adding,
                                    const struct sl_rule *rule, const struct sl_tool *tool,
                                    struct sl_error *err) {
    const struct sl_confirmation *given = adding->given;
    const struct sl_rule_header *header = sl_rule_header(rule);
    int place = sl_rule_header_output(header, given->output);
    if (place < 0)
        return sl_fail(err, SL_NOT_FOUND, "output", "%s has no output %s", header->code,
                       given->output);
    struct sl_kept_facts facts;
    SL_AUTO(sl_kept_score_drop) struct sl_kept_score score = {0};
    enum sl_status status =
        sl_kept_facts_of_rule(store, given->record_no, tool, header, &facts, err);
    if (status == SL_OK)
        status = sl_kept_score_find(store, &facts, sl_rule_version_no(rule), &score, err);
    if (status != SL_OK)
        return status;
    adding->proposed = sl_kept_value(score.result, &header->outputs[place], given->row);
    if (*adding->proposed == '\0')
        return sl_fail(err, SL_NOT_FOUND, given->output,
                       "%s proposes no %s here, so there is nothing to confirm", header->code,
                       given->output);
    return sl_kept_value_read(&header->outputs[place], given->confirmed, &adding->confirmed, err);
}

static enum sl_status insert(struct sl_store *store, const struct adding *adding,
                             struct sl_error *err) {
    const struct sl_confirmation *given = adding->given;
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store,
        "INSERT INTO confirmation (record_no, rule, row_no, output, seq, proposed, confirmed, "
        "reason, confirmed_by, confirmed_at) SELECT :record, :rule, :row, :output, "
        "coalesce(max(seq), 0) + 1, :proposed, :confirmed, :reason, :actor, :now "
        "FROM confirmation WHERE record_no = :record AND rule = :rule AND row_no = :row "
        "AND output = :output",
        err);
    sl_query_int(&q, ":record", given->record_no);
    sl_query_text(&q, ":rule", given->rule);
    sl_query_int(&q, ":row", given->row);
    sl_query_text(&q, ":output", given->output);
    sl_query_text(&q, ":proposed", adding->proposed);
    sl_query_text(&q, ":confirmed", adding->confirmed);
    sl_query_text(&q, ":reason", given->reason);
    sl_query_text(&q, ":actor", given->actor);
    sl_query_int(&q, ":now", sl_store_now(store));
    return sl_query_run(&q);
}

static enum sl_status tell_trail(struct sl_store *store, const struct sl_confirmation *given,
                                 struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(store, "SELECT id FROM record WHERE record_no = :record", err);
    sl_query_int(&q, ":record", given->record_no);
    if (!sl_query_next(&q))
        return q.status;
    struct sl_trail_entry entry = {
        .actor = given->actor, .verb = "score.confirm", .object = sl_query_get_text(&q, 0)};
    return sl_trail_add(store, &entry, err);
}

static enum sl_status add(struct sl_store *store, void *context, struct sl_error *err) {
    SL_AUTO(adding_drop) struct adding adding = {.given = context};
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = NULL;
    SL_AUTO(sl_tool_drop) struct sl_tool *tool = NULL;
    enum sl_status status = sl_rule_from_store(store, adding.given->rule, 0, &rule, err);
    if (status == SL_OK)
        status = find_tool(store, adding.given->record_no, &tool, err);
    if (status == SL_OK)
        status = find_proposal(store, &adding, rule, tool, err);
    if (status != SL_OK)
        return status;
    bool changed = strcmp(adding.proposed, adding.confirmed) != 0;
    if (changed && *adding.given->reason == '\0')
        return sl_fail(err, SL_INVALID, "reason",
                       "The rule proposes %s for %s; to say %s instead, give the reason",
                       adding.proposed, adding.given->output, adding.confirmed);
    status = insert(store, &adding, err);
    return status != SL_OK ? status : tell_trail(store, adding.given, err);
}

enum sl_status sl_confirmation_add(struct sl_store *store,
                                   const struct sl_confirmation *confirmation,
                                   struct sl_error *err) {
    return sl_store_write(store, add, (void *)(uintptr_t)confirmation, err);
}

void sl_confirmed_drop(struct sl_confirmed *confirmed) {
    free(confirmed->proposed);
    free(confirmed->confirmed);
    free(confirmed->reason);
    free(confirmed->confirmed_by);
    *confirmed = (struct sl_confirmed){0};
}

enum sl_status sl_confirmation_find(struct sl_store *store, int64_t record_no, const char *rule,
                                    uint16_t row, const char *output, struct sl_confirmed *out,
                                    struct sl_error *err) {
    *out = (struct sl_confirmed){0};
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(store,
                      "SELECT proposed, confirmed, reason, confirmed_by, confirmed_at "
                      "FROM confirmation WHERE record_no = :record AND rule = :rule "
                      "AND row_no = :row AND output = :output ORDER BY seq DESC LIMIT 1",
                      err);
    sl_query_int(&q, ":record", record_no);
    sl_query_text(&q, ":rule", rule);
    sl_query_int(&q, ":row", row);
    sl_query_text(&q, ":output", output);
    if (sl_query_next(&q))
        *out = (struct sl_confirmed){true,
                                     sl_copy(sl_query_get_text(&q, 0)),
                                     sl_copy(sl_query_get_text(&q, 1)),
                                     sl_copy(sl_query_get_text(&q, 2)),
                                     sl_copy(sl_query_get_text(&q, 3)),
                                     sl_query_get_int(&q, 4)};
    return q.status;
}
