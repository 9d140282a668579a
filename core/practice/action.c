#include "practice/action.h"
#include "base/text.h"
#include "practice/action_events.h"
#include "practice/team.h"
#include "store/query.h"
#include "store/trail.h"
#include <assert.h>
#include <stdlib.h>
#include <string.h>

static const char *const state_names[] = {
    [SL_ACTION_OPEN] = "open",         [SL_ACTION_CLAIMED] = "claimed",
    [SL_ACTION_VERIFIED] = "verified", [SL_ACTION_REJECTED] = "rejected",
    [SL_ACTION_DROPPED] = "dropped",
};
static_assert(SL_COUNT(state_names) == SL_ACTION_STATES, "one each");

static const char *const sources[] = {"record", "practice_day", "clinic", "theme",
                                      "flag",   "inspection",   "plan"};

const char *sl_action_state_name(enum sl_action_state state) {
    return state_names[state];
}

int sl_action_state_find(const char *name) {
    for (int i = 0; i < SL_ACTION_STATES; i++)
        if (strcmp(state_names[i], name) == 0)
            return i;
    return -1;
}

static const char *or_empty(const char *text) {
    return text != NULL ? text : "";
}

static bool is_blank(const char *text) {
    return sl_text_trim(sl_text_of(text)).length == 0;
}

/* The store's day; an hour ahead of UTC, so that it is never behind British Summer Time. */
static sl_day today_of(struct sl_store *store) {
    const int64_t hour = 60LL * 60 * 1000;
    return (sl_day)((sl_store_now(store) + hour) / (24 * hour));
}

static bool is_source(const char *source) {
    for (size_t i = 0; i < SL_COUNT(sources); i++)
        if (strcmp(sources[i], source) == 0)
            return true;
    return false;
}

static enum sl_status check_text(const char *field, const char *text, bool needed,
                                 struct sl_error *err) {
    if (needed && is_blank(text))
        return sl_fail(err, SL_INVALID, field, "An action needs %s.",
                       strcmp(field, "owner") == 0 ? "one owner" : "words that say what is done");
    struct sl_error fault;
    if (sl_text_check(sl_text_of(text), &fault) != SL_OK)
        return sl_fail(err, SL_INVALID, field, "%s", fault.text);
    if (strlen(text) > SL_TEXT_MOST)
        return sl_fail(err, SL_INVALID, field, "At most %d bytes are allowed.", SL_TEXT_MOST);
    return SL_OK;
}

static enum sl_status check_new(struct sl_store *store, const struct sl_action_new *action,
                                struct sl_error *err) {
    if (action->source == NULL || !is_source(action->source))
        return sl_fail(err, SL_INVALID, "source",
                       "'%.40s' is no source of actions; record, practice_day, clinic, theme, "
                       "flag, inspection and plan are.",
                       or_empty(action->source));
    if (action->raised_on == SL_DAY_NONE || action->raised_on > today_of(store))
        return sl_fail(err, SL_INVALID, "raised_on", "An action is raised today or earlier.");
    enum sl_status status = check_text("wording", or_empty(action->wording), true, err);
    if (status == SL_OK)
        status = check_text("owner", or_empty(action->owner), true, err);
    if (status == SL_OK)
        status = check_text("outcome", or_empty(action->outcome), false, err);
    if (status == SL_OK)
        status = check_text("due_text", or_empty(action->due_text), false, err);
    if (status == SL_OK)
        status = check_text("expected_evidence", or_empty(action->expected_evidence), false, err);
    char service[SL_TEAM_CODE_SIZE];
    if (status == SL_OK && or_empty(action->team)[0] != '\0')
        status = sl_team_service_on(store, action->team, action->raised_on, service, err);
    return status;
}

static enum sl_status write_event(struct sl_store *store, const struct sl_action_event *event,
                                  int64_t seq, struct sl_error *err) {
    char day[SL_DAY_SIZE], due_on[SL_DAY_SIZE], verb[32] = "action.";
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(store,
                      "INSERT INTO action_event (action, seq, day, kind, due_on, note, actor) "
                      "VALUES (:action, :seq, :day, :kind, :due_on, :note, :actor)",
                      err);
    sl_query_text(&q, ":action", event->action);
    sl_query_int(&q, ":seq", seq);
    sl_query_text(&q, ":day", sl_day_format(event->day, day));
    sl_query_text(&q, ":kind", event->kind);
    sl_query_text(&q, ":due_on",
                  event->due_on != SL_DAY_NONE ? sl_day_format(event->due_on, due_on) : NULL);
    sl_query_text(&q, ":note", or_empty(event->note));
    sl_query_text(&q, ":actor", event->actor);
    if (sl_query_run(&q) != SL_OK)
        return q.status;
    strncat(verb, event->kind, sizeof verb - strlen(verb) - 1);
    struct sl_trail_entry trail = {event->actor, verb, event->action, NULL, NULL};
    return sl_trail_add(store, &trail, err);
}

