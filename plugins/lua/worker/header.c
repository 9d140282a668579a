#include "header.h"
#include "base/json.h"
#include "output.h"
#include "scan.h"
#include "value.h"
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum field_kind { FIELD_TEXT, FIELD_NAMES, FIELD_TABLE, FIELD_YES, FIELD_FUNCTION };

static const struct field {
    const char *name;
    enum field_kind kind;
    bool must;
} fields[] = {
    {"code", FIELD_TEXT, true},          {"title", FIELD_TEXT, true},
    {"kind", FIELD_TEXT, true},          {"applies", FIELD_TABLE, true},
    {"needs", FIELD_NAMES, true},        {"lists", FIELD_NAMES, false},
    {"remembers", FIELD_NAMES, false},   {"why", FIELD_TEXT, false},
    {"settings", FIELD_TABLE, false},    {"columns", FIELD_TABLE, false},
    {"clauses", FIELD_TABLE, true},      {"outputs", FIELD_TABLE, true},
    {"history", FIELD_YES, false},       {"score", FIELD_FUNCTION, true},
    {"examples", FIELD_FUNCTION, false},
};

struct reader {
    const struct sl_script *script;
    json_t *header;
    struct sl_error *err;
};

static long line_of(const json_t *header, const char *field) {
    const json_t *lines = json_object_get(header, "lines");
    SL_AUTO(sl_free) char *path = sl_copy(field);
    for (char *cut = path; cut != NULL;) {
        json_t *line = json_object_get(lines, path);
        if (line != NULL)
            return (long)json_integer_value(line);
        cut = strrchr(path, '.');
        if (cut != NULL)
            *cut = '\0';
    }
    return 0;
}

enum sl_status sl_header_fault(const struct sl_script *script, const json_t *header,
                               const char *field, struct sl_error *err, const char *format, ...) {
    char sentence[sizeof err->text];
    va_list values;
    va_start(values, format);
    vsnprintf(sentence, sizeof sentence, format, values);
    va_end(values);
    long line = line_of(header, field);
    if (line > 0)
        return sl_fail(err, SL_RULE, field, "%s:%ld: %s: %s", script->path, line, field, sentence);
    return sl_fail(err, SL_RULE, field, "%s: %s: %s", script->path, field, sentence);
}

static enum sl_status fault(struct reader *r, const char *field, const char *sentence) {
    return sl_header_fault(r->script, r->header, field, r->err, "%s", sentence);
}

static const struct field *field_named(const char *name) {
    for (size_t i = 0; i < SL_COUNT(fields); i++)
        if (strcmp(fields[i].name, name) == 0)
            return &fields[i];
    return NULL;
}

static enum sl_status refuse_unknown(struct reader *r, lua_State *L, int table) {
    for (lua_pushnil(L); lua_next(L, table); lua_pop(L, 1)) {
        const char *name = lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : NULL;
        if (name != NULL && field_named(name) != NULL)
            continue;
        enum sl_status status =
            name == NULL ? fault(r, "return", "a rule's fields have names; this one has none")
                         : fault(r, name, "a rule has no such field");
        lua_pop(L, 2);
        return status;
    }
    return SL_OK;
}

static bool is_kind(const json_t *value, enum field_kind kind) {
    if (kind == FIELD_TEXT)
        return json_is_string(value);
    if (kind == FIELD_TABLE)
        return json_is_object(value) || json_is_array(value);
    if (kind == FIELD_YES)
        return json_is_true(value);
    if (!json_is_array(value))
        return false;
    for (size_t i = 0; i < json_array_size(value); i++)
        if (!json_is_string(json_array_get(value, i)))
            return false;
    return true;
}

static enum sl_status take_missing(struct reader *r, const struct field *field) {
    if (field->must)
        return fault(r, field->name, "this field is missing");
    if (field->kind == FIELD_TEXT)
        json_object_set_new(r->header, field->name, json_string(""));
    else if (field->kind == FIELD_NAMES)
        json_object_set_new(r->header, field->name, json_array());
    else if (field->kind == FIELD_TABLE)
        json_object_set_new(r->header, field->name, json_object());
    return SL_OK;
}

static enum sl_status take_field(struct reader *r, lua_State *L, int table,
                                 const struct field *field) {
    static const char *const wanted[] = {
        "a text is needed here", "a list of names is needed here", "a table is needed here",
        "true is needed here, or the field left out", "a function is needed here"};
    lua_pushstring(L, field->name);
    int type = lua_rawget(L, table), value = lua_gettop(L);
    enum sl_status status = SL_OK;
    json_t *json = NULL;
    struct sl_error why = {0};
    if (type == LUA_TNIL)
        status = take_missing(r, field);
    else if (field->kind == FIELD_FUNCTION)
        status = type == LUA_TFUNCTION ? SL_OK : fault(r, field->name, wanted[field->kind]);
    else if (sl_value_read(L, value, field->name, &json, &why) != SL_OK)
        status = fault(r, why.field, why.text);
    else if (!is_kind(json, field->kind))
        status = fault(r, field->name, wanted[field->kind]);
    if (json != NULL && status == SL_OK)
        json_object_set(r->header, field->name, json);
    json_decref(json);
    lua_pop(L, 1);
    return status;
}

