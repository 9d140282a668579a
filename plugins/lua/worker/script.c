#include "script.h"
#include "facts.h"
#include "language.h"
#include "out.h"
#include "scan.h"
#include <ctype.h>
#include <lauxlib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What Lua calls the script's own source; libraries go by their names. */
#define CHUNK "rule"

enum { SAID_MOST = 400, SENTENCE_MOST = 2 * SAID_MOST };

/* "rule:12: what" taken apart; line 0 when the message names none. */
struct message {
    struct sl_text where;
    long line;
    struct sl_text what;
};

static struct message take_apart(const char *bytes, size_t length) {
    struct message message = {{"", 0}, 0, {bytes, length}};
    const char *colon = memchr(bytes, ':', length < 80 ? length : 80);
    if (colon == NULL || !isdigit((unsigned char)colon[1]))
        return message;
    char *end;
    long line = strtol(colon + 1, &end, 10);
    if (end[0] != ':' || end[1] != ' ')
        return message;
    message.where = (struct sl_text){bytes, (size_t)(colon - bytes)};
    message.line = line;
    message.what = (struct sl_text){end + 2, length - (size_t)(end + 2 - bytes)};
    return message;
}

/* What Lua calls by words that rules don't know. */
static const struct {
    const char *lua, *ours;
} renamed[] = {
    {"C stack overflow", "this is nested too deep"},
    {"chunk has too many syntax levels", "this is nested too deep"},
    {"chunk has too many C levels", "this is nested too deep"},
    {"stack overflow", "functions call each other too deep here"},
    {"attempt to perform 'n%0'", "attempt to divide by zero"},
    {"attempt to perform 'n//0'", "attempt to divide by zero"},
    {" userdata", " text"},
};

static struct sl_text in_our_words(struct sl_text what, char *out, size_t size) {
    for (size_t i = 0; i < SL_COUNT(renamed); i++) {
        const char *found = memmem(what.bytes, what.length, renamed[i].lua, strlen(renamed[i].lua));
        if (found == NULL)
            continue;
        const char *rest = found + strlen(renamed[i].lua);
        int before = (int)(found - what.bytes), behind = (int)(what.bytes + what.length - rest);
        int length =
            snprintf(out, size, "%.*s%s%.*s", before, what.bytes, renamed[i].ours, behind, rest);
        return (struct sl_text){out, (size_t)length < size ? (size_t)length : size - 1};
    }
    return what;
}

/* At most most bytes on one line; whatever no text may hold becomes a question mark. */
static const char *tell(struct sl_text what, size_t most, char *out) {
    char words[SENTENCE_MOST];
    struct sl_text cut = {what.bytes, what.length < most ? what.length : most};
    while (cut.length < what.length && cut.length > 0 &&
           ((unsigned char)what.bytes[cut.length] & 0xc0) == 0x80)
        cut.length--;
    cut = in_our_words(cut, words, sizeof words);
    for (size_t i = 0; i < cut.length; i++)
        out[i] = (unsigned char)cut.bytes[i] < 0x20 ? ' ' : cut.bytes[i];
    out[cut.length] = '\0';
    if (sl_text_check(sl_text_of(out), NULL) != SL_OK)
        for (char *c = out; *c != '\0'; c++)
            *c = (char)((unsigned char)*c >= 0x7f ? '?' : *c);
    return *out != '\0' ? out : "the script failed without saying why";
}

void sl_script_sentence(const char *message, size_t length, char *out, size_t size) {
    struct message m = take_apart(message, length);
    char said[SENTENCE_MOST];
    const char *words = tell(m.what, SAID_MOST, said);
    if (m.line == 0)
        snprintf(out, size, "%s", words);
    else if (sl_text_is(m.where, CHUNK))
        snprintf(out, size, "%s (line %ld)", words, m.line);
    else
        snprintf(out, size, "%s (%.*s, line %ld)", words, (int)m.where.length, m.where.bytes,
                 m.line);
}

static enum sl_status fail_with(const char *path, const char *bytes, size_t length,
                                struct sl_error *err) {
    struct message m = take_apart(bytes, length);
    char said[SENTENCE_MOST];
    const char *words = tell(m.what, SAID_MOST, said);
    if (m.line == 0)
        return sl_fail(err, SL_RULE, "", "%s: %s", path, words);
    if (sl_text_is(m.where, CHUNK))
        return sl_fail(err, SL_RULE, "", "%s:%ld: %s", path, m.line, words);
    return sl_fail(err, SL_RULE, "", "%s: %.*s:%ld: %s", path, (int)m.where.length, m.where.bytes,
                   m.line, words);
}

enum sl_status sl_script_call(const struct sl_script *script, int arguments, int results,
                              const struct sl_allowance *allowance, struct sl_error *err) {
    lua_State *L = script->L;
    struct sl_worker *worker = sl_worker_of(L);
    struct sl_loaded *loaded = worker->loaded;
    worker->loaded = NULL;
    int called = sl_watch_call(L, arguments, results, allowance);
    worker->loaded = loaded;
    if (called == LUA_OK)
        return SL_OK;
    char sentence[80];
    if (sl_watch_stopped() == SL_STOP_MEMORY)
        return sl_fail(err, SL_RULE, "", "%s: %s", script->path,
                       sl_watch_sentence(SL_STOP_MEMORY, sentence));
    size_t length = 0;
    const char *bytes = lua_type(L, -1) == LUA_TSTRING ? lua_tolstring(L, -1, &length) : NULL;
    if (bytes == NULL)
        return sl_fail(err, SL_RULE, "", "%s: it raised an error without a text", script->path);
    enum sl_status status = fail_with(script->path, bytes, length, err);
    lua_pop(L, 1);
    return status;
}