static const char *or_null(const char *text) {
    return text != NULL && text[0] != '\0' ? text : NULL;
}

static enum sl_status write_action(struct sl_store *store, const struct sl_action_new *action,
                                   const char *id, struct sl_error *err) {
    char due_on[SL_DAY_SIZE], raised_on[SL_DAY_SIZE];
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store,
        "INSERT INTO action (id, source, source_id, record_no, team, theme, wording, outcome, "
        "owner, due_on, due_text, expected_evidence, raised_on) VALUES (:id, :source, :source_id, "
        ":record_no, :team, :theme, :wording, :outcome, :owner, :due_on, :due_text, "
        ":expected_evidence, :raised_on) ON CONFLICT (id) DO NOTHING RETURNING id",
        err);
    sl_query_text(&q, ":id", id);
    sl_query_text(&q, ":source", action->source);
    sl_query_text(&q, ":source_id", or_empty(action->source_id));
    if (action->record_no > 0)
        sl_query_int(&q, ":record_no", action->record_no);
    else
        sl_query_null(&q, ":record_no");
    sl_query_text(&q, ":team", or_null(action->team));
    sl_query_text(&q, ":theme", or_null(action->theme));
    sl_query_text(&q, ":wording", action->wording);
    sl_query_text(&q, ":outcome", or_null(action->outcome));
    sl_query_text(&q, ":owner", action->owner);
    sl_query_text(&q, ":due_on",
                  action->due_on != SL_DAY_NONE ? sl_day_format(action->due_on, due_on) : NULL);
    sl_query_text(&q, ":due_text", or_null(action->due_text));
    sl_query_text(&q, ":expected_evidence", or_null(action->expected_evidence));
    sl_query_text(&q, ":raised_on", sl_day_format(action->raised_on, raised_on));
    bool written = sl_query_next(&q);
    return q.status != SL_OK || written
               ? q.status
               : sl_fail(err, SL_CONFLICT, "id", "There is an action %s already.", id);
}

struct adding {
    const struct sl_action_new *action;
    const char *actor;
    char id[SL_ID_SIZE];
};

static enum sl_status add_action(struct sl_store *store, void *context, struct sl_error *err) {
    struct adding *adding = context;
    enum sl_status status = check_new(store, adding->action, err);
    if (status == SL_OK)
        status = write_action(store, adding->action, adding->id, err);
    struct sl_action_event opened = {adding->id,  "opened", adding->action->raised_on,
                                     SL_DAY_NONE, "",       adding->actor};
    return status == SL_OK ? write_event(store, &opened, 1, err) : status;
}

enum sl_status sl_action_add(struct sl_store *store, const struct sl_action_new *action,
                             const char *actor, char id[SL_ID_SIZE], struct sl_error *err) {
    struct adding adding = {.action = action, .actor = actor};
    if (action->id != NULL && !sl_id_is(action->id))
        return sl_fail(err, SL_INVALID, "id", "'%.60s' is no id.", action->id);
    if (action->id != NULL)
        memcpy(adding.id, action->id, SL_ID_SIZE);
    else
        sl_id_new(adding.id);
    enum sl_status status = sl_store_write(store, add_action, &adding, err);
    if (status == SL_OK && id != NULL)
        memcpy(id, adding.id, SL_ID_SIZE);
    return status;
}

/* What may come from which state, and whether it must say something. */
static const struct {
    const char *kind;
    unsigned from; /* bits of states */
    const char *note_needed;
} steps[] = {
    {"moved", 1u << SL_ACTION_OPEN | 1u << SL_ACTION_REJECTED | 1u << SL_ACTION_CLAIMED,
     "Say why the action is moved."},
    {"claimed", 1u << SL_ACTION_OPEN | 1u << SL_ACTION_REJECTED,
     "Say what shows that the action is done."},
    {"verified", 1u << SL_ACTION_CLAIMED, NULL},
    {"rejected", 1u << SL_ACTION_CLAIMED | 1u << SL_ACTION_VERIFIED,
     "Say why the action is not accepted as done."},
    {"dropped", 1u << SL_ACTION_OPEN | 1u << SL_ACTION_REJECTED | 1u << SL_ACTION_CLAIMED,
     "Say why the action is dropped."},
};

static int step_of(const char *kind) {
    for (size_t i = 0; i < SL_COUNT(steps); i++)
        if (strcmp(steps[i].kind, kind) == 0)
            return (int)i;
    return -1;
}

struct telling {
    const struct sl_action_event *event;
    struct sl_action_events events;
    char *owner;
};

