/*
 * worker/decision.h - what people decided about the record: methods of facts, bound in facts.c.
 */
#pragma once
#include "worker.h"
#include <lua.h>

/* Is a flag of this class, or of this question, confirmed? */
bool sl_decision_is_flag(struct sl_worker *worker, const char *class_or_question);

int sl_decision_flag(lua_State *L);
int sl_decision_waived(lua_State *L);
int sl_decision_confirmed(lua_State *L);
int sl_decision_previous(lua_State *L);
