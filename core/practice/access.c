#include "practice/access.h"
#include "base/memory.h"
#include "store/query.h"
#include <assert.h>
#include <string.h>

enum {
    AUDITOR = 1 << SL_AUDITOR,
    LEAD = 1 << SL_QUALITY_LEAD,
    PUBLISHER = 1 << SL_PUBLISHER,
    ADMINISTRATOR = 1 << SL_ADMINISTRATOR,
    SHIPPED = 1 << SL_ROLES
};

static const struct {
    const char *code, *words; /* words: "... may" */
    int roles;
} verbs[] = {
    [SL_VERB_RECORD_SAVE] = {"record.save", "save this record", AUDITOR | LEAD},
    [SL_VERB_RECORD_READ] = {"record.read", "read this record", AUDITOR | LEAD},
    [SL_VERB_RECORD_EXPORT] = {"record.export", "export records", LEAD},
    [SL_VERB_RECORD_GRADE] = {"record.grade", "grade or moderate this record", LEAD},
    [SL_VERB_PLAN_IMPORT] = {"plan.import", "import an improvement plan", LEAD | SHIPPED},
    [SL_VERB_PLAN_READ] = {"plan.read", "read the improvement plan", AUDITOR | LEAD | PUBLISHER},
    [SL_VERB_FIGURE_IMPORT] = {"figure.import", "import performance figures", LEAD | SHIPPED},
    [SL_VERB_TOOL_ADD] = {"tool.add", "add an audit tool", LEAD | SHIPPED},
    [SL_VERB_LIST_ADD] = {"list.add", "add a list", LEAD | SHIPPED},
    [SL_VERB_RULE_DRAFT] = {"rule.draft", "draft a rule", LEAD | SHIPPED},
    [SL_VERB_RULE_PUBLISH] = {"rule.publish", "publish a rule", PUBLISHER | SHIPPED},
    [SL_VERB_RULE_RESCORE] = {"rule.rescore", "rescore records", LEAD | PUBLISHER | SHIPPED},
    [SL_VERB_RULE_PREVIEW] = {"rule.preview", "see what a rule would change", LEAD | PUBLISHER},
    [SL_VERB_SUMMARY_READ] = {"summary.read", "read this summary", AUDITOR | LEAD | PUBLISHER},
    [SL_VERB_STORE_VERIFY] = {"store.verify", "verify the store", LEAD | ADMINISTRATOR | SHIPPED},
    [SL_VERB_STORE_BACKUP] = {"store.backup", "take a backup", ADMINISTRATOR},
    [SL_VERB_STORE_RESTORE] = {"store.restore", "restore the store", ADMINISTRATOR},
    [SL_VERB_ACCOUNT_CHANGE] = {"account.change", "change accounts", ADMINISTRATOR | SHIPPED},
    [SL_VERB_TRAIL_READ] = {"trail.read", "read the trail", AUDITOR | LEAD | ADMINISTRATOR},
};
static_assert(SL_COUNT(verbs) == SL_VERBS, "one each");

const char *sl_verb_code(enum sl_verb verb) {
    return verbs[verb].code;
}

enum sl_verb sl_verb_of(const char *code) {
    size_t verb = 0;
    while (verb < SL_VERBS && strcmp(code, verbs[verb].code) != 0)
        verb++;
    return (enum sl_verb)verb;
}

bool sl_verb_allows(enum sl_verb verb, enum sl_role role) {
    return (verbs[verb].roles & (1 << role)) != 0;
}

static bool same(const char *wanted, const char *found) {
    return wanted[0] != '\0' && found != NULL && strcmp(wanted, found) == 0;
}

static bool covers(const struct sl_user *user, const struct sl_grant *grant,
                   const struct sl_object *object) {
    switch (grant->reach) {
    case SL_REACH_ALL:
        return true;
    case SL_REACH_OWN:
        return object != NULL &&
               (same(user->staff, object->auditor) || same(user->name, object->author));
    case SL_REACH_TEAM:
        return object != NULL && same(grant->code, object->team);
    case SL_REACH_SERVICE:
        return object != NULL && same(grant->code, object->service);
    case SL_REACHES:
        break;
    }
    return false;
}

static bool is_granted(const struct sl_user *user, enum sl_verb verb,
                       const struct sl_object *object) {
    if (user->shipped)
        return (verbs[verb].roles & SHIPPED) != 0;
    for (size_t i = 0; i < user->grant_count; i++)
        if (sl_verb_allows(verb, user->grants[i].role) && covers(user, &user->grants[i], object))
            return true;
    return false;
}

