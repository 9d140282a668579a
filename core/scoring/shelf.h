/*
 * scoring/shelf.h - where a rule that isn't in the store yet finds what it names: lists and tools
 * in the store, or, without a store, in the files of the schema folder; libraries in the files of
 * the scripts folder.
 */
#pragma once
#include "practice/list.h"
#include "practice/tool.h"
#include "scoring/parts.h"

struct sl_shelf {             /* all borrowed */
    struct sl_store *store;   /* NULL: the files */
    const char *schema_home;  /* holds tools/ and lists/; NULL with a store */
    const char *scripts_home; /* holds lib/; NULL: there are no libraries */
};

/* The newest version. Errors: SL_NOT_FOUND, SL_INVALID, SL_IO. */
enum sl_status sl_shelf_list(const struct sl_shelf *shelf, const char *name, struct sl_list **out,
                             struct sl_error *err);
enum sl_status sl_shelf_tool(const struct sl_shelf *shelf, const char *code, struct sl_tool **out,
                             struct sl_error *err);
/* Adds every library of a language, by the extension of its files: lib/NAME.lua is "lib/NAME". */
enum sl_status sl_shelf_libraries(const struct sl_shelf *shelf, const char *extension,
                                  struct sl_parts *parts, struct sl_error *err);
