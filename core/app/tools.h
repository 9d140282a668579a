/*
 * app/tools.h - an audit tool as a command is told of it: the code of one in the store, or a file.
 */
#pragma once
#include "app/app.h"
#include "practice/tool.h"

/* word: a tool's code, or a path that ends in .json. Faults of a file are told on stderr. The
 * caller owns *out. */
enum sl_status sl_app_tool(struct sl_app *app, const char *word, int64_t version,
                           struct sl_tool **out, struct sl_error *err);
/* For callbacks that tell faults: context is the app. */
void sl_app_told(void *context, const char *sentence);
