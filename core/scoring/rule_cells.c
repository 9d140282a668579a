#include "scoring/rule_cells.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct checking {
    const struct sl_rule_header *header;
    const struct sl_rule_forms *forms;
    void (*told)(void *context, const struct sl_column_place *place, const char *sentence);
    void *context;
    size_t faults;
    const struct sl_column_place *place;  /* of the condition looked at */
    const struct sl_condition *condition; /* looked at */
};

static void tell(struct checking *c, char *sentence) {
    c->faults++;
    if (c->told != NULL)
        c->told(c->context, c->place, sentence);
    free(sentence);
}

static bool is_whole(const char *value) {
    char *end = NULL;
    errno = 0;
    strtoll(value, &end, 10);
    return errno == 0 && end != value && *end == '\0';
}

/* "yes, partly, no" */
static char *names_of(const struct sl_question *question) {
    struct sl_buffer names = {0};
    for (size_t i = 0; i < question->token_count; i++)
        sl_buffer_format(&names, "%s%s", i > 0 ? ", " : "", question->tokens[i].token);
    return sl_buffer_take(&names);
}

/* What is wrong with the value beside this question; NULL: nothing. The caller owns it. */
static char *misfit(const struct sl_question *question, const char *value, bool ordered) {
    const struct sl_token *token = sl_question_token(question, sl_text_of(value));
    switch (question->type) {
    case SL_SCALE10:
    case SL_COUNT:
        return is_whole(value) ? NULL
                               : sl_format("%s is answered by a whole number, so it is never "
                                           "\"%.60s\"",
                                           question->code, value);
    case SL_QUESTION_DAY:
        return sl_day_parse(value, &(sl_day){0}, NULL) == SL_OK
                   ? NULL
                   : sl_format("%s is answered by a day such as 2025-03-03, so it is never "
                               "\"%.60s\"",
                               question->code, value);
    default:
        break;
    }
    if (question->token_count == 0)
        return sl_format("%s can't be compared; is answered, is not applicable and the like can "
                         "be asked of it",
                         question->code);
    SL_AUTO(sl_free) char *names = names_of(question);
    if (token == NULL)
        return sl_format("%.60s is no answer to %s, which has %s", value, question->code, names);
    if (ordered && token->rank == 0)
        return sl_format("the answers to %s have no order, so < and > can't be asked",
                         question->code);
    return NULL;
}

/* The first misfit when no tool that asks the question allows the value. */
static void check_value(struct checking *c, const char *code, const char *value, bool ordered) {
    char *wrong = NULL;
    for (size_t i = 0; i < sl_rule_forms_count(c->forms); i++) {
        const struct sl_tool *tool = sl_rule_forms_at(c->forms, i)->tool;
        int place = sl_tool_find(tool, code);
        char *here =
            place < 0 ? NULL : misfit(sl_tool_question(tool, (size_t)place), value, ordered);
        if (place >= 0 && here == NULL) {
            free(wrong);
            return;
        }
        if (wrong == NULL)
            wrong = here;
        else
            free(here);
    }
    if (wrong != NULL)
        tell(c, wrong);
}

static bool is_group(const struct sl_condition *condition, const char *name) {
    for (size_t i = 0; i < sl_condition_groups(condition); i++)
        if (strcmp(sl_condition_group(condition, i), name) == 0)
            return true;
    return false;
}

static void take_value(void *context, const char *question, const char *value, bool ordered) {
    struct checking *c = context;
    const char *member;
    size_t before = c->faults;
    if (!is_group(c->condition, question)) {
        check_value(c, question, value, ordered);
        return;
    }
    for (size_t i = 0; c->faults == before &&
                       (member = sl_columns_group(c->header->settings, question, i)) != NULL;
         i++)
        check_value(c, member, value, ordered);
}

/* Answers of a repeating section can be read only by a rule on those rows. */
static void check_rows(struct checking *c, const char *code) {
    for (size_t i = 0; i < sl_rule_forms_count(c->forms); i++) {
        const struct sl_rule_form *form = sl_rule_forms_at(c->forms, i);
        int place = sl_tool_find(form->tool, code);
        const struct sl_question *question =
            place < 0 ? NULL : sl_tool_question(form->tool, (size_t)place);
        if (question == NULL || !question->in_rows || (int)question->section == form->section)
            continue;
        tell(c, sl_format("%s is asked in each row of its section, so a condition on the whole "
                          "record can't read it",
                          code));
        return;
    }
}

static bool is_question_cell(const struct sl_columns *columns,
                             const struct sl_column_place *place) {
    const struct sl_column_table *table = sl_columns_find(columns, place->table);
    for (size_t i = 0; table != NULL && i < table->count; i++)
        if (strcmp(table->columns[i].name, place->column) == 0)
            return table->columns[i].type == SL_COLUMN_QUESTION;
    return false;
}

static bool is_named(const struct sl_rule_header *header, const char *question) {
    for (size_t i = 0; i < header->needs_named; i++)
        if (strcmp(header->needs[i], question) == 0)
            return true;
    return false;
}

/* A text that names a question itself knows whether to read it row by row. */
static void take_question(void *context, const struct sl_column_place *place,
                          const char *question) {
    struct checking *c = context;
    c->place = place;
    if (!is_question_cell(c->header->columns, place) || !is_named(c->header, question))
        check_rows(c, question);
}

static void take_condition(void *context, const struct sl_column_place *place, const char *text,
                           const struct sl_condition *condition) {
    struct checking *c = context;
    (void)text;
    c->place = place;
    c->condition = condition;
    sl_condition_each_value(condition, take_value, c);
}

size_t sl_rule_cells_check(const struct sl_rule_header *header, const struct sl_rule_forms *forms,
                           void (*told)(void *context, const struct sl_column_place *place,
                                        const char *sentence),
                           void *context) {
    struct checking c = {
        .header = header, .forms = forms, .told = told, .context = context, .faults = 0};
    sl_columns_each_condition(header->columns, header->settings, take_condition, &c);
    sl_columns_each_question(header->columns, header->settings, take_question, &c);
    return c.faults;
}
