#include "weigh.h"
#include "base/memory.h"
#include "facts.h"
#include "loaded.h"
#include "value.h"
#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

enum { GROUPS_MOST = 64, STEP = 32 };

struct sums {
    lua_Integer sum, weight, answered;
};

/* Questions of the record and their weights, group by group, from tables that can't change. */
struct weighed {
    size_t groups, count;
    size_t ends[GROUPS_MOST]; /* in each: behind the last of a group */
    struct {
        int32_t question;
        lua_Integer weight;
    } each[];
};

/* Tells the plans of shares from those of weigh. */
static const char shares_tag = 0;

static void add_up(struct sums *sums, lua_Integer weight, lua_Integer points) {
    sums->sum =
        (lua_Integer)((lua_Unsigned)sums->sum + (lua_Unsigned)weight * (lua_Unsigned)points);
    sums->weight = (lua_Integer)((lua_Unsigned)sums->weight + (lua_Unsigned)weight);
    sums->answered++;
}

/* What an answer counts: the points of its token, or the number itself; false: it counts nothing.
 * points: index of a table, 0 none. */
static bool points_of(lua_State *L, const struct sl_reading *found, int points, lua_Integer *out) {
    if (found->cell.state != SL_ANSWERED)
        return false;
    *out = found->cell.number;
    if (found->cell.kind == SL_VALUE_NUMBER)
        return true;
    if (found->cell.kind != SL_VALUE_TOKEN || points == 0)
        luaL_error(L, "only numbers, and tokens that a table gives points, can be added up");
    sl_reading_push_text(L, found);
    bool counts = lua_gettable(L, points) != LUA_TNIL;
    if (counts && !lua_isinteger(L, -1))
        luaL_error(L, "points are whole numbers");
    *out = lua_tointeger(L, -1);
    lua_pop(L, 1);
    return counts;
}

/* The tables at questions and weights, which are the ones behind. */
static void weigh_each(lua_State *L, const struct sl_seen *seen, int questions, int weights,
                       int points, struct sums *sums) {
    struct sl_reading found = {.worker = sl_worker_of(L)};
    int top = lua_gettop(L);
    lua_Integer one;
    for (lua_Integer i = 1; lua_rawgeti(L, questions, i) != LUA_TNIL; i++) {
        sl_watch_look(L);
        sl_reading_find(&found, sl_reading_named(L, found.worker, seen, top + 1, 0));
        if (points_of(L, &found, points, &one)) {
            lua_rawgeti(L, weights, i);
            add_up(sums, luaL_checkinteger(L, top + 2), one);
        }
        lua_settop(L, top);
    }
    lua_settop(L, top);
}

/* False when an answer is no number: then it is given points, or refused, one by one. */
static bool weigh_by_plan(const struct sl_body *body, const struct weighed *plan, size_t from,
                          size_t to, struct sums *sums) {
    for (size_t i = from; i < to; i++) {
        uint32_t question = (uint32_t)plan->each[i].question, first, last;
        if (question >= body->questions)
            continue;
        sl_cell_range(body, question, &first, &last);
        if (first == last)
            continue;
        struct sl_cell cell = sl_cell_at(body, first);
        if (cell.state != SL_ANSWERED)
            continue;
        if (cell.kind != SL_VALUE_NUMBER)
            return false;
        add_up(sums, plan->each[i].weight, cell.number);
    }
    return true;
}

