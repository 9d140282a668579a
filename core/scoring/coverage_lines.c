#include "base/buffer.h"
#include "scoring/coverage.h"
#include <stdlib.h>
#include <string.h>

enum { QUESTIONS_SHOWN = 15 };

struct page {
    void (*told)(void *context, const char *line);
    void *context;
    struct sl_buffer line;
};

static void end_line(struct page *page) {
    sl_buffer_text(&page->line, "");
    page->told(page->context, page->line.bytes);
    sl_buffer_clear(&page->line);
}

static void say(struct page *page, const char *words) {
    sl_buffer_text(&page->line, words);
    end_line(page);
}

static void heading(struct page *page, const char *words) {
    end_line(page);
    say(page, words);
}

static long long whole(const json_t *object, const char *key) {
    return (long long)sl_json_whole_or(object, key, 0);
}

static const char *noun(long long n) {
    return n == 1 ? "record" : "records";
}

static void tell_clause(struct page *page, const json_t *clause, long long of) {
    long long fired = whole(clause, "fired");
    long long nearest = of > 0 ? (200 * fired + of) / (2 * of) : 0;
    SL_AUTO(sl_free)
    char *share = sl_format("%lld %%", nearest == 100 && fired < of ? 99 : nearest);
    bool few = fired > 0 && 100 * fired < of;
    sl_buffer_format(&page->line, "  %-14s %6lld  %5s  %s", sl_json_text_or(clause, "clause", ""),
                     fired, few ? "<1 %" : share, sl_json_text_or(clause, "sentence", ""));
    end_line(page);
}

static void tell_clauses(struct page *page, const json_t *coverage) {
    const json_t *clauses = json_object_get(coverage, "clauses");
    long long scored = whole(coverage, "scored");
    sl_buffer_format(&page->line, "How often each sentence held, of %lld %s", scored, noun(scored));
    end_line(page);
    for (size_t i = 0; i < json_array_size(clauses); i++)
        if (whole(json_array_get(clauses, i), "fired") > 0)
            tell_clause(page, json_array_get(clauses, i), scored);
    if (json_array_size(json_object_get(coverage, "never")) == 0)
        return;
    heading(page, "Never held");
    for (size_t i = 0; i < json_array_size(clauses); i++) {
        const json_t *clause = json_array_get(clauses, i);
        if (whole(clause, "fired") > 0)
            continue;
        sl_buffer_format(&page->line, "  %-14s %s", sl_json_text_or(clause, "clause", ""),
                         sl_json_text_or(clause, "sentence", ""));
        end_line(page);
    }
}

static void tell_questions(struct page *page, const json_t *questions) {
    const json_t *moved = json_object_get(questions, "moved");
    long long n = whole(questions, "n"), still = 0;
    end_line(page);
    sl_buffer_format(&page->line,
                     "Which answer moves most: of %lld %s, one answer a step better or worse", n,
                     noun(n));
    end_line(page);
    for (size_t i = 0; i < json_array_size(moved); i++) {
        const json_t *question = json_array_get(moved, i);
        still += whole(question, "moved") == 0;
        if (whole(question, "moved") == 0 || i >= QUESTIONS_SHOWN)
            continue;
        sl_buffer_format(&page->line, "  %-14s moves %lld of %lld  %s",
                         sl_json_text_or(question, "question", ""), whole(question, "moved"),
                         whole(question, "answered"), sl_json_text_or(question, "wording", ""));
        end_line(page);
    }
    if (json_array_size(moved) == 0)
        say(page, "  It reads no answers that could be a step better or worse.");
    if (still > 0) {
        sl_buffer_format(&page->line, "  %lld of the %zu questions it reads move nothing by a step",
                         still, json_array_size(moved));
        end_line(page);
    }
}

static void tell_settings(struct page *page, const json_t *settings) {
    const json_t *numbers = json_object_get(settings, "numbers");
    long long n = whole(settings, "n");
    if (json_array_size(numbers) == 0)
        return;
    end_line(page);
    sl_buffer_format(&page->line,
                     "Numbers in the settings that are idle: as nought or twice as "
                     "much, nothing moves in %lld %s",
                     n, noun(n));
    end_line(page);
    for (size_t i = 0; i < json_array_size(numbers); i++) {
        const json_t *number = json_array_get(numbers, i);
        if (whole(number, "without") + whole(number, "doubled") > 0)
            continue;
        sl_buffer_format(&page->line, "  %s (%lld)", sl_json_text_or(number, "words", ""),
                         whole(number, "value"));
        end_line(page);
    }
    size_t idle = json_array_size(json_object_get(settings, "idle"));
    sl_buffer_format(&page->line, "  %zu of %zu numbers are idle", idle, json_array_size(numbers));
    end_line(page);
}

