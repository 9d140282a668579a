/*
 * scoring/rule_text.h - a rule in plain English, made from the rule itself: what it is for, what it
 * reads, each sentence with the settings in it, the settings in words, and for each sentence two of
 * its golden cases that show its edge. It is what auditors are given as guidance, so that a person
 * and the rule apply the same standard; as the examples are scored while it is made, it can't say
 * what the rule doesn't do.
 *
 * JSON: {"rule","title","kind","version" (0: a file),"why","applies":[{"tool","title","rows"}],
 *   "reads":[{"question","wording"}],"returns":[{"output","type"}],
 *   "sentences":[{"clause","sentence","fires": name of an example,
 *     "not": name of the one most like it that
 * doesn't,"differs":[{"question","row","fires","not"}], "decided": flags or waivers
 * differ,"settings": one has settings of its own}] in the order of the source, "settings": as in
 * scoring/setting_table.h}
 */
#pragma once
#include "scoring/golden.h"

/* The caller owns *out. Errors: SL_RULE, SL_NOT_FOUND (a tool), SL_INVALID. */
enum sl_status sl_rule_text(const struct sl_rule *rule, const struct sl_engine *engine,
                            const struct sl_shelf *shelf, json_t **out, struct sl_error *err);
/* The same as Markdown; the caller owns it. */
char *sl_rule_text_markdown(const json_t *text);
