#include "app/command.h"
#include "app/records.h"
#include "practice/record.h"
#include "scoring/explain.h"
#include <string.h>

struct options {
    int64_t revision;
};

static const struct sl_option show_options[] = {
    {"revision", "N", "As it was saved then (the latest)", SL_OPTION_NUMBER,
     offsetof(struct options, revision)}};

static void print_value(const struct sl_question *question, const struct sl_value *value) {
    char day[32];
    const struct sl_token *token =
        value->kind == SL_VALUE_TOKEN ? sl_question_token(question, value->text) : NULL;
    if (value->state == SL_NOT_APPLICABLE)
        printf("not applicable: %.*s", (int)value->text.length, value->text.bytes);
    else if (value->state == SL_NOT_EVIDENCED)
        printf("not evidenced");
    else if (token)
        printf("%s", token->label);
    else if (value->kind == SL_VALUE_NUMBER)
        printf("%d", value->number);
    else if (value->kind == SL_VALUE_DAY)
        printf("%s", sl_day_words(value->number, day, sizeof day));
    else
        printf("%.*s", (int)value->text.length, value->text.bytes);
    if (value->evidence.length > 0)
        printf("\n%16s%.*s", "", (int)value->evidence.length, value->evidence.bytes);
    putchar('\n');
}

static void print_question(const struct sl_record *record, size_t q, uint16_t row,
                           const char **title) {
    const struct sl_question *question = sl_tool_question(sl_record_tool(record), q);
    struct sl_value value;
    if (!sl_record_value(record, q, row, &value))
        return;
    if (*title)
        printf("\n%s\n", *title);
    *title = NULL;
    printf("  %-12s  ", question->code);
    if (row > 0)
        printf("%u: ", row);
    print_value(question, &value);
}

/* Sections without an answer are left out. */
static void print_section(const struct sl_record *record, size_t s) {
    const struct sl_section *section = sl_tool_section(sl_record_tool(record), s);
    const char *title = section->title;
    uint16_t rows = sl_record_rows(record, s);
    for (uint16_t row = section->rows ? 1 : 0; row <= rows; row++)
        for (size_t q = section->first; q < section->end; q++)
            print_question(record, q, row, &title);
}

static void print_record(const struct sl_record *record) {
    const struct sl_record_head *head = sl_record_get_head(record);
    const struct sl_tool *tool = sl_record_tool(record);
    char day[32];
    printf("%s, form %s, revision %lld\n%s\n", sl_tool_title(tool), head->form,
           (long long)sl_record_revision(record), head->id);
    printf("Case %s, team %s, by %s on %s, chosen: %s, state: %s\n", head->case_ref, head->team,
           head->auditor, sl_day_words(head->day, day, sizeof day), head->route, head->state);
    const char *grade = sl_tool_grade_label(tool, head->grade);
    if (head->grade[0])
        printf("Grade of record: %s, on %s\n", grade != NULL ? grade : head->grade,
               sl_day_words(head->graded_on, day, sizeof day));
    for (size_t s = 0; s < sl_tool_sections(tool); s++)
        print_section(record, s);
}

/* Titles, values and why a rule failed; the other reasons are for rule explain. */
static void print_reading(void *context, const char *line) {
    bool *failed = context;
    bool reason = strncmp(line, "    ", 4) == 0;
    if (line[0] != ' ')
        *failed = strstr(line, ": the rule failed") != NULL;
    if (!reason || *failed)
        printf("  %s\n", line);
}

static enum sl_status print_scores(struct sl_store *store, int64_t record_no,
                                   struct sl_error *err) {
    SL_AUTO(sl_json_drop) json_t *explanation = NULL;
    enum sl_status status = sl_explain_record(store, record_no, NULL, &explanation, err);
    if (status != SL_OK)
        return status;
    if (json_array_size(json_object_get(explanation, "rules")) == 0) {
        puts("\nNot scored: no published rule speaks of this tool.");
        return SL_OK;
    }
    bool failed = false;
    puts("\nHow the rules read it (rule explain says why)");
    sl_explain_lines(explanation, print_reading, &failed);
    return SL_OK;
}

static enum sl_exit show_record(struct sl_app *app, const void *given) {
    const struct options *options = given;
    struct sl_error err = {0};
    struct sl_store *store = NULL;
    int64_t record_no = 0;
    SL_AUTO(sl_tool_drop) struct sl_tool *tool = NULL;
    SL_AUTO(sl_record_drop) struct sl_record *record = NULL;
    if (sl_app_record(app, sl_app_argument(app, 0), SL_VERB_RECORD_READ, &store, &record_no,
                      &err) != SL_OK ||
        sl_record_load(store, NULL, record_no, options->revision, &tool, &record, &err) != SL_OK)
        return sl_app_fail(app, &err);
    if (sl_app_wants_json(app)) {
        sl_app_print_json(app, sl_record_json(record));
        return SL_DONE;
    }
    print_record(record);
    if (options->revision == 0 && print_scores(store, record_no, &err) != SL_OK)
        return sl_app_fail(app, &err);
    return SL_DONE;
}

const struct sl_command sl_command_record_show = {
    .words = "record show",
    .json = true,
    .arguments = "RECORD",
    .summary = "One record: who looked at which case and what they found",
    .least = 1,
    .most = 1,
    .options = show_options,
    .option_count = SL_COUNT(show_options),
    .options_size = sizeof(struct options),
    .run = show_record,
};
