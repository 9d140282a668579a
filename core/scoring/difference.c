#include "scoring/difference.h"
#include "practice/theme.h"
#include "scoring/answer_change.h"
#include <stdlib.h>
#include <string.h>

enum subject { SAFETY, VOICE, OTHER };

/* An answer that could be better. */
struct place {
    size_t question;
    uint16_t row;
    enum subject subject;
    bool limits; /* a ceiling rests on it */
    int steps;   /* from the best answer */
    const char *rule, *clause;
};

struct finding {
    const struct sl_tool *tool;
    const struct sl_record *record;
    struct sl_theme *safety, *voice; /* NULL: the store has no such group */
    struct place *places;
    size_t count;
};

static void finding_drop(struct finding *finding) {
    sl_theme_free(finding->safety);
    sl_theme_free(finding->voice);
    free(finding->places);
}

static bool is_of(const struct finding *finding, const struct sl_theme *theme, size_t question,
                  const char *section) {
    const struct sl_question *asked = sl_tool_question(finding->tool, question);
    if (strcmp(sl_tool_section(finding->tool, asked->section)->code, section) == 0)
        return true;
    return theme != NULL && sl_theme_asks(theme, finding->tool, question);
}

static enum subject subject_of(const struct finding *finding, size_t question) {
    if (sl_tool_question(finding->tool, question)->critical != 0 ||
        is_of(finding, finding->safety, question, "SAFE"))
        return SAFETY;
    return is_of(finding, finding->voice, question, "VOICE") ? VOICE : OTHER;
}

static bool is_of_a_limit(const struct finding *finding, const struct sl_question *asked) {
    return asked->limit != NULL ||
           (asked->parent >= 0 &&
            sl_tool_question(finding->tool, (size_t)asked->parent)->type == SL_TIMELY);
}

/* Steps from the best when it stands below good and can still be changed, else 0. */
static int steps_below_good(const struct finding *finding, size_t question, uint16_t row) {
    const struct sl_question *asked = sl_tool_question(finding->tool, question);
    struct sl_value value;
    if (!sl_answer_is_ranked(asked) || asked->unscored || is_of_a_limit(finding, asked) ||
        !sl_record_value(finding->record, question, row, &value) ||
        !sl_record_asks(finding->record, question, row))
        return 0;
    const struct sl_token *token = sl_question_token(asked, value.text);
    if (value.state == SL_ANSWERED && (token == NULL || token->good))
        return 0;
    int steps = sl_answer_steps_up(asked, &value);
    return steps > 0 ? steps : 0;
}

/* Told twice, an answer keeps the first rule and clause, or the ceiling's. */
static void add_place(struct finding *finding, const struct place *found) {
    for (size_t i = 0; i < finding->count; i++) {
        struct place *there = &finding->places[i];
        if (there->question != found->question || there->row != found->row)
            continue;
        if (found->limits && !there->limits)
            *there = *found;
        return;
    }
    finding->places = sl_resize(finding->places, finding->count + 1, sizeof *finding->places);
    finding->places[finding->count++] = *found;
}

static bool add_answer(struct finding *finding, struct place place, size_t question, uint16_t row) {
    place.question = question;
    place.row = row;
    place.steps = steps_below_good(finding, question, row);
    place.subject = subject_of(finding, question);
    if (place.steps > 0)
        add_place(finding, &place);
    return place.steps > 0;
}

static bool is_judged_from(const struct sl_tool *tool, const struct sl_section *section) {
    for (size_t i = section->first; i < section->end; i++)
        if (!sl_tool_question(tool, i)->judgement && sl_answer_is_ranked(sl_tool_question(tool, i)))
            return true;
    return false;
}

/* A judgement sums up its section, or, where judgements stand apart, the whole of the tool: what it
 * rests on is what can be done something about. */
static bool add_section(struct finding *finding, const struct place *place, size_t judgement) {
    const struct sl_tool *tool = finding->tool;
    const struct sl_section *section =
        sl_tool_section(tool, sl_tool_question(tool, judgement)->section);
    bool apart = !is_judged_from(tool, section), added = false;
    size_t first = apart ? 0 : section->first;
    size_t end = apart ? sl_tool_questions(tool) : section->end;
    for (size_t i = first; i < end; i++)
        if (!sl_tool_question(tool, i)->judgement && !sl_tool_question(tool, i)->in_rows)
            added |= add_answer(finding, *place, i, 0);
    return added;
}

static void take_cite(struct finding *finding, const json_t *cite, const struct place *place) {
    int question = sl_tool_find(finding->tool, sl_json_text_or(cite, "question", ""));
    uint16_t row = (uint16_t)sl_json_whole_or(cite, "row", 0);
    if (question < 0)
        return;
    bool judgement = sl_tool_question(finding->tool, (size_t)question)->judgement;
    if (!judgement || !add_section(finding, place, (size_t)question))
        add_answer(finding, *place, (size_t)question, row);
}

static void take_rule(struct finding *finding, const json_t *rule) {
    const json_t *reasons = json_object_get(rule, "reasons");
    for (size_t i = 0; i < json_array_size(reasons); i++) {
        const json_t *reason = json_array_get(reasons, i);
        const json_t *cites = json_object_get(reason, "cites");
        const struct place place = {.limits = json_object_get(reason, "at_most") != NULL,
                                    .rule = sl_json_text_or(rule, "rule", ""),
                                    .clause = sl_json_text_or(reason, "clause", "")};
        for (size_t k = 0; k < json_array_size(cites); k++)
            take_cite(finding, json_array_get(cites, k), &place);
    }
}

