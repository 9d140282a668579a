/*
 * practice/theme.h - what a themed summary is about: a group of list theme_groups ("plans"), a theme
 * of list themes ("voice"), or a section of the tools ("PLAN"), and which questions of a tool that
 * means. Themes that were merged into one of these, and narrower ones, count with it.
 */
#pragma once
#include "practice/tool.h"

struct sl_theme; /* the caller owns it and ends it with sl_theme_free() */

/* Errors: SL_NOT_FOUND naming the groups there are, SL_STORE. */
enum sl_status sl_theme_open(struct sl_store *store, const char *code, struct sl_theme **out,
                             struct sl_error *err);
void sl_theme_free(struct sl_theme *theme);
void sl_theme_drop(struct sl_theme **theme); /* for SL_AUTO */

const char *sl_theme_code(const struct sl_theme *theme);
const char *sl_theme_label(const struct sl_theme *theme);
/* Is this theme of list themes part of it? */
bool sl_theme_has(const struct sl_theme *theme, const char *tag);
/* Does the whole tool belong to it, so that everything raised by its records does? */
bool sl_theme_has_tool(const struct sl_theme *theme, const char *tool);
/*
 * Does the question speak about it: is it one that can be counted as met or not (grades, yes/no,
 * yes/partly/no; outside repeating sections, not the overall grade, not marked as unscored), and do
 * its section, its themes or its tool belong?
 */
bool sl_theme_asks(const struct sl_theme *theme, const struct sl_tool *tool, size_t question);
