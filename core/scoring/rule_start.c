#include "scoring/rule_start.h"
#include "scoring/answer_change.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* A word of the text and what stands in its place; NULL where the tool has none. */
struct word {
    const char *name, *what; /* what: for people who have none */
    char *value;
};

enum {
    CODE,
    TITLE,
    TOOL,
    FORM,
    QUESTION,
    GOOD,
    BAD,
    JUDGEMENT,
    START,
    END,
    TEXT,
    ROWS,
    SECTION,
    OTHER,
    WORDS
};

struct starting {
    const struct sl_tool *tool;
    size_t form; /* the fullest one */
    struct word words[WORDS];
};

static void starting_drop(struct starting *starting) {
    for (size_t i = 0; i < WORDS; i++)
        sl_free(&starting->words[i].value);
}

static bool is_code(const char *code) {
    size_t length = strlen(code);
    if (length == 0 || length > 60 || !islower((unsigned char)*code))
        return false;
    for (const char *c = code; *c != '\0'; c++)
        if (!islower((unsigned char)*c) && !isdigit((unsigned char)*c) && *c != '.' && *c != '_')
            return false;
    return code[length - 1] != '.';
}

static char *full_code(const struct sl_tool *tool, const struct sl_question *question) {
    return sl_format("%s.%s", sl_tool_section(tool, question->section)->code, question->code);
}

/* Asked of every record of the form. */
static bool is_plainly_asked(const struct starting *starting, const struct sl_question *question) {
    const struct sl_section *section = sl_tool_section(starting->tool, question->section);
    return question->asked.question < 0 && section->asked.question < 0 && question->parent < 0 &&
           ((question->forms & section->forms) >> starting->form & 1) != 0 &&
           question->refuse_on[0] == '\0';
}

static size_t fullest_form(const struct sl_tool *tool) {
    size_t fullest = 0, most = 0;
    for (size_t f = 0; f < sl_tool_forms(tool); f++) {
        size_t asked = 0;
        for (size_t i = 0; i < sl_tool_questions(tool); i++) {
            const struct sl_question *question = sl_tool_question(tool, i);
            uint64_t forms = question->forms & sl_tool_section(tool, question->section)->forms;
            asked += (size_t)(forms >> f & 1);
        }
        fullest = asked > most ? f : fullest;
        most = asked > most ? asked : most;
    }
    return fullest;
}

/* Met or not, or yes or no; where there is none, any whose answers have an order of worth. */
static void take_question(struct starting *starting, const struct sl_question *question, bool any) {
    struct word *words = starting->words;
    bool answered = question->type == SL_MET || question->type == SL_YES_NO ||
                    (any && sl_answer_is_ranked(question));
    if (!answered || question->unscored || question->overall || question->in_rows ||
        question->token_count < 2 || words[QUESTION].value != NULL)
        return;
    words[QUESTION].value = full_code(starting->tool, question);
    words[GOOD].value = sl_copy(question->tokens[0].token);
    words[BAD].value = sl_copy(question->tokens[question->token_count - 1].token);
}

/* Words people write: in rows with another question beside, or else on their own. */
static void take_text(struct starting *starting, const struct sl_question *question, bool rows) {
    struct word *words = starting->words;
    if (question->type != SL_QUESTION_TEXT || question->in_rows != rows)
        return;
    if (words[TEXT].value == NULL) {
        const struct sl_section *section = sl_tool_section(starting->tool, question->section);
        words[TEXT].value = full_code(starting->tool, question);
        words[SECTION].value = sl_copy(section->code);
        words[ROWS].value = rows ? sl_copy(section->rows) : NULL;
    } else if (rows && words[ROWS].value != NULL && words[OTHER].value == NULL &&
               strcmp(sl_tool_section(starting->tool, question->section)->code,
                      words[SECTION].value) == 0) {
        words[OTHER].value = full_code(starting->tool, question);
    }
}

/* A grade of O G R I. */
static void take_judgement(struct starting *starting, const struct sl_question *question) {
    struct word *word = &starting->words[JUDGEMENT];
    bool graded = question->type == SL_GRADE && question->judgement && !question->in_rows &&
                  sl_question_token(question, SL_TEXT("R")) != NULL;
    if (graded && word->value == NULL)
        word->value = full_code(starting->tool, question);
}

/* The first and last day of a limit. */
static void take_days(struct starting *starting, size_t place) {
    const struct sl_tool *tool = starting->tool;
    const struct sl_question *limit = sl_tool_question(tool, place);
    if (limit->type != SL_TIMELY || starting->words[START].value != NULL)
        return;
    for (size_t i = place + 1; i < sl_tool_questions(tool); i++) {
        const struct sl_question *part = sl_tool_question(tool, i);
        const char *dot = strrchr(part->code, '.');
        if (part->parent != (int)place || dot == NULL || part->type != SL_QUESTION_DAY)
            continue;
        if (strcmp(dot, ".start") == 0)
            starting->words[START].value = full_code(tool, part);
        else if (strcmp(dot, ".end") == 0)
            starting->words[END].value = full_code(tool, part);
    }
}

