#include "summary/themed_inside.h"
#include <ctype.h>
#include <string.h>

enum { DAY_WORDS_SIZE = 32 };

static void set_text(json_t *object, const char *key, const char *text) {
    json_object_set_new(object, key, json_string(text));
}

static void set_whole(json_t *object, const char *key, int64_t whole) {
    json_object_set_new(object, key, json_integer(whole));
}

static void set_share(json_t *object, const char *key, const char *label, struct sl_share share) {
    struct sl_reading reading = {.now = share};
    json_object_set_new(object, key, sl_reading_json(label, &reading));
}

static json_t *answers_json(const struct sl_question *question, const struct sl_tally *tally) {
    json_t *answers = json_array();
    for (size_t i = 0; i < tally->token_count; i++) {
        json_t *answer = json_object();
        set_text(answer, "token", question->tokens[i].token);
        set_text(answer, "label", question->tokens[i].label);
        set_whole(answer, "n", tally->tokens[i]);
        json_array_append_new(answers, answer);
    }
    return answers;
}

static json_t *question_json(const struct sl_tool *tool, const struct sl_themed_question *themed) {
    const struct sl_question *question = sl_tool_question(tool, themed->place);
    const struct sl_tally *now = &themed->of[SL_NOW];
    json_t *object = json_object();
    set_text(object, "code", question->code);
    set_text(object, "label", question->text);
    set_text(object, "section", sl_tool_section(tool, question->section)->title);
    json_object_set_new(object, "answers", answers_json(question, now));
    set_whole(object, "not_applicable", now->not_applicable);
    set_whole(object, "not_evidenced", now->not_evidenced);
    json_object_set_new(object, "not_evidenced_counts", json_boolean(question->record_only));
    set_whole(object, "blank", now->blank);
    json_object_set_new(object, "share", sl_reading_json(question->text, &themed->met));
    return object;
}

static json_t *questions_json(const struct sl_themed_tool *tool, bool judgements) {
    json_t *questions = json_array();
    for (size_t i = 0; i < tool->question_count; i++)
        if (sl_tool_question(tool->tool, tool->questions[i].place)->judgement == judgements)
            json_array_append_new(questions, question_json(tool->tool, &tool->questions[i]));
    return questions;
}

static void add_grade_row(json_t *rows, const char *label, const struct sl_tally *tally) {
    json_t *row = json_object();
    json_t *values = json_array();
    for (size_t i = 0; i < tally->token_count; i++)
        json_array_append_new(values, json_integer(tally->tokens[i]));
    set_text(row, "label", label);
    set_whole(row, "n", sl_tally_answered(tally));
    json_object_set_new(row, "values", values);
    json_array_append_new(rows, row);
}

static json_t *grade_rows_json(const struct sl_themed *themed,
                               const struct sl_themed_grades *grades) {
    json_t *rows = json_array();
    SL_AUTO(sl_free) char *now = sl_period_words(themed->period[SL_NOW]);
    add_grade_row(rows, now, &grades->of[SL_NOW]);
    if (sl_themed_is_compared(themed)) {
        SL_AUTO(sl_free) char *before = sl_period_words(themed->period[SL_BEFORE]);
        add_grade_row(rows, before, &grades->of[SL_BEFORE]);
    }
    if (sl_tally_answered(&grades->provisional) > 0)
        add_grade_row(rows, "Not final yet", &grades->provisional);
    return rows;
}

static json_t *grades_json(const struct sl_themed *themed, const struct sl_themed_tool *tool) {
    const struct sl_question *overall =
        sl_tool_question(tool->tool, (size_t)sl_tool_overall(tool->tool));
    json_t *object = json_object();
    json_t *tokens = json_array();
    for (size_t i = 0; i < overall->token_count; i++) {
        json_t *token = json_object();
        set_text(token, "token", overall->tokens[i].token);
        set_text(token, "label", overall->tokens[i].label);
        json_array_append_new(tokens, token);
    }
    json_object_set_new(object, "tokens", tokens);
    json_object_set_new(object, "rows", grade_rows_json(themed, &tool->grades));
    json_object_set_new(object, "good", sl_reading_json("Good or better", &tool->grades.good));
    set_whole(object, "not_graded", tool->grades.of[SL_NOW].blank);
    return object;
}

static json_t *moderation_json(const struct sl_themed_moderation *moderation, int64_t records) {
    json_t *object = json_object();
    set_share(object, "records", "Moderated", (struct sl_share){moderation->records, records});
    set_whole(object, "n", moderation->n);
    set_whole(object, "forced", moderation->forced);
    set_whole(object, "random", moderation->random);
    set_whole(object, "group", moderation->group);
    set_whole(object, "blind", moderation->blind);
    set_share(object, "exact", "Same grade", moderation->exact);
    set_share(object, "exact_random", "Same grade, drawn at random", moderation->exact_random);
    set_share(object, "exact_blind", "Same grade, graded blind", moderation->exact_blind);
    return object;
}

static json_t *routes_json(const struct sl_themed_counts *routes) {
    json_t *array = json_array();
    for (size_t i = 0; i < routes->count; i++) {
        json_t *route = json_object();
        set_text(route, "label", routes->counts[i].label);
        set_whole(route, "n", routes->counts[i].n[SL_NOW]);
        json_array_append_new(array, route);
    }
    return array;
}

