#include "binding.h"
#include "language.h"
#include "watch.h"
#include <string.h>

enum { MADE_MOST = 64 << 10, BYTES_MOST = 200 };

/* Places count from 1, and from the end when negative, as everywhere in Lua. */
static size_t first_place(lua_Integer place, size_t length) {
    if (place > 0)
        return (size_t)place;
    if (place == 0 || place < -(lua_Integer)length)
        return 1;
    return length + (size_t)place + 1;
}

static size_t last_place(lua_Integer place, size_t length) {
    if (place > (lua_Integer)length)
        return length;
    if (place >= 0)
        return (size_t)place;
    return place < -(lua_Integer)length ? 0 : length + (size_t)place + 1;
}

static int string_byte(lua_State *L) {
    size_t length;
    const char *text = luaL_checklstring(L, 1, &length);
    lua_Integer given = luaL_optinteger(L, 2, 1);
    size_t from = first_place(given, length);
    size_t to = last_place(luaL_optinteger(L, 3, (lua_Integer)from), length);
    if (from > to)
        return 0;
    if (to - from >= BYTES_MOST || !lua_checkstack(L, BYTES_MOST))
        return luaL_error(L, "at most %d bytes can be had at once", BYTES_MOST);
    for (size_t i = from; i <= to; i++)
        lua_pushinteger(L, (unsigned char)text[i - 1]);
    return (int)(to - from) + 1;
}

static int string_char(lua_State *L) {
    int count = lua_gettop(L);
    char *text = lua_newuserdatauv(L, (size_t)count + 1, 0);
    for (int i = 1; i <= count; i++) {
        lua_Integer byte = luaL_checkinteger(L, i);
        luaL_argcheck(L, byte >= 0 && byte <= 255, i, "a byte is 0 to 255");
        text[i - 1] = (char)byte;
    }
    lua_pushlstring(L, text, (size_t)count);
    return 1;
}

static int string_len(lua_State *L) {
    size_t length;
    luaL_checklstring(L, 1, &length);
    lua_pushinteger(L, (lua_Integer)length);
    return 1;
}

static int changed(lua_State *L, char first, char last, int by) {
    size_t length;
    const char *text = luaL_checklstring(L, 1, &length);
    luaL_argcheck(L, length <= MADE_MOST, 1, "the text is too long");
    char *other = lua_newuserdatauv(L, length + 1, 0);
    for (size_t i = 0; i < length; i++)
        other[i] = (char)(text[i] >= first && text[i] <= last ? text[i] + by : text[i]);
    lua_pushlstring(L, other, length);
    return 1;
}

static int string_lower(lua_State *L) {
    return changed(L, 'A', 'Z', 'a' - 'A');
}

static int string_upper(lua_State *L) {
    return changed(L, 'a', 'z', 'A' - 'a');
}

static int string_rep(lua_State *L) {
    size_t length, gap_length;
    const char *text = luaL_checklstring(L, 1, &length);
    lua_Integer times = luaL_checkinteger(L, 2);
    const char *gap = luaL_optlstring(L, 3, "", &gap_length);
    if (times <= 0) {
        lua_pushliteral(L, "");
        return 1;
    }
    size_t each = length + gap_length;
    if (each > 0 && (size_t)times > MADE_MOST / each)
        return luaL_error(L, "a repeated text has at most %d bytes", MADE_MOST);
    size_t whole = each * (size_t)times;
    char *made = lua_newuserdatauv(L, whole + 1, 0);
    memcpy(made, text, length);
    memcpy(made + length, gap, gap_length);
    for (size_t done = each; done < whole; done *= 2)
        memcpy(made + done, made, done <= whole - done ? done : whole - done);
    lua_pushlstring(L, made, whole - gap_length);
    return 1;
}

static int string_reverse(lua_State *L) {
    size_t length;
    const char *text = luaL_checklstring(L, 1, &length);
    luaL_argcheck(L, length <= MADE_MOST, 1, "the text is too long");
    char *made = lua_newuserdatauv(L, length + 1, 0);
    for (size_t i = 0; i < length; i++)
        made[i] = text[length - 1 - i];
    lua_pushlstring(L, made, length);
    return 1;
}

