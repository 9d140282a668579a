#include "condition.h"
#include "base/json.h"
#include "decision.h"
#include "facts.h"
#include "loaded.h"
#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

/* --- when the rule is loaded --- */

struct gathering {
    struct sl_conditions *conditions;
    json_t *needs;
    struct sl_error *err;
};

static void note_fault(void *context, const struct sl_column_place *place, const char *sentence) {
    struct sl_error *err = context;
    if (err->status != SL_OK)
        return;
    SL_AUTO(sl_free) char *path = sl_column_path(place);
    sl_fail(err, SL_RULE, path, "%s", sentence);
}

static void add_condition(void *context, const struct sl_column_place *place, const char *text,
                          const struct sl_condition *parsed) {
    const struct gathering *g = context;
    struct sl_conditions *c = g->conditions;
    struct sl_condition *condition = NULL;
    (void)place;
    (void)parsed;
    if (json_object_get(c->names.all, text) != NULL ||
        sl_condition_parse(sl_text_of(text), &condition, NULL) != SL_OK)
        return;
    c->all = sl_resize(c->all, c->count + 1, sizeof(struct sl_condition *));
    sl_names_add(&c->names, text, (int32_t)c->count);
    c->all[c->count++] = condition;
}

static void add_need(void *context, const struct sl_column_place *place, const char *question) {
    const struct gathering *g = context;
    (void)place;
    for (size_t i = 0; i < json_array_size(g->needs); i++)
        if (strcmp(json_string_value(json_array_get(g->needs, i)), question) == 0)
            return;
    json_array_append_new(g->needs, json_string(question));
}

static void read_groups(struct sl_conditions *c) {
    json_t *groups = json_object_get(c->settings, "groups"), *members;
    const char *name;
    c->groups = sl_new(json_object_size(groups), sizeof *c->groups);
    json_object_foreach(groups, name, members) {
        struct sl_group *group = &c->groups[c->group_count++];
        group->name = name;
        group->members = sl_new(json_array_size(members) + 1, sizeof *group->members);
        for (size_t i = 0; i < json_array_size(members); i++)
            group->members[i] = json_string_value(json_array_get(members, i));
    }
}

enum sl_status sl_conditions_read(json_t *header, json_t *settings, struct sl_conditions *out,
                                  struct sl_error *err) {
    SL_AUTO(sl_columns_drop) struct sl_columns *columns = NULL;
    struct sl_error fault = {0};
    struct gathering g = {out, json_object_get(header, "needs"), err};
    if (sl_columns_read(json_object_get(header, "columns"), &columns, &fault) != SL_OK ||
        sl_columns_check(columns, settings, json_object_get(header, "clauses"), note_fault,
                         &fault) > 0)
        return sl_fail(err, SL_RULE, fault.field, "%s", fault.text);
    sl_columns_clear_blanks(columns, settings);
    out->settings = json_incref(settings);
    read_groups(out);
    sl_columns_each_condition(columns, settings, add_condition, &g);
    sl_columns_each_question(columns, settings, add_need, &g);
    return SL_OK;
}

void sl_conditions_settle(struct sl_conditions *conditions, lua_State *L) {
    sl_names_settle(&conditions->names, L, conditions->names.all);
}

void sl_conditions_drop(struct sl_conditions *conditions) {
    for (size_t i = 0; i < conditions->count; i++)
        sl_condition_free(conditions->all[i]);
    for (size_t i = 0; i < conditions->group_count; i++)
        free(conditions->groups[i].members);
    free(conditions->groups);
    free(conditions->all);
    sl_names_drop(&conditions->names);
    json_decref(conditions->settings);
    *conditions = (struct sl_conditions){0};
}

/* --- while a record is scored --- */

struct asking {
    lua_State *L;
    struct sl_worker *worker;
    struct sl_conditions *conditions;
    const struct sl_seen *seen;
};

static int32_t place_in_form(const struct sl_form *form, const char *question) {
    const json_t *number = json_object_get(form->names.all, question);
    return number != NULL ? (int32_t)json_integer_value(number) : SL_QUESTION_ABSENT;
}

static void take_tokens(const struct sl_asked *asked, struct sl_spot *spot) {
    size_t count = json_array_size(asked->tokens);
    if (!asked->ranked || count > SL_SPOT_TOKENS)
        return;
    for (size_t i = 0; i < count; i++)
        spot->tokens[i] = sl_text_of(json_string_value(json_array_get(asked->tokens, i)));
    spot->count = (uint32_t)count;
}

