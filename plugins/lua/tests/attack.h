/*
 * lua/tests/attack.h - one attack on the rule language in a file of its own, with a header that
 * says what must happen:
 *   --- A loop that does nothing but jump.
 *   --- expect: limit: took more than 250 ms
 *   --- text: what stands in X1 of the attacked record (may be left out)
 *   --- file: whole                                    (it is a rule; else what score does)
 * After expect stands "scored", "failed", "limit" or "refused" (by describe, examples or load),
 * several with " or " between them, then what the result or the sentence holds.
 *
 * {{N:words}} in a file stands for N times the words, with \n and \xHH for what can't be written.
 * The record with minutes = 1 is the attacked one; for others the rule gives n = 5.
 */
#pragma once
#include "base/buffer.h"
#include "base/text.h"

struct attack {
    char *name; /* "loops/jump" */
    struct sl_text source;
    char *about, *expected, *words; /* words: "" when nothing more is expected */
    char *text;
};

/* Reads FOLDER/name.lua; ends the test when its header says nothing. */
void attack_read(const char *folder, const char *name, struct attack *out);
void attack_drop(struct attack *attack);
bool attack_expects(const struct attack *attack, const char *status);

/* Calls each(context, "class/name") for the attacks of a class ("" for all), in byte order of their
 * names. Returns how many. */
size_t attack_each(const char *folder, const char *class,
                   void (*each)(void *context, const char *name), void *context);
