#include "loaded.h"
#include "base/json.h"
#include "facts.h"
#include "header.h"
#include "out.h"
#include "value.h"
#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

/* Places on Lua's stack that records find made: with fewer most would have it grow. */
enum { STACK_MADE = 100 };

struct loading {
    struct sl_worker *worker;
    const struct sl_bundle *bundle;
    struct sl_script script;
    json_t *header, *settings;
    struct sl_loaded *loaded;
    struct sl_error *err;
};

static const json_t *header_list(const struct loading *l, const char *field) {
    return json_object_get(l->header, field);
}

static const char *name_at(const json_t *list, size_t index) {
    return json_string_value(json_array_get(list, index));
}

static enum sl_status read_conditions(struct loading *l) {
    struct sl_error why = {0};
    if (sl_conditions_read(l->header, l->settings, &l->loaded->conditions, &why) == SL_OK)
        return SL_OK;
    return sl_header_fault(&l->script, l->header, why.field, l->err, "%s", why.text);
}

static enum sl_status read_header(struct loading *l) {
    enum sl_status status = sl_header_read(&l->script, &l->header, l->err);
    if (status != SL_OK)
        return status;
    const struct sl_part *part = sl_bundle_first(l->bundle, SL_LUA_SETTINGS);
    SL_AUTO(sl_json_drop) json_t *given = NULL;
    if (part != NULL && part->text.length > 0)
        status = sl_json_parse("the settings", part->text.bytes, part->text.length, &given, l->err);
    if (status == SL_OK)
        status = sl_header_settings(&l->script, l->header, given, &l->settings, l->err);
    if (status == SL_OK)
        status = read_conditions(l);
    if (status == SL_OK)
        status =
            sl_outputs_read(json_object_get(l->header, "outputs"), &l->loaded->outputs, l->err);
    l->loaded->history = sl_json_true(l->header, "history");
    return status;
}

static enum sl_status read_lists(struct loading *l) {
    const json_t *names = header_list(l, "lists");
    struct sl_loaded *loaded = l->loaded;
    loaded->lists = sl_new(json_array_size(names), sizeof *loaded->lists);
    for (size_t i = 0; i < json_array_size(names); i++) {
        const char *name = name_at(names, i);
        const struct sl_part *part = sl_bundle_find(l->bundle, SL_LUA_LIST, name);
        SL_AUTO(sl_free) char *field = sl_format("lists.%zu", i + 1);
        struct sl_list *list = &loaded->lists[i];
        struct sl_error why = {0};
        if (part == NULL)
            return sl_header_fault(&l->script, l->header, field, l->err, "there is no list %s",
                                   name);
        if (sl_list_read(name, part->text, list, &why) != SL_OK)
            return sl_header_fault(&l->script, l->header, field, l->err, "%s", why.text);
        loaded->list_count++;
        if (list->calendar != NULL)
            loaded->calendar = list->calendar;
    }
    return SL_OK;
}

/* Lists that slim bodies tell of come as parts in their order. */
static void mark_remembered(struct loading *l) {
    int place = 0;
    for (size_t i = 0; i < l->bundle->count; i++) {
        const struct sl_part *part = &l->bundle->part[i];
        if (part->kind != SL_LUA_REMEMBERED)
            continue;
        for (size_t k = 0; k < l->loaded->list_count; k++)
            if (strcmp(l->loaded->lists[k].name, part->name) == 0)
                l->loaded->lists[k].remembered = place;
        place++;
    }
}

/* What the rule says of a tool in applies; NULL when it doesn't apply to it. */
static const json_t *applies_to(const struct loading *l, const char *tool) {
    const json_t *applies = header_list(l, "applies");
    for (size_t i = 0; i < json_array_size(applies); i++) {
        const json_t *one = json_array_get(applies, i);
        const char *code =
            json_is_string(one) ? json_string_value(one) : sl_json_text_or(one, "tool", "");
        if (strcmp(code, tool) == 0)
            return one;
    }
    return NULL;
}