static json_t *voices_json(const struct sl_themed_counts *voices, int64_t records) {
    json_t *array = json_array();
    for (size_t i = 0; i < voices->count; i++) {
        struct sl_reading reading = {.now = {voices->counts[i].n[SL_NOW], records}};
        json_array_append_new(array, sl_reading_json(voices->counts[i].label, &reading));
    }
    return array;
}

static int64_t counted(const struct sl_themed *themed, const struct sl_themed_tool *tool,
                       int side) {
    const struct sl_themed_cohort *cohort = &tool->cohort[side];
    return cohort->final + (themed->provisional ? cohort->provisional : 0);
}

static void set_cohort(json_t *object, const struct sl_themed *themed,
                       const struct sl_themed_tool *tool) {
    const struct sl_themed_cohort *cohort = &tool->cohort[SL_NOW];
    int64_t done = cohort->final + cohort->provisional;
    set_whole(object, "records", counted(themed, tool, SL_NOW));
    set_whole(object, "records_before", counted(themed, tool, SL_BEFORE));
    set_whole(object, "final", cohort->final);
    set_whole(object, "provisional", cohort->provisional);
    set_whole(object, "in_progress", cohort->in_progress);
    set_whole(object, "returned", cohort->returned);
    set_whole(object, "withdrawn", cohort->withdrawn);
    set_share(object, "completed", "Completed of those started",
              (struct sl_share){done, done + cohort->in_progress + cohort->returned});
}

static json_t *tool_json(const struct sl_themed *themed, const struct sl_themed_tool *tool) {
    int64_t records = counted(themed, tool, SL_NOW);
    json_t *object = json_object();
    set_text(object, "code", sl_tool_code(tool->tool));
    set_text(object, "title", sl_tool_title(tool->tool));
    set_cohort(object, themed, tool);
    if (tool->graded)
        json_object_set_new(object, "grades", grades_json(themed, tool));
    json_object_set_new(object, "questions", questions_json(tool, false));
    json_object_set_new(object, "judgements", questions_json(tool, true));
    json_object_set_new(object, "routes", routes_json(&tool->routes));
    json_object_set_new(object, "voices", voices_json(&tool->voices, records));
    json_object_set_new(object, "moderation", moderation_json(&tool->moderation, records));
    return object;
}

json_t *sl_themed_part_tools(const struct sl_themed *themed) {
    json_t *tools = json_array();
    for (size_t i = 0; i < themed->tool_count; i++)
        json_array_append_new(tools, tool_json(themed, &themed->tools[i]));
    return tools;
}

/* "visits.seen_alone" is said "Visits: seen alone". */
static char *figure_label(const char *code) {
    SL_AUTO(sl_buffer_drop) struct sl_buffer label = {0};
    for (const char *at = code; *at != '\0'; at++) {
        if (*at == '.')
            sl_buffer_text(&label, ": ");
        else
            sl_buffer_char(&label, *at == '_'   ? ' '
                                   : at == code ? (char)toupper((unsigned char)*at)
                                                : *at);
    }
    return sl_buffer_take(&label);
}

static json_t *figure_json(const struct sl_themed_figure *figure) {
    json_t *object = json_object();
    char drawn_on[DAY_WORDS_SIZE] = "";
    SL_AUTO(sl_free) char *label = figure_label(figure->code);
    struct sl_period period = {SL_DAY_NONE, SL_DAY_NONE};
    sl_day_parse(figure->from, &period.from, NULL);
    sl_day_parse(figure->to, &period.to, NULL);
    sl_day drawn;
    if (sl_day_parse(figure->drawn_on, &drawn, NULL) == SL_OK)
        sl_day_words(drawn, drawn_on, sizeof drawn_on);
    SL_AUTO(sl_free)
    char *words = sl_period_is(period) ? sl_period_words(period) : sl_copy(figure->to);
    set_text(object, "label", label);
    set_text(object, "period", words);
    set_text(object, "source", figure->source);
    set_text(object, "drawn_on", drawn_on);
    set_share(object, "share", label, figure->share);
    return object;
}

json_t *sl_themed_part_figures(const struct sl_themed_figures *figures) {
    json_t *array = json_array();
    for (size_t i = 0; i < figures->count; i++)
        json_array_append_new(array, figure_json(&figures->figures[i]));
    return array;
}

static json_t *measure_json(const struct sl_themed_measure *measure) {
    json_t *object = json_object();
    set_text(object, "code", measure->code);
    set_text(object, "title", measure->title);
    set_whole(object, "version", measure->version);
    json_object_set_new(object, "practice", sl_reading_json(measure->title, &measure->practice));
    set_whole(object, "left_out", measure->left_out);
    set_whole(object, "not_enough", measure->not_enough);
    set_whole(object, "not_scored", measure->not_scored);
    json_t *experience = json_array();
    for (size_t i = 0; i < measure->voice_count; i++)
        json_array_append_new(experience,
                              sl_reading_json(measure->voices[i].label, &measure->voices[i].good));
    json_object_set_new(object, "experience", experience);
    json_object_set_new(object, "data", sl_themed_part_figures(&measure->data));
    return object;
}

json_t *sl_themed_part_measures(const struct sl_themed *themed) {
    json_t *measures = json_array();
    for (size_t i = 0; i < themed->measure_count; i++)
        json_array_append_new(measures, measure_json(&themed->measures[i]));
    return measures;
}
