/*
 * practice/tool.h - an audit tool version: forms, sections, questions, scales, as data. Files are
 * schema/tools/CODE.json; the store keeps each version as canonical JSON with inheritance resolved
 * ("same_as"), immutable. A question's place in the flat list (parts behind their question, in file
 * order) is what packed bodies count by.
 */
#pragma once
#include "base/hash.h"
#include "base/json.h"
#include "base/pack.h"
#include "store/store.h"

struct sl_tool; /* immutable; the caller owns it and ends it with sl_tool_free() */

enum sl_question_type {
    SL_GRADE,
    SL_MET,
    SL_YES_NO,
    SL_SCALE10,
    SL_COUNT,
    SL_QUESTION_DAY,
    SL_CHOICE,
    SL_CHOICES,
    SL_QUESTION_TEXT,
    SL_TIMELY,
    SL_GROUP,
    SL_LINK,
    SL_QUESTION_TYPES
};

struct sl_token {
    const char *token; /* stored */
    const char *label; /* shown */
    int rank;          /* higher is better; 0 on choices, which have no order of worth */
    bool good;         /* counts as met, or Good or better */
};

struct sl_form {
    const char *code, *title, *kind;
    bool graded;
    int minutes;
};

struct sl_section {
    const char *code, *title;
    bool core;
    const char
        *rows; /* what a row of a repeating section is ("action"), NULL when it doesn't repeat */
    int most_rows;
    uint64_t forms; /* bit i: form i */
};

struct sl_question {
    const char *code, *text, *guidance; /* guidance may be "" */
    enum sl_question_type type;
    size_t section;
    int parent;                    /* place of the question this is a part of, or -1 */
    const struct sl_token *tokens; /* of its scale, choices or list, best first on scales */
    size_t token_count;
    bool judgement, overall, mandatory, unscored;
    bool na_allowed;
    const char *const *na_reasons;
    size_t na_reason_count;
    const char *const *evidence_on;
    size_t evidence_on_count; /* tokens that ask for evidence text */
    uint16_t sources;         /* allowed evidence sources; 0: none asked */
    bool record_only;
    char critical; /* 'A', 'B' or 0 */
    const char *critical_on;
    const char *const *themes;
    size_t theme_count;
    const char *same_as; /* "STD.V2" or "" */
    const char *column;  /* name in a flat row, or "" */
    const char *hide_until;
    int least, most; /* counts */
    uint64_t forms;
};

/* Checks a tool file: JSON, fields, unique codes, references to lists and to other tools in the
 * same folder. Every fault is told, up to 50: "STD.json:120: question V3: ...". Errors: SL_INVALID
 * with the first. *out is whole (inherited questions resolved). home: the schema folder (tools/,
 * lists/). */
enum sl_status sl_tool_check(const char *path, const char *home,
                             void (*told)(void *context, const char *sentence), void *context,
                             struct sl_tool **out, struct sl_error *err);
/* From canonical JSON as stored. */
enum sl_status sl_tool_parse(const char *name, const char *json, struct sl_tool **out,
                             struct sl_error *err);
void sl_tool_free(struct sl_tool *tool);
void sl_tool_drop(struct sl_tool **tool); /* for SL_AUTO */

/* Keeps a checked tool as a version of the store. The same content again changes nothing; other
 * content under a version that is kept is SL_CONFLICT. Inside or outside a write function. */
enum sl_status sl_tool_add(struct sl_store *store, const struct sl_tool *tool, const char *actor,
                           struct sl_error *err);
/* version 0: the newest. Loaded tools are the caller's. Errors: SL_NOT_FOUND naming the ones there
 * are. */
enum sl_status sl_tool_load(struct sl_store *store, const char *code, int64_t version,
                            struct sl_tool **out, struct sl_error *err);

const char *sl_tool_code(const struct sl_tool *tool);
int64_t sl_tool_version(const struct sl_tool *tool);
const char *sl_tool_title(const struct sl_tool *tool);
const struct sl_hash *sl_tool_hash(const struct sl_tool *tool);
const char *sl_tool_json(const struct sl_tool *tool); /* canonical */
/* What scorers are told of it (scoring/scorer.h); owned by the tool. */
const char *sl_tool_for_scorers(const struct sl_tool *tool);

size_t sl_tool_forms(const struct sl_tool *tool);
const struct sl_form *sl_tool_form(const struct sl_tool *tool, size_t index);
int sl_tool_find_form(const struct sl_tool *tool, const char *code); /* -1: none */
size_t sl_tool_sections(const struct sl_tool *tool);
const struct sl_section *sl_tool_section(const struct sl_tool *tool, size_t index);
size_t sl_tool_questions(const struct sl_tool *tool); /* parts included */
const struct sl_question *sl_tool_question(const struct sl_tool *tool, size_t index);
/* "V3" or "VOICE.V3"; -1: none. */
int sl_tool_find(const struct sl_tool *tool, const char *question);
/* NULL when the question has no such token. */
const struct sl_token *sl_question_token(const struct sl_question *question, struct sl_text token);
const char *sl_question_type_name(enum sl_question_type type);
