#include "report.h"
#include "base/json.h"
#include "document.h"
#include "header.h"
#include "value.h"
#include <lauxlib.h>
#include <string.h>

struct writing {
    const json_t *figures;
};

static const char *field_text(lua_State *L, const char *name) {
    lua_pushstring(L, name);
    if (lua_rawget(L, -2) != LUA_TSTRING)
        luaL_error(L, "a report needs the field %s, a text", name);
    const char *text = lua_tostring(L, -1);
    lua_pop(L, 1); /* the script's table keeps it */
    return text;
}

static int write_report(lua_State *L) {
    const struct writing *writing = lua_touserdata(L, 1);
    lua_rawgeti(L, LUA_REGISTRYINDEX, SL_SLOT_SCRIPT);
    const char *code = field_text(L, "code");
    field_text(L, "title");
    if (strcmp(field_text(L, "kind"), "report") != 0)
        return luaL_error(L, "a report has kind = \"report\"");
    lua_pushliteral(L, "write");
    if (lua_rawget(L, -2) != LUA_TFUNCTION)
        return luaL_error(L, "a report needs the field write, a function");
    sl_value_push(L, writing->figures);
    if (lua_istable(L, -1))
        sl_value_freeze(L, "the figures");
    sl_document_push(L, code);
    lua_call(L, 2, 0);
    return 0;
}

static enum sl_status run(struct sl_worker *worker, const struct sl_script *script,
                          const json_t *figures, char **document, struct sl_error *err) {
    struct writing writing = {figures};
    lua_pushcfunction(script->L, write_report);
    lua_pushlightuserdata(script->L, &writing);
    enum sl_status status = sl_script_call(script, 1, 0, &sl_allowance_of_report, err);
    if (status == SL_OK && json_object_get(worker->document, "title") == NULL)
        status =
            sl_fail(err, SL_RULE, "", "%s: the report gave the document no title", script->path);
    if (status == SL_OK)
        *document = sl_json_canonical(worker->document);
    json_decref(worker->document);
    worker->document = NULL;
    return status;
}

enum sl_status sl_report_write(struct sl_worker *worker, const struct sl_bundle *bundle,
                               char **document, struct sl_error *err) {
    const struct sl_part *part = sl_bundle_first(bundle, SL_LUA_FIGURES);
    SL_AUTO(sl_json_drop) json_t *figures = NULL;
    struct sl_script script = {0};
    if (part == NULL)
        return sl_fail(err, SL_RULE, "", "The report was given no figures.");
    enum sl_status status =
        sl_json_parse("the figures", part->text.bytes, part->text.length, &figures, err);
    if (status == SL_OK)
        status = sl_script_open(worker, bundle, &sl_allowance_of_report, &script, err);
    if (status != SL_OK)
        return SL_RULE;
    status = run(worker, &script, figures, document, err);
    sl_script_drop(&script);
    return status;
}
