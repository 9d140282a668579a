#include "base/due.h"
#include "binding.h"
#include "loaded.h"
#include "passage.h"
#include <string.h>

/* Years 1900 to 2200, as everywhere (base/day.h). */
static bool is_day(int64_t number) {
    return number >= sl_day_of(1900, 1, 1) && number <= sl_day_of(2200, 12, 31);
}

static sl_day day_at(lua_State *L, int index) {
    int whole;
    lua_Integer day = lua_tointegerx(L, index, &whole);
    if (!whole || lua_type(L, index) != LUA_TNUMBER || !is_day(day))
        luaL_error(L, "a day is needed, as f:date or day.of gives it");
    return (sl_day)day;
}

static int push_day(lua_State *L, sl_day day) {
    if (day == SL_DAY_NONE)
        lua_pushnil(L);
    else
        lua_pushinteger(L, day);
    return 1;
}

static int number_at(lua_State *L, int index) {
    lua_Integer number = luaL_checkinteger(L, index);
    luaL_argcheck(L, number >= -1000000 && number <= 1000000, index, "the number is too large");
    return (int)number;
}

static int push_checked(lua_State *L, int64_t day) {
    if (!is_day(day))
        return luaL_error(L, "the day lies outside the years 1900 to 2200");
    return push_day(L, (sl_day)day);
}

static const struct sl_calendar *calendar_of(lua_State *L) {
    const struct sl_loaded *loaded = sl_worker_of(L)->loaded;
    if (loaded == NULL)
        luaL_error(L, "working days can be counted in score only");
    if (loaded->calendar == NULL)
        luaL_error(L, "working days need a list of holidays declared in lists");
    return loaded->calendar;
}

static int day_of(lua_State *L) {
    struct sl_error err = {0};
    sl_day day = SL_DAY_NONE;
    if (sl_day_parse(luaL_checkstring(L, 1), &day, &err) != SL_OK)
        return luaL_error(L, "%s", err.text);
    return push_day(L, day);
}

static int day_iso(lua_State *L) {
    char written[SL_DAY_SIZE];
    lua_pushstring(L, sl_day_format(day_at(L, 1), written));
    return 1;
}

static int day_weekday(lua_State *L) {
    lua_pushinteger(L, sl_day_weekday(day_at(L, 1)) + 1);
    return 1;
}

static int day_between(lua_State *L) {
    lua_pushinteger(L, (lua_Integer)day_at(L, 2) - day_at(L, 1));
    return 1;
}

static int day_add(lua_State *L) {
    return push_checked(L, (int64_t)day_at(L, 1) + number_at(L, 2));
}

static int day_add_months(lua_State *L) {
    sl_day day = day_at(L, 1);
    int months = number_at(L, 2);
    luaL_argcheck(L, months >= -3600 && months <= 3600, 2, "there are too many months");
    return push_checked(L, sl_day_add_months(day, months));
}

static int day_working_days(lua_State *L) {
    struct sl_error err = {0};
    int days = 0;
    if (sl_calendar_between(calendar_of(L), day_at(L, 1), day_at(L, 2), &days, &err) != SL_OK)
        return luaL_error(L, "%s", err.text);
    lua_pushinteger(L, days);
    return 1;
}

static int day_add_working_days(lua_State *L) {
    struct sl_error err = {0};
    sl_day day = SL_DAY_NONE;
    if (sl_calendar_add(calendar_of(L), day_at(L, 1), number_at(L, 2), &day, &err) != SL_OK)
        return luaL_error(L, "%s", err.text);
    return push_day(L, day);
}

static int day_is_working(lua_State *L) {
    struct sl_error err = {0};
    bool working = false;
    if (sl_calendar_is_working(calendar_of(L), day_at(L, 1), &working, &err) != SL_OK)
        return luaL_error(L, "%s", err.text);
    lua_pushboolean(L, working);
    return 1;
}

static sl_day day_field(lua_State *L, const char *name) {
    sl_day day = SL_DAY_NONE;
    if (!lua_istable(L, 2))
        return day;
    lua_getfield(L, 2, name);
    if (!lua_isnil(L, -1))
        day = day_at(L, -1);
    lua_pop(L, 1);
    return day;
}

