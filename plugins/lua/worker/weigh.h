/*
 * worker/weigh.h - answers added up by weight: methods of facts, bound in facts.c.
 */
#pragma once
#include <lua.h>

int sl_weigh_answers(lua_State *L);
int sl_weigh_shares(lua_State *L);
