/*
 * worker/form.h - a tool version as a rule sees it: the questions it declared that it reads, by the
 * names a script may call them, and the rows of repeating sections.
 */
#pragma once
#include "base/text.h"
#include "names.h"
#include <jansson.h>
#include <stdbool.h>

enum { SL_FORM_SECTIONS_MOST = 8, SL_QUESTION_ABSENT = -1 };

struct sl_asked { /* one question */
    const char *code, *section, *type;
    const char *column; /* "" none */
    int rows;           /* place among the sections with rows; -1: it doesn't repeat */
    bool needed, ranked;
    const json_t *tokens; /* best first when they are ranked */
    uint64_t forms;       /* bit i: asked on the tool's form i */
};

struct sl_row_section {
    const char *code, *row;  /* "PLANACT", "action" */
    struct sl_names columns; /* of needed questions */
    size_t from, to;         /* questions, of which those between are of the section, or others */
};

struct sl_form {
    json_t *json;
    const char *tool;
    struct sl_asked *questions;
    size_t question_count;
    struct sl_row_section sections[SL_FORM_SECTIONS_MOST];
    size_t section_count;
    struct sl_names names; /* CODE and SECTION.CODE of needed questions; those that only another
                              tool of the rule has are SL_QUESTION_ABSENT */
    int rule_rows;         /* section whose rows the rule speaks of; -1: the record */
};

/* Start with {0}. Errors: SL_RULE. */
enum sl_status sl_form_read(struct sl_text json, struct sl_form *out, struct sl_error *err);
void sl_form_drop(struct sl_form *form);

/* Marks what a need ("SAFE.SJ", "SJ", "VOICE.*") stands for; false when the tool has none. */
bool sl_form_need(struct sl_form *form, const char *need);
/* When all needs are marked. needs: all of them, also those it lacks. */
void sl_form_name(struct sl_form *form, const json_t *needs);
/* In a protected call; written: as for sl_names_settle(). */
void sl_form_settle(struct sl_form *form, lua_State *L, const json_t *written);
/* Place of the section with these rows ("action") or this code; -1: none. */
int sl_form_rows(const struct sl_form *form, const char *rows);
/* Does the form ask it, needed or not? */
bool sl_form_asks(const struct sl_form *form, const char *question);
/* The code of one of the tool's forms ("core"), "" when there is no such place. */
const char *sl_form_sheet(const struct sl_form *form, uint32_t place);
