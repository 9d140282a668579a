#include "scoring/grading.h"
#include "store/query.h"
#include <stdlib.h>
#include <string.h>

enum { RULES_MOST = 64 };

struct noting {
    int64_t record_no, noted;
    char *rules[RULES_MOST]; /* grading rules in force, by code */
    size_t rule_count;
};

static void noting_drop(struct noting *noting) {
    for (size_t i = 0; i < noting->rule_count; i++)
        free(noting->rules[i]);
}

static enum sl_status find_rules(struct sl_store *store, struct noting *noting,
                                 struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(store,
                                      "SELECT code FROM rule WHERE kind = 'grade' "
                                      "AND current_no IS NOT NULL ORDER BY code",
                                      err);
    while (noting->rule_count < RULES_MOST && sl_query_next(&q))
        noting->rules[noting->rule_count++] = sl_copy(sl_query_get_text(&q, 0));
    return q.status;
}

#define NOTE_VERSION                                                                               \
    "UPDATE record SET graded_rule_no = coalesce("                                                 \
    "(SELECT m.version_no FROM rule_move m WHERE m.rule = :rule AND m.day <= "                     \
    "coalesce((SELECT max(v.day) FROM record_move v WHERE v.record_no = record.record_no "         \
    "AND v.state = 'submitted'), record.day) ORDER BY m.day DESC, m.seq DESC LIMIT 1), "           \
    "(SELECT m.version_no FROM rule_move m WHERE m.rule = :rule ORDER BY m.seq LIMIT 1)) "         \
    "WHERE tool = :tool AND graded_rule_no IS NULL "                                               \
    "AND state NOT IN ('in_progress', 'returned', 'withdrawn') "

/* Apart, because together they would read through all records of the tool for one. */
static const char note_one_sql[] = NOTE_VERSION "AND record_no = :record RETURNING record_no";
static const char note_each_sql[] = NOTE_VERSION "RETURNING record_no";

static enum sl_status note_tool(struct sl_store *store, struct noting *noting, const char *rule,
                                const char *tool, struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(store, noting->record_no > 0 ? note_one_sql : note_each_sql, err);
    sl_query_text(&q, ":rule", rule);
    sl_query_text(&q, ":tool", tool);
    if (noting->record_no > 0)
        sl_query_int(&q, ":record", noting->record_no);
    while (sl_query_next(&q))
        noting->noted++;
    return q.status;
}

static enum sl_status note_rule(struct sl_store *store, struct noting *noting, const char *code,
                                struct sl_error *err) {
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = NULL;
    enum sl_status status = sl_rule_from_store(store, code, 0, &rule, err);
    const struct sl_rule_header *header = status == SL_OK ? sl_rule_header(rule) : NULL;
    for (size_t i = 0; status == SL_OK && i < header->applies_count; i++)
        status = note_tool(store, noting, code, header->applies[i].tool, err);
    return status;
}

static enum sl_status note_all(struct sl_store *store, void *context, struct sl_error *err) {
    struct noting *noting = context;
    enum sl_status status = SL_OK;
    noting->noted = 0;
    for (size_t i = 0; i < noting->rule_count && status == SL_OK; i++)
        status = note_rule(store, noting, noting->rules[i], err);
    return status;
}

/* Nearly always there is nothing to write. */
static enum sl_status is_needed(struct sl_store *store, int64_t record_no, bool *out,
                                struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store,
        "SELECT 1 FROM record WHERE record_no >= :first AND record_no <= :last "
        "AND graded_rule_no IS NULL AND state NOT IN ('in_progress', 'returned', 'withdrawn') "
        "LIMIT 1",
        err);
    sl_query_int(&q, ":first", record_no > 0 ? record_no : 0);
    sl_query_int(&q, ":last", record_no > 0 ? record_no : INT64_MAX);
    *out = sl_query_next(&q);
    return q.status;
}

enum sl_status sl_grading_note(struct sl_store *store, int64_t record_no, int64_t *noted,
                               struct sl_error *err) {
    SL_AUTO(noting_drop) struct noting noting = {.record_no = record_no};
    bool needed = false;
    enum sl_status status = is_needed(store, record_no, &needed, err);
    if (status == SL_OK && needed)
        status = find_rules(store, &noting, err);
    if (status == SL_OK && noting.rule_count > 0)
        status = sl_store_write(store, note_all, &noting, err);
    if (status == SL_OK && noted != NULL)
        *noted = noting.noted;
    return status;
}