static void forget_text(struct starting *starting) {
    for (size_t i = TEXT; i <= OTHER; i++) {
        free(starting->words[i].value);
        starting->words[i].value = NULL;
    }
}

static void take_tool(struct starting *starting) {
    const struct sl_tool *tool = starting->tool;
    starting->form = fullest_form(tool);
    for (int again = 0; again < 2; again++) {
        if (starting->words[OTHER].value == NULL)
            forget_text(starting);
        for (size_t i = 0; i < sl_tool_questions(tool); i++) {
            const struct sl_question *question = sl_tool_question(tool, i);
            if (!is_plainly_asked(starting, question))
                continue;
            take_question(starting, question, again > 0);
            take_judgement(starting, question);
            take_days(starting, i);
            if (again == 0 || starting->words[TEXT].value == NULL)
                take_text(starting, question, again == 0);
        }
    }
    starting->words[FORM].value = sl_copy(sl_tool_form(tool, starting->form)->code);
}

static const struct word *word_at(const struct starting *starting, const char *at) {
    for (size_t i = 0; i < WORDS; i++) {
        const char *name = starting->words[i].name;
        size_t length = strlen(name);
        if (strncmp(at + 1, name, length) == 0 && at[length + 1] == '@')
            return &starting->words[i];
    }
    return NULL;
}

/* The only question can't be the judgement and what holds it down as well. */
static bool is_there(const struct starting *starting, const struct word *word, const char *text) {
    const struct word *words = starting->words;
    if (word != &words[QUESTION] || strstr(text, "@JUDGEMENT@") == NULL ||
        words[JUDGEMENT].value == NULL || word->value == NULL)
        return word->value != NULL;
    return strcmp(word->value, words[JUDGEMENT].value) != 0;
}

static enum sl_status fill(const struct starting *starting, const char *text, char **out,
                           struct sl_error *err) {
    SL_AUTO(sl_buffer_drop) struct sl_buffer filled = {0};
    for (const char *at = text; *at != '\0';) {
        const struct word *word = *at == '@' ? word_at(starting, at) : NULL;
        if (word == NULL) {
            sl_buffer_char(&filled, *at++);
            continue;
        }
        if (!is_there(starting, word, text))
            return sl_fail(err, SL_NOT_FOUND, "for", "%s has no %s to start from",
                           sl_tool_code(starting->tool), word->what);
        sl_buffer_text(&filled, word->value);
        at += strlen(word->name) + 2;
    }
    *out = sl_buffer_take(&filled);
    return SL_OK;
}

static struct starting start_with(const struct sl_tool *tool, const char *code, const char *title) {
    struct starting starting = {
        .tool = tool,
        .words = {[CODE] = {"CODE", "code", sl_copy(code)},
                  [TITLE] = {"TITLE", "title", sl_copy(title)},
                  [TOOL] = {"TOOL", "code", sl_copy(sl_tool_code(tool))},
                  [FORM] = {"FORM", "form", NULL},
                  [QUESTION] = {"QUESTION", "question whose answers are better or worse", NULL},
                  [GOOD] = {"GOOD", "answer", NULL},
                  [BAD] = {"BAD", "answer", NULL},
                  [JUDGEMENT] = {"JUDGEMENT", "judgement graded O G R I", NULL},
                  [START] = {"START", "limit in time with its first day", NULL},
                  [END] = {"END", "limit in time with its last day", NULL},
                  [TEXT] = {"TEXT", "question that is answered in words", NULL},
                  [ROWS] = {"ROWS", "rows", NULL},
                  [SECTION] = {"SECTION", "section", NULL},
                  [OTHER] = {"OTHER", "second question in its rows", NULL}}};
    take_tool(&starting);
    return starting;
}

const char *sl_rule_start_name(const struct sl_tool *tool, const char *kind) {
    SL_AUTO(starting_drop) struct starting starting = start_with(tool, "", "");
    if (strcmp(kind, "check") != 0 || starting.words[QUESTION].value != NULL ||
        starting.words[TEXT].value == NULL)
        return kind;
    return starting.words[ROWS].value != NULL ? "check_rows" : "check_text";
}

enum sl_status sl_rule_start(const struct sl_tool *tool, const char *code, const char *title,
                             const char *text, char **out, struct sl_error *err) {
    SL_AUTO(starting_drop) struct starting starting = start_with(tool, code, title);
    if (!is_code(code))
        return sl_fail(err, SL_INVALID, "code",
                       "\"%s\" is no code of a rule: small letters, digits, _ and dots, such as "
                       "check.visits",
                       code);
    if (strpbrk(title, "\"\\\n") != NULL)
        return sl_fail(err, SL_INVALID, "title", "A title has no quotes and stands on one line");
    return fill(&starting, text, out, err);
}
