#include "store/query.h"
#include "summary/themed_inside.h"
#include <stdlib.h>
#include <string.h>

enum standing { OPEN, CLAIMED, VERIFIED, DROPPED };

/* One action as its events up to a day leave it. */
struct action {
    char *id;
    char raised_on[SL_DAY_SIZE], due_on[SL_DAY_SIZE]; /* due_on "": none */
    enum standing standing;
    bool about_theme, of_audit; /* which of the two counts it is in */
};

static void copy_day(char out[SL_DAY_SIZE], const char *day) {
    size_t length = strnlen(day, SL_DAY_SIZE - 1);
    memcpy(out, day, length);
    out[length] = '\0';
}

static void follow(struct action *action, const char *kind, const char *due_on) {
    if (strcmp(kind, "claimed") == 0)
        action->standing = CLAIMED;
    else if (strcmp(kind, "verified") == 0)
        action->standing = VERIFIED;
    else if (strcmp(kind, "dropped") == 0)
        action->standing = DROPPED;
    else if (strcmp(kind, "rejected") == 0 || strcmp(kind, "opened") == 0)
        action->standing = OPEN;
    if (due_on[0] != '\0')
        copy_day(action->due_on, due_on);
}

/* ISO days sort as text. */
static void count_action(struct sl_themed_actions *actions, const struct action *action,
                         const char *from, const char *to) {
    bool open = action->standing == OPEN;
    bool overdue = open && action->due_on[0] != '\0' && strcmp(action->due_on, to) < 0;
    if (strcmp(action->raised_on, from) < 0) {
        actions->open_older += open;
        actions->overdue_older += overdue;
        return;
    }
    actions->raised++;
    actions->open += open;
    actions->claimed += action->standing == CLAIMED;
    actions->verified += action->standing == VERIFIED;
    actions->dropped += action->standing == DROPPED;
    actions->overdue += overdue;
    actions->undated += open && action->due_on[0] == '\0';
}

static bool is_of_audit(const struct sl_themed *themed, const char *tool) {
    for (size_t i = 0; i < themed->tool_count; i++)
        if (strcmp(sl_tool_code(themed->tools[i].tool), tool) == 0)
            return true;
    return false;
}

/* One row an event, actions in order; an action without events has one row with an empty kind. */
static const char actions_sql[] =
    "SELECT a.id, a.raised_on, coalesce(a.due_on, ''), coalesce(a.theme, ''),"
    " coalesce(r.tool, ''), coalesce(e.kind, ''), coalesce(e.due_on, '')"
    " FROM action a LEFT JOIN record r ON r.record_no = a.record_no"
    " LEFT JOIN action_event e ON e.action = a.id AND e.day <= :to"
    " WHERE a.raised_on <= :to AND (:team = '' OR a.team = :team OR r.team = :team)"
    " AND (:service = '' OR r.service = :service OR a.team IN (SELECT t.team FROM team_service t"
    " WHERE t.service = :service AND t.valid_from <= a.raised_on"
    " AND (t.valid_to IS NULL OR t.valid_to >= a.raised_on)))"
    " ORDER BY a.id, e.seq";

static void begin_action(const struct sl_themed *themed, struct action *action,
                         const struct sl_query *q) {
    const char *tag = sl_query_get_text(q, 3), *tool = sl_query_get_text(q, 4);
    free(action->id);
    *action = (struct action){.id = sl_copy(sl_query_get_text(q, 0)),
                              .standing = OPEN,
                              .about_theme = sl_theme_has(themed->theme, tag) ||
                                             sl_theme_has_tool(themed->theme, tool),
                              .of_audit = is_of_audit(themed, tool)};
    copy_day(action->raised_on, sl_query_get_text(q, 1));
    copy_day(action->due_on, sl_query_get_text(q, 2));
}

static void end_action(struct sl_themed *themed, int side, const struct action *action,
                       const struct sl_scope *scope) {
    if (action->about_theme)
        count_action(&themed->actions[side], action, scope->from, scope->to);
    if (action->of_audit)
        count_action(&themed->audit_actions[side], action, scope->from, scope->to);
}

static enum sl_status take_side(struct sl_themed_work *work, int side, struct sl_error *err) {
    struct sl_themed *themed = work->themed;
    struct sl_scope scope = sl_themed_scope(work, "", side);
    SL_AUTO(sl_query_close) struct sl_query q = sl_query_open(work->store, actions_sql, err);
    sl_query_text(&q, ":to", scope.to);
    sl_query_text(&q, ":team", scope.team);
    sl_query_text(&q, ":service", scope.service);
    struct action action = {0};
    while (sl_query_next(&q)) {
        if (action.id == NULL || strcmp(action.id, sl_query_get_text(&q, 0)) != 0) {
            end_action(themed, side, &action, &scope);
            begin_action(themed, &action, &q);
        }
        follow(&action, sl_query_get_text(&q, 5), sl_query_get_text(&q, 6));
    }
    end_action(themed, side, &action, &scope);
    free(action.id);
    return q.status;
}

enum sl_status sl_themed_take_actions(struct sl_themed_work *work, struct sl_error *err) {
    enum sl_status status = SL_OK;
    for (int side = 0; status == SL_OK && side < sl_themed_sides(work->themed); side++)
        status = take_side(work, side, err);
    return status;
}
