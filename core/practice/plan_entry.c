#include "practice/plan_write.h"
#include "practice/table_text.h"
#include "store/query.h"
#include "store/trail.h"
#include <stdio.h>
#include <string.h>

enum sl_status sl_plan_find(struct sl_store *store, const char *title, char id[SL_ID_SIZE],
                            struct sl_error *err) {
    SL_AUTO(sl_free) char *wanted = sl_table_fold(title != NULL ? title : "");
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store, "SELECT id, title FROM improvement_plan ORDER BY made_on DESC, imported_at DESC, id",
        err);
    while (sl_query_next(&q)) {
        SL_AUTO(sl_free) char *folded = sl_table_fold(sl_query_get_text(&q, 1));
        if (title != NULL && strcmp(folded, wanted) != 0)
            continue;
        memcpy(id, sl_query_get_text(&q, 0), SL_ID_SIZE);
        return SL_OK;
    }
    if (q.status != SL_OK)
        return q.status;
    return title != NULL ? sl_fail(err, SL_NOT_FOUND, "plan",
                                   "There is no improvement plan called '%.120s'.", title)
                         : sl_fail(err, SL_NOT_FOUND, "plan",
                                   "There is no improvement plan in this store yet.");
}

enum sl_status sl_plan_find_line(struct sl_store *store, const char *plan, const char *number,
                                 char id[SL_ID_SIZE], struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store,
        "SELECT l.id FROM plan_line l JOIN plan_issue i ON i.id = l.issue "
        "JOIN plan_area a ON a.id = i.area WHERE a.plan = :plan AND l.number = :number "
        "ORDER BY a.position, i.position, l.position LIMIT 1",
        err);
    sl_query_text(&q, ":plan", plan);
    sl_query_text(&q, ":number", number);
    if (sl_query_next(&q)) {
        memcpy(id, sl_query_get_text(&q, 0), SL_ID_SIZE);
        return SL_OK;
    }
    return q.status != SL_OK ? q.status
                             : sl_fail(err, SL_NOT_FOUND, "line",
                                       "The improvement plan has no action %.40s.", number);
}

/* What is in force on the entry's day, and the plan's own day. */
struct standing {
    enum sl_progress progress;
    int64_t entries;
    sl_day made_on;
};

static enum sl_status read_made_on(struct sl_store *store, const struct sl_plan_entry *entry,
                                   struct standing *out, struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(store,
                      "SELECT p.made_on FROM plan_line l JOIN plan_issue i ON i.id = l.issue "
                      "JOIN plan_area a ON a.id = i.area JOIN improvement_plan p ON p.id = a.plan "
                      "WHERE l.id = :line",
                      err);
    sl_query_text(&q, ":line", entry->line);
    if (sl_query_next(&q))
        return sl_day_parse(sl_query_get_text(&q, 0), &out->made_on, err);
    return q.status != SL_OK
               ? q.status
               : sl_fail(err, SL_NOT_FOUND, "line",
                         "There is no line %.40s in any improvement plan.", entry->line);
}

static enum sl_status read_standing(struct sl_store *store, const struct sl_plan_entry *entry,
                                    struct standing *out, struct sl_error *err) {
    char day[SL_DAY_SIZE];
    *out = (struct standing){SL_PROGRESS_NONE, 0, SL_DAY_NONE};
    enum sl_status status = read_made_on(store, entry, out, err);
    if (status != SL_OK)
        return status;
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(store,
                      "SELECT progress, seq, day FROM progress_entry WHERE line = :line "
                      "ORDER BY day, seq",
                      err);
    sl_query_text(&q, ":line", entry->line);
    sl_day_format(entry->day, day);
    while (sl_query_next(&q)) {
        if (strcmp(sl_query_get_text(&q, 2), day) <= 0)
            out->progress = sl_progress_read(sl_query_get_text(&q, 0));
        if (sl_query_get_int(&q, 1) > out->entries)
            out->entries = sl_query_get_int(&q, 1);
    }
    return q.status;
}

