/*
 * worker/binding.h - the names a script may use, noun by noun. Each file that binds a noun has one
 * table of them; registration, the manual page, the list of known names and the annotations for
 * editors are all made from it.
 */
#pragma once
#include <jansson.h>
#include <lauxlib.h>
#include <lua.h>
#include <stddef.h>

struct sl_binding {
    const char *name;
    lua_CFunction function; /* NULL: a constant, pushed by the noun's own code */
    const char *signature;  /* "text:has_any(list) -> boolean" */
    const char *sentence;   /* what it says, for the manual */
};

enum sl_noun_kind {
    SL_NOUN_BASE,    /* names on their own: ipairs */
    SL_NOUN_LIBRARY, /* behind a dot: math.floor */
    SL_NOUN_THING    /* behind a colon: f:grade */
};

struct sl_noun {
    const char *name; /* "math"; what type() calls a thing: "facts" */
    enum sl_noun_kind kind;
    const char *about; /* a paragraph of the manual */
    const struct sl_binding *bindings;
    size_t count;
};

extern const struct sl_noun sl_noun_base, sl_noun_string, sl_noun_table, sl_noun_math, sl_noun_day;
extern const struct sl_noun sl_noun_facts, sl_noun_text, sl_noun_out, sl_noun_document;

/* All of them, in the order of the manual. */
extern const struct sl_noun *const sl_nouns[];
extern const size_t sl_noun_count;

/* Names that Lua people expect and rules lack, whole: "pcall", "string.gsub". */
struct sl_lacking {
    const char *name;
    const char *instead; /* "; table.unpack is", or "" */
};
extern const struct sl_lacking sl_lacking[];
extern const size_t sl_lacking_count;

/* Leaves the metatable of a thing on the stack: its methods behind __index. named: as for
 * sl_language_open(). */
void sl_noun_push_metatable(lua_State *L, const struct sl_noun *noun, const json_t *named);
