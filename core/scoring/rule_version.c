#include "scoring/rule_version.h"
#include "base/file.h"
#include "base/id.h"
#include "store/count.h"
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
        "coalesce(r.current_no, 0) FROM rule_version v JOIN rule r ON r.code = v.rule "
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
        };
        status = told(context, &version, err);
    }
    return status != SL_OK ? status : q.status;
}

/* Inside a write: a version on its way into the store. */
struct draft {
    const struct sl_rule *rule;
    const char *author, *why;
    int64_t version_no, number;
    char id[SL_ID_SIZE];
};

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

static enum sl_status find_numbers(struct sl_store *store, const char *code, struct draft *draft,
                                   struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store,
        "SELECT (SELECT coalesce(max(version_no), 0) FROM rule_version), "
        "(SELECT coalesce(max(number), 0) FROM rule_version WHERE rule = :rule), "
        "(SELECT hash FROM rule_version WHERE rule = :rule ORDER BY number DESC LIMIT 1)",
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
                       (long long)draft->number - 1, code);
    return SL_OK;
}

static enum sl_status insert_version(struct sl_store *store, const struct draft *draft,
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

static enum sl_status tell_trail(struct sl_store *store, const char *actor, const char *verb,
                                 const char *id, const struct sl_hash *before,
                                 const struct sl_hash *after, struct sl_error *err) {
    struct sl_trail_entry entry = {actor, verb, id, before, after};
    return sl_trail_add(store, &entry, err);
}

static enum sl_status write_draft(struct sl_store *store, void *context, struct sl_error *err) {
    struct draft *draft = context;
    const struct sl_rule_header *header = sl_rule_header(draft->rule);
    sl_id_new(draft->id);
    enum sl_status status = add_rule_row(store, header, err);
    if (status == SL_OK)
        status = find_numbers(store, header->code, draft, err);
    if (status == SL_OK)
        status = insert_version(store, draft, err);
    if (status == SL_OK)
        status = tell_trail(store, draft->author, "rule.draft", draft->id, NULL,
                            sl_rule_hash(draft->rule), err);
    return status;
}

static enum sl_status begin_draft(const struct sl_rule *rule, const char *author, const char *why,
                                  struct draft *draft, struct sl_error *err) {
    *draft = (struct draft){.rule = rule, .author = author, .why = why};
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
    struct draft draft;
    enum sl_status status = begin_draft(rule, author, why, &draft, err);
    if (status == SL_OK)
        status = sl_store_write(store, write_draft, &draft, err);
    if (status == SL_OK && number != NULL)
        *number = draft.number;
    return status;
}

struct publication {
    const struct sl_rule *rule;
    const char *publisher, *verb;
    int64_t version_no;
    sl_day in_force_from;
};

static enum sl_status check_second_person(struct sl_store *store, const struct publication *p,
                                          char id[SL_ID_SIZE], struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store, "SELECT id, author, state FROM rule_version WHERE version_no = :version", err);
    sl_query_int(&q, ":version", p->version_no);
    if (!sl_query_next(&q))
        return q.status != SL_OK ? q.status
                                 : sl_fail(err, SL_NOT_FOUND, "", "The rule version has gone");
    const char *state = sl_query_get_text(&q, 2);
    if (strcmp(state, "draft") != 0 && strcmp(state, "proposed") != 0)
        return sl_fail(err, SL_CONFLICT, "state", "%s is %s already", sl_rule_name(p->rule), state);
    bool shipped = strcmp(p->publisher, SL_RULE_SHIPPED) == 0;
    if (!shipped && strcmp(sl_query_get_text(&q, 1), p->publisher) == 0)
        return sl_fail(err, SL_REFUSED, "publisher",
                       "%s wrote %s; a second person has to publish it", p->publisher,
                       sl_rule_name(p->rule));
    memcpy(id, sl_query_get_text(&q, 0), SL_ID_SIZE);
    return SL_OK;
}

static enum sl_status stamp_version(struct sl_store *store, const struct publication *p,
                                    struct sl_error *err) {
    int64_t now = sl_store_now(store);
    char day[SL_DAY_SIZE];
    sl_day from = p->in_force_from;
    if (from == SL_DAY_NONE)
        from = (sl_day)(now / 86400000);
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(store,
                      "UPDATE rule_version SET state = 'published', publisher = :publisher, "
                      "published_at = :now, in_force_from = :day WHERE version_no = :version",
                      err);
    sl_query_text(&q, ":publisher", p->publisher);
    sl_query_int(&q, ":now", now);
    sl_query_text(&q, ":day", sl_day_format(from, day));
    sl_query_int(&q, ":version", p->version_no);
    return sl_query_run(&q);
}

static enum sl_status move_pointer(struct sl_store *store, const struct publication *p,
                                   struct sl_error *err) {
    const struct sl_rule_header *header = sl_rule_header(p->rule);
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(store,
                                      "UPDATE rule SET current_no = :version, title = :title, "
                                      "kind = :kind WHERE code = :code",
                                      err);
    sl_query_int(&q, ":version", p->version_no);
    sl_query_text(&q, ":title", header->title);
    sl_query_text(&q, ":kind", header->kind);
    sl_query_text(&q, ":code", header->code);
    return sl_query_run(&q);
}

