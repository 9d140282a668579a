/*
 * lua/reporter.h - report scripts written in Lua, as core sees them.
 */
#pragma once
#include "summary/reporter.h"

extern const struct sl_reporter_api sl_lua_reporter;