static bool is_blank(const char *text) {
    return sl_text_trim(sl_text_of(text)).length == 0;
}

static enum sl_status check_day(const struct sl_plan_entry *entry, const struct standing *standing,
                                sl_day today, struct sl_error *err) {
    char text[SL_DAY_SIZE];
    if (entry->day == SL_DAY_NONE || entry->day > today)
        return sl_fail(err, SL_INVALID, "day", "Progress is reported for today or an earlier day.");
    if (entry->day < standing->made_on)
        return sl_fail(err, SL_INVALID, "day",
                       "The plan is of %s; progress is reported for that day or a later one.",
                       sl_day_format(standing->made_on, text));
    return SL_OK;
}

static enum sl_status check_words(const struct sl_plan_entry *entry, struct sl_error *err) {
    size_t words = sl_text_words(sl_text_of(entry->narrative));
    if (is_blank(entry->narrative))
        return sl_fail(err, SL_INVALID, "narrative", "Say in a sentence what has happened.");
    if (words > SL_PLAN_NARRATIVE_WORDS)
        return sl_fail(err, SL_INVALID, "narrative",
                       "The narrative has %zu words; at most %d are allowed.", words,
                       SL_PLAN_NARRATIVE_WORDS);
    enum sl_status status = sl_text_check(sl_text_of(entry->narrative), err);
    if (status == SL_OK)
        status = sl_text_check(sl_text_of(entry->reason), err);
    if (status == SL_OK)
        status = sl_text_check(sl_text_of(entry->evidence), err);
    return status;
}

static enum sl_status check_rating(const struct sl_plan_entry *entry,
                                   const struct standing *standing, struct sl_error *err) {
    if (entry->progress <= SL_PROGRESS_NONE || entry->progress >= SL_PROGRESS_END)
        return sl_fail(err, SL_INVALID, "progress", "Give a rating; %s.", SL_PROGRESS_ALLOWED);
    if (entry->progress == SL_PROGRESS_ACHIEVED && is_blank(entry->evidence))
        return sl_fail(err, SL_INVALID, "evidence",
                       "An achieved action needs what shows that it is achieved.");
    if (sl_progress_is_backwards(standing->progress, entry->progress) && is_blank(entry->reason))
        return sl_fail(err, SL_INVALID, "reason",
                       "The rating moves back from '%s' to '%s'; that needs a reason.",
                       sl_progress_label(standing->progress), sl_progress_label(entry->progress));
    return SL_OK;
}

/* The store's day; an hour ahead of UTC, so that it is never behind British Summer Time. */
static sl_day today_of(struct sl_store *store) {
    const int64_t hour = 60LL * 60 * 1000;
    return (sl_day)((sl_store_now(store) + hour) / (24 * hour));
}

static enum sl_status add_entry(struct sl_store *store, void *context, struct sl_error *err) {
    const struct sl_plan_entry *entry = context;
    struct standing standing;
    enum sl_status status = read_standing(store, entry, &standing, err);
    if (status == SL_OK)
        status = check_day(entry, &standing, today_of(store), err);
    if (status == SL_OK)
        status = check_words(entry, err);
    if (status == SL_OK)
        status = check_rating(entry, &standing, err);
    if (status == SL_OK)
        status = sl_plan_write_entry(store, entry, standing.entries + 1, err);
    if (status != SL_OK)
        return status;
    struct sl_trail_entry trail = {entry->actor, "plan.progress", entry->line, NULL, NULL};
    return sl_trail_add(store, &trail, err);
}

enum sl_status sl_plan_add_entry(struct sl_store *store, const struct sl_plan_entry *entry,
                                 struct sl_error *err) {
    struct sl_plan_entry copy = *entry;
    copy.reason = copy.reason != NULL ? copy.reason : "";
    copy.evidence = copy.evidence != NULL ? copy.evidence : "";
    copy.narrative = copy.narrative != NULL ? copy.narrative : "";
    return sl_store_write(store, add_entry, &copy, err);
}
