#include "scoring/rule_version.h"
#include "scoring/rule_write.h"
#include "store/query.h"
#include "store/trail.h"
#include <string.h>

enum sl_status sl_rule_version_each(struct sl_store *store, const char *rule,
                                    enum sl_status (*told)(void *context,
                                                           const struct sl_rule_version *version,
                                                           struct sl_error *err),
                                    void *context, struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store,
        "SELECT v.version_no, v.number, v.id, v.rule, r.title, r.kind, v.language, v.author, "
        "v.publisher, v.why, v.state, v.hash, v.in_force_from, v.made_at, v.published_at, "
        "coalesce(r.current_no, 0), v.proposed_by, v.proposed_at, v.consulted, v.preview, "
        "CASE WHEN r.current_no = v.version_no THEN r.stopped ELSE '' END FROM "
        "rule_version v JOIN rule r ON r.code = v.rule "
        "WHERE (:rule = '' OR v.rule = :rule) ORDER BY v.rule, v.number",
        err);
    sl_query_text(&q, ":rule", rule != NULL ? rule : "");
    enum sl_status status = SL_OK;
    while (status == SL_OK && sl_query_next(&q)) {
        struct sl_rule_version version = {
            .version_no = sl_query_get_int(&q, 0),
            .number = sl_query_get_int(&q, 1),
            .id = sl_query_get_text(&q, 2),
            .rule = sl_query_get_text(&q, 3),
            .title = sl_query_get_text(&q, 4),
            .kind = sl_query_get_text(&q, 5),
            .language = sl_query_get_text(&q, 6),
            .author = sl_query_get_text(&q, 7),
            .publisher = sl_query_get_text(&q, 8),
            .why = sl_query_get_text(&q, 9),
            .state = sl_query_get_text(&q, 10),
            .hash = sl_query_get_text(&q, 11),
            .in_force_from = sl_query_get_text(&q, 12),
            .made_at = sl_query_get_int(&q, 13),
            .published_at = sl_query_get_int(&q, 14),
            .current = sl_query_get_int(&q, 15) == sl_query_get_int(&q, 0),
            .proposed_by = sl_query_get_text(&q, 16),
            .proposed_at = sl_query_get_int(&q, 17),
            .consulted = sl_query_get_text(&q, 18),
            .preview = sl_query_get_text(&q, 19),
            .stopped = sl_query_get_text(&q, 20),
        };
        status = told(context, &version, err);
    }
    return status != SL_OK ? status : q.status;
}

static enum sl_status add_rule_row(struct sl_store *store, const struct sl_rule_header *header,
                                   struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(store,
                                      "INSERT INTO rule (code, title, kind) "
                                      "VALUES (:code, :title, :kind) ON CONFLICT (code) DO NOTHING",
                                      err);
    sl_query_text(&q, ":code", header->code);
    sl_query_text(&q, ":title", header->title);
    sl_query_text(&q, ":kind", header->kind);
    return sl_query_run(&q);
}

static enum sl_status find_numbers(struct sl_store *store, const char *code,
                                   struct sl_rule_drafting *draft, struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(store,
                      "SELECT (SELECT coalesce(max(version_no), 0) FROM rule_version), "
                      "(SELECT coalesce(max(number), 0) FROM rule_version WHERE rule = :rule), "
                      "(SELECT hash FROM rule_version WHERE rule = :rule AND state <> 'abandoned' "
                      "ORDER BY number DESC LIMIT 1), "
                      "(SELECT coalesce(max(number), 0) FROM rule_version WHERE rule = :rule "
                      "AND state <> 'abandoned')",
                      err);
    sl_query_text(&q, ":rule", code);
    if (!sl_query_next(&q))
        return q.status;
    char hex[SL_HASH_SIZE];
    sl_hash_hex(sl_rule_hash(draft->rule), hex);
    draft->version_no = sl_query_get_int(&q, 0) + 1;
    draft->number = sl_query_get_int(&q, 1) + 1;
    if (strcmp(sl_query_get_text(&q, 2), hex) == 0)
        return sl_fail(err, SL_CONFLICT, "", "Version %lld of %s is the same text already",
                       (long long)sl_query_get_int(&q, 3), code);
    return SL_OK;
}

static enum sl_status insert_version(struct sl_store *store, const struct sl_rule_drafting *draft,
                                     struct sl_error *err) {
    const struct sl_rule_header *header = sl_rule_header(draft->rule);
    char hex[SL_HASH_SIZE];
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store,
        "INSERT INTO rule_version (version_no, id, rule, number, language, source, settings, "
        "header, lists, libraries, hash, author, why, state, made_at) VALUES (:version, :id, "
        ":rule, :number, :language, :source, :settings, :header, :lists, :libraries, :hash, "
        ":author, :why, 'draft', :now)",
        err);
    sl_query_int(&q, ":version", draft->version_no);
    sl_query_text(&q, ":id", draft->id);
    sl_query_text(&q, ":rule", header->code);
    sl_query_int(&q, ":number", draft->number);
    sl_query_text(&q, ":language", sl_rule_language(draft->rule));
    sl_query_slice(&q, ":source", sl_rule_for_scorer(draft->rule)->source);
    sl_query_text(&q, ":settings", sl_rule_settings_json(draft->rule));
    sl_query_text(&q, ":header", sl_rule_header_json(header));
    sl_query_text(&q, ":lists", sl_rule_lists_json(draft->rule));
    sl_query_text(&q, ":libraries", sl_rule_libraries_json(draft->rule));
    sl_query_text(&q, ":hash", sl_hash_hex(sl_rule_hash(draft->rule), hex));
    sl_query_text(&q, ":author", draft->author);
    sl_query_text(&q, ":why", draft->why);
    sl_query_int(&q, ":now", sl_store_now(store));
    return sl_query_run(&q);
}

enum sl_status sl_rule_write_draft(struct sl_store *store, void *context, struct sl_error *err) {
    struct sl_rule_drafting *draft = context;
    const struct sl_rule_header *header = sl_rule_header(draft->rule);
    sl_id_new(draft->id);
    enum sl_status status = add_rule_row(store, header, err);
    if (status == SL_OK)
        status = find_numbers(store, header->code, draft, err);
    if (status == SL_OK)
        status = insert_version(store, draft, err);
    if (status == SL_OK)
        status = sl_trail_add(store,
                              &(struct sl_trail_entry){draft->author, "rule.draft", draft->id, NULL,
                                                       sl_rule_hash(draft->rule)},
                              err);
    return status;
}

enum sl_status sl_rule_begin_draft(const struct sl_rule *rule, const char *author, const char *why,
                                   struct sl_rule_drafting *draft, struct sl_error *err) {
    *draft = (struct sl_rule_drafting){.rule = rule, .author = author, .why = why};
    if (*author == '\0')
        return sl_fail(err, SL_INVALID, "author", "A rule version needs its author's name");
    if (*why == '\0')
        draft->why = sl_rule_header(rule)->why;
    if (*draft->why == '\0')
        return sl_fail(err, SL_INVALID, "why", "Say why the rule changes: why = \"...\" in %s",
                       sl_rule_name(rule));
    return SL_OK;
}

enum sl_status sl_rule_draft(struct sl_store *store, const struct sl_rule *rule, const char *author,
                             const char *why, int64_t *number, struct sl_error *err) {
    struct sl_rule_drafting draft;
    enum sl_status status = sl_rule_begin_draft(rule, author, why, &draft, err);
    if (status == SL_OK)
        status = sl_store_write(store, sl_rule_write_draft, &draft, err);
    if (status == SL_OK && number != NULL)
        *number = draft.number;
    return status;
}
