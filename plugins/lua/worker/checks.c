#include "checks.h"
#include "facts.h"
#include "loaded.h"
#include "passage.h"
#include "value.h"
#include <lauxlib.h>
#include <string.h>

enum { CHECKS_MOST = 32, NAMES_MOST = 16, LISTS_MOST = 8 };

/* Words that has and lacks know beside the lists. */
enum sign { SIGN_DIGIT = 1, SIGN_DATE = 2 };

struct wanted {
    unsigned signs;
    size_t count;
    const struct sl_list *lists[LISTS_MOST];
};

struct literals {
    size_t count;
    struct sl_text words[NAMES_MOST];
};

struct check {
    int32_t question;
    uint32_t first, last; /* its cells */
    size_t length;
    bool of_texts;        /* asks what only texts can answer */
    struct wanted has, lacks;
    struct literals is, is_not;
};

struct checklist {
    size_t count;
    struct check checks[CHECKS_MOST];
};

static void take_wanted(lua_State *L, int index, struct wanted *out) {
    size_t length;
    const char *name = lua_type(L, index) == LUA_TSTRING ? lua_tolstring(L, index, &length) : "";
    if (strcmp(name, "digit") == 0)
        out->signs |= SIGN_DIGIT;
    else if (strcmp(name, "date") == 0)
        out->signs |= SIGN_DATE;
    else if (out->count == LISTS_MOST)
        luaL_error(L, "a check has at most %d lists", LISTS_MOST);
    else
        out->lists[out->count++] = sl_passage_list(L, index);
}

static void take_literal(lua_State *L, int index, struct literals *out) {
    struct sl_text *words = &out->words[out->count];
    if (out->count == NAMES_MOST)
        luaL_error(L, "a check has at most %d words", NAMES_MOST);
    if (lua_type(L, index) != LUA_TSTRING)
        luaL_error(L, "a check compares with words in quotes");
    words->bytes = lua_tolstring(L, index, &words->length);
    out->count++;
}

/* One name, or a list of them, at the top of the stack. */
static void take_names(lua_State *L, struct wanted *wanted, struct literals *literals) {
    int top = lua_gettop(L);
    bool several = lua_istable(L, top);
    if (several)
        sl_value_behind(L, top);
    for (lua_Integer i = 1; several ? lua_rawgeti(L, top, i) != LUA_TNIL : i == 1; i++) {
        int index = several ? top + 1 : top;
        if (wanted != NULL)
            take_wanted(L, index, wanted);
        else
            take_literal(L, index, literals);
        lua_settop(L, top);
    }
    lua_settop(L, top);
}

static void take_condition(lua_State *L, struct check *check) {
    int top = lua_gettop(L), whole;
    const char *name = lua_type(L, top - 1) == LUA_TSTRING ? lua_tostring(L, top - 1) : "";
    if (strcmp(name, "has") == 0) {
        take_names(L, &check->has, NULL);
    } else if (strcmp(name, "lacks") == 0) {
        take_names(L, &check->lacks, NULL);
    } else if (strcmp(name, "is") == 0) {
        take_names(L, NULL, &check->is);
        return;
    } else if (strcmp(name, "is_not") == 0) {
        take_names(L, NULL, &check->is_not);
        return;
    } else if (strcmp(name, "length") == 0) {
        lua_Integer length = lua_tointegerx(L, top, &whole);
        if (!whole || length < 0)
            luaL_error(L, "length is a whole number of characters");
        check->length = (size_t)length;
    } else if (!lua_isinteger(L, top - 1) || lua_tointeger(L, top - 1) != 1) {
        luaL_error(L, "a check has no %s", luaL_tolstring(L, top - 1, NULL));
    } else {
        return;
    }
    check->of_texts = true;
}

/* The check that is the table at the top of the stack. */
static void take_check(lua_State *L, const struct sl_seen *seen, struct check *check) {
    struct sl_worker *w = sl_worker_of(L);
    int top = lua_gettop(L);
    luaL_checktype(L, top, LUA_TTABLE);
    sl_value_behind(L, top);
    *check = (struct check){.length = 0};
    lua_rawgeti(L, top, 1);
    check->question = sl_reading_named(L, w, seen, top + 1, 0).question;
    if (check->question >= 0 && w->scored.form->questions[check->question].rows != seen->section)
        luaL_error(L, "%s isn't a question of these rows", lua_tostring(L, top + 1));
    if (check->question >= 0 && (uint32_t)check->question < w->scored.body.questions)
        sl_cell_range(&w->scored.body, (uint32_t)check->question, &check->first, &check->last);
    lua_settop(L, top);
    for (lua_pushnil(L); lua_next(L, top); lua_settop(L, top + 1))
        take_condition(L, check);
}

static void take_checks(lua_State *L, int index, const struct sl_seen *seen,
                        struct checklist *out) {
    luaL_checktype(L, index, LUA_TTABLE);
    luaL_checkstack(L, 12, "there is no room for the checks");
    sl_value_behind(L, index);
    int top = lua_gettop(L);
    for (out->count = 0; lua_rawgeti(L, index, (lua_Integer)out->count + 1) != LUA_TNIL;
         out->count++) {
        if (out->count == CHECKS_MOST)
            luaL_error(L, "there are at most %d checks", CHECKS_MOST);
        take_check(L, seen, &out->checks[out->count]);
        lua_settop(L, top);
    }
    lua_settop(L, top);
}

