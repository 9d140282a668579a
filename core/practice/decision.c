#include "practice/decision.h"
#include "base/id.h"
#include "store/query.h"
#include "store/trail.h"
#include <stdio.h>
#include <string.h>

struct deciding {
    int64_t record_no;
    const char *kind, *code, *outcome, *reason, *actor;
};

/* The newest of a flag or ceiling. */
struct standing {
    bool found, raised;
    int64_t count, decided_at;
};

static enum sl_status read_standing(struct sl_store *store, const struct deciding *deciding,
                                    struct standing *out, struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(store,
                                      "SELECT outcome, decided_at, count(*) OVER () FROM decision"
                                      " WHERE record_no = :record AND kind = :kind AND code = :code"
                                      " ORDER BY decided_at DESC LIMIT 1",
                                      err);
    sl_query_int(&q, ":record", deciding->record_no);
    sl_query_text(&q, ":kind", deciding->kind);
    sl_query_text(&q, ":code", deciding->code);
    if (sl_query_next(&q)) {
        out->found = true;
        out->raised = strcmp(sl_query_get_text(&q, 0), "raised") == 0;
        out->decided_at = sl_query_get_int(&q, 1);
        out->count = sl_query_get_int(&q, 2);
    }
    return q.status;
}

struct sl_hash sl_decision_hash(const char *salt, const struct sl_decision *decision) {
    SL_AUTO(sl_free)
    char *words = sl_format("%s\n%s\n%s\n%s\n%s\n%s\n%lld", salt, decision->kind, decision->code,
                            decision->outcome, decision->reason, decision->decided_by,
                            (long long)decision->decided_at);
    return sl_hash_of(words, strlen(words));
}

static void new_salt(char hex[2 * SL_SALT_BYTES + 1]) {
    uint8_t salt[SL_SALT_BYTES];
    sl_salt_new(salt);
    for (size_t i = 0; i < SL_SALT_BYTES; i++)
        snprintf(hex + 2 * i, 3, "%02x", salt[i]);
}

static enum sl_status insert_decision(struct sl_store *store, int64_t record_no,
                                      const struct sl_decision *decision, const char *id,
                                      const char *salt, int64_t trail_seq, struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store,
        "INSERT INTO decision (id, record_no, kind, code, outcome, reason, decided_by, decided_at,"
        " salt, trail_seq) VALUES (:id, :record, :kind, :code, :outcome, :reason, :by, :at, :salt,"
        " :seq)",
        err);
    sl_query_text(&q, ":id", id);
    sl_query_int(&q, ":record", record_no);
    sl_query_text(&q, ":kind", decision->kind);
    sl_query_text(&q, ":code", decision->code);
    sl_query_text(&q, ":outcome", decision->outcome);
    sl_query_text(&q, ":reason", decision->reason);
    sl_query_text(&q, ":by", decision->decided_by);
    sl_query_int(&q, ":at", decision->decided_at);
    sl_query_text(&q, ":salt", salt);
    sl_query_int(&q, ":seq", trail_seq);
    return sl_query_run(&q);
}

static enum sl_status tell_trail(struct sl_store *store, const struct deciding *deciding,
                                 const char *record_id, const struct sl_hash *after, int64_t *seq,
                                 struct sl_error *err) {
    SL_AUTO(sl_free) char *verb = sl_format("%s.%s", deciding->kind, deciding->outcome);
    struct sl_trail_entry entry = {
        .actor = deciding->actor, .verb = verb, .object = record_id, .after = after};
    struct sl_hash head;
    enum sl_status status = sl_trail_add(store, &entry, err);
    return status == SL_OK ? sl_trail_head(store, seq, &head, err) : status;
}

