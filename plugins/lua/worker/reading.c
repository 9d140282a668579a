#include "reading.h"
#include "loaded.h"
#include "passage.h"
#include <lauxlib.h>
#include <string.h>

static void raise_fault(lua_State *L, const struct sl_worker *w, int index) {
    if (lua_type(L, index) != LUA_TSTRING)
        luaL_error(L, "a question's code is needed, in quotes");
    const char *name = lua_tostring(L, index);
    const struct sl_loaded *loaded = w->loaded;
    for (size_t i = 0; i < loaded->form_count; i++)
        if (sl_form_asks(&loaded->forms[i], name))
            luaL_error(L, "the rule reads %s but doesn't declare it in needs", name);
    luaL_error(L, "no tool of this rule asks %s", name);
}

static uint16_t row_at(lua_State *L, int index) {
    int whole;
    lua_Integer row = lua_tointegerx(L, index, &whole);
    if (!whole || row < 1 || row > UINT16_MAX)
        luaL_error(L, "a row is a whole number from 1");
    return (uint16_t)row;
}

int32_t sl_reading_question(lua_State *L, const struct sl_worker *w, int index) {
    int32_t question = sl_names_find(&w->scored.form->names, L, index);
    if (question == SL_NAME_NONE)
        raise_fault(L, w, index);
    return question;
}

int32_t sl_reading_known(lua_State *L, const struct sl_worker *w, const struct sl_seen *seen,
                         int index) {
    const struct sl_form *form = w->scored.form;
    int32_t question = sl_names_find(&form->names, L, index);
    bool elsewhere = question >= 0 && form->questions[question].rows != seen->section;
    return elsewhere ? SL_NAME_NONE : question;
}

struct sl_named sl_reading_named(lua_State *L, struct sl_worker *w, const struct sl_seen *seen,
                                 int index, int row_index) {
    const struct sl_form *form = w->scored.form;
    int32_t question = SL_NAME_NONE;
    if (seen->section >= 0)
        question = sl_names_find(&form->sections[seen->section].columns, L, index);
    if (question == SL_NAME_NONE)
        question = sl_names_find(&form->names, L, index);
    if (question == SL_NAME_NONE)
        raise_fault(L, w, index);
    if (question < 0)
        return (struct sl_named){question, 0};
    bool with_row = row_index > 0 && lua_gettop(L) >= row_index && !lua_isnil(L, row_index);
    int section = form->questions[question].rows;
    if (section >= 0 && !with_row && section != seen->section)
        luaL_error(L, "%s has rows: say which", lua_tostring(L, index));
    if (section < 0 && with_row)
        luaL_error(L, "%s has no rows", lua_tostring(L, index));
    if (with_row)
        return (struct sl_named){question, row_at(L, row_index)};
    return (struct sl_named){question, section >= 0 ? seen->row : 0};
}

/* Rows mostly start at 1 and have no gaps. */
void sl_reading_find(struct sl_reading *reading, struct sl_named named) {
    const struct sl_body *body = &reading->worker->scored.body;
    uint32_t first, last;
    reading->place = -1;
    reading->cell = (struct sl_cell){.state = SL_NOT_YET};
    if (named.question < 0 || (uint32_t)named.question >= body->questions)
        return;
    sl_cell_range(body, (uint32_t)named.question, &first, &last);
    uint32_t at = named.row > 0 ? first + named.row - 1u : first;
    if (at < last && sl_cell_at(body, at).row == named.row)
        first = at;
    for (; first < last; first++) {
        struct sl_cell cell = sl_cell_at(body, first);
        if (cell.row != named.row)
            continue;
        reading->cell = cell;
        reading->place = (int32_t)first;
        return;
    }
}

bool sl_reading_holds_text(const struct sl_reading *reading) {
    return reading->cell.kind >= SL_VALUE_TOKEN && reading->cell.kind <= SL_VALUE_TEXT;
}

struct sl_text sl_reading_text(lua_State *L, const struct sl_reading *reading) {
    struct sl_said said;
    sl_said_at(&reading->worker->scored.body, (uint32_t)reading->cell.number, &said);
    return sl_said_words(L, &said);
}

void sl_reading_push_text(lua_State *L, const struct sl_reading *reading) {
    struct sl_text text = sl_reading_text(L, reading);
    lua_pushlstring(L, text.bytes, text.length);
}

static void push_tokens(lua_State *L, struct sl_text tokens) {
    lua_newtable(L);
    lua_Integer count = 0;
    while (tokens.length > 0) {
        const char *space = memchr(tokens.bytes, ' ', tokens.length);
        size_t length = space != NULL ? (size_t)(space - tokens.bytes) : tokens.length;
        lua_pushlstring(L, tokens.bytes, length);
        lua_rawseti(L, -2, ++count);
        size_t step = space != NULL ? length + 1 : length;
        tokens = (struct sl_text){tokens.bytes + step, tokens.length - step};
    }
}

int sl_reading_push(lua_State *L, const struct sl_reading *reading) {
    enum sl_value_kind kind = SL_VALUE_NONE;
    if (reading->cell.state == SL_ANSWERED)
        kind = reading->cell.kind;
    if (kind == SL_VALUE_NUMBER || kind == SL_VALUE_DAY)
        lua_pushinteger(L, reading->cell.number);
    else if (kind == SL_VALUE_TOKEN)
        sl_reading_push_text(L, reading);
    else if (kind == SL_VALUE_TOKENS)
        push_tokens(L, sl_reading_text(L, reading));
    else if (kind == SL_VALUE_TEXT)
        sl_passage_push(L, reading->place, SL_CITE_VALUE);
    else
        lua_pushnil(L);
    return 1;
}