static bool names_hold(const json_t *names, const char *name) {
    for (size_t i = 0; i < json_array_size(names); i++)
        if (strcmp(json_string_value(json_array_get(names, i)), name) == 0)
            return true;
    return false;
}

static int by_name(const void *a, const void *b) {
    const char *const *left = a, *const *right = b;
    return strcmp(*left, *right);
}

static json_t *sorted(const json_t *names) {
    size_t count = json_array_size(names);
    const char **order = sl_new(count, sizeof *order);
    for (size_t i = 0; i < count; i++)
        order[i] = json_string_value(json_array_get(names, i));
    qsort(order, count, sizeof *order, by_name);
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, json_string(order[i]));
    free(order);
    return list;
}

/* The libraries named in the script, those named in them, and so on. */
static json_t *find_uses(const struct sl_bundle *bundle, struct sl_text source) {
    json_t *found = json_array(), *uses = json_array();
    sl_scan_uses(source, found);
    for (size_t i = 0; i < json_array_size(found); i++) {
        const char *name = json_string_value(json_array_get(found, i));
        const struct sl_part *library = sl_bundle_find(bundle, SL_LUA_LIBRARY, name);
        if (names_hold(uses, name) || library == NULL)
            continue;
        json_array_append_new(uses, json_string(name));
        sl_scan_uses(library->text, found);
    }
    json_t *list = sorted(uses);
    json_decref(found);
    json_decref(uses);
    return list;
}

static void find_words(const struct sl_bundle *bundle, struct sl_script *script) {
    script->named = json_object();
    script->written = json_object();
    sl_scan_words(script->source, script->named, script->written);
    for (size_t i = 0; i < json_array_size(script->uses); i++) {
        const char *name = json_string_value(json_array_get(script->uses, i));
        struct sl_text library = sl_bundle_find(bundle, SL_LUA_LIBRARY, name)->text;
        sl_scan_words(library, script->named, script->written);
    }
}

struct opening {
    const struct sl_bundle *bundle;
    const struct sl_script *script;
};

static int open_script(lua_State *L) {
    const struct opening *opening = lua_touserdata(L, 1);
    const struct sl_script *script = opening->script;
    sl_out_open(L, script->named);
    sl_language_open(L, script->named);
    sl_facts_open(L, script->named);
    for (size_t i = 0; i < json_array_size(script->uses); i++) {
        const char *name = json_string_value(json_array_get(script->uses, i));
        sl_language_keep_library(L, name,
                                 sl_bundle_find(opening->bundle, SL_LUA_LIBRARY, name)->text);
    }
    sl_language_compile(L, script->source, "=" CHUNK);
    int before = lua_gettop(L) - 1;
    lua_call(L, 0, LUA_MULTRET);
    if (lua_gettop(L) != before + 1 || !lua_istable(L, -1))
        return luaL_error(L, "a script returns one table: return { code = ..., ... }");
    lua_rawseti(L, LUA_REGISTRYINDEX, SL_SLOT_SCRIPT);
    return 0;
}

static enum sl_status check_sources(const struct sl_bundle *bundle, const struct sl_script *script,
                                    int bytes_most, struct sl_error *err) {
    enum sl_status status = sl_scan_check(script->path, script->source, bytes_most, err);
    for (size_t i = 0; i < json_array_size(script->uses) && status == SL_OK; i++) {
        const char *name = json_string_value(json_array_get(script->uses, i));
        const struct sl_part *library = sl_bundle_find(bundle, SL_LUA_LIBRARY, name);
        status = sl_scan_check(name, library->text, bytes_most, err);
    }
    return status;
}

enum sl_status sl_script_open(struct sl_worker *worker, const struct sl_bundle *bundle,
                              const struct sl_allowance *allowance, struct sl_script *out,
                              struct sl_error *err) {
    const struct sl_part *source = sl_bundle_first(bundle, SL_LUA_SOURCE);
    if (source == NULL)
        return sl_fail(err, SL_RULE, "", "The worker was given no script.");
    struct sl_script script = {.path = source->name, .source = source->text};
    script.uses = find_uses(bundle, script.source);
    find_words(bundle, &script);
    enum sl_status status =
        check_sources(bundle, &script, worker->limits.number[SL_LUA_SOURCE_BYTES], err);
    if (status == SL_OK) {
        script.L = sl_state_new(worker);
        struct opening opening = {bundle, &script};
        lua_pushcfunction(script.L, open_script);
        lua_pushlightuserdata(script.L, &opening);
        status = sl_script_call(&script, 1, 0, allowance, err);
    }
    if (status == SL_OK)
        *out = script;
    else
        sl_script_drop(&script);
    return status;
}

void sl_script_drop(struct sl_script *script) {
    json_decref(script->uses);
    json_decref(script->named);
    json_decref(script->written);
    script->uses = script->named = script->written = NULL;
}