static int string_sub(lua_State *L) {
    size_t length;
    const char *text = luaL_checklstring(L, 1, &length);
    size_t from = first_place(luaL_checkinteger(L, 2), length);
    size_t to = last_place(luaL_optinteger(L, 3, -1), length);
    if (from > to)
        lua_pushliteral(L, "");
    else
        lua_pushlstring(L, text + from - 1, to - from + 1);
    return 1;
}

static int string_find(lua_State *L) {
    size_t length, wanted;
    const char *text = luaL_checklstring(L, 1, &length);
    const char *what = luaL_checklstring(L, 2, &wanted);
    size_t from = first_place(luaL_optinteger(L, 3, 1), length);
    luaL_argcheck(L, length <= MADE_MOST && wanted <= MADE_MOST, 1, "the text is too long");
    if (from > length + 1)
        return 0;
    const char *found = memmem(text + from - 1, length - from + 1, what, wanted);
    if (found == NULL) {
        lua_pushnil(L);
        return 1;
    }
    lua_pushinteger(L, found - text + 1);
    lua_pushinteger(L, found - text + (lua_Integer)wanted);
    return 2;
}

/* Pushes what a %d or %s stands for. */
static void push_formatted(lua_State *L, char how, int argument, int last) {
    int whole = 0;
    if (argument > last)
        luaL_error(L, "there are fewer values than places in the format");
    if (how == 's') {
        sl_language_push_text(L, argument);
        return;
    }
    if (how != 'd')
        luaL_error(L, "a format knows %%d, %%s and %%%% only, not %%%c", how);
    lua_Integer number =
        lua_type(L, argument) == LUA_TNUMBER ? lua_tointegerx(L, argument, &whole) : 0;
    if (!whole)
        luaL_error(L, "%%d takes a whole number, value %d isn't one", argument - 1);
    lua_pushinteger(L, number);
    lua_tostring(L, -1);
}

/* Pieces are pushed and joined now and then, so that the stack stays small. */
static int string_format(lua_State *L) {
    size_t length;
    const char *format = luaL_checklstring(L, 1, &length), *end = format + length;
    int argument = 1, last = lua_gettop(L);
    lua_pushliteral(L, "");
    luaL_checkstack(L, 8, "the format is too long");
    while (format < end) {
        sl_watch_look(L);
        const char *mark = memchr(format, '%', (size_t)(end - format));
        const char *to = mark != NULL ? mark : end;
        lua_pushlstring(L, format, (size_t)(to - format));
        if (mark == NULL) {
            format = end;
        } else if (mark + 1 < end && mark[1] == '%') {
            lua_pushliteral(L, "%");
            format = mark + 2;
        } else {
            push_formatted(L, mark + 1 < end ? mark[1] : ' ', argument + 1, last);
            argument++;
            format = mark + 2;
        }
        lua_concat(L, mark != NULL ? 3 : 2);
        if (lua_rawlen(L, -1) > MADE_MOST)
            return luaL_error(L, "a formatted text has at most %d bytes", MADE_MOST);
    }
    return 1;
}

static const struct sl_binding bindings[] = {
    {"byte", string_byte, "string.byte(s, from, to) -> integers", "The bytes at these places."},
    {"char", string_char, "string.char(...) -> string", "A text of these bytes."},
    {"find", string_find, "string.find(s, what, from) -> first, last or nil",
     "Where what stands in s; what is taken as it is, it is no pattern."},
    {"format", string_format, "string.format(format, ...) -> string",
     "Fills %s with texts and %d with whole numbers; %% is a per cent sign."},
    {"len", string_len, "string.len(s) -> integer", "How many bytes."},
    {"lower", string_lower, "string.lower(s) -> string", "With a to z in the place of A to Z."},
    {"rep", string_rep, "string.rep(s, n, gap) -> string", "n times s; at most 64 kB."},
    {"reverse", string_reverse, "string.reverse(s) -> string", "Last byte first."},
    {"sub", string_sub, "string.sub(s, from, to) -> string",
     "The part between two places; negative places count from the end."},
    {"upper", string_upper, "string.upper(s) -> string", "With A to Z in the place of a to z."},
};

const struct sl_noun sl_noun_string = {
    "string", SL_NOUN_LIBRARY,
    "Short texts of the rule's own, such as tokens. What people wrote are texts, which know whole "
    "words and spans: see text.",
    bindings, sizeof bindings / sizeof *bindings};
