/*
 * practice/tool.h - an audit tool version: forms, sections, questions, scales, as data. Files are
 * schema/tools/CODE.json (grammar: tool.schema.json beside them); the store keeps each version as
 * canonical JSON, immutable, with inheritance ("same_as"), added question sets ("sets") and the
 * lists its questions choose from resolved, so that a version means the same for ever. A question's
 * place in the flat list (parts behind their question, in file order) is what packed bodies count
 * by.
 */
#pragma once
#include "base/hash.h"
#include "base/json.h"
#include "base/pack.h"
#include "practice/list_fault.h"
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
    SL_TIMELY, /* worked out from its parts .start and .end; holds no answer but n/a */
    SL_GROUP,  /* a heading over its parts; holds no answer */
    SL_LINK,   /* references separated by one space: ids of records, a service's code */
    SL_QUESTION_TYPES
};

struct sl_token {
    const char *token; /* stored */
    const char *label; /* shown */
    int rank;          /* higher is better; 0 on choices, which have no order of worth */
    bool good;         /* counts as met, or Good or better */
    bool refused;      /* the record may not be made by someone who answers this (own case) */
    bool needs_text;   /* reasons: words have to go with it */
};

struct sl_form {
    const char *code, *title, *kind;
    bool graded;
    int minutes;
    const char *prompts_from; /* form whose further questions are shown as prompts, or "" */
};

struct sl_asked { /* asked only while question holds one of these tokens; question -1: always */
    int question;
    const char *const *is;
    size_t is_count;
};

struct sl_limit {        /* of a timely question */
    int n;               /* 0 when it is a local setting */
    const char *unit;    /* working_days, calendar_days, weeks, months, hours */
    const char *code;    /* of the list timeliness, or "" */
    const char *setting; /* code of a local limit of that list, or "" */
    const char *by;      /* question whose choice selects the limit, or "" */
    const char *source;
};

struct sl_section {
    const char *code, *title;
    bool core;
    const char *rows; /* what a row of a repeating section is ("action"), NULL: doesn't repeat */
    int least_rows, most_rows;
    const char *na_when; /* when it may be left out whole, "" when never */
    struct sl_asked asked;
    uint64_t forms;    /* bit i: form i */
    size_t first, end; /* its questions: first <= place < end */
};

struct sl_question {
    const char *code, *text, *guidance; /* guidance may be "" */
    enum sl_question_type type;
    size_t section;
    bool in_rows;                  /* its section repeats */
    int parent;                    /* place of the question this is a part of, or -1 */
    const struct sl_token *tokens; /* of its scale, choices or list, best first on scales */
    size_t token_count;
    const char *list; /* name of the list its tokens come from, or "" */
    bool judgement, overall, mandatory, unscored;
    const struct sl_token *na_reasons; /* not applicable is allowed for these */
    size_t na_reason_count;
    const char *const *evidence_on;
    size_t evidence_on_count; /* tokens that ask for evidence text */
    uint16_t sources;         /* allowed evidence sources; 0: none asked */
    bool record_only;
    char critical; /* 'A', 'B' or 0 */
    const char *critical_on, *route;
    bool caps;             /* the flag limits the child's grade */
    const char *refuse_on; /* with this token the record can't be saved, or "" */
    const char *const *themes;
    size_t theme_count;
    const char *same_as; /* "STD.V2" or "" */
    const char *column;  /* name in a flat row, or "" */
    const char *hide_until;
    struct sl_asked asked;
    const struct sl_limit *limit; /* NULL but on timely questions */
    const char *of;               /* what a link points at, or "" */
    int least, most;              /* of a count; choices: at most; links: at least */
    uint64_t forms;
};

/* Checks a tool file: JSON, keys, unique codes, references to lists and to other tools in the same
 * folder. Every fault is told, up to 50: "STD.json:120: question V3: ...". *out (may be NULL) is
 * whole, everything inherited resolved. home: the schema folder (tools/, lists/). Errors: SL_IO,
 * SL_INVALID with the first fault. */
