/*
 * worker/checks.h - many answers looked at in one call: methods of facts, bound in facts.c.
 */
#pragma once
#include <lua.h>

int sl_checks_ticks(lua_State *L);
int sl_checks_which(lua_State *L);
int sl_checks_mentions(lua_State *L);