static enum sl_status take_fields(struct reader *r) {
    lua_State *L = r->script->L;
    lua_rawgeti(L, LUA_REGISTRYINDEX, SL_SLOT_SCRIPT);
    int table = lua_gettop(L);
    enum sl_status status = refuse_unknown(r, L, table);
    for (size_t i = 0; i < SL_COUNT(fields) && status == SL_OK; i++)
        status = take_field(r, L, table, &fields[i]);
    lua_settop(L, table - 1);
    return status;
}

static enum sl_status check_code(struct reader *r) {
    const char *code = json_string_value(json_object_get(r->header, "code"));
    size_t length = strlen(code);
    if (json_string_length(json_object_get(r->header, "title")) == 0)
        return fault(r, "title", "a text is needed here");
    bool fits = islower((unsigned char)code[0]) && length <= 60;
    for (size_t i = 0; i < length; i++)
        fits = fits && (islower((unsigned char)code[i]) || isdigit((unsigned char)code[i]) ||
                        code[i] == '.' || code[i] == '_');
    return fits ? SL_OK
                : fault(r, "code", "a code is small letters, digits, dots and _, at most 60");
}

static enum sl_status check_kind(struct reader *r) {
    static const char *const kinds[] = {"grade", "points", "measure", "check", "timeliness"};
    const char *kind = json_string_value(json_object_get(r->header, "kind"));
    for (size_t i = 0; i < SL_COUNT(kinds); i++)
        if (strcmp(kinds[i], kind) == 0)
            return SL_OK;
    return fault(r, "kind", "grade, points, measure, check or timeliness is needed here");
}

/* A rule that applies to one tool may leave the outer braces out. */
static enum sl_status settle_applies(struct reader *r) {
    json_t *applies = json_object_get(r->header, "applies");
    if (json_is_object(applies)) {
        json_t *list = json_array();
        json_array_append(list, applies);
        json_object_set_new(r->header, "applies", list);
        applies = list;
    }
    if (json_array_size(applies) == 0)
        return fault(r, "applies", "at least one tool is needed here");
    for (size_t i = 0; i < json_array_size(applies); i++) {
        json_t *one = json_array_get(applies, i), *rows = json_object_get(one, "rows");
        bool plain = json_is_string(one);
        bool with_rows = json_is_string(json_object_get(one, "tool")) && json_is_string(rows) &&
                         json_object_size(one) == 2;
        if (!plain && !with_rows)
            return fault(r, "applies", "a tool's code or { tool = CODE, rows = NAME } is needed");
    }
    return SL_OK;
}

static bool holds_name(const json_t *names, const char *name) {
    for (size_t i = 0; i < json_array_size(names); i++)
        if (strcmp(json_string_value(json_array_get(names, i)), name) == 0)
            return true;
    return false;
}

static enum sl_status check_remembers(struct reader *r) {
    const json_t *lists = json_object_get(r->header, "lists");
    const json_t *names = json_object_get(r->header, "remembers");
    for (size_t i = 0; i < json_array_size(names); i++) {
        const char *name = json_string_value(json_array_get(names, i));
        if (!holds_name(lists, name))
            return sl_header_fault(r->script, r->header, "remembers", r->err,
                                   "%s isn't declared in lists", name);
    }
    return SL_OK;
}

static const json_t *setting_at(const json_t *settings, const char *path, size_t length) {
    SL_AUTO(sl_free) char *copy = sl_copy_bytes(path, length);
    const json_t *at = settings;
    char *rest = copy;
    for (char *step; at != NULL && (step = strtok_r(rest, ".", &rest)) != NULL;) {
        size_t place = strtoul(step, NULL, 10);
        if (json_is_array(at))
            at = place > 0 ? json_array_get(at, place - 1) : NULL;
        else
            at = json_object_get(at, step);
    }
    return at;
}

static enum sl_status check_placeholders(struct reader *r, const char *field,
                                         const char *sentence) {
    const json_t *settings = json_object_get(r->header, "settings");
    for (const char *open = sentence; (open = strchr(open, '{')) != NULL; open++) {
        size_t length = strcspn(open + 1, "}");
        const json_t *setting = setting_at(settings, open + 1, length);
        if (open[1 + length] == '\0')
            return fault(r, field, "a { has no } after it");
        if (setting == NULL || json_is_object(setting) || json_is_array(setting))
            return sl_header_fault(r->script, r->header, field, r->err,
                                   "the settings have no number or text %.*s", (int)length + 2,
                                   open);
    }
    return SL_OK;
}