/* The instant rises within one flag or ceiling, so that the newest is always known. */
static enum sl_status keep(struct sl_store *store, const struct deciding *deciding,
                           const char *record_id, const struct standing *standing,
                           struct sl_error *err) {
    char id[SL_ID_SIZE], salt[2 * SL_SALT_BYTES + 1];
    int64_t now = sl_store_now(store), seq = 0;
    struct sl_decision decision = {
        .kind = deciding->kind,
        .code = deciding->code,
        .outcome = deciding->outcome,
        .reason = deciding->reason,
        .decided_by = deciding->actor != NULL ? deciding->actor : "sightline",
        .decided_at =
            standing->found && standing->decided_at >= now ? standing->decided_at + 1 : now};
    SL_AUTO(sl_free)
    char *name = sl_format("%s/%s/%s/%lld", record_id, deciding->kind, deciding->code,
                           (long long)standing->count);
    sl_id_from_name("decision", name, id);
    new_salt(salt);
    struct sl_hash hash = sl_decision_hash(salt, &decision);
    enum sl_status status = tell_trail(store, deciding, record_id, &hash, &seq, err);
    if (status != SL_OK)
        return status;
    return insert_decision(store, deciding->record_no, &decision, id, salt, seq, err);
}

struct about { /* the record decided on */
    char id[SL_ID_SIZE];
    char worker[65], auditor[65];
};

static void take_text(char *to, size_t size, const char *text) {
    size_t length = strlen(text);
    length = length < size ? length : size - 1;
    memcpy(to, text, length);
    to[length] = '\0';
}

static enum sl_status read_about(struct sl_store *store, int64_t record_no, struct about *out,
                                 struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store, "SELECT id, worker, auditor FROM record WHERE record_no = :record", err);
    sl_query_int(&q, ":record", record_no);
    if (sl_query_next(&q)) {
        take_text(out->id, sizeof out->id, sl_query_get_text(&q, 0));
        take_text(out->worker, sizeof out->worker, sl_query_get_text(&q, 1));
        take_text(out->auditor, sizeof out->auditor, sl_query_get_text(&q, 2));
        return SL_OK;
    }
    if (q.status != SL_OK)
        return q.status;
    return sl_fail(err, SL_NOT_FOUND, "record", "There is no such record");
}

enum sl_status sl_flag_raise(struct sl_store *store, int64_t record_no, const char *question,
                             const char *actor, struct sl_error *err) {
    const struct deciding deciding = {record_no, "flag", question, "raised", "", actor};
    struct standing standing = {0};
    struct about about;
    enum sl_status status = read_standing(store, &deciding, &standing, err);
    if (status != SL_OK || standing.raised)
        return status;
    status = read_about(store, record_no, &about, err);
    return status == SL_OK ? keep(store, &deciding, about.id, &standing, err) : status;
}

static bool is_outcome(const struct deciding *deciding) {
    static const char *const outcomes[] = {"confirmed", "resolved", "no_concern"};
    if (strcmp(deciding->kind, "waiver") == 0)
        return strcmp(deciding->outcome, "waived") == 0;
    for (size_t i = 0; i < SL_COUNT(outcomes) && strcmp(deciding->kind, "flag") == 0; i++)
        if (strcmp(deciding->outcome, outcomes[i]) == 0)
            return true;
    return false;
}

static enum sl_status check_words(const struct deciding *deciding, struct sl_error *err) {
    if (!is_outcome(deciding))
        return sl_fail(
            err, SL_INVALID, "outcome",
            "A flag is confirmed, resolved or no_concern, a ceiling waived; '%s' of '%s' "
            "is neither",
            deciding->outcome, deciding->kind);
    if (sl_text_trim(sl_text_of(deciding->reason)).length == 0)
        return sl_fail(err, SL_INVALID, "reason", "A decision gives its reason");
    return sl_text_check(sl_text_of(deciding->reason), err);
}