static const char *const kind_names[] = {
    [SL_DUE_NOTHING] = "nothing",       [SL_DUE_DAY] = "day",
    [SL_DUE_VAGUE] = "vague",           [SL_DUE_NEVER] = "never",
    [SL_DUE_IMPOSSIBLE] = "impossible", [SL_DUE_FREQUENCY] = "frequency",
    [SL_DUE_TRIGGER] = "trigger",
};

static void push_due(lua_State *L, const struct sl_due *due) {
    const struct {
        const char *name;
        bool set;
    } marks[] = {{"ongoing", due->ongoing},
                 {"conflicting", due->conflicting},
                 {"start_only", due->start_only},
                 {"weekday_only", due->weekday_only},
                 {"checkpoint", due->checkpoint}};
    lua_createtable(L, 0, 8);
    lua_pushstring(L, kind_names[due->kind]);
    lua_setfield(L, -2, "kind");
    push_day(L, due->day);
    lua_setfield(L, -2, "day");
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        lua_pushboolean(L, marks[i].set);
        lua_setfield(L, -2, marks[i].name);
    }
}

static int day_resolve(lua_State *L) {
    struct sl_passage passage;
    struct sl_text words;
    bool cited = sl_passage_at(L, 1, &passage);
    if (cited)
        words = sl_passage_words(L);
    else
        words.bytes = luaL_checklstring(L, 1, &words.length);
    const struct sl_loaded *loaded = sl_worker_of(L)->loaded;
    struct sl_due_context context = {.plan_day = day_field(L, "plan"),
                                     .review_day = day_field(L, "review"),
                                     .calendar = loaded != NULL ? loaded->calendar : NULL};
    if (lua_istable(L, 2)) {
        lua_getfield(L, 2, "field");
        context.is_field = lua_toboolean(L, -1);
    }
    struct sl_due due = sl_due_read(words, &context);
    push_due(L, &due);
    if (cited && due.to > due.from) {
        sl_passage_push_part(L, &passage, due.from, due.to);
        lua_setfield(L, -2, "words");
    }
    return 1;
}

static const struct sl_binding bindings[] = {
    {"resolve", day_resolve,
     "day.resolve(text, { plan = day, review = day, field = true }) -> table",
     "Reads a due date as people write it. kind is \"day\", \"nothing\", \"vague\", \"never\", "
     "\"impossible\", \"frequency\" or \"trigger\"; day the date, or the end of a frequency; "
     "ongoing, conflicting, start_only, weekday_only and checkpoint are true or false; words is "
     "the "
     "part of the text it rests on. field: the text is a by-when field, so \"4 weeks\" counts."},
    {"of", day_of, "day.of(\"2025-04-01\") -> day", "A day from its text."},
    {"iso", day_iso, "day.iso(day) -> string", "\"2025-04-01\"."},
    {"weekday", day_weekday, "day.weekday(day) -> integer", "1 is Monday, 7 is Sunday."},
    {"between", day_between, "day.between(first, second) -> integer",
     "Days from one to the other."},
    {"add", day_add, "day.add(day, n) -> day", "n days later; earlier when n is below 0."},
    {"add_months", day_add_months, "day.add_months(day, n) -> day",
     "The same day of a later month, or its last day when it is shorter."},
    {"working_days", day_working_days, "day.working_days(first, second) -> integer",
     "Working days after the first up to and including the second, by the list of holidays that "
     "the rule declares. Outside the range of that list it is an error."},
    {"add_working_days", day_add_working_days, "day.add_working_days(day, n) -> day",
     "The n-th working day after it."},
    {"is_working", day_is_working, "day.is_working(day) -> boolean", "Is it a working day?"},
};

const struct sl_noun sl_noun_day = {
    "day", SL_NOUN_LIBRARY,
    "Civil days as whole numbers, counted from 1 January 1970, so that they can be compared and "
    "subtracted.",
    bindings, sizeof bindings / sizeof *bindings};
