#include "base/buffer.h"
#include "base/day.h"
#include "scoring/explain.h"
#include <string.h>

/* Lines being told. */
struct telling {
    const char *open, *close; /* marks around quoted words */
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

static const char *day_words(const json_t *object, const char *key, char *out, size_t size) {
    sl_day day = SL_DAY_NONE;
    sl_day_parse(sl_json_text_or(object, key, ""), &day, NULL);
    return day == SL_DAY_NONE ? "an unknown day" : sl_day_words(day, out, size);
}

static void add_value(struct sl_buffer *line, const json_t *value) {
    sl_buffer_format(line, "%s %s", sl_json_text_or(value, "output", ""),
                     sl_json_text_or(value, "words", ""));
    const json_t *confirmed = json_object_get(value, "confirmed");
    if (confirmed == NULL)
        return;
    sl_buffer_format(line, " (%s confirmed %s", sl_json_text_or(confirmed, "by", ""),
                     sl_json_text_or(confirmed, "words", ""));
    const char *reason = sl_json_text_or(confirmed, "reason", "");
    sl_buffer_format(line, *reason != '\0' ? ": %s)" : "%s)", reason);
}

/* One line for the record's values and one for those of each row. */
static void tell_values(struct telling *telling, const json_t *values) {
    json_int_t row = -1;
    for (size_t i = 0; i < json_array_size(values); i++) {
        const json_t *value = json_array_get(values, i);
        json_int_t of_value = sl_json_whole_or(value, "row", 0);
        if (of_value != row && i > 0)
            end_line(telling);
        if (of_value != row && of_value > 0)
            sl_buffer_format(&telling->line, "  row %d: ", (int)of_value);
        else
            sl_buffer_text(&telling->line, of_value != row ? "  " : ", ");
        add_value(&telling->line, value);
        row = of_value;
    }
    if (json_array_size(values) > 0)
        end_line(telling);
}

static void tell_cite(struct telling *telling, const json_t *cite) {
    struct sl_buffer *line = &telling->line;
    json_int_t row = sl_json_whole_or(cite, "row", 0);
    sl_buffer_format(line, "      %s", sl_json_text_or(cite, "question", ""));
    if (row > 0)
        sl_buffer_format(line, " row %d", (int)row);
    sl_buffer_format(line, ", %s", sl_json_text_or(cite, "wording", ""));
    const char *quote = sl_json_text_or(cite, "quote", NULL);
    if (quote == NULL)
        sl_buffer_format(line, " -> %s", sl_json_text_or(cite, "answer", ""));
    else
        sl_buffer_format(line, " -> %s%s%s%s%s", sl_json_text_or(cite, "before", ""), telling->open,
                         quote, telling->close, sl_json_text_or(cite, "after", ""));
    end_line(telling);
}

static void tell_reason(struct telling *telling, const json_t *reason) {
    const char *clause = sl_json_text_or(reason, "clause", NULL);
    const char *text = sl_json_text_or(reason, "text", sl_json_text_or(reason, "sentence", ""));
    json_int_t row = sl_json_whole_or(reason, "row", 0);
    sl_buffer_format(&telling->line, "    %s", text);
    if (row > 0)
        sl_buffer_format(&telling->line, ", row %d", (int)row);
    const char *at_most = sl_json_text_or(reason, "at_most_words", NULL);
    if (clause != NULL && at_most != NULL)
        sl_buffer_format(&telling->line, " (%s, at most %s)", clause, at_most);
    else if (clause != NULL)
        sl_buffer_format(&telling->line, " (%s)", clause);
    end_line(telling);
    const json_t *cites = json_object_get(reason, "cites");
    for (size_t i = 0; i < json_array_size(cites); i++)
        tell_cite(telling, json_array_get(cites, i));
}

static const char *status_words(const char *status) {
    static const struct {
        const char *status, *words;
    } known[] = {{"scored", ""},
                 {"not_applicable", ": doesn't speak of this record"},
                 {"not_enough", ": too little is answered to say"},
                 {"failed", ": the rule failed"},
                 {"not_scored", ": not scored"}};
    for (size_t i = 0; i < SL_COUNT(known); i++)
        if (strcmp(status, known[i].status) == 0)
            return known[i].words;
    return "";
}

static void tell_rule(struct telling *telling, const json_t *rule) {
    char day[32];
    struct sl_buffer *line = &telling->line;
    sl_buffer_format(line, "%s (%s version %d, in force from %s)%s",
                     sl_json_text_or(rule, "title", ""), sl_json_text_or(rule, "rule", ""),
                     (int)sl_json_whole_or(rule, "version", 0),
                     day_words(rule, "in_force_from", day, sizeof day),
                     status_words(sl_json_text_or(rule, "status", "")));
    const char *why = sl_json_text_or(rule, "why", NULL);
    if (why != NULL)
        sl_buffer_format(line, ": %s", why);
    end_line(telling);
    if (sl_json_true(rule, "comparison")) {
        sl_buffer_format(line, "  On the rule of %s this would read:",
                         day_words(rule, "in_force_from", day, sizeof day));
        end_line(telling);
    }
    tell_values(telling, json_object_get(rule, "values"));
    const json_t *reasons = json_object_get(rule, "reasons");
    for (size_t i = 0; i < json_array_size(reasons); i++)
        tell_reason(telling, json_array_get(reasons, i));
}

static void tell_grade(struct telling *telling, const json_t *explanation) {
    char day[32];
    const char *grade = sl_json_text_or(explanation, "grade_words", NULL);
    if (grade == NULL)
        return;
    sl_buffer_format(&telling->line, "Grade of record: %s, fixed on %s", grade,
                     day_words(explanation, "graded_on", day, sizeof day));
    end_line(telling);
}

void sl_explain_lines_marked(const json_t *explanation, const char *open, const char *close,
                             void (*told)(void *context, const char *line), void *context) {
    struct telling telling = {.open = open, .close = close, .told = told, .context = context};
    tell_grade(&telling, explanation);
    const json_t *rules = json_object_get(explanation, "rules");
    for (size_t i = 0; i < json_array_size(rules); i++)
        tell_rule(&telling, json_array_get(rules, i));
    if (json_array_size(rules) == 0) {
        sl_buffer_text(&telling.line, "No published rule applies to this record.");
        end_line(&telling);
    }
    sl_buffer_drop(&telling.line);
}

void sl_explain_lines(const json_t *explanation, void (*told)(void *context, const char *line),
                      void *context) {
    sl_explain_lines_marked(explanation, "\xc2\xbb", "\xc2\xab", told, context);
}