bool sl_may_somewhere(const struct sl_user *user, enum sl_verb verb) {
    if (user->shipped)
        return (verbs[verb].roles & SHIPPED) != 0;
    for (size_t i = 0; i < user->grant_count; i++)
        if (sl_verb_allows(verb, user->grants[i].role))
            return true;
    return false;
}

/* "a quality lead or a publisher" */
static void name_roles(enum sl_verb verb, struct sl_buffer *out) {
    sl_buffer_text(out, "");
    for (int role = 0; role < SL_ROLES; role++) {
        if (!sl_verb_allows(verb, (enum sl_role)role))
            continue;
        sl_buffer_format(out, "%s%s %s", out->length > 0 ? " or " : "",
                         role == SL_AUDITOR || role == SL_ADMINISTRATOR ? "an" : "a",
                         sl_role_label((enum sl_role)role));
    }
}

enum { NAMED_MOST = 3 };

static bool is_asked(const char *role, enum sl_verb verb) {
    enum sl_role asked = sl_role_of(role);
    return asked != SL_ROLES && sl_verb_allows(verb, asked);
}

/* " (such as carer.lead, j.smith)": accounts that may everywhere; other: not this one. */
static void name_accounts(struct sl_store *store, enum sl_verb verb, const char *other,
                          struct sl_buffer *out) {
    size_t named = 0;
    SL_AUTO(sl_buffer_drop) struct sl_buffer last = {0};
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store,
        "SELECT a.name, g.role FROM account a JOIN account_grant g ON g.account = a.id"
        " WHERE a.disabled_at IS NULL AND a.can_sign_in = 1 AND g.reach = 'all'"
        " ORDER BY a.name, g.role",
        NULL);
    while (named < NAMED_MOST && sl_query_next(&q)) {
        const char *name = sl_query_get_text(&q, 0);
        if (!is_asked(sl_query_get_text(&q, 1), verb) || strcmp(name, other) == 0 ||
            (last.length > 0 && strcmp(last.bytes, name) == 0))
            continue;
        sl_buffer_format(out, "%s%s", named++ == 0 ? " (such as " : ", ", name);
        sl_buffer_clear(&last);
        sl_buffer_text(&last, name);
    }
    sl_buffer_text(out, named > 0 ? ")" : "");
}

static enum sl_status refuse(struct sl_store *store, const struct sl_user *user, enum sl_verb verb,
                             struct sl_error *err) {
    SL_AUTO(sl_buffer_drop) struct sl_buffer who = {0};
    name_roles(verb, &who);
    name_accounts(store, verb, user->name, &who);
    return sl_fail(err, SL_REFUSED, sl_verb_code(verb),
                   "%s may not %s; that takes %s whose reach covers it", user->name,
                   verbs[verb].words, who.bytes);
}

static enum sl_status refuse_author(struct sl_store *store, const struct sl_user *user,
                                    struct sl_error *err) {
    SL_AUTO(sl_buffer_drop) struct sl_buffer who = {0};
    name_roles(SL_VERB_RULE_PUBLISH, &who);
    name_accounts(store, SL_VERB_RULE_PUBLISH, user->name, &who);
    return sl_fail(err, SL_REFUSED, "author",
                   "%s wrote this rule, so a second person publishes it: %s", user->name,
                   who.bytes);
}

enum sl_status sl_authorise(struct sl_store *store, const struct sl_user *user, enum sl_verb verb,
                            const struct sl_object *object, struct sl_error *err) {
    assert(verb < SL_VERBS);
    if (!is_granted(user, verb, object))
        return refuse(store, user, verb, err);
    if (verb == SL_VERB_RULE_PUBLISH && !user->shipped && object != NULL &&
        same(user->name, object->author))
        return refuse_author(store, user, err);
    return SL_OK;
}

enum sl_status sl_authorise_record(struct sl_store *store, const struct sl_user *user,
                                   enum sl_verb verb, int64_t record_no, struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store, "SELECT team, service, auditor FROM record WHERE record_no = :record", err);
    sl_query_int(&q, ":record", record_no);
    if (sl_query_next(&q)) {
        struct sl_object object = {.team = sl_query_get_text(&q, 0),
                                   .service = sl_query_get_text(&q, 1),
                                   .auditor = sl_query_get_text(&q, 2)};
        return sl_authorise(store, user, verb, &object, err);
    }
    if (q.status != SL_OK)
        return q.status;
    return sl_fail(err, SL_NOT_FOUND, "record", "There is no such record");
}