static bool is_clause_id(const char *id) {
    for (const char *c = id; *c != '\0'; c++)
        if (!isalnum((unsigned char)*c) && *c != '_')
            return false;
    return *id != '\0' && strlen(id) <= 40;
}

static enum sl_status check_clauses(struct reader *r) {
    json_t *clauses = json_object_get(r->header, "clauses"), *sentence;
    const char *id;
    if (json_is_array(clauses) && json_array_size(clauses) == 0) {
        json_object_set_new(r->header, "clauses", json_object());
        return SL_OK;
    }
    if (!json_is_object(clauses))
        return fault(r, "clauses", "a table of id = \"sentence\" is needed here");
    json_object_foreach(clauses, id, sentence) {
        SL_AUTO(sl_free) char *field = sl_format("clauses.%s", id);
        if (!is_clause_id(id))
            return fault(r, field, "an id is letters, digits and _, at most 40");
        if (!json_is_string(sentence) || json_string_length(sentence) == 0)
            return fault(r, field, "a sentence is needed here");
        enum sl_status status = check_placeholders(r, field, json_string_value(sentence));
        if (status != SL_OK)
            return status;
    }
    return SL_OK;
}

static enum sl_status check_outputs(struct reader *r) {
    struct sl_outputs outputs = {0};
    struct sl_error why = {0};
    if (sl_outputs_read(json_object_get(r->header, "outputs"), &outputs, &why) != SL_OK)
        return fault(r, why.field, why.text);
    sl_outputs_drop(&outputs);
    return SL_OK;
}

static enum sl_status settle_settings(struct reader *r) {
    json_t *settings = json_object_get(r->header, "settings");
    if (json_is_array(settings) && json_array_size(settings) > 0)
        return fault(r, "settings", "settings have names: { good = 250 }");
    if (json_is_array(settings))
        json_object_set_new(r->header, "settings", json_object());
    if (json_object_get(settings, "examples") != NULL)
        return fault(r, "settings.examples", "this name is kept for cases that a workbook adds");
    return SL_OK;
}

enum sl_status sl_header_read(const struct sl_script *script, json_t **out, struct sl_error *err) {
    SL_AUTO(sl_json_drop) json_t *header = json_object();
    struct reader r = {script, header, err};
    json_object_set_new(header, "lines", sl_scan_lines(script->source));
    json_object_set(header, "uses", script->uses);
    static enum sl_status (*const steps[])(struct reader *) = {
        take_fields,    check_code,      check_kind,    check_remembers,
        settle_applies, settle_settings, check_clauses, check_outputs,
    };
    for (size_t i = 0; i < SL_COUNT(steps); i++) {
        enum sl_status status = steps[i](&r);
        if (status != SL_OK)
            return status;
    }
    *out = json_incref(header);
    return SL_OK;
}

static int by_bytes(const void *a, const void *b) {
    const char *const *left = a, *const *right = b;
    return strcmp(*left, *right);
}

const char **sl_header_clauses(const json_t *header) {
    json_t *clauses = json_object_get(header, "clauses");
    const char **order = sl_new(json_object_size(clauses), sizeof *order);
    size_t count = 0;
    for (void *at = json_object_iter(clauses); at != NULL; at = json_object_iter_next(clauses, at))
        order[count++] = json_object_iter_key(at);
    qsort(order, count, sizeof *order, by_bytes);
    return order;
}

static bool is_same_kind(const json_t *own, const json_t *given) {
    bool tables = (json_is_array(own) || json_is_object(own)) &&
                  (json_is_array(given) || json_is_object(given));
    return tables || (json_is_boolean(own) && json_is_boolean(given)) ||
           json_typeof(own) == json_typeof(given);
}

enum sl_status sl_header_settings(const struct sl_script *script, const json_t *header,
                                  const json_t *given, json_t **out, struct sl_error *err) {
    SL_AUTO(sl_json_drop) json_t *settings = json_deep_copy(json_object_get(header, "settings"));
    json_t *any = json_incref((json_t *)(uintptr_t)given), *value;
    const char *key;
    enum sl_status status = SL_OK;
    json_object_foreach(any, key, value) {
        if (strcmp(key, "examples") == 0)
            continue;
        const json_t *own = json_object_get(settings, key);
        SL_AUTO(sl_free) char *field = sl_format("settings.%s", key);
        if (own == NULL)
            status = sl_header_fault(script, header, field, err, "the rule has no such setting");
        else if (!is_same_kind(own, value))
            status =
                sl_header_fault(script, header, field, err, "another kind of value is needed here");
        if (status != SL_OK)
            break;
        json_object_set(settings, key, value);
    }
    json_decref(any);
    if (status == SL_OK)
        *out = json_incref(settings);
    return status;
}
