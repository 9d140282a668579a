/*
 * practice/action_events.h - the events of one action, and where they leave it. For the action
 * files.
 */
#pragma once
#include "practice/action.h"

struct sl_action_happened {
    int64_t seq;
    sl_day day, due_on;
    enum sl_action_state state; /* after it; SL_ACTION_STATES for "moved" */
    bool opened;
    char *note, *actor;
};

struct sl_action_events { /* ends with sl_action_events_drop(); can be loaded again */
    struct sl_action_happened *event;
    size_t count, room;
};

/* Those up to the end of a day, in their order. */
enum sl_status sl_action_events_load(struct sl_store *store, const char *action, sl_day until,
                                     struct sl_action_events *out, struct sl_error *err);
void sl_action_events_drop(struct sl_action_events *events);
/* Fills state, since, due_on, moved, moved_why, evidence, settled_by and days_overdue of an action
 * whose first_due is set; texts are borrowed from the events. */
void sl_action_stand(const struct sl_action_events *events, sl_day as_at, struct sl_action *action);
