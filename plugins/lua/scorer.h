/*
 * lua/scorer.h - rules written in Lua, as core sees them.
 */
#pragma once
#include "scoring/scorer.h"

extern const struct sl_scorer_api sl_lua_scorer;