/* Adds the group whose tables stand on top, questions below weights; false when it can't be one. */
static bool plan_group(lua_State *L, const struct sl_seen *seen, struct weighed **plan) {
    int questions = lua_gettop(L) - 1, weights = questions + 1, whole;
    size_t count =
        lua_istable(L, questions) && lua_istable(L, weights) ? (size_t)lua_rawlen(L, questions) : 0;
    if (count == 0 || (*plan)->groups == GROUPS_MOST)
        return false;
    *plan = sl_resize(*plan, 1, sizeof **plan + ((*plan)->count + count) * sizeof(*plan)->each[0]);
    struct weighed *p = *plan;
    for (size_t i = 1; i <= count; i++) {
        lua_rawgeti(L, questions, (lua_Integer)i);
        lua_rawgeti(L, weights, (lua_Integer)i);
        int32_t question = sl_reading_known(L, sl_worker_of(L), seen, weights + 1);
        lua_Integer weight = lua_tointegerx(L, weights + 2, &whole);
        lua_settop(L, weights);
        if (question == SL_NAME_NONE || !whole)
            return false;
        p->each[p->count].question = question;
        p->each[p->count].weight = weight;
        p->count += question >= 0;
    }
    p->ends[p->groups++] = p->count;
    return true;
}

static struct weighed *keep(struct sl_plans *plans, const void *one, const void *other, size_t form,
                            struct weighed *plan, bool sound) {
    if (sound && sl_plans_keep(plans, one, other, form, plan))
        return plan;
    free(plan);
    return NULL;
}

static size_t form_number(const struct sl_worker *w) {
    return (size_t)(w->scored.form - w->loaded->forms);
}

/* The plan for the read-only tables at 2 and 3; NULL when there is none. */
static const struct weighed *find_weighed(lua_State *L, const struct sl_seen *seen) {
    struct sl_worker *w = sl_worker_of(L);
    struct sl_plans *plans = &w->loaded->plans;
    const void *questions = sl_plans_table(plans, L, 2), *weights = sl_plans_table(plans, L, 3);
    if (questions == NULL || weights == NULL || seen->section >= 0)
        return NULL;
    struct weighed *plan = sl_plans_find(plans, questions, weights, form_number(w));
    if (plan != NULL)
        return plan;
    lua_pushvalue(L, 2);
    lua_pushvalue(L, 3);
    sl_value_behind(L, 5);
    sl_value_behind(L, 6);
    plan = sl_new(1, sizeof *plan);
    bool sound = plan_group(L, seen, &plan);
    lua_settop(L, 4);
    return keep(plans, questions, weights, form_number(w), plan, sound);
}

/* Most rules add up answers by weight; here without a call for each. */
int sl_weigh_answers(lua_State *L) {
    const struct sl_seen *seen = sl_facts_seen(L);
    struct sums sums = {0};
    luaL_checktype(L, 2, LUA_TTABLE);
    luaL_checktype(L, 3, LUA_TTABLE);
    lua_settop(L, 4);
    const struct weighed *plan = find_weighed(L, seen);
    const struct sl_body *body = &sl_worker_of(L)->scored.body;
    if (plan == NULL || !weigh_by_plan(body, plan, 0, plan->count, &sums)) {
        sums = (struct sums){0};
        sl_value_behind(L, 2);
        sl_value_behind(L, 3);
        weigh_each(L, seen, 2, 3, lua_istable(L, 4) ? 4 : 0, &sums);
    }
    lua_pushinteger(L, sums.sum);
    lua_pushinteger(L, sums.weight);
    lua_pushinteger(L, sums.answered);
    return 3;
}

/* Pushes questions and weights of a group; false when it is none. */
static bool push_group(lua_State *L, int groups, lua_Integer number) {
    static const char *const fields[] = {"asked", "weights"};
    int top = lua_gettop(L);
    if (lua_rawgeti(L, groups, number) != LUA_TTABLE) {
        lua_settop(L, top);
        return false;
    }
    sl_value_behind(L, top + 1);
    for (int i = 0; i < 2; i++) {
        lua_pushstring(L, fields[i]);
        if (lua_rawget(L, top + 1) != LUA_TTABLE)
            luaL_error(L, "a group is { asked = questions, weights = weights }");
        sl_value_behind(L, top + 2 + i);
    }
    lua_remove(L, top + 1);
    return true;
}