static enum sl_status read_form(struct loading *l, const struct sl_part *part) {
    struct sl_form *form = &l->loaded->forms[l->loaded->form_count];
    enum sl_status status = sl_form_read(part->text, form, l->err);
    if (status != SL_OK)
        return status;
    l->loaded->form_count++;
    const json_t *applies = applies_to(l, form->tool);
    if (applies == NULL)
        return sl_header_fault(&l->script, l->header, "applies", l->err,
                               "the rule doesn't apply to %s", form->tool);
    const char *rows = sl_json_text_or(applies, "rows", NULL);
    if (rows != NULL && (form->rule_rows = sl_form_rows(form, rows)) < 0)
        return sl_header_fault(&l->script, l->header, "applies", l->err, "%s has no rows called %s",
                               form->tool, rows);
    return SL_OK;
}

static bool has_all_tools(const struct loading *l) {
    const json_t *applies = header_list(l, "applies");
    for (size_t i = 0; i < json_array_size(applies); i++) {
        const json_t *one = json_array_get(applies, i);
        const char *code =
            json_is_string(one) ? json_string_value(one) : sl_json_text_or(one, "tool", "");
        bool there = false;
        for (size_t f = 0; f < l->loaded->form_count; f++)
            there = there || strcmp(l->loaded->forms[f].tool, code) == 0;
        if (!there)
            return false;
    }
    return true;
}

/* A question that no tool of the rule asks is a mistake; one that only some ask is not yet answered
 * in the others. */
static enum sl_status mark_needs(struct loading *l) {
    const json_t *needs = header_list(l, "needs");
    bool all_tools = has_all_tools(l);
    for (size_t i = 0; i < json_array_size(needs); i++) {
        const char *need = name_at(needs, i);
        bool found = false;
        for (size_t f = 0; f < l->loaded->form_count; f++)
            found = sl_form_need(&l->loaded->forms[f], need) || found;
        SL_AUTO(sl_free) char *field = sl_format("needs.%zu", i + 1);
        if (!found && all_tools)
            return sl_header_fault(&l->script, l->header, field, l->err,
                                   "no tool of this rule asks %s", need);
    }
    return SL_OK;
}

static enum sl_status read_forms(struct loading *l) {
    l->loaded->forms = sl_new(l->bundle->count, sizeof *l->loaded->forms);
    enum sl_status status = SL_OK;
    for (size_t i = 0; i < l->bundle->count && status == SL_OK; i++)
        if (l->bundle->part[i].kind == SL_LUA_FORM)
            status = read_form(l, &l->bundle->part[i]);
    return status == SL_OK ? mark_needs(l) : status;
}

static void name_all(const struct loading *l) {
    struct sl_loaded *loaded = l->loaded;
    size_t clauses = json_object_size(json_object_get(l->header, "clauses"));
    SL_AUTO(sl_free) const char **order = sl_header_clauses(l->header);
    for (size_t i = 0; i < clauses; i++)
        sl_names_add(&loaded->clause_names, order[i], (int32_t)i);
    for (size_t i = 0; i < loaded->outputs.count; i++)
        sl_names_add(&loaded->output_names, loaded->outputs.outputs[i].name, (int32_t)i);
    for (size_t i = 0; i < loaded->list_count; i++)
        sl_names_add(&loaded->list_names, loaded->lists[i].name, (int32_t)i);
    for (size_t i = 0; i < loaded->form_count; i++)
        sl_form_name(&loaded->forms[i], header_list(l, "needs"));
}

/* Everything of the rule that lies in Lua's memory; what depends on the tool versions that happen
 * to be there comes last. */