/* *found stays false when no version is published. */
static enum sl_status hash_of_current(struct sl_store *store, const char *code, struct sl_hash *out,
                                      bool *found, struct sl_error *err) {
    struct sl_rule *rule = NULL;
    struct sl_error none = {0};
    enum sl_status status = sl_rule_from_store(store, code, 0, &rule, &none);
    *found = status == SL_OK;
    if (*found)
        *out = *sl_rule_hash(rule);
    sl_rule_free(rule);
    if (status == SL_OK || status == SL_NOT_FOUND)
        return SL_OK;
    return sl_fail(err, status, none.field, "%s", none.text);
}

static enum sl_status publish_version(struct sl_store *store, void *context, struct sl_error *err) {
    const struct publication *p = context;
    struct sl_hash before;
    bool had_one = false;
    char id[SL_ID_SIZE];
    enum sl_status status = check_second_person(store, p, id, err);
    if (status == SL_OK)
        status = hash_of_current(store, sl_rule_header(p->rule)->code, &before, &had_one, err);
    if (status == SL_OK)
        status = stamp_version(store, p, err);
    if (status == SL_OK)
        status = move_pointer(store, p, err);
    if (status == SL_OK)
        status = tell_trail(store, p->publisher, p->verb, id, had_one ? &before : NULL,
                            sl_rule_hash(p->rule), err);
    return status;
}

enum sl_status sl_rule_publish(struct sl_store *store, const struct sl_engine *engine,
                               const char *code, int64_t number, const char *publisher,
                               sl_day in_force_from, struct sl_error *err) {
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = NULL;
    struct sl_shelf shelf = {.store = store};
    enum sl_status status = sl_rule_from_store(store, code, number, &rule, err);
    if (status == SL_OK && in_force_from != SL_DAY_NONE &&
        in_force_from > sl_day_at(sl_store_now(store)))
        return sl_fail(err, SL_INVALID, "in_force_from",
                       "A rule is published on the day it comes into force, or later: publish it "
                       "again on that day");
    if (status == SL_OK)
        status = sl_rule_check(rule, engine, &shelf, NULL, NULL, NULL, err);
    if (status != SL_OK)
        return status;
    struct publication p = {rule, publisher, "rule.publish", sl_rule_version_no(rule),
                            in_force_from};
    return sl_store_write(store, publish_version, &p, err);
}

static enum sl_status ship_version(struct sl_store *store, void *context, struct sl_error *err) {
    struct draft *draft = context;
    enum sl_status status = write_draft(store, draft, err);
    if (status != SL_OK)
        return status;
    struct publication p = {draft->rule, SL_RULE_SHIPPED, "rule.ship", draft->version_no,
                            SL_DAY_NONE};
    return publish_version(store, &p, err);
}

struct shipment {
    struct sl_store *store;
    const struct sl_engines *engines;
    struct sl_shelf shelf;
    const char *folder;
    void (*told)(void *context, const char *sentence);
    void *context;
    struct sl_rule_shipping *out;
};

static enum sl_status is_known(struct sl_store *store, const char *code, bool *out,
                               struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(store, "SELECT code FROM rule WHERE code = :code", err);
    sl_query_text(&q, ":code", code);
    *out = sl_query_next(&q);
    return q.status;
}

static enum sl_status ship_rule(struct shipment *shipment, const struct sl_engine *engine,
                                const struct sl_rule *rule, struct sl_error *err) {
    bool known = false;
    enum sl_status status = is_known(shipment->store, sl_rule_header(rule)->code, &known, err);
    if (status != SL_OK)
        return status;
    if (known) {
        shipment->out->known++;
        return SL_OK;
    }
    struct draft draft;
    status = sl_rule_check(rule, engine, &shipment->shelf, NULL, NULL, NULL, err);
    if (status == SL_OK)
        status = begin_draft(rule, SL_RULE_SHIPPED, "", &draft, err);
    if (status == SL_OK)
        status = sl_store_write(shipment->store, ship_version, &draft, err);
    if (status == SL_OK)
        shipment->out->shipped++;
    return status;
}

static enum sl_status ship_file(void *context, const char *name, struct sl_error *err) {
    struct shipment *shipment = context;
    SL_AUTO(sl_free) char *path = sl_format("%s/%s", shipment->folder, name);
    const char *language = shipment->engines->language_of(shipment->engines->context, path);
    if (language == NULL)
        return SL_OK;
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = NULL;
    struct sl_engine engine;
    struct sl_error fault = {0};
    enum sl_status status =
        shipment->engines->find(shipment->engines->context, language, &engine, &fault);
    if (status == SL_OK)
        status = sl_rule_from_file(&engine, &shipment->shelf, path, &rule, &fault);
    if (status == SL_OK)
        status = ship_rule(shipment, &engine, rule, &fault);
    if (status == SL_OK)
        return SL_OK;
    if (status == SL_STORE)
        return sl_fail(err, status, fault.field, "%s", fault.text);
    shipment->out->faulty++;
    if (shipment->told != NULL)
        shipment->told(shipment->context, fault.text);
    return SL_OK;
}

enum sl_status sl_rule_ship(struct sl_store *store, const struct sl_engines *engines,
                            const char *scripts_home,
                            void (*told)(void *context, const char *sentence), void *context,
                            struct sl_rule_shipping *out, struct sl_error *err) {
    SL_AUTO(sl_free) char *folder = sl_format("%s/rules", scripts_home);
    struct sl_rule_shipping counts = {0};
    struct shipment shipment = {.store = store,
                                .engines = engines,
                                .shelf = {.store = store, .scripts_home = scripts_home},
                                .folder = folder,
                                .told = told,
                                .context = context,
                                .out = &counts};
    enum sl_status status = sl_file_each(folder, ship_file, &shipment, err);
    if (status == SL_OK && out != NULL)
        *out = counts;
    return status;
}
