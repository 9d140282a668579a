#include "scoring/explain.h"
#include "practice/record.h"
#include "scoring/answer_words.h"
#include "scoring/confirmation.h"
#include "scoring/difference.h"
#include "scoring/kept_result.h"
#include "scoring/quote.h"
#include "store/query.h"
#include <stdlib.h>
#include <string.h>

struct explanation {
    struct sl_store *store;
    struct sl_tool *tool;
    struct sl_record *record;
    struct sl_kept_facts facts;
    int64_t graded_rule_no;
    bool graded;
    struct sl_error *err;
};

static void explanation_drop(struct explanation *explanation) {
    sl_record_free(explanation->record);
    sl_tool_free(explanation->tool);
}

static const char *grade_words(const struct explanation *explanation, const char *token) {
    const char *label = sl_tool_grade_label(explanation->tool, token);
    return label != NULL ? label : token;
}

static json_t *explain_cite(const struct explanation *explanation, const json_t *kept) {
    static const char *const states[] = {[SL_NOT_YET] = "not_yet",
                                         [SL_ANSWERED] = "answered",
                                         [SL_NOT_APPLICABLE] = "not_applicable",
                                         [SL_NOT_EVIDENCED] = "not_evidenced"};
    const char *code = sl_json_text_or(kept, "question", "");
    const char *part = sl_json_text_or(kept, "part", "value");
    uint16_t row = (uint16_t)sl_json_whole_or(kept, "row", 0);
    int place = sl_tool_find(explanation->tool, code);
    if (place < 0)
        return NULL;
    const struct sl_question *question = sl_tool_question(explanation->tool, (size_t)place);
    struct sl_value value = {0};
    sl_record_value(explanation->record, (size_t)place, row, &value);
    SL_AUTO(sl_free) char *answer = sl_answer_words(question, &value);
    json_t *cite =
        json_pack("{s:s, s:s, s:i, s:s, s:s, s:s}", "question", code, "wording", question->text,
                  "row", row, "part", part, "state", states[value.state], "answer", answer);
    bool evidence = strcmp(part, "evidence") == 0;
    sl_quote_add(cite, evidence ? value.evidence : value.text,
                 (size_t)sl_json_whole_or(kept, "from", 0),
                 (size_t)sl_json_whole_or(kept, "to", 0));
    return cite;
}

/* What a row of the settings holds the grade at, where it names a clause: {clause = "L4", at_most =
 * "R"}. NULL: none does, or several do
 * and differ. */
static const char *ceiling_in(const json_t *table, const char *clause, const char *found) {
    for (size_t i = 0; i < json_array_size(table); i++) {
        const json_t *row = json_array_get(table, i);
        const char *most = sl_json_text_or(row, "at_most", NULL);
        if (most == NULL || strcmp(sl_json_text_or(row, "clause", ""), clause) != 0)
            continue;
        if (found != NULL && strcmp(found, most) != 0)
            return NULL;
        found = most;
    }
    return found;
}

static const char *ceiling_of(const json_t *settings, const char *clause) {
    const char *found = NULL;
    json_t *walked = (json_t *)(uintptr_t)settings;
    for (void *at = json_object_iter(walked); at != NULL; at = json_object_iter_next(walked, at))
        found = ceiling_in(json_object_iter_value(at), clause, found);
    return found;
}

static json_t *explain_reason(const struct explanation *explanation,
                              const struct sl_rule_header *header, const json_t *kept) {
    const char *id = sl_json_text_or(kept, "clause", NULL);
    const char *text = sl_json_text_or(kept, "text", NULL);
    int clause = id == NULL ? -1 : sl_rule_header_clause(header, id);
    const json_t *cites = json_object_get(kept, "cites");
    json_t *explained = json_array();
    for (size_t i = 0; i < json_array_size(cites); i++) {
        json_t *cite = explain_cite(explanation, json_array_get(cites, i));
        if (cite != NULL)
            json_array_append_new(explained, cite);
    }
    json_t *reason = json_pack("{s:I, s:o}", "row", (json_int_t)sl_json_whole_or(kept, "row", 0),
                               "cites", explained);
    const char *at_most = id != NULL ? ceiling_of(header->settings, id) : NULL;
    if (id != NULL)
        json_object_set_new(reason, "clause", json_string(id));
    if (at_most != NULL)
        json_object_set_new(reason, "at_most", json_string(at_most));
    if (at_most != NULL)
        json_object_set_new(reason, "at_most_words",
                            json_string(grade_words(explanation, at_most)));
    if (clause >= 0)
        json_object_set_new(reason, "sentence", json_string(header->clauses[clause].sentence));
    if (text != NULL)
        json_object_set_new(reason, "text", json_string(text));
    return reason;
}

/* A value as people say it: "Requires improvement" for R, "3.66" for 366 hundredths. The caller
 * owns it. */
