#include "scoring/plan_check.h"
#include "base/memory.h"
#include "scoring/plan_facts.h"
#include "scoring/quote.h"
#include <string.h>

const char sl_plan_check_rule[] = "action.rating";
static const char nothing_found[] = "none";

struct checking {
    struct sl_store *store;
    struct sl_live *live;
    const struct sl_plan_report *report;
    struct sl_tool *tool;
    json_t *findings, *not_checked;
    size_t checked;
    /* of the line at hand */
    const struct sl_plan_standing *line;
    struct sl_body body;
    bool answered;
};

static void pass_over(struct checking *checking, const char *why) {
    json_array_append_new(checking->not_checked,
                          json_pack("{s:s, s:s}", "number", checking->line->number, "why", why));
}

static json_t *explain_cite(const struct checking *checking, const json_t *kept) {
    const char *code = sl_json_text_or(kept, "question", "");
    struct sl_value value = {0};
    int place = sl_tool_find(checking->tool, code);
    json_t *cite = json_pack("{s:s}", "question", code);
    if (place >= 0 && sl_body_find(&checking->body, (uint32_t)place, 0, &value))
        sl_quote_add(cite, value.text, (size_t)sl_json_whole_or(kept, "from", 0),
                     (size_t)sl_json_whole_or(kept, "to", 0));
    return cite;
}

static json_t *explain_reason(const struct checking *checking, const struct sl_rule_header *rule,
                              const json_t *kept) {
    const char *id = sl_json_text_or(kept, "clause", "");
    int clause = sl_rule_header_clause(rule, id);
    json_t *cites = json_array();
    const json_t *cited = json_object_get(kept, "cites");
    for (size_t i = 0; i < json_array_size(cited); i++)
        json_array_append_new(cites, explain_cite(checking, json_array_get(cited, i)));
    const char *sentence = clause >= 0 ? rule->clauses[clause].sentence : "";
    return json_pack("{s:s, s:s, s:o}", "clause", id, "sentence",
                     sl_json_text_or(kept, "text", sentence), "cites", cites);
}

static void add_finding(struct checking *checking, const struct sl_rule_header *rule,
                        const json_t *result, const char *finding) {
    char day[SL_DAY_SIZE];
    const struct sl_plan_standing *line = checking->line;
    json_t *reasons = json_array();
    const json_t *kept = json_object_get(result, "reasons");
    for (size_t i = 0; i < json_array_size(kept); i++)
        json_array_append_new(reasons, explain_reason(checking, rule, json_array_get(kept, i)));
    json_array_append_new(
        checking->findings,
        json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:o}", "number", line->number, "area",
                  checking->report->areas[line->area].title, "action", line->wording, "progress",
                  sl_progress_code(line->progress), "label", sl_progress_label(line->progress),
                  "told_on", sl_day_format(line->history[line->history_count - 1].day, day),
                  "finding", finding, "reasons", reasons));
}

static enum sl_status take_result(void *context, const struct sl_live_result *result,
                                  struct sl_error *err) {
    struct checking *checking = context;
    checking->answered = true;
    if (result->status == SL_RESULT_LIMIT) {
        SL_AUTO(sl_free)
        char *why = sl_format("%.*s", (int)result->result.length, result->result.bytes);
        pass_over(checking, why);
        return SL_OK;
    }
    SL_AUTO(sl_json_drop) json_t *kept = NULL;
    enum sl_status status =
        sl_json_parse(sl_plan_check_rule, result->result.bytes, result->result.length, &kept, err);
    if (status != SL_OK)
        return status;
    if (result->status != SL_RESULT_SCORED) {
        const json_t *first = json_array_get(json_object_get(kept, "reasons"), 0);
        int clause = sl_rule_header_clause(result->rule, sl_json_text_or(first, "clause", ""));
        const char *sentence = clause >= 0 ? result->rule->clauses[clause].sentence : "";
        pass_over(checking, sl_json_text_or(first, "text", sentence));
        return SL_OK;
    }
    checking->checked++;
    const char *finding =
        sl_json_text_or(json_object_get(kept, "values"), "finding", nothing_found);
    if (strcmp(finding, nothing_found) != 0)
        add_finding(checking, result->rule, kept, finding);
    return SL_OK;
}

static enum sl_status check_line(struct checking *checking, const struct sl_plan_standing *line,
                                 struct sl_error *err) {
    SL_AUTO(sl_free) char *owned = NULL;
    uint8_t *bytes = NULL;
    size_t length = 0;
    sl_plan_facts(checking->tool, line, &bytes, &length);
    owned = (char *)bytes;
    checking->line = line;
    checking->answered = false;
    enum sl_status status = sl_body_open(bytes, length, &checking->body, err);
    if (status == SL_OK)
        status = sl_score_body(checking->store, checking->live, sl_plan_check_rule, checking->tool,
                               (struct sl_text){owned, length}, (struct sl_text){"", 0},
                               checking->report->as_at, take_result, checking, err);
    if (status == SL_OK && !checking->answered)
        pass_over(checking, "the published rule doesn't know this version of the tool");
    return status;
}

