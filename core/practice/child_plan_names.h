/*
 * practice/child_plan_names.h - names put out of a text. A written plan comes with the names of a
 * family; a record holds roles ("Mum", "school nurse"). Capitalised words that are neither ordinary
 * English, roles, agencies nor initials are taken for names, and so is what follows Mr, Mrs, Ms,
 * Miss or Dr; a place behind a name goes with it (Hillside Primary School). Names in small letters
 * are not found, and some words are asked about that are no names; the screen of privacy.h comes
 * behind.
 *
 * A name is held in memory only until it is replaced, and overwritten then; it never reaches an
 * error, a store or a trail.
 */
#pragma once
#include "practice/child_plan_words.h"

enum { SL_ROLE_SIZE = 65, SL_NAMES_MOST = 500 };

/*
 * Who is it? Writes the role that stands for the name ("Mum", "child 2") and returns true, or
 * returns false when it is no name. times: how often it stands in the text.
 */
typedef bool sl_who_fn(void *context, const char *name, size_t times, char role[SL_ROLE_SIZE]);

/*
 * The text with roles in place of names; owned by the caller. Each name is asked once; a first name
 * or surname alone is the person of the full name when only one has it. who NULL, an empty role, or
 * one that repeats the name: "person 1", "person 2" ... replaced: how many different names were
 * replaced. NULL when the text holds more than SL_NAMES_MOST: no plan does.
 */
char *sl_names_to_roles(struct sl_text text, const struct sl_known_words *words, sl_who_fn *who,
                        void *context, size_t *replaced);