static void tell_size(struct page *page, const json_t *sizes, const char *key, const char *words) {
    sl_buffer_format(&page->line, "  %-38s %lld", words, whole(sizes, key));
    end_line(page);
}

static void tell_lift(struct page *page, const json_t *lift) {
    const json_t *sizes = json_object_get(lift, "sizes");
    long long n = whole(lift, "n");
    if (lift == NULL)
        return;
    end_line(page);
    sl_buffer_format(&page->line,
                     "How few answers would have to be better for a better result, of %lld %s", n,
                     noun(n));
    end_line(page);
    tell_size(page, sizes, "1", "one");
    tell_size(page, sizes, "2", "two");
    tell_size(page, sizes, "3", "three");
    tell_size(page, sizes, "more", "more, or not by grades and yes or no");
    tell_size(page, lift, "best", "nothing is better");
    tell_size(page, lift, "blank", "no result");
    if (whole(lift, "answering") > 0)
        tell_size(page, lift, "answering", "still being answered");
}

static void tell_change(struct page *page, const json_t *change) {
    long long row = whole(change, "row");
    sl_buffer_format(&page->line, "  %s", sl_json_text_or(change, "question", ""));
    if (row > 0)
        sl_buffer_format(&page->line, " row %lld", row);
    sl_buffer_format(&page->line, ": %s instead of %s (%s)", sl_json_text_or(change, "to", ""),
                     sl_json_text_or(change, "from", ""), sl_json_text_or(change, "wording", ""));
    end_line(page);
}

static void tell_record(struct page *page, const json_t *record) {
    const char *outcome = sl_json_text_or(record, "outcome", "");
    const char *from = sl_json_text_or(record, "from", "");
    const json_t *changes = json_object_get(record, "changes");
    sl_buffer_format(&page->line, "%s: ", sl_json_text_or(record, "record", ""));
    if (strcmp(outcome, "found") == 0)
        sl_buffer_format(&page->line, "%s would be %s with", from,
                         sl_json_text_or(record, "to", ""));
    else if (strcmp(outcome, "more") == 0)
        sl_buffer_format(&page->line,
                         "%s, and nothing better with three other grades or yes and no", from);
    else if (strcmp(outcome, "best") == 0)
        sl_buffer_format(&page->line, "%s, and nothing is better", from);
    else
        sl_buffer_text(&page->line, "the rule gives it no result");
    end_line(page);
    for (size_t i = 0; i < json_array_size(changes); i++)
        tell_change(page, json_array_get(changes, i));
    if (json_array_size(changes) > 0)
        say(page, "This is arithmetic for the one who looks after the rule. For the child, rule "
                  "explain says what would make the biggest difference.");
}

void sl_coverage_lines(const json_t *coverage, void (*told)(void *context, const char *line),
                       void *context) {
    struct page page = {.told = told, .context = context};
    const json_t *record = json_object_get(coverage, "record");
    if (record != NULL) {
        tell_record(&page, record);
        sl_buffer_drop(&page.line);
        return;
    }
    sl_buffer_format(&page.line, "%s (%s", sl_json_text_or(coverage, "title", ""),
                     sl_json_text_or(coverage, "rule", ""));
    if (whole(coverage, "version") > 0)
        sl_buffer_format(&page.line, " version %lld", whole(coverage, "version"));
    sl_buffer_text(&page.line, ")");
    end_line(&page);
    if (whole(coverage, "not_scored") > 0) {
        sl_buffer_format(&page.line, "%lld of %lld records could not be scored",
                         whole(coverage, "not_scored"), whole(coverage, "records"));
        end_line(&page);
    }
    tell_clauses(&page, coverage);
    tell_questions(&page, json_object_get(coverage, "questions"));
    tell_settings(&page, json_object_get(coverage, "settings"));
    tell_lift(&page, json_object_get(coverage, "lift"));
    sl_buffer_drop(&page.line);
}
