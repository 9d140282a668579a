#include "scoring/preview_inside.h"
#include <stdlib.h>
#include <string.h>

/* A page being told. */
struct page {
    const struct sl_preview *preview;
    json_t *json;
    void (*told)(void *context, const char *line);
    void *context;
    struct sl_buffer line;
};

static void page_drop(struct page *page) {
    json_decref(page->json);
    sl_buffer_drop(&page->line);
}

static void end_line(struct page *page) {
    sl_buffer_text(&page->line, "");
    for (size_t i = 0; i < page->line.length; i++)
        if (page->line.bytes[i] == '\n')
            page->line.bytes[i] = ' ';
    page->told(page->context, page->line.bytes);
    sl_buffer_clear(&page->line);
}

static void heading(struct page *page, const char *words) {
    end_line(page);
    sl_buffer_text(&page->line, words);
    end_line(page);
}

static long long whole(const json_t *object, const char *key) {
    return (long long)sl_json_whole_or(object, key, 0);
}

static const char *noun(long long n) {
    return n == 1 ? "record" : "records";
}

static bool has_several_outputs(const struct sl_preview *preview) {
    size_t acted_on = 0;
    for (size_t i = 0; i < preview->counts.output_count; i++)
        acted_on += preview->counts.outputs[i].acted_on;
    return acted_on > 1;
}

static bool is_graded(const struct page *page) {
    return json_object_get(page->json, "better") != NULL;
}

char *sl_preview_sentence(const struct sl_preview *preview) {
    const struct sl_preview_counts *counts = &preview->counts;
    long long n = (long long)preview->records.looked_at;
    struct sl_buffer words = {0};
    if (counts->moved == 0)
        sl_buffer_format(&words, "None of %lld %s changes", n, noun(n));
    else
        sl_buffer_format(&words, "%lld of %lld %s %s", (long long)counts->moved, n, noun(n),
                         counts->moved == 1 ? "changes" : "change");
    if (counts->better + counts->worse > 0)
        sl_buffer_format(&words, ": %lld for the better, %lld for the worse",
                         (long long)counts->better, (long long)counts->worse);
    if (counts->better + counts->worse > 0 && counts->moved > counts->better + counts->worse)
        sl_buffer_format(&words, ", %lld otherwise",
                         (long long)(counts->moved - counts->better - counts->worse));
    const char *more = counts->moved > 0 ? " more" : "";
    if (counts->figures_only > 0)
        sl_buffer_format(&words, "; %lld%s in a figure only", (long long)counts->figures_only,
                         more);
    if (counts->reasons_only > 0)
        sl_buffer_format(&words, "; %lld%s in the reasons only", (long long)counts->reasons_only,
                         more);
    int64_t uncompared = counts->failed + counts->limited + counts->unfit;
    if (uncompared > 0)
        sl_buffer_format(&words, "; %lld could not be compared", (long long)uncompared);
    sl_buffer_char(&words, '.');
    return sl_buffer_take(&words);
}

static int rank_of(const struct sl_preview *preview, const char *token) {
    const struct sl_rule_output *output = preview->counts.outputs[0].output;
    for (size_t i = 0; i < output->token_count; i++)
        if (strcmp(output->tokens[i], token) == 0)
            return (int)i;
    return -1;
}

static const char *worth_of(const struct page *page, const json_t *move) {
    int from = rank_of(page->preview, sl_json_text_or(move, "from", ""));
    int to = rank_of(page->preview, sl_json_text_or(move, "to", ""));
    bool first =
        strcmp(sl_json_text_or(move, "output", ""), sl_json_text_or(page->json, "output", "")) == 0;
    if (!is_graded(page) || !first || from < 0 || to < 0 || from == to)
        return "";
    return to < from ? "better" : "worse";
}

static void add_change(struct page *page, const char *output, const char *from, const char *to) {
    if (has_several_outputs(page->preview) && *from != '(' && *to != '(')
        sl_buffer_format(&page->line, "%s: ", output);
    sl_buffer_format(&page->line, "%s becomes %s", sl_preview_word(page->preview, from),
                     sl_preview_word(page->preview, to));
}