static char *value_words(const struct explanation *explanation, const struct sl_rule_output *output,
                         const char *value) {
    if (output->type == SL_OUTPUT_TOKENS)
        return sl_copy(grade_words(explanation, value));
    if (output->type != SL_OUTPUT_HUNDREDTHS)
        return sl_copy(value);
    long hundredths = strtol(value, NULL, 10);
    return sl_format("%s%ld.%02ld", hundredths < 0 ? "-" : "", labs(hundredths) / 100,
                     labs(hundredths) % 100);
}

static enum sl_status add_confirmed(const struct explanation *explanation,
                                    const struct sl_rule_header *header,
                                    const struct sl_rule_output *output, uint16_t row,
                                    json_t *value) {
    SL_AUTO(sl_confirmed_drop) struct sl_confirmed confirmed = {0};
    enum sl_status status =
        sl_confirmation_find(explanation->store, explanation->facts.record_no, header->code, row,
                             output->name, &confirmed, explanation->err);
    if (status != SL_OK || !confirmed.found)
        return status;
    SL_AUTO(sl_free) char *words = value_words(explanation, output, confirmed.confirmed);
    json_object_set_new(value, "confirmed",
                        json_pack("{s:s, s:s, s:s, s:s, s:I, s:s}", "value", confirmed.confirmed,
                                  "words", words, "proposed", confirmed.proposed, "by",
                                  confirmed.confirmed_by, "at", (json_int_t)confirmed.confirmed_at,
                                  "reason", confirmed.reason));
    return status;
}

static enum sl_status explain_values(const struct explanation *explanation,
                                     const struct sl_rule_header *header, const json_t *kept,
                                     uint16_t row, json_t *values) {
    enum sl_status status = SL_OK;
    for (size_t i = 0; i < header->outputs_count && status == SL_OK; i++) {
        const struct sl_rule_output *output = &header->outputs[i];
        SL_AUTO(sl_free) char *kept_value = sl_kept_value(kept, output, row);
        if (*kept_value == '\0')
            continue;
        SL_AUTO(sl_free) char *words = value_words(explanation, output, kept_value);
        json_t *value = json_pack("{s:s, s:i, s:s, s:s}", "output", output->name, "row", row,
                                  "value", kept_value, "words", words);
        json_array_append_new(values, value);
        status = add_confirmed(explanation, header, output, row, value);
    }
    return status;
}

static enum sl_status explain_result(const struct explanation *explanation,
                                     const struct sl_rule_header *header,
                                     const struct sl_kept_score *score, json_t *out) {
    json_t *values = json_array(), *reasons = json_array();
    json_object_set_new(out, "values", values);
    json_object_set_new(out, "reasons", reasons);
    json_object_set_new(out, "status", json_string(score->status));
    json_object_set_new(out, "engine", json_integer(score->engine));
    json_object_set_new(out, "basis_day", json_string(score->basis_day));
    enum sl_status status = explain_values(explanation, header, score->result, 0, values);
    const json_t *rows = json_object_get(score->result, "rows");
    for (size_t i = 0; i < json_array_size(rows) && status == SL_OK; i++) {
        uint16_t row = (uint16_t)sl_json_whole_or(json_array_get(rows, i), "row", 0);
        status = explain_values(explanation, header, score->result, row, values);
    }
    const json_t *kept = json_object_get(score->result, "reasons");
    for (size_t i = 0; i < json_array_size(kept); i++)
        json_array_append_new(reasons,
                              explain_reason(explanation, header, json_array_get(kept, i)));
    return status;
}

static enum sl_status explain_absence(const struct explanation *explanation, int64_t version_no,
                                      json_t *out) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(explanation->store,
                                      "SELECT reason FROM score_attempt WHERE record_no = :record "
                                      "AND version_no = :version AND revision = :revision",
                                      explanation->err);
    sl_query_int(&q, ":record", explanation->facts.record_no);
    sl_query_int(&q, ":version", version_no);
    sl_query_int(&q, ":revision", explanation->facts.revision);
    const char *why = "it hasn't been scored since it was last changed";
    if (sl_query_next(&q))
        why = sl_query_get_text(&q, 0);
    json_object_set_new(out, "status", json_string("not_scored"));
    json_object_set_new(out, "why", json_string(why));
    return q.status;
}

/* What a rule published after the grade was fixed says of it, is for comparison only. */
static bool is_comparison(const struct explanation *explanation,
                          const struct sl_rule_header *header, int64_t version_no) {
    return explanation->graded && strcmp(header->kind, "grade") == 0 &&
           explanation->graded_rule_no != version_no;
}

