#include "scoring/rule_diff.h"
#include "scoring/setting_table.h"
#include <string.h>

/* Lines being told. */
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

static void heading(struct page *page, const json_t *part, const char *words) {
    if (json_array_size(part) == 0)
        return;
    end_line(page);
    sl_buffer_text(&page->line, words);
    end_line(page);
}

static void add_value(struct page *page, const json_t *value) {
    SL_AUTO(sl_free) char *words = sl_setting_words(value);
    sl_buffer_text(&page->line, words);
}

static void tell_values(struct page *page, const json_t *part, const char *key) {
    for (size_t i = 0; i < json_array_size(part); i++) {
        const json_t *one = json_array_get(part, i);
        sl_buffer_format(&page->line, "  %s: ", sl_json_text_or(one, key, ""));
        add_value(page, json_object_get(one, "was"));
        sl_buffer_text(&page->line, " becomes ");
        add_value(page, json_object_get(one, "now"));
        end_line(page);
    }
}

static void tell_sentences(struct page *page, const json_t *part) {
    for (size_t i = 0; i < json_array_size(part); i++) {
        const json_t *one = json_array_get(part, i);
        const char *was = sl_json_text_or(one, "was", ""), *now = sl_json_text_or(one, "now", "");
        sl_buffer_format(&page->line, "  %s%s", sl_json_text_or(one, "clause", ""),
                         *was == '\0'   ? " is new: "
                         : *now == '\0' ? " is gone: "
                                        : ": ");
        sl_buffer_text(&page->line, *now == '\0' ? was : now);
        end_line(page);
        if (*was == '\0' || *now == '\0')
            continue;
        sl_buffer_format(&page->line, "      before: %s", was);
        end_line(page);
    }
}

static void tell_needs(struct page *page, const json_t *part) {
    for (size_t i = 0; i < json_array_size(part); i++) {
        const json_t *one = json_array_get(part, i);
        sl_buffer_format(&page->line, "  %s %s", sl_json_text_or(one, "question", ""),
                         sl_json_true(one, "now") ? "is read now" : "is no longer read");
        end_line(page);
    }
}

static void tell_text(struct page *page, const char *text) {
    for (const char *at = text; *at != '\0';) {
        size_t length = strcspn(at, "\n");
        sl_buffer_add(&page->line, at, length);
        end_line(page);
        at += length + (at[length] == '\n');
    }
}

static void tell_source(struct page *page, const json_t *diff) {
    const char *source = sl_json_text_or(diff, "source", "");
    const json_t *libraries = json_object_get(diff, "libraries");
    if (*source != '\0') {
        end_line(page);
        sl_buffer_text(&page->line, "The text that runs");
        end_line(page);
        tell_text(page, source);
    }
    heading(page, libraries, "Libraries");
    for (size_t i = 0; i < json_array_size(libraries); i++)
        tell_text(page, sl_json_text_or(json_array_get(libraries, i), "source", ""));
}

void sl_rule_diff_lines(const json_t *diff, void (*told)(void *context, const char *line),
                        void *context) {
    struct page page = {told, context, {0}};
    sl_buffer_format(&page.line, "%s (%s): from %s to %s", sl_json_text_or(diff, "title", ""),
                     sl_json_text_or(diff, "rule", ""), sl_json_text_or(diff, "from", ""),
                     sl_json_text_or(diff, "to", ""));
    end_line(&page);
    heading(&page, json_object_get(diff, "settings"), "Settings");
    tell_values(&page, json_object_get(diff, "settings"), "path");
    heading(&page, json_object_get(diff, "sentences"), "Sentences");
    tell_sentences(&page, json_object_get(diff, "sentences"));
    heading(&page, json_object_get(diff, "needs"), "Questions it reads");
    tell_needs(&page, json_object_get(diff, "needs"));
    heading(&page, json_object_get(diff, "outputs"), "What it returns");
    tell_values(&page, json_object_get(diff, "outputs"), "output");
    heading(&page, json_object_get(diff, "lists"), "Lists, by version");
    tell_values(&page, json_object_get(diff, "lists"), "list");
    tell_source(&page, diff);
    sl_buffer_drop(&page.line);
}