enum sl_status sl_tool_check(const char *path, const char *home, sl_told *told, void *context,
                             struct sl_tool **out, struct sl_error *err);
/* From canonical JSON as stored. */
enum sl_status sl_tool_parse(const char *name, const char *json, struct sl_tool **out,
                             struct sl_error *err);
void sl_tool_free(struct sl_tool *tool);
void sl_tool_drop(struct sl_tool **tool); /* for SL_AUTO */

/* Keeps a checked tool as a version of the store; the newest is what new records are made with. The
 * same content again changes nothing; other content under a version that is kept (also when only a
 * list it chooses from has changed) is SL_CONFLICT. Inside or outside a write function. */
enum sl_status sl_tool_add(struct sl_store *store, const struct sl_tool *tool, const char *actor,
                           struct sl_error *err);
/* All of home/tools/CODE.json, in one write. */
enum sl_status sl_tool_add_all(struct sl_store *store, const char *home, const char *actor,
                               struct sl_error *err);
/* version 0: the newest. Loaded tools are the caller's. Errors: SL_NOT_FOUND naming the ones there
 * are. */
enum sl_status sl_tool_load(struct sl_store *store, const char *code, int64_t version,
                            struct sl_tool **out, struct sl_error *err);

const char *sl_tool_code(const struct sl_tool *tool);
int64_t sl_tool_version(const struct sl_tool *tool);
const char *sl_tool_title(const struct sl_tool *tool);
const char *sl_tool_about(const struct sl_tool *tool);
/* Only to be added to other tools: no record is made with it. */
bool sl_tool_is_question_set(const struct sl_tool *tool);
const struct sl_hash *sl_tool_hash(const struct sl_tool *tool);
const char *sl_tool_json(const struct sl_tool *tool); /* canonical */
/* What scorers are told of it (scoring/scorer.h); owned by the tool. */
const char *sl_tool_for_scorers(const struct sl_tool *tool);

size_t sl_tool_forms(const struct sl_tool *tool);
const struct sl_form *sl_tool_form(const struct sl_tool *tool, size_t index);
int sl_tool_find_form(const struct sl_tool *tool, const char *code); /* -1: none */
size_t sl_tool_sections(const struct sl_tool *tool);
const struct sl_section *sl_tool_section(const struct sl_tool *tool, size_t index);
int sl_tool_find_section(const struct sl_tool *tool, const char *code); /* -1: none */
/* Rows a repeating section may have on a form. */
int sl_tool_most_rows(const struct sl_tool *tool, size_t section, size_t form);
size_t sl_tool_questions(const struct sl_tool *tool); /* parts included */
const struct sl_question *sl_tool_question(const struct sl_tool *tool, size_t index);
/* "V3" or "VOICE.V3"; -1: none. */
int sl_tool_find(const struct sl_tool *tool, const char *question);
/* The question with this column name in the repeating section of rows (NULL: outside them); -1. */
int sl_tool_find_column(const struct sl_tool *tool, const char *rows, const char *column);
/* Places of the questions in byte order of their codes. */
const uint32_t *sl_tool_by_code(const struct sl_tool *tool);
/* The auditor's overall grade; -1: the tool has none. */
int sl_tool_overall(const struct sl_tool *tool);

/* NULL when the question has no such token. */
const struct sl_token *sl_question_token(const struct sl_question *question, struct sl_text token);
/* The label of a grade's token, "Requires improvement" for R; NULL where no question of the tool is
 * graded so. Borrowed. */
const char *sl_tool_grade_label(const struct sl_tool *tool, const char *token);
const char *sl_question_type_name(enum sl_question_type type);
/* SL_QUESTION_TYPES when there is none. */
enum sl_question_type sl_question_type_of(const char *name);
/* Bit of a source by its code ("record", "parent"), 0: none; and back (a single bit). */
uint16_t sl_source_of(struct sl_text code);
const char *sl_source_code(uint16_t source);