/* Does anything of it stand there? */
static bool stands(lua_State *L, const struct sl_said *said, const struct wanted *wanted) {
    if ((wanted->signs & SIGN_DIGIT) != 0 && sl_said_has_digit(L, said))
        return true;
    if ((wanted->signs & SIGN_DATE) != 0 && sl_said_has_date(L, said))
        return true;
    for (size_t i = 0; i < wanted->count; i++)
        if (sl_said_has_any(L, said, wanted->lists[i]))
            return true;
    return false;
}

static bool is_one_of(lua_State *L, const struct sl_said *said, const struct literals *literals) {
    for (size_t i = 0; i < literals->count; i++)
        if (sl_said_is(L, said, literals->words[i]))
            return true;
    return false;
}

static bool holds(lua_State *L, const struct check *check, const struct sl_said *said) {
    if (check->length > 0 && sl_said_length(L, said) < check->length)
        return false;
    if (check->is_not.count > 0 && is_one_of(L, said, &check->is_not))
        return false;
    if (check->is.count > 0 && !is_one_of(L, said, &check->is))
        return false;
    if ((check->has.signs != 0 || check->has.count > 0) && !stands(L, said, &check->has))
        return false;
    return (check->lacks.signs == 0 && check->lacks.count == 0) ||
           !stands(L, said, &check->lacks);
}

static bool is_ticked(lua_State *L, const struct check *check, uint16_t row) {
    const struct sl_body *body = &sl_worker_of(L)->scored.body;
    struct sl_cell cell;
    if (!sl_cell_of_row(body, check->first, check->last, row, &cell) || cell.state != SL_ANSWERED)
        return false;
    bool token = cell.kind == SL_VALUE_TOKEN;
    if (cell.kind != SL_VALUE_TEXT && (!token || check->of_texts))
        luaL_error(L, "%s isn't a text, so it has no length and no words",
                   sl_worker_of(L)->scored.form->questions[check->question].code);
    struct sl_said said;
    sl_said_at(body, (uint32_t)cell.number, &said);
    return holds(L, check, &said);
}

int sl_checks_ticks(lua_State *L) {
    const struct sl_worker *w = sl_worker_of(L);
    int section = sl_facts_section(L, 2);
    struct checklist list;
    const struct sl_seen seen = {SL_THING_FACTS, (int16_t)section, 0};
    lua_Integer ticks = 0, full = 0;
    lua_settop(L, 4);
    if (section >= 0)
        take_checks(L, 3, &seen, &list);
    lua_Integer enough = section < 0 ? 0 : luaL_optinteger(L, 4, (lua_Integer)list.count);
    uint16_t rows = section < 0 ? 0 : sl_facts_rows(w, section);
    for (uint32_t row = 1; row <= rows; row++) {
        lua_Integer held = 0;
        sl_watch_look(L);
        for (size_t i = 0; i < list.count; i++)
            held += is_ticked(L, &list.checks[i], (uint16_t)row);
        ticks += held;
        full += held >= enough;
    }
    lua_pushinteger(L, ticks);
    lua_pushinteger(L, full);
    return 2;
}

static void mark_answers(lua_State *L, int32_t question, const struct sl_list *list) {
    const struct sl_body *body = &sl_worker_of(L)->scored.body;
    uint32_t first, last;
    if (question < 0 || (uint32_t)question >= body->questions)
        return;
    sl_cell_range(body, (uint32_t)question, &first, &last);
    for (; first < last; first++) {
        struct sl_cell cell = sl_cell_at(body, first);
        struct sl_said said;
        if (cell.state != SL_ANSWERED || cell.kind == SL_VALUE_NONE)
            continue;
        if (cell.kind != SL_VALUE_TEXT)
            luaL_error(L, "%s isn't a text",
                       sl_worker_of(L)->scored.form->questions[question].code);
        sl_watch_look(L);
        sl_said_at(body, (uint32_t)cell.number, &said);
        sl_said_mark(L, &said, list);
    }
}

static void push_found(lua_State *L, const struct sl_list *list) {
    int count = 0;
    for (size_t i = 0; i < list->word_count; i++)
        count += list->found[i];
    lua_createtable(L, 0, count);
    for (size_t i = 0; i < list->word_count; i++) {
        if (!list->found[i])
            continue;
        lua_pushstring(L, list->words[i]);
        lua_pushboolean(L, 1);
        lua_rawset(L, -3);
    }
}

int sl_checks_which(lua_State *L) {
    struct sl_worker *w = sl_worker_of(L);
    luaL_checktype(L, 2, LUA_TTABLE);
    lua_settop(L, 3);
    sl_value_behind(L, 2);
    const struct sl_list *list = sl_passage_list(L, 3);
    memset(list->found, 0, list->word_count * sizeof *list->found);
    for (lua_Integer i = 1; lua_rawgeti(L, 2, i) != LUA_TNIL; i++) {
        mark_answers(L, sl_reading_question(L, w, 4), list);
        lua_settop(L, 3);
    }
    lua_settop(L, 3);
    push_found(L, list);
    return 1;
}