/* Names of questions in conditions and groups stay where they are while the rule is loaded. */
static const struct sl_spot *spot_of(const struct asking *a, const char *question) {
    struct sl_conditions *c = a->conditions;
    if (c->form != a->worker->scored.form) {
        memset(c->spots, 0, sizeof c->spots);
        c->form = a->worker->scored.form;
    }
    struct sl_spot *spot = &c->spots[((uintptr_t)question * 0x9e3779b1u >> 16) % SL_SPOTS];
    if (spot->question == question)
        return spot;
    *spot = (struct sl_spot){.question = question, .place = place_in_form(c->form, question)};
    if (spot->place >= 0)
        take_tokens(&c->form->questions[spot->place], spot);
    return spot;
}

static void answer(void *context, const char *question, struct sl_value *out) {
    const struct asking *a = context;
    struct sl_reading found = {.worker = a->worker};
    int32_t place = spot_of(a, question)->place;
    *out = (struct sl_value){.state = SL_NOT_YET};
    if (place < 0)
        return;
    int rows = a->worker->scored.form->questions[place].rows;
    if (rows >= 0 && rows != a->seen->section)
        return;
    sl_reading_find(&found, (struct sl_named){place, rows >= 0 ? a->seen->row : 0});
    out->state = (enum sl_answer_state)found.cell.state;
    out->kind = (enum sl_value_kind)found.cell.kind;
    if (found.cell.kind == SL_VALUE_TOKEN || found.cell.kind == SL_VALUE_TOKENS)
        out->text = sl_reading_text(a->L, &found);
    else
        out->number = found.cell.number;
}

static bool rank(void *context, const char *question, struct sl_text token, int *out) {
    const struct sl_spot *spot = spot_of(context, question);
    for (uint32_t i = 0; i < spot->count; i++)
        if (spot->tokens[i].length == token.length &&
            memcmp(spot->tokens[i].bytes, token.bytes, token.length) == 0) {
            *out = -(int)i;
            return true;
        }
    return false;
}

static bool flag(void *context, const char *class_or_question) {
    const struct asking *a = context;
    return sl_decision_is_flag(a->worker, class_or_question);
}

/* Asked for member after member, so never behind the last but one. */
static const char *group(void *context, const char *name, size_t index) {
    const struct sl_conditions *c = ((const struct asking *)context)->conditions;
    for (size_t i = 0; i < c->group_count; i++)
        if (strcmp(c->groups[i].name, name) == 0)
            return c->groups[i].members[index];
    return NULL;
}

/* Adds a question to the list on top of the stack, once. */
static void push_cite(void *context, const char *question) {
    const struct asking *a = context;
    lua_State *L = a->L;
    lua_Integer count = (lua_Integer)lua_rawlen(L, -1);
    lua_pushstring(L, question);
    for (lua_Integer i = 1; i <= count; i++) {
        bool same = lua_rawgeti(L, -2, i) == LUA_TSTRING && lua_rawequal(L, -1, -2);
        lua_pop(L, 1);
        if (same) {
            lua_pop(L, 1);
            return;
        }
    }
    lua_rawseti(L, -2, count + 1);
}

int sl_condition_asked(lua_State *L) {
    struct asking a = {L, sl_worker_of(L), NULL, sl_thing_at(L, 1, SL_THING_FACTS)};
    if (a.seen == NULL)
        return luaL_error(L, "write f:holds(...) with a colon, not a dot");
    luaL_checktype(L, 2, LUA_TSTRING);
    a.conditions = &a.worker->loaded->conditions;
    int32_t place = sl_names_find(&a.conditions->names, L, 2);
    if (place == SL_NAME_NONE)
        return luaL_error(L, "\"%s\" stands in no column of conditions in the settings",
                          lua_tostring(L, 2));
    const struct sl_condition *condition = a.conditions->all[place];
    const struct sl_condition_facts facts = {answer, rank, flag, group, &a};
    bool holds = sl_condition_holds(condition, &facts);
    lua_pushboolean(L, holds);
    if (!holds)
        return 1;
    lua_newtable(L);
    sl_condition_cites(condition, &facts, push_cite, &a);
    return 2;
}
