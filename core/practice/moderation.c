#include "practice/moderation.h"
#include "store/query.h"
#include "store/trail.h"
#include <string.h>

struct adding {
    const struct sl_moderation *moderation;
    const char *actor;
    char id[SL_ID_SIZE];
};

static enum sl_status check(const struct sl_moderation *m, struct sl_error *err) {
    bool changed = strcmp(m->outcome, "changed") == 0;
    if (changed && strcmp(m->grade_before, m->grade_after) == 0)
        return sl_fail(err, SL_INVALID, "grade_after",
                       "a moderation that changed nothing is \"confirmed\"");
    if (!changed && strcmp(m->outcome, "confirmed") == 0 &&
        strcmp(m->grade_before, m->grade_after) != 0)
        return sl_fail(err, SL_INVALID, "outcome",
                       "a moderation that moves %s to %s is \"changed\"", m->grade_before,
                       m->grade_after);
    if (strcmp(m->outcome, "confirmed") != 0 && (!m->reason || m->reason[0] == '\0'))
        return sl_fail(err, SL_INVALID, "reason", "a change or return needs its reason");
    return SL_OK;
}

static enum sl_status find_record(struct sl_store *store, int64_t record_no, struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(store, "SELECT 1 FROM record WHERE record_no = :record", err);
    sl_query_int(&q, ":record", record_no);
    if (!sl_query_next(&q) && q.status == SL_OK)
        return sl_fail(err, SL_NOT_FOUND, "record", "there is no such record to moderate");
    return q.status;
}

static enum sl_status insert(struct sl_store *store, const struct adding *adding,
                             struct sl_error *err) {
    const struct sl_moderation *m = adding->moderation;
    char day[SL_DAY_SIZE];
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store,
        "INSERT INTO moderation (id, record_no, moderator, route, chosen_why, blind, grade_before, "
        "grade_after, outcome, reason, decided_on) VALUES (:id, :record, :moderator, :route, :why, "
        ":blind, :before, :after, :outcome, :reason, :day)",
        err);
    sl_query_text(&q, ":id", adding->id);
    sl_query_int(&q, ":record", m->record_no);
    sl_query_text(&q, ":moderator", m->moderator);
    sl_query_text(&q, ":route", m->route);
    sl_query_text(&q, ":why", m->chosen_why);
    sl_query_int(&q, ":blind", m->blind);
    sl_query_text(&q, ":before", m->grade_before);
    sl_query_text(&q, ":after", m->grade_after);
    sl_query_text(&q, ":outcome", m->outcome);
    sl_query_text(&q, ":reason", m->reason ? m->reason : "");
    sl_query_text(&q, ":day", sl_day_format(m->decided_on, day));
    return sl_query_run(&q);
}

static enum sl_status add(struct sl_store *store, void *context, struct sl_error *err) {
    struct adding *adding = context;
    if (adding->moderation->id)
        memcpy(adding->id, adding->moderation->id, SL_ID_SIZE);
    else
        sl_id_new(adding->id);
    enum sl_status status = find_record(store, adding->moderation->record_no, err);
    if (status == SL_OK)
        status = insert(store, adding, err);
    const struct sl_trail_entry entry = {
        .actor = adding->actor, .verb = "moderation.add", .object = adding->id};
    return status == SL_OK ? sl_trail_add(store, &entry, err) : status;
}

enum sl_status sl_moderation_add(struct sl_store *store, const struct sl_moderation *moderation,
                                 const char *actor, struct sl_error *err) {
    struct adding adding = {.moderation = moderation, .actor = actor};
    enum sl_status status = check(moderation, err);
    return status == SL_OK ? sl_store_write(store, add, &adding, err) : status;
}