static int by_difference(const void *a, const void *b) {
    const struct place *left = a, *right = b;
    if (left->subject != right->subject)
        return (int)left->subject - (int)right->subject;
    if (left->limits != right->limits)
        return left->limits ? -1 : 1;
    if (left->steps != right->steps)
        return right->steps - left->steps;
    if (left->question != right->question)
        return left->question < right->question ? -1 : 1;
    return (int)left->row - (int)right->row;
}

/* The guidance, or the least of the answers that are good. */
static char *what_good_looks_like(const struct sl_question *asked) {
    const char *label = asked->tokens[0].label;
    for (size_t i = 0; i < asked->token_count; i++)
        if (asked->tokens[i].good)
            label = asked->tokens[i].label;
    if (*asked->guidance != '\0')
        return sl_copy(asked->guidance);
    return sl_format("Somebody who only reads the record would answer \"%s\".", label);
}

static json_t *place_json(const struct finding *finding, const struct place *place) {
    const struct sl_question *asked = sl_tool_question(finding->tool, place->question);
    struct sl_value value;
    sl_record_value(finding->record, place->question, place->row, &value);
    const struct sl_token *token = sl_question_token(asked, value.text);
    const char *answer = value.state == SL_NOT_EVIDENCED ? "not evidenced"
                         : token != NULL                 ? token->label
                                                         : "";
    SL_AUTO(sl_free) char *good = what_good_looks_like(asked);
    return json_pack("{s:s, s:s, s:s, s:i, s:s, s:s, s:s, s:s}", "question", asked->code, "section",
                     sl_tool_section(finding->tool, asked->section)->code, "wording", asked->text,
                     "row", (int)place->row, "answer", answer, "good", good, "rule", place->rule,
                     "clause", place->clause);
}

static enum sl_status open_group(struct sl_store *store, const char *code, struct sl_theme **out,
                                 struct sl_error *err) {
    struct sl_error missing = {0};
    enum sl_status status = sl_theme_open(store, code, out, &missing);
    if (status == SL_OK || status == SL_NOT_FOUND)
        return SL_OK;
    return sl_fail(err, status, missing.field, "%s", missing.text);
}

static json_t *places_json(struct finding *finding) {
    json_t *answers = json_array();
    if (finding->count > 0)
        qsort(finding->places, finding->count, sizeof *finding->places, by_difference);
    for (size_t i = 0; i < finding->count && i < SL_DIFFERENCE_MOST; i++)
        json_array_append_new(answers, place_json(finding, &finding->places[i]));
    return json_pack("{s:b, s:o}", "shown", 1, "answers", answers);
}

static bool has_reasons(const json_t *rules) {
    for (size_t i = 0; i < json_array_size(rules); i++)
        if (json_array_size(json_object_get(json_array_get(rules, i), "reasons")) > 0)
            return true;
    return false;
}

enum sl_status sl_difference_find(struct sl_store *store, const struct sl_record *record,
                                  const char *state, const json_t *rules, json_t **out,
                                  struct sl_error *err) {
    bool answering = strcmp(state, "in_progress") == 0 || strcmp(state, "returned") == 0;
    if (answering || !has_reasons(rules)) {
        const char *why =
            answering ? "shown once the record is submitted" : "shown once the record is scored";
        *out = json_pack("{s:b, s:s}", "shown", 0, "why", why);
        return SL_OK;
    }
    SL_AUTO(finding_drop)
    struct finding finding = {.tool = sl_record_tool(record), .record = record};
    enum sl_status status = open_group(store, "safety", &finding.safety, err);
    if (status == SL_OK)
        status = open_group(store, "child-centred", &finding.voice, err);
    if (status != SL_OK)
        return status;
    for (size_t i = 0; i < json_array_size(rules); i++)
        take_rule(&finding, json_array_get(rules, i));
    *out = places_json(&finding);
    return SL_OK;
}

struct telling {
    void (*told)(void *context, const char *line);
    void *context;
};

static void tell(const struct telling *telling, const char *words) {
    telling->told(telling->context, words);
}

static void tell_absence(const struct telling *telling, const char *why) {
    SL_AUTO(sl_free) char *line = sl_format("  It is %s.", why);
    tell(telling, line);
}

static void tell_answer(const struct telling *telling, const json_t *answer, size_t number) {
    SL_AUTO(sl_buffer_drop) struct sl_buffer line = {0};
    int row = (int)sl_json_whole_or(answer, "row", 0);
    sl_buffer_format(&line, "  %zu. %s (%s", number, sl_json_text_or(answer, "wording", ""),
                     sl_json_text_or(answer, "question", ""));
    if (row > 0)
        sl_buffer_format(&line, " row %d", row);
    sl_buffer_format(&line, ": %s)", sl_json_text_or(answer, "answer", ""));
    tell(telling, line.bytes);
    sl_buffer_clear(&line);
    sl_buffer_format(&line, "     What good looks like: %s", sl_json_text_or(answer, "good", ""));
    tell(telling, line.bytes);
}

void sl_difference_lines(const json_t *difference, void (*told)(void *context, const char *line),
                         void *context) {
    const struct telling telling = {told, context};
    const json_t *answers = json_object_get(difference, "answers");
    tell(&telling, "");
    tell(&telling, "What would make the biggest difference for this child");
    if (!sl_json_true(difference, "shown"))
        tell_absence(&telling, sl_json_text_or(difference, "why", ""));
    else if (json_array_size(answers) == 0)
        tell(&telling, "  Nothing that the reasons rest on stands below good.");
    for (size_t i = 0; i < json_array_size(answers); i++)
        tell_answer(&telling, json_array_get(answers, i), i + 1);
}
