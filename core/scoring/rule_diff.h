/*
 * scoring/rule_diff.h - what two versions of a rule differ in, beside one another: the text that
 * runs, the settings, the sentences, the lists and libraries. What that does to records is a
 * preview's to say (scoring/preview.h).
 *
 * JSON: {"rule","title","from","to" (names),"source": unified diff or "",
 *   "settings":[{"path":"ceilings[4].at_most","was":JSON,"now":JSON}] (a key is absent where that
 *    version has nothing there),
 *   "sentences":[{"clause","was","now"}],"needs":[{"question","was":bool,"now":bool}],
 *   "outputs":[{"output","was","now"}] (types),"lists":[{"list","was","now"}] (versions),
 *   "libraries":[{"library","source": unified diff}]}
 */
#pragma once
#include "scoring/rule.h"

/* The caller owns it. */
json_t *sl_rule_diff(const struct sl_rule *from, const struct sl_rule *to);
/* Settings alone, as above: for who tells of a change without its text. */
json_t *sl_rule_diff_settings(const json_t *was, const json_t *now);
/* Line by line, without newlines. */
void sl_rule_diff_lines(const json_t *diff, void (*told)(void *context, const char *line),
                        void *context);
