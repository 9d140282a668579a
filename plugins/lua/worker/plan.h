/*
 * worker/plan.h - what bindings made of tables that can't change, the read-only ones of a rule's
 * settings, kept from record to record: the questions and weights of a list, a checklist. A plan
 * says only what its tables say, so a record scores the same whether one is there or not.
 */
#pragma once
#include <lua.h>
#include <stdbool.h>
#include <stddef.h>

/* Of more, the rest are made anew each time. */
enum { SL_PLANS_MOST = 256, SL_PLANS_TABLES_MOST = 2048 };

struct sl_plan {
    const void *one, *other; /* one NULL: a free place */
    size_t kind;
    void *made;
};

struct sl_plans { /* start with {0}, end with sl_plans_drop() */
    size_t count;
    struct sl_plan plans[2 * SL_PLANS_MOST];
    const void *tables[2 * SL_PLANS_TABLES_MOST]; /* read-only ones */
    size_t table_count;
};

/* Notes the read-only table on top of the stack and those in it; in a protected call. */
void sl_plans_learn(struct sl_plans *plans, lua_State *L);
/* The table at index when it is a read-only one, NULL for anything else. */
const void *sl_plans_table(const struct sl_plans *plans, lua_State *L, int index);
/* NULL: none yet. kind tells apart what the same tables are used for. */
void *sl_plans_find(const struct sl_plans *plans, const void *one, const void *other, size_t kind);
/* Takes made over, which free() ends. False, and it stays the caller's, when there is no room. */
bool sl_plans_keep(struct sl_plans *plans, const void *one, const void *other, size_t kind,
                   void *made);
void sl_plans_drop(struct sl_plans *plans);