/* The same for the groups at 2. */
static const struct weighed *find_groups(lua_State *L, const struct sl_seen *seen) {
    struct sl_worker *w = sl_worker_of(L);
    struct sl_plans *plans = &w->loaded->plans;
    const void *groups = sl_plans_table(plans, L, 2);
    if (groups == NULL || seen->section >= 0)
        return NULL;
    struct weighed *plan = sl_plans_find(plans, groups, &shares_tag, form_number(w));
    if (plan != NULL)
        return plan;
    lua_pushvalue(L, 2);
    int behind = lua_gettop(L);
    sl_value_behind(L, behind);
    size_t count = (size_t)lua_rawlen(L, behind);
    for (size_t i = 1; i <= count; i++) /* raises before anything is owned here */
        if (push_group(L, behind, (lua_Integer)i))
            lua_settop(L, behind);
    bool sound = count > 0;
    plan = sl_new(1, sizeof *plan);
    for (size_t i = 1; i <= count && sound; i++) {
        sound = push_group(L, behind, (lua_Integer)i) && plan_group(L, seen, &plan);
        lua_settop(L, behind);
    }
    lua_settop(L, behind - 1);
    return keep(plans, groups, &shares_tag, form_number(w), plan, sound);
}

static lua_Integer whole_at(lua_State *L, int index, lua_Integer otherwise) {
    int whole;
    if (lua_isnoneornil(L, index))
        return otherwise;
    lua_Integer number = lua_tointegerx(L, index, &whole);
    if (!whole || number < 1 || number > INT32_MAX)
        luaL_error(L, "most and least are whole numbers from 1");
    return number;
}

static void push_share(lua_State *L, const struct sums *sums, lua_Integer most, lua_Integer least) {
    lua_Integer whole = (lua_Integer)((lua_Unsigned)sums->weight * (lua_Unsigned)most);
    if (sums->answered < least || whole == 0) {
        lua_pushboolean(L, 0);
        return;
    }
    lua_pushinteger(L, (lua_Integer)((lua_Unsigned)sums->sum * 1000u));
    lua_pushinteger(L, whole);
    lua_arith(L, LUA_OPIDIV);
}

static bool share_by_plan(lua_State *L, const struct weighed *plan, lua_Integer most,
                          lua_Integer least) {
    const struct sl_body *body = &sl_worker_of(L)->scored.body;
    struct sums sums[GROUPS_MOST];
    size_t from = 0;
    memset(sums, 0, plan->groups * sizeof sums[0]);
    for (size_t i = 0; i < plan->groups; from = plan->ends[i++])
        if (!weigh_by_plan(body, plan, from, plan->ends[i], &sums[i]))
            return false;
    lua_createtable(L, (int)plan->groups, 0);
    for (size_t i = 0; i < plan->groups; i++) {
        push_share(L, &sums[i], most, least);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    return true;
}

static void share_each(lua_State *L, const struct sl_seen *seen, lua_Integer most,
                       lua_Integer least) {
    int points = lua_istable(L, 5) ? 5 : 0;
    sl_value_behind(L, 2);
    lua_newtable(L);
    for (lua_Integer i = 1; push_group(L, 2, i); i++) {
        struct sums sums = {0};
        weigh_each(L, seen, 7, 8, points, &sums);
        push_share(L, &sums, most, least);
        lua_rawseti(L, 6, i);
        lua_settop(L, 6);
    }
}

int sl_weigh_shares(lua_State *L) {
    const struct sl_seen *seen = sl_facts_seen(L);
    luaL_checktype(L, 2, LUA_TTABLE);
    lua_settop(L, 5);
    luaL_checkstack(L, 16, "there is no room for the groups");
    lua_Integer most = whole_at(L, 3, 0), least = whole_at(L, 4, 1);
    if (most == 0)
        return luaL_error(L, "what one answer counts at most is needed");
    const struct weighed *plan = find_groups(L, seen);
    if (plan == NULL || !share_by_plan(L, plan, most, least))
        share_each(L, seen, most, least);
    return 1;
}
