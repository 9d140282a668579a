/*
 * scoring/rule_check.h - is this rule fit to be previewed and published? Its questions exist in
 * every tool it applies to, no clause sentence holds a bare number (settings come in by
 * placeholder, so that words and numbers can't drift apart), its own examples score as expected and
 * together fire every clause. A clause that every example fires is told as a note: an example that
 * just doesn't fire it would show its edge. Syntax, shape of the header and lists were checked when
 * the rule was read (scoring/rule.h).
 */
#pragma once
#include "scoring/rule.h"

struct sl_rule_checked {
    size_t examples, clauses, faults;
    size_t notes; /* told as well, and no faults */
};

/*
 * Every fault is told as one sentence that names rule, line where known, and example. told and out
 * may be NULL. Errors: SL_INVALID with the first fault, SL_RULE when the scorer can't run it.
 */
enum sl_status sl_rule_check(const struct sl_rule *rule, const struct sl_engine *engine,
                             const struct sl_shelf *shelf,
                             void (*told)(void *context, const char *sentence), void *context,
                             struct sl_rule_checked *out, struct sl_error *err);