static int settle_in_state(lua_State *L) {
    const struct loading *l = lua_touserdata(L, 1);
    struct sl_loaded *loaded = l->loaded;
    sl_value_push(L, l->settings);
    sl_value_freeze(L, "settings");
    sl_plans_learn(&loaded->plans, L);
    lua_rawseti(L, LUA_REGISTRYINDEX, SL_SLOT_SETTINGS);
    lua_rawgeti(L, LUA_REGISTRYINDEX, SL_SLOT_SCRIPT);
    lua_getfield(L, -1, "score");
    lua_rawseti(L, LUA_REGISTRYINDEX, SL_SLOT_SCORE);
    lua_pushboolean(L, 0);
    lua_rawseti(L, LUA_REGISTRYINDEX, SL_SLOT_SCRIPT);
    sl_facts_make_rows(L, SL_SECTIONS_MADE);
    sl_names_settle(&loaded->output_names, L, l->script.written);
    sl_names_settle(&loaded->clause_names, L, l->script.written);
    sl_names_settle(&loaded->list_names, L, l->script.written);
    sl_conditions_settle(&loaded->conditions, L);
    for (size_t i = 0; i < loaded->form_count; i++)
        sl_form_settle(&loaded->forms[i], L, l->script.written);
    return 0;
}

static enum sl_status settle(struct loading *l) {
    lua_State *L = l->script.L;
    struct sl_loaded *loaded = l->loaded;
    loaded->L = L;
    loaded->grade = sl_outputs_find(&loaded->outputs, "grade");
    loaded->counted = sl_outputs_find(&loaded->outputs, "counted");
    loaded->met = sl_outputs_find(&loaded->outputs, "met");
    name_all(l);
    lua_pushcfunction(L, settle_in_state);
    lua_pushlightuserdata(L, l);
    enum sl_status status = sl_script_call(&l->script, 1, 0, &sl_allowance_of_header, l->err);
    if (status != SL_OK)
        return status;
    lua_gc(L, LUA_GCCOLLECT);
    sl_arena_turn_page();
    lua_checkstack(L, STACK_MADE);
    loaded->image = sl_arena_keep();
    return SL_OK;
}

static enum sl_status load(struct loading *l) {
    enum sl_status status =
        sl_script_open(l->worker, l->bundle, &sl_allowance_of_header, &l->script, l->err);
    if (status != SL_OK)
        return status;
    status = read_header(l);
    if (status == SL_OK)
        status = read_lists(l);
    if (status == SL_OK)
        mark_remembered(l);
    if (status == SL_OK)
        status = read_forms(l);
    if (status == SL_OK)
        status = settle(l);
    sl_script_drop(&l->script);
    return status;
}

enum sl_status sl_loaded_open(struct sl_worker *worker, const struct sl_bundle *bundle,
                              struct sl_error *err) {
    struct loading l = {.worker = worker, .bundle = bundle, .err = err};
    l.loaded = sl_new(1, sizeof *l.loaded);
    enum sl_status status = load(&l);
    json_decref(l.header);
    json_decref(l.settings);
    if (status != SL_OK) {
        sl_loaded_free(l.loaded);
        return SL_RULE;
    }
    sl_loaded_free(worker->loaded);
    worker->loaded = l.loaded;
    return SL_OK;
}

void sl_loaded_free(struct sl_loaded *loaded) {
    if (loaded == NULL)
        return;
    for (size_t i = 0; i < loaded->list_count; i++)
        sl_list_drop(&loaded->lists[i]);
    for (size_t i = 0; i < loaded->form_count; i++)
        sl_form_drop(&loaded->forms[i]);
    sl_outputs_drop(&loaded->outputs);
    sl_names_drop(&loaded->output_names);
    sl_names_drop(&loaded->clause_names);
    sl_names_drop(&loaded->list_names);
    sl_patterns_drop(&loaded->patterns);
    sl_conditions_drop(&loaded->conditions);
    sl_plans_drop(&loaded->plans);
    free(loaded->lists);
    free(loaded->forms);
    sl_image_drop(&loaded->image);
    free(loaded);
}