enum sl_status sl_plan_check(struct sl_store *store, struct sl_live *live,
                             const struct sl_plan_report *report, json_t **out,
                             struct sl_error *err) {
    char day[SL_DAY_SIZE];
    SL_AUTO(sl_tool_drop) struct sl_tool *tool = NULL;
    enum sl_status status = sl_tool_load(store, sl_plan_facts_tool, 0, &tool, err);
    if (status != SL_OK)
        return status;
    SL_AUTO(sl_json_drop) json_t *findings = json_array();
    SL_AUTO(sl_json_drop) json_t *not_checked = json_array();
    struct checking checking = {.store = store,
                                .live = live,
                                .report = report,
                                .tool = tool,
                                .findings = findings,
                                .not_checked = not_checked};
    for (size_t i = 0; i < report->line_count && status == SL_OK; i++)
        status = check_line(&checking, &report->lines[i], err);
    if (status != SL_OK)
        return status;
    *out = json_pack("{s:{s:s, s:s}, s:s, s:s, s:I, s:I, s:O, s:O}", "plan", "id", report->id,
                     "title", report->title, "rule", sl_plan_check_rule, "as_at",
                     sl_day_format(report->as_at, day), "lines", (json_int_t)report->line_count,
                     "checked", (json_int_t)checking.checked, "findings", findings, "not_checked",
                     not_checked);
    return SL_OK;
}

struct telling {
    void (*told)(void *context, const char *line);
    void *context;
    struct sl_buffer line;
};

static void end_line(struct telling *telling) {
    for (size_t i = 0; i < telling->line.length; i++)
        if (telling->line.bytes[i] == '\n')
            telling->line.bytes[i] = ' ';
    telling->told(telling->context, telling->line.bytes);
    sl_buffer_clear(&telling->line);
}

static void tell_quotes(struct telling *telling, const json_t *cites) {
    for (size_t i = 0; i < json_array_size(cites); i++) {
        const json_t *cite = json_array_get(cites, i);
        const char *quote = sl_json_text_or(cite, "quote", NULL);
        if (quote == NULL)
            continue;
        sl_buffer_format(&telling->line, "          %s[%s]%s", sl_json_text_or(cite, "before", ""),
                         quote, sl_json_text_or(cite, "after", ""));
        end_line(telling);
    }
}

static void tell_finding(struct telling *telling, const json_t *finding) {
    sl_buffer_format(&telling->line, "  %-5s %s, %s: %s", sl_json_text_or(finding, "number", ""),
                     sl_json_text_or(finding, "progress", ""),
                     sl_json_text_or(finding, "label", ""), sl_json_text_or(finding, "action", ""));
    end_line(telling);
    const json_t *reasons = json_object_get(finding, "reasons");
    for (size_t i = 0; i < json_array_size(reasons); i++) {
        const json_t *reason = json_array_get(reasons, i);
        sl_buffer_format(&telling->line, "        %s (%s)", sl_json_text_or(reason, "sentence", ""),
                         sl_json_text_or(reason, "clause", ""));
        end_line(telling);
        tell_quotes(telling, json_object_get(reason, "cites"));
    }
}

static void tell_head(struct telling *telling, const json_t *check) {
    char words[32];
    sl_day day = SL_DAY_NONE;
    size_t found = json_array_size(json_object_get(check, "findings"));
    sl_day_parse(sl_json_text_or(check, "as_at", ""), &day, NULL);
    sl_buffer_text(&telling->line, sl_json_text_or(json_object_get(check, "plan"), "title", ""));
    end_line(telling);
    sl_buffer_format(&telling->line, "As at %s: %zu of %d actions to look at.",
                     sl_day_words(day, words, sizeof words), found,
                     (int)sl_json_whole_or(check, "checked", 0));
    end_line(telling);
}

void sl_plan_check_lines(const json_t *check, void (*told)(void *context, const char *line),
                         void *context) {
    struct telling telling = {.told = told, .context = context};
    const json_t *findings = json_object_get(check, "findings");
    const json_t *not_checked = json_object_get(check, "not_checked");
    tell_head(&telling, check);
    for (size_t i = 0; i < json_array_size(findings); i++)
        tell_finding(&telling, json_array_get(findings, i));
    for (size_t i = 0; i < json_array_size(not_checked); i++) {
        const json_t *line = json_array_get(not_checked, i);
        sl_buffer_format(&telling.line, "  %-5s not checked: %s",
                         sl_json_text_or(line, "number", ""), sl_json_text_or(line, "why", ""));
        end_line(&telling);
    }
    sl_buffer_drop(&telling.line);
}
