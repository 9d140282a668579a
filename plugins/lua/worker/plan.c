#include "plan.h"
#include "value.h"
#include <lauxlib.h>
#include <stdint.h>
#include <stdlib.h>

static size_t place_of_table(const struct sl_plans *plans, const void *table) {
    size_t mask = 2 * SL_PLANS_TABLES_MOST - 1;
    size_t at = ((uintptr_t)table >> 4) * 0x9e3779b1u >> 8 & mask;
    while (plans->tables[at] != NULL && plans->tables[at] != table)
        at = (at + 1) & mask;
    return at;
}

void sl_plans_learn(struct sl_plans *plans, lua_State *L) {
    int top = lua_gettop(L);
    const void *table = lua_topointer(L, top);
    luaL_checkstack(L, 8, "tables are nested too deep");
    if (plans->table_count == SL_PLANS_TABLES_MOST)
        return;
    plans->tables[place_of_table(plans, table)] = table;
    plans->table_count++;
    lua_pushvalue(L, top);
    sl_value_behind(L, top + 1);
    for (lua_pushnil(L); lua_next(L, top + 1); lua_settop(L, top + 2))
        if (lua_istable(L, top + 3))
            sl_plans_learn(plans, L);
    lua_settop(L, top);
}

const void *sl_plans_table(const struct sl_plans *plans, lua_State *L, int index) {
    const void *table = lua_topointer(L, index);
    return table != NULL && plans->tables[place_of_table(plans, table)] == table ? table : NULL;
}

static size_t place_of_plan(const struct sl_plans *plans, const void *one, const void *other,
                            size_t kind) {
    size_t mask = 2 * SL_PLANS_MOST - 1;
    size_t mixed = ((uintptr_t)one >> 4) * 31 + ((uintptr_t)other >> 4) + kind * 7;
    for (size_t at = mixed * 0x9e3779b1u >> 8 & mask;; at = (at + 1) & mask) {
        const struct sl_plan *plan = &plans->plans[at];
        if (plan->one == NULL || (plan->one == one && plan->other == other && plan->kind == kind))
            return at;
    }
}

void *sl_plans_find(const struct sl_plans *plans, const void *one, const void *other, size_t kind) {
    return plans->plans[place_of_plan(plans, one, other, kind)].made;
}

bool sl_plans_keep(struct sl_plans *plans, const void *one, const void *other, size_t kind,
                   void *made) {
    if (plans->count == SL_PLANS_MOST)
        return false;
    plans->plans[place_of_plan(plans, one, other, kind)] = (struct sl_plan){one, other, kind, made};
    plans->count++;
    return true;
}

void sl_plans_drop(struct sl_plans *plans) {
    for (size_t i = 0; i < 2 * SL_PLANS_MOST; i++)
        free(plans->plans[i].made);
}