static void tell_moves(struct page *page) {
    const json_t *moves = json_object_get(page->json, "moves");
    const json_t *shifts = json_object_get(page->json, "shifts");
    if (json_array_size(moves) + json_array_size(shifts) > 0)
        heading(page, "From what to what");
    for (size_t i = 0; i < json_array_size(moves); i++) {
        const json_t *move = json_array_get(moves, i);
        sl_buffer_format(&page->line, "  %6lld  ", whole(move, "n"));
        add_change(page, sl_json_text_or(move, "output", ""), sl_json_text_or(move, "from", ""),
                   sl_json_text_or(move, "to", ""));
        const char *worth = worth_of(page, move);
        if (*worth != '\0')
            sl_buffer_format(&page->line, " (%s)", worth);
        end_line(page);
    }
    for (size_t i = 0; i < json_array_size(shifts); i++) {
        const json_t *shift = json_array_get(shifts, i);
        sl_buffer_format(&page->line, "  %6lld  %s reads otherwise", whole(shift, "n"),
                         sl_json_text_or(shift, "output", ""));
        if (json_object_get(shift, "higher") != NULL)
            sl_buffer_format(&page->line, ": %lld higher or later, %lld lower or earlier",
                             whole(shift, "higher"), whole(shift, "lower"));
        end_line(page);
    }
}

/* Of teams or themes; only those where something changes. */
static void tell_groups(struct page *page, const char *key, const char *code, const char *title) {
    const json_t *groups = json_object_get(page->json, key);
    bool begun = false;
    size_t quiet = 0;
    for (size_t i = 0; i < json_array_size(groups); i++) {
        const json_t *group = json_array_get(groups, i);
        if (whole(group, "moved") == 0) {
            quiet++;
            continue;
        }
        if (!begun)
            heading(page, title);
        begun = true;
        sl_buffer_format(&page->line, "  %6lld of %lld  %s (%s)", whole(group, "moved"),
                         whole(group, "n"), sl_json_text_or(group, "name", ""),
                         sl_json_text_or(group, code, ""));
        if (json_object_get(group, "better") != NULL)
            sl_buffer_format(&page->line, ": %lld better, %lld worse", whole(group, "better"),
                             whole(group, "worse"));
        end_line(page);
    }
    if (begun && quiet > 0) {
        sl_buffer_format(&page->line, "  nothing changes in %zu more", quiet);
        end_line(page);
    }
}

static int by_moved(const void *a, const void *b) {
    const json_t *const *x = a, *const *y = b;
    long long left = whole(*x, "moved"), right = whole(*y, "moved");
    if (left != right)
        return left > right ? -1 : 1;
    return strcmp(sl_json_text_or(*x, "clause", ""), sl_json_text_or(*y, "clause", ""));
}

static void tell_clause(struct page *page, const json_t *clause) {
    const char *was = sl_json_text_or(clause, "was", NULL);
    sl_buffer_format(&page->line, "  %6lld  %s (%s)", whole(clause, "moved"),
                     sl_json_text_or(clause, "sentence", ""),
                     sl_json_text_or(clause, "clause", ""));
    end_line(page);
    sl_buffer_format(&page->line, "          decides in %lld, before in %lld",
                     whole(clause, "fires"), whole(clause, "fired"));
    if (was != NULL)
        sl_buffer_format(&page->line, "; it read: %s", was);
    end_line(page);
}

static void tell_clauses(struct page *page) {
    const json_t *clauses = json_object_get(page->json, "clauses");
    size_t count = json_array_size(clauses);
    SL_AUTO(sl_free) const json_t **sorted = sl_new(count, sizeof(json_t *));
    for (size_t i = 0; i < count; i++)
        sorted[i] = json_array_get(clauses, i);
    if (count > 1)
        qsort(sorted, count, sizeof *sorted, by_moved);
    for (size_t i = 0; i < count && whole(sorted[i], "moved") > 0; i++) {
        if (i == 0)
            heading(page, "Which sentence of the rule does it");
        tell_clause(page, sorted[i]);
    }
}

