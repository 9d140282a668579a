/*
 * worker/script.h - a script's source, compiled and run once in a state of its own; the table that
 * it returned lies in SL_SLOT_SCRIPT. Sentences name the script's path and line.
 */
#pragma once
#include "bundle.h"
#include "watch.h"
#include "worker.h"

struct sl_script {
    lua_State *L;
    const char *path;
    struct sl_text source;
    json_t *uses;            /* names of the libraries it takes up, theirs too; in byte order */
    json_t *named, *written; /* sets of the names and of the strings in it and in them */
};

/* Takes the arena over. Borrows the bundle. Errors: SL_RULE. */
enum sl_status sl_script_open(struct sl_worker *worker, const struct sl_bundle *bundle,
                              const struct sl_allowance *allowance, struct sl_script *out,
                              struct sl_error *err);
void sl_script_drop(struct sl_script *script); /* what is outside the arena */

/* Calls what lies on the stack, with arguments above it, under an allowance; there is no record and
 * no list then, not those of a rule that is loaded either. Errors: SL_RULE "path:line: sentence",
 * also for a limit. */
enum sl_status sl_script_call(const struct sl_script *script, int arguments, int results,
                              const struct sl_allowance *allowance, struct sl_error *err);

/* A message as Lua raises it, "rule:12: what", as a sentence for a result: "what (line 12)"; one
 * line of clean text. */
void sl_script_sentence(const char *message, size_t length, char *out, size_t size);