/* The staff pseudonym of an account, "" when none. */
static enum sl_status read_staff(struct sl_store *store, const char *account, char staff[65],
                                 struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(store, "SELECT coalesce(staff, '') FROM account WHERE name = :name", err);
    sl_query_text(&q, ":name", account != NULL ? account : "");
    bool found = sl_query_next(&q);
    take_text(staff, 65, found ? sl_query_get_text(&q, 0) : "");
    return q.status;
}

static enum sl_status check_person(struct sl_store *store, const struct deciding *deciding,
                                   const struct about *about, struct sl_error *err) {
    char staff[65];
    enum sl_status status = read_staff(store, deciding->actor, staff, err);
    bool flag = strcmp(deciding->kind, "flag") == 0;
    if (status != SL_OK || staff[0] == '\0' ||
        strcmp(staff, flag ? about->worker : about->auditor) != 0)
        return status;
    return sl_fail(err, SL_REFUSED, "decided_by", "%s",
                   flag ? "The worker who holds the case can't decide on its flag; a manager does"
                        : "The auditor can't waive a ceiling over the own grade; a quality lead "
                          "does");
}

static enum sl_status add_decision(struct sl_store *store, void *context, struct sl_error *err) {
    const struct deciding *deciding = context;
    struct standing standing = {0};
    struct about about;
    enum sl_status status = read_about(store, deciding->record_no, &about, err);
    if (status == SL_OK)
        status = check_person(store, deciding, &about, err);
    if (status == SL_OK)
        status = read_standing(store, deciding, &standing, err);
    if (status == SL_OK && !standing.found && strcmp(deciding->kind, "flag") == 0)
        status =
            sl_fail(err, SL_NOT_FOUND, "code", "No flag was raised on question %s", deciding->code);
    return status == SL_OK ? keep(store, deciding, about.id, &standing, err) : status;
}

enum sl_status sl_decision_add(struct sl_store *store, int64_t record_no, const char *kind,
                               const char *code, const char *outcome, const char *reason,
                               const char *actor, struct sl_error *err) {
    struct deciding deciding = {record_no, kind, code, outcome, reason, actor};
    enum sl_status status = check_words(&deciding, err);
    return status == SL_OK ? sl_store_write(store, add_decision, &deciding, err) : status;
}

enum sl_status sl_decision_each(struct sl_store *store, int64_t record_no, sl_decision_fn *each,
                                void *context, struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(store,
                                      "SELECT kind, code, outcome, reason, decided_by, decided_at"
                                      " FROM decision WHERE record_no = :record"
                                      " ORDER BY kind, code, decided_at, id",
                                      err);
    sl_query_int(&q, ":record", record_no);
    enum sl_status status = SL_OK;
    while (status == SL_OK && sl_query_next(&q)) {
        struct sl_decision decision = {sl_query_get_text(&q, 0), sl_query_get_text(&q, 1),
                                       sl_query_get_text(&q, 2), sl_query_get_text(&q, 3),
                                       sl_query_get_text(&q, 4), sl_query_get_int(&q, 5)};
        status = each(context, &decision, err);
    }
    return status != SL_OK ? status : q.status;
}

enum sl_status sl_flag_count_open(struct sl_store *store, int64_t record_no,
                                  const struct sl_tool *tool, char class, size_t *out,
                                  struct sl_error *err) {
    size_t count = 0;
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store,
        "SELECT d.code FROM decision d WHERE d.record_no = :record AND d.kind = 'flag'"
        " AND d.outcome = 'raised' AND NOT EXISTS (SELECT 1 FROM decision l"
        " WHERE l.record_no = d.record_no AND l.kind = d.kind AND l.code = d.code"
        " AND l.decided_at > d.decided_at) ORDER BY d.code",
        err);
    sl_query_int(&q, ":record", record_no);
    while (sl_query_next(&q)) {
        int question = sl_tool_find(tool, sl_query_get_text(&q, 0));
        if (question >= 0 && sl_tool_question(tool, (size_t)question)->critical == class)
            count++;
    }
    if (q.status == SL_OK)
        *out = count;
    return q.status;
}
