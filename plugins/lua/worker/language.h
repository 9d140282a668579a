/*
 * worker/language.h - the small language around a script: the names it may use and nothing else.
 * Library tables are empty look-alikes that can be read, not written; a script can't make names of
 * its own that aren't local; a name that Lua has and rules lack is answered in words.
 */
#pragma once
#include "worker.h"

/*
 * In a new state and a protected call: libraries, metatables of things, environment. named: a set
 * of the names that stand in the script and its libraries; functions with another name are not laid
 * into the state, which every record begins with anew, but found when they are asked for.
 */
void sl_language_open(lua_State *L, const json_t *named);
/* Compiles source under the language's environment and leaves the function on the stack. chunk:
 * "=rule", "=lib/smart". Raises what the compiler says. */
void sl_language_compile(lua_State *L, struct sl_text source, const char *chunk);
/* Keeps a compiled library for use "name". */
void sl_language_keep_library(lua_State *L, const char *name, struct sl_text source);
/* What type() says: "text" and the names of things beside Lua's own. */
const char *sl_language_type(lua_State *L, int index);
/* Pushes a text for a value as tostring() gives it: no addresses. */
void sl_language_push_text(lua_State *L, int index);