/* q: a row of the published versions. */
static enum sl_status explain_rule(const struct explanation *explanation, const struct sl_query *q,
                                   json_t *rules) {
    SL_AUTO(sl_rule_header_drop) struct sl_rule_header *header = NULL;
    SL_AUTO(sl_json_drop) json_t *settings = NULL;
    const char *code = sl_query_get_text(q, 0);
    struct sl_text overlay = sl_query_get_slice(q, 6);
    enum sl_status status =
        sl_json_parse(code, overlay.bytes, overlay.length, &settings, explanation->err);
    if (status == SL_OK)
        status = sl_rule_header_parse(code, sl_query_get_slice(q, 5),
                                      json_object_size(settings) > 0 ? settings : NULL, &header,
                                      explanation->err);
    if (status != SL_OK || sl_rule_header_applies(header, sl_tool_code(explanation->tool)) == NULL)
        return status;
    int64_t version_no = sl_query_get_int(q, 1);
    json_t *out =
        json_pack("{s:s, s:s, s:s, s:I, s:s, s:s, s:b}", "rule", code, "title", header->title,
                  "kind", header->kind, "version", (json_int_t)sl_query_get_int(q, 2), "version_id",
                  sl_query_get_text(q, 3), "in_force_from", sl_query_get_text(q, 4), "comparison",
                  is_comparison(explanation, header, version_no));
    json_array_append_new(rules, out);
    SL_AUTO(sl_kept_score_drop) struct sl_kept_score score = {0};
    struct sl_kept_facts facts = explanation->facts;
    if (header->history)
        status = sl_kept_facts_of_rule(explanation->store, facts.record_no, explanation->tool,
                                       header, &facts, explanation->err);
    if (status == SL_OK)
        status =
            sl_kept_score_find(explanation->store, &facts, version_no, &score, explanation->err);
    if (status != SL_OK)
        return status;
    return score.found ? explain_result(explanation, header, &score, out)
                       : explain_absence(explanation, version_no, out);
}

static enum sl_status explain_rules(const struct explanation *explanation, const char *rule,
                                    json_t *rules) {
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(explanation->store,
                      "SELECT r.code, v.version_no, v.number, v.id, v.in_force_from, v.header, "
                      "v.settings FROM rule r JOIN rule_version v ON v.version_no = r.current_no "
                      "WHERE (:rule = '' OR r.code = :rule) ORDER BY r.code",
                      explanation->err);
    sl_query_text(&q, ":rule", rule != NULL ? rule : "");
    enum sl_status status = SL_OK;
    bool found = false;
    while (status == SL_OK && sl_query_next(&q)) {
        found = true;
        status = explain_rule(explanation, &q, rules);
    }
    if (status == SL_OK && q.status == SL_OK && rule != NULL && !found)
        return sl_fail(explanation->err, SL_NOT_FOUND, "",
                       "There is no rule %s with a published version", rule);
    return status != SL_OK ? status : q.status;
}

static enum sl_status read_head(struct explanation *explanation, int64_t record_no, json_t *out) {
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(explanation->store,
                      "SELECT id, day, state, grade, graded_on, coalesce(graded_rule_no, 0) "
                      "FROM record WHERE record_no = :record",
                      explanation->err);
    sl_query_int(&q, ":record", record_no);
    if (!sl_query_next(&q))
        return q.status;
    json_object_set_new(out, "record", json_string(sl_query_get_text(&q, 0)));
    json_object_set_new(out, "day", json_string(sl_query_get_text(&q, 1)));
    json_object_set_new(out, "state", json_string(sl_query_get_text(&q, 2)));
    explanation->graded = *sl_query_get_text(&q, 3) != '\0';
    explanation->graded_rule_no = sl_query_get_int(&q, 5);
    json_object_set_new(out, "grade",
                        explanation->graded ? json_string(sl_query_get_text(&q, 3)) : json_null());
    if (explanation->graded)
        json_object_set_new(out, "grade_words",
                            json_string(grade_words(explanation, sl_query_get_text(&q, 3))));
    if (explanation->graded)
        json_object_set_new(out, "graded_on", json_string(sl_query_get_text(&q, 4)));
    json_object_set_new(out, "tool", json_string(sl_tool_code(explanation->tool)));
    json_object_set_new(out, "tool_version", json_integer(sl_tool_version(explanation->tool)));
    return q.status;
}

enum sl_status sl_explain_record(struct sl_store *store, int64_t record_no, const char *rule,
                                 json_t **out, struct sl_error *err) {
    SL_AUTO(explanation_drop) struct explanation explanation = {.store = store, .err = err};
    SL_AUTO(sl_json_drop) json_t *whole = json_object();
    json_t *rules = json_array(), *difference = NULL;
    json_object_set_new(whole, "rules", rules);
    enum sl_status status =
        sl_record_load(store, NULL, record_no, 0, &explanation.tool, &explanation.record, err);
    if (status == SL_OK)
        status = sl_kept_facts_now(store, record_no, explanation.tool, &explanation.facts, err);
    if (status == SL_OK)
        status = read_head(&explanation, record_no, whole);
    if (status == SL_OK)
        status = explain_rules(&explanation, rule, rules);
    if (status == SL_OK)
        status = sl_difference_find(store, explanation.record, sl_json_text_or(whole, "state", ""),
                                    rules, &difference, err);
    if (status != SL_OK)
        return status;
    json_object_set_new(whole, "difference", difference);
    *out = whole;
    whole = NULL;
    return SL_OK;
}
