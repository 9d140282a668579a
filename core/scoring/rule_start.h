/*
 * scoring/rule_start.h - a small complete rule to start from: one of the texts of scripts/new, with
 * questions of the tool it is to be for. It passes its own examples as it is.
 */
#pragma once
#include "practice/tool.h"

/* Which of the texts fits: the kind itself, or, of a check for a tool that only asks for words,
 * "check_text" or "check_rows". Borrowed, or the kind given. */
const char *sl_rule_start_name(const struct sl_tool *tool, const char *kind);

/*
 * text: with @CODE@, @TITLE@, @TOOL@, @FORM@ and, where it needs them, @QUESTION@ with its best and
 * worst answers @GOOD@ and @BAD@, @JUDGEMENT@, @START@ and @END@; or @TEXT@, and for rows @ROWS@,
 * @SECTION@ and @OTHER@. The caller owns *out. Errors:
 * SL_INVALID (not a rule's code), SL_NOT_FOUND (the tool asks nothing of the kind).
 */
enum sl_status sl_rule_start(const struct sl_tool *tool, const char *code, const char *title,
                             const char *text, char **out, struct sl_error *err);
