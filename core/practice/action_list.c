#include "base/memory.h"
#include "practice/action_events.h"
#include "store/query.h"
#include <stdlib.h>
#include <string.h>

/* One action copied out of the store, for sorting by where it stands. */
struct found {
    struct sl_action action;
    struct sl_action_events events;
    char *texts[10];
};

struct list {
    struct found *found;
    size_t count, room;
};

static void list_drop(struct list *list) {
    for (size_t i = 0; i < list->count; i++) {
        sl_action_events_drop(&list->found[i].events);
        for (size_t j = 0; j < SL_COUNT(list->found[i].texts); j++)
            free(list->found[i].texts[j]);
    }
    free(list->found);
}

static sl_day day_or_none(const char *text) {
    sl_day day = SL_DAY_NONE;
    sl_day_parse(text, &day, NULL);
    return day;
}

static struct found *take(struct list *list, const struct sl_query *q) {
    if (list->count == list->room) {
        list->room = list->room * 2 + 32;
        list->found = sl_resize(list->found, list->room, sizeof *list->found);
    }
    struct found *found = &list->found[list->count++];
    *found = (struct found){0};
    for (int i = 0; i < (int)SL_COUNT(found->texts); i++)
        found->texts[i] = sl_copy(sl_query_get_text(q, i));
    char *const *text = found->texts;
    found->action = (struct sl_action){.id = text[0],
                                       .source = text[1],
                                       .source_id = text[2],
                                       .team = text[3],
                                       .theme = text[4],
                                       .wording = text[5],
                                       .outcome = text[6],
                                       .owner = text[7],
                                       .due_text = text[8],
                                       .expected_evidence = text[9],
                                       .record_no = sl_query_get_int(q, 10),
                                       .first_due = day_or_none(sl_query_get_text(q, 11)),
                                       .raised_on = day_or_none(sl_query_get_text(q, 12))};
    return found;
}

static const char *or_empty(const char *text) {
    return text != NULL ? text : "";
}

static enum sl_status find(struct sl_store *store, const struct sl_action_filter *filter,
                           struct list *list, struct sl_error *err) {
    char as_at[SL_DAY_SIZE], from[SL_DAY_SIZE] = "0000-00-00";
    if (filter->raised_from != SL_DAY_NONE && filter->raised_from != 0)
        sl_day_format(filter->raised_from, from);
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store,
        "SELECT id, source, source_id, team, theme, wording, outcome, owner, due_text, "
        "expected_evidence, record_no, due_on, raised_on FROM action "
        "WHERE raised_on <= :as_at AND raised_on >= :from "
        "AND (:team = '' OR team = :team) AND (:theme = '' OR theme = :theme) "
        "AND (:source = '' OR source = :source) AND (:owner = '' OR owner = :owner) "
        "AND (:record_no = 0 OR record_no = :record_no) ORDER BY raised_on, id",
        err);
    sl_query_text(&q, ":as_at", sl_day_format(filter->as_at, as_at));
    sl_query_text(&q, ":from", from);
    sl_query_text(&q, ":team", or_empty(filter->team));
    sl_query_text(&q, ":theme", or_empty(filter->theme));
    sl_query_text(&q, ":source", or_empty(filter->source));
    sl_query_text(&q, ":owner", or_empty(filter->owner));
    sl_query_int(&q, ":record_no", filter->record_no);
    enum sl_status status = SL_OK;
    while (status == SL_OK && sl_query_next(&q)) {
        struct found *found = take(list, &q);
        status = sl_action_events_load(store, found->action.id, filter->as_at, &found->events, err);
        if (status == SL_OK)
            sl_action_stand(&found->events, filter->as_at, &found->action);
    }
    return status != SL_OK ? status : q.status;
}

static int compare(const void *one, const void *other) {
    const struct sl_action *a = &((const struct found *)one)->action;
    const struct sl_action *b = &((const struct found *)other)->action;
    bool a_dated = a->due_on != SL_DAY_NONE, b_dated = b->due_on != SL_DAY_NONE;
    if (a_dated != b_dated)
        return a_dated ? -1 : 1;
    if (a->due_on != b->due_on)
        return a->due_on < b->due_on ? -1 : 1;
    if (a->raised_on != b->raised_on)
        return a->raised_on < b->raised_on ? -1 : 1;
    return strcmp(a->id, b->id);
}

enum sl_status sl_action_each(struct sl_store *store, const struct sl_action_filter *filter,
                              sl_action_fn *each, void *context, struct sl_error *err) {
    int state = filter->state != NULL ? sl_action_state_find(filter->state) : -1;
    if (filter->state != NULL && state < 0)
        return sl_fail(err, SL_INVALID, "state",
                       "'%.40s' is no state of an action; open, claimed, verified, rejected and "
                       "dropped are.",
                       filter->state);
    SL_AUTO(list_drop) struct list list = {0};
    enum sl_status status = find(store, filter, &list, err);
    if (status == SL_OK && list.count > 0)
        qsort(list.found, list.count, sizeof *list.found, compare);
    for (size_t i = 0; i < list.count && status == SL_OK; i++) {
        const struct sl_action *action = &list.found[i].action;
        bool wanted = (state < 0 || (int)action->state == state) &&
                      (!filter->overdue || action->days_overdue > 0);
        if (wanted)
            status = each(context, action, err);
    }
    return status;
}

static void put_text(json_t *object, const char *key, const char *text) {
    json_object_set_new(object, key, json_string(text));
}

static void put_day(json_t *object, const char *key, sl_day day) {
    char text[SL_DAY_SIZE];
    json_object_set_new(object, key,
                        day == SL_DAY_NONE ? json_null() : json_string(sl_day_format(day, text)));
}

json_t *sl_action_json(const struct sl_action *action) {
    json_t *object = json_object();
    put_text(object, "id", action->id);
    put_text(object, "source", action->source);
    put_text(object, "source_id", action->source_id);
    put_text(object, "team", action->team);
    put_text(object, "theme", action->theme);
    put_text(object, "action", action->wording);
    put_text(object, "outcome", action->outcome);
    put_text(object, "owner", action->owner);
    put_day(object, "raised_on", action->raised_on);
    put_day(object, "due_on", action->due_on);
    put_day(object, "first_due", action->first_due);
    put_text(object, "due_text", action->due_text);
    json_object_set_new(object, "moved", json_integer(action->moved));
    put_text(object, "moved_why", action->moved_why);
    put_text(object, "state", sl_action_state_name(action->state));
    put_day(object, "since", action->since);
    put_text(object, "expected_evidence", action->expected_evidence);
    put_text(object, "evidence", action->evidence);
    put_text(object, "settled_by", action->settled_by);
    json_object_set_new(object, "days_overdue", json_integer(action->days_overdue));
    return object;
}
