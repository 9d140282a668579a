#include "base/buffer.h"
#include "scoring/rule_text.h"
#include <string.h>

enum { DIFFERENCES_SHOWN = 4, WORDS_SHOWN = 80 };

static const char *kind_words(const char *kind) {
    static const struct {
        const char *kind, *words;
    } known[] = {{"grade", "It gives a grade."},
                 {"points", "It gives points, which are figures beside the grade."},
                 {"measure", "It says whether something that is measured is met."},
                 {"check", "It looks for what a person should look at again; it gives no grade."},
                 {"timeliness", "It says whether something was done within its limit in time."}};
    for (size_t i = 0; i < SL_COUNT(known); i++)
        if (strcmp(known[i].kind, kind) == 0)
            return known[i].words;
    return "";
}

static const json_t *list(const json_t *text, const char *key) {
    return json_object_get(text, key);
}

static void add_head(struct sl_buffer *page, const json_t *text) {
    int version = (int)sl_json_whole_or(text, "version", 0);
    sl_buffer_format(page, "# %s\n\n`%s`", sl_json_text_or(text, "title", ""),
                     sl_json_text_or(text, "rule", ""));
    if (version > 0)
        sl_buffer_format(page, ", version %d", version);
    sl_buffer_format(page, ". %s", kind_words(sl_json_text_or(text, "kind", "")));
    if (*sl_json_text_or(text, "why", "") != '\0')
        sl_buffer_format(page, " This version: %s.", sl_json_text_or(text, "why", ""));
    sl_buffer_text(page, " Made from the rule itself.\n\nIt speaks of:\n\n");
    for (size_t i = 0; i < json_array_size(list(text, "applies")); i++) {
        const json_t *tool = json_array_get(list(text, "applies"), i);
        const char *rows = sl_json_text_or(tool, "rows", NULL);
        sl_buffer_format(page, "- %s (`%s`)", sl_json_text_or(tool, "title", ""),
                         sl_json_text_or(tool, "tool", ""));
        if (rows != NULL)
            sl_buffer_format(page, ", each %s", rows);
        sl_buffer_text(page, "\n");
    }
}

static void add_reads(struct sl_buffer *page, const json_t *text) {
    const json_t *reads = list(text, "reads");
    sl_buffer_text(page, "\n## What it reads\n\n");
    for (size_t i = 0; i < json_array_size(reads); i++) {
        const json_t *one = json_array_get(reads, i);
        sl_buffer_format(page, "- %s (`%s`)\n", sl_json_text_or(one, "wording", ""),
                         sl_json_text_or(one, "question", ""));
    }
    if (json_array_size(reads) == 0)
        sl_buffer_text(page, "Flags and decisions only.\n");
}

/* Long answers are cut at a whole character. */
static void add_words(struct sl_buffer *page, const char *words) {
    size_t length = strlen(words), shown = length;
    if (length > WORDS_SHOWN) {
        shown = WORDS_SHOWN;
        while (((unsigned char)words[shown] & 0xc0) == 0x80)
            shown--;
    }
    sl_buffer_add(page, words, shown);
    if (shown < length)
        sl_buffer_text(page, " ...");
}

static void add_difference(struct sl_buffer *page, const json_t *one) {
    int row = (int)sl_json_whole_or(one, "row", 0);
    sl_buffer_format(page, "%s", sl_json_text_or(one, "question", ""));
    if (row > 0)
        sl_buffer_format(page, " row %d", row);
    sl_buffer_text(page, " ");
    add_words(page, sl_json_text_or(one, "fires", ""));
    sl_buffer_text(page, " against ");
    add_words(page, sl_json_text_or(one, "not", ""));
}

static void add_item(struct sl_buffer *page, size_t *items) {
    sl_buffer_text(page, (*items)++ == 0 ? "  - Between them: " : "; ");
}

static void add_differences(struct sl_buffer *page, const json_t *sentence) {
    const json_t *differs = json_object_get(sentence, "differs");
    size_t count = json_array_size(differs), items = 0;
    for (size_t i = 0; i < count && i < DIFFERENCES_SHOWN; i++) {
        add_item(page, &items);
        add_difference(page, json_array_get(differs, i));
    }
    if (count > DIFFERENCES_SHOWN) {
        add_item(page, &items);
        sl_buffer_format(page, "and %zu more answer%s", count - DIFFERENCES_SHOWN,
                         count == DIFFERENCES_SHOWN + 1 ? "" : "s");
    }
    if (sl_json_true(sentence, "decided")) {
        add_item(page, &items);
        sl_buffer_text(page, "a flag or waiver that was decided");
    }
    if (sl_json_true(sentence, "settings")) {
        add_item(page, &items);
        sl_buffer_text(page, "settings of the example's own");
    }
    sl_buffer_text(page, items > 0 ? "\n" : "");
}

static void add_sentence(struct sl_buffer *page, const json_t *sentence) {
    const char *fires = sl_json_text_or(sentence, "fires", NULL);
    const char *not_ = sl_json_text_or(sentence, "not", NULL);
    sl_buffer_format(page, "- **%s.** (`%s`)\n", sl_json_text_or(sentence, "sentence", ""),
                     sl_json_text_or(sentence, "clause", ""));
    if (fires != NULL)
        sl_buffer_format(page, "  - Holds for: %s\n", fires);
    if (not_ != NULL)
        sl_buffer_format(page, "  - Just doesn't for: %s\n", not_);
    add_differences(page, sentence);
}

static void add_settings(struct sl_buffer *page, const json_t *text) {
    const json_t *settings = list(text, "settings");
    if (json_array_size(settings) > 0)
        sl_buffer_text(page, "\n## Its settings\n");
    for (size_t i = 0; i < json_array_size(settings); i++) {
        const json_t *table = json_array_get(settings, i);
        const json_t *sentences = json_object_get(table, "sentences");
        const char *name = sl_json_text_or(table, "name", "");
        bool ordered = strcmp(name, "ceilings") == 0;
        sl_buffer_format(page, "\n### %c%s\n\n%s", *name - ('a' <= *name && *name <= 'z' ? 32 : 0),
                         name + 1,
                         ordered ? "In this order; the lowest that applies holds.\n\n" : "");
        for (size_t k = 0; k < json_array_size(sentences); k++) {
            if (ordered)
                sl_buffer_format(page, "%zu. ", k + 1);
            else
                sl_buffer_text(page, "- ");
            sl_buffer_format(page, "%s\n", json_string_value(json_array_get(sentences, k)));
        }
    }
}

char *sl_rule_text_markdown(const json_t *text) {
    struct sl_buffer page = {0};
    add_head(&page, text);
    add_reads(&page, text);
    sl_buffer_text(&page, "\n## What it says\n\n");
    for (size_t i = 0; i < json_array_size(list(text, "sentences")); i++)
        add_sentence(&page, json_array_get(list(text, "sentences"), i));
    add_settings(&page, text);
    sl_buffer_text(&page, "\n## What it gives\n\n");
    for (size_t i = 0; i < json_array_size(list(text, "returns")); i++) {
        const json_t *output = json_array_get(list(text, "returns"), i);
        sl_buffer_format(&page, "- %s: %s\n", sl_json_text_or(output, "output", ""),
                         sl_json_text_or(output, "type", ""));
    }
    return sl_buffer_take(&page);
}