/* Sentences that come to decide, or cease to, and move nothing. */
static void tell_idle(struct page *page) {
    const json_t *clauses = json_object_get(page->json, "clauses");
    bool begun = false;
    for (size_t i = 0; i < json_array_size(clauses); i++) {
        const json_t *clause = json_array_get(clauses, i);
        if (whole(clause, "moved") > 0 || whole(clause, "starts") + whole(clause, "stops") == 0)
            continue;
        if (!begun)
            heading(page, "Which sentences begin or cease to be told, and move nothing");
        begun = true;
        sl_buffer_format(&page->line, "  %s (%s): begins in %lld, ceases in %lld",
                         sl_json_text_or(clause, "sentence", ""),
                         sl_json_text_or(clause, "clause", ""), whole(clause, "starts"),
                         whole(clause, "stops"));
        end_line(page);
    }
}

static const char *day_of(const char *day, char *out, size_t size) {
    sl_day parsed = SL_DAY_NONE;
    sl_day_parse(day, &parsed, NULL);
    return parsed == SL_DAY_NONE ? day : sl_day_words(parsed, out, size);
}

static void tell_case(struct page *page, const struct sl_preview_case *one) {
    char day[32];
    sl_buffer_format(&page->line, "  %s, team %s, %s: ", one->id, one->team,
                     day_of(one->day, day, sizeof day));
    if (one->row > 0)
        sl_buffer_format(&page->line, "row %u: ", (unsigned)one->row);
    if (one->kind == SL_PREVIEW_REASONS)
        sl_buffer_text(&page->line, "only the reasons change");
    else
        add_change(page, one->output, one->from, one->to);
    end_line(page);
    if (*one->because != '\0')
        sl_buffer_format(&page->line, "      %s (%s)", one->because, one->clause);
    if (*one->because != '\0')
        end_line(page);
    if (*one->before != '\0' && strcmp(one->before, one->because) != 0 &&
        strncmp(one->because, "No longer: ", 11) != 0) {
        sl_buffer_format(&page->line, "      before: %s", one->before);
        end_line(page);
    }
}

static void tell_cases(struct page *page, size_t most) {
    size_t told = 0, all = 0;
    for (size_t i = 0; i < sl_preview_cases(page->preview); i++) {
        struct sl_preview_case one = sl_preview_case_at(page->preview, i);
        if (one.kind != SL_PREVIEW_MOVED)
            continue;
        if (all++ == 0 && most > 0)
            heading(page, "The cases");
        if (told < most) {
            tell_case(page, &one);
            told++;
        }
    }
    if (told > 0 && all > told) {
        sl_buffer_format(&page->line, "  and %zu more; --cases %zu lists them all", all - told,
                         all);
        end_line(page);
    }
}

static void tell_refusals(struct page *page) {
    const json_t *refusals = json_object_get(page->json, "refusals");
    for (size_t i = 0; i < json_array_size(refusals); i++) {
        const json_t *refusal = json_array_get(refusals, i);
        if (i == 0)
            heading(page, "Not compared");
        sl_buffer_format(&page->line, "  %6lld  %s", whole(refusal, "n"),
                         sl_json_text_or(refusal, "why", ""));
        end_line(page);
    }
}

void sl_preview_lines(const struct sl_preview *preview, const char *called, size_t cases,
                      void (*told)(void *context, const char *line), void *context) {
    SL_AUTO(page_drop)
    struct page page = {preview, sl_preview_json(preview), told, context, {0}};
    long long against = whole(page.json, "against");
    sl_buffer_format(&page.line, "%s (%s): %s ", sl_json_text_or(page.json, "title", ""),
                     sl_json_text_or(page.json, "rule", ""), called);
    if (preview->was.header == NULL)
        sl_buffer_text(&page.line, "is its first; no version is in force.");
    else if (against > 0)
        sl_buffer_format(&page.line, "against version %lld.", against);
    else
        sl_buffer_format(&page.line, "against %s.", preview->was.name);
    end_line(&page);
    SL_AUTO(sl_free) char *sentence = sl_preview_sentence(preview);
    sl_buffer_text(&page.line, sentence);
    end_line(&page);
    tell_moves(&page);
    tell_groups(&page, "teams", "team", "By team");
    tell_groups(&page, "themes", "theme", "By theme: records with an answer below good in it");
    tell_clauses(&page);
    tell_idle(&page);
    tell_cases(&page, cases);
    tell_refusals(&page);
}