static void telling_drop(struct telling *telling) {
    sl_action_events_drop(&telling->events);
    free(telling->owner);
    telling->owner = NULL;
}

static enum sl_status load_owner(struct sl_store *store, struct telling *telling,
                                 struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(store, "SELECT owner FROM action WHERE id = :id", err);
    sl_query_text(&q, ":id", telling->event->action);
    if (!sl_query_next(&q))
        return q.status != SL_OK ? q.status
                                 : sl_fail(err, SL_NOT_FOUND, "action", "There is no action %.60s.",
                                           telling->event->action);
    free(telling->owner);
    telling->owner = sl_copy(sl_query_get_text(&q, 0));
    return SL_OK;
}

static enum sl_status check_event(struct sl_store *store, const struct telling *telling,
                                  struct sl_error *err) {
    const struct sl_action_event *event = telling->event;
    const struct sl_action_happened *last = &telling->events.event[telling->events.count - 1];
    int step = step_of(event->kind);
    char day[20];
    if (step < 0)
        return sl_fail(err, SL_INVALID, "kind",
                       "'%.40s' does not happen to actions; moved, claimed, verified, rejected and "
                       "dropped do.",
                       event->kind);
    if (event->day == SL_DAY_NONE || event->day > today_of(store))
        return sl_fail(err, SL_INVALID, "day", "What happened, happened today or earlier.");
    if (event->day < last->day)
        return sl_fail(err, SL_INVALID, "day",
                       "The last thing that happened to this action was on %s; give that day or a "
                       "later one.",
                       sl_day_words(last->day, day, sizeof day));
    if (steps[step].note_needed != NULL && is_blank(or_empty(event->note)))
        return sl_fail(err, SL_INVALID, "note", "%s", steps[step].note_needed);
    if (strcmp(event->kind, "moved") == 0 && event->due_on == SL_DAY_NONE)
        return sl_fail(err, SL_INVALID, "due_on", "Say to which day the action is moved.");
    return check_text("note", or_empty(event->note), false, err);
}

static enum sl_status check_step(const struct telling *telling, struct sl_error *err) {
    struct sl_action now = {.first_due = SL_DAY_NONE};
    sl_action_stand(&telling->events, telling->event->day, &now);
    if ((steps[step_of(telling->event->kind)].from & 1u << now.state) == 0)
        return sl_fail(err, SL_CONFLICT, "kind", "The action is %s; it can't be %s from there.",
                       sl_action_state_name(now.state), telling->event->kind);
    return SL_OK;
}

static enum sl_status staff_of(struct sl_store *store, const char *account, char **out,
                               struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(store, "SELECT staff FROM account WHERE name = :name", err);
    sl_query_text(&q, ":name", account);
    if (sl_query_next(&q))
        *out = sl_copy(sl_query_get_text(&q, 0));
    return q.status;
}

/* Somebody other than its owner and whoever claimed it. */
static enum sl_status check_verifier(struct sl_store *store, const struct telling *telling,
                                     struct sl_error *err) {
    if (strcmp(telling->event->kind, "verified") != 0)
        return SL_OK;
    const char *actor = telling->event->actor;
    SL_AUTO(sl_free) char *staff = NULL;
    enum sl_status status = staff_of(store, actor, &staff, err);
    if (status != SL_OK)
        return status;
    bool own = strcmp(actor, telling->owner) == 0 ||
               (or_empty(staff)[0] != '\0' && strcmp(staff, telling->owner) == 0);
    for (size_t i = 0; i < telling->events.count; i++)
        if (telling->events.event[i].state == SL_ACTION_CLAIMED)
            own = own || strcmp(telling->events.event[i].actor, actor) == 0;
    return own ? sl_fail(err, SL_REFUSED, "actor",
                         "An action is verified by somebody other than its owner and whoever "
                         "claimed it done.")
               : SL_OK;
}

static enum sl_status tell(struct sl_store *store, void *context, struct sl_error *err) {
    struct telling *telling = context;
    enum sl_status status = load_owner(store, telling, err);
    if (status == SL_OK)
        status = sl_action_events_load(store, telling->event->action, SL_DAY_NONE, &telling->events,
                                       err);
    if (status == SL_OK)
        status = check_event(store, telling, err);
    if (status == SL_OK)
        status = check_step(telling, err);
    if (status == SL_OK)
        status = check_verifier(store, telling, err);
    if (status != SL_OK)
        return status;
    int64_t last = telling->events.event[telling->events.count - 1].seq;
    return write_event(store, telling->event, last + 1, err);
}

enum sl_status sl_action_tell(struct sl_store *store, const struct sl_action_event *event,
                              struct sl_error *err) {
    SL_AUTO(telling_drop) struct telling telling = {.event = event};
    return sl_store_write(store, tell, &telling, err);
}
