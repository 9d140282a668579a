#include "practice/action_events.h"
#include "base/memory.h"
#include "store/query.h"
#include <stdlib.h>
#include <string.h>

static void clear(struct sl_action_events *events) {
    for (size_t i = 0; i < events->count; i++) {
        free(events->event[i].note);
        free(events->event[i].actor);
    }
    events->count = 0;
}

void sl_action_events_drop(struct sl_action_events *events) {
    clear(events);
    free(events->event);
    *events = (struct sl_action_events){0};
}

static sl_day day_or_none(const char *text) {
    sl_day day = SL_DAY_NONE;
    sl_day_parse(text, &day, NULL);
    return day;
}

static void take(struct sl_action_events *events, const struct sl_query *q) {
    if (events->count == events->room) {
        events->room = events->room * 2 + 8;
        events->event = sl_resize(events->event, events->room, sizeof *events->event);
    }
    const char *kind = sl_query_get_text(q, 2);
    int state = sl_action_state_find(kind);
    bool opened = strcmp(kind, "opened") == 0;
    events->event[events->count++] = (struct sl_action_happened){
        .seq = sl_query_get_int(q, 0),
        .day = day_or_none(sl_query_get_text(q, 1)),
        .state = opened      ? SL_ACTION_OPEN
                 : state < 0 ? SL_ACTION_STATES
                             : (enum sl_action_state)state,
        .opened = opened,
        .due_on = day_or_none(sl_query_get_text(q, 3)),
        .note = sl_copy(sl_query_get_text(q, 4)),
        .actor = sl_copy(sl_query_get_text(q, 5)),
    };
}

enum sl_status sl_action_events_load(struct sl_store *store, const char *action, sl_day until,
                                     struct sl_action_events *out, struct sl_error *err) {
    char last[SL_DAY_SIZE] = "9999-12-31";
    if (until != SL_DAY_NONE)
        sl_day_format(until, last);
    clear(out);
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(store,
                      "SELECT seq, day, kind, due_on, note, actor FROM action_event "
                      "WHERE action = :action AND day <= :last ORDER BY seq",
                      err);
    sl_query_text(&q, ":action", action);
    sl_query_text(&q, ":last", last);
    while (sl_query_next(&q))
        take(out, &q);
    return q.status;
}

static void apply(const struct sl_action_happened *event, struct sl_action *action) {
    if (event->state == SL_ACTION_STATES) {
        action->moved++;
        action->moved_why = event->note;
        action->due_on = event->due_on;
        return;
    }
    action->state = event->state;
    action->since = event->day;
    action->settled_by = "";
    if (event->state == SL_ACTION_CLAIMED)
        action->evidence = event->note;
    else if (event->state != SL_ACTION_OPEN)
        action->settled_by = event->actor;
}

void sl_action_stand(const struct sl_action_events *events, sl_day as_at,
                     struct sl_action *action) {
    action->state = SL_ACTION_OPEN;
    action->since = action->raised_on;
    action->due_on = action->first_due;
    action->moved = action->days_overdue = 0;
    action->moved_why = action->evidence = action->settled_by = "";
    for (size_t i = 0; i < events->count; i++)
        apply(&events->event[i], action);
    bool to_do = action->state == SL_ACTION_OPEN || action->state == SL_ACTION_REJECTED;
    if (to_do && action->due_on != SL_DAY_NONE && action->due_on < as_at)
        action->days_overdue = as_at - action->due_on;
}
