#include "app/book/reading.h"
#include "base/json.h"
#include "scoring/rule_settings.h"
#include <string.h>

static const json_t *example_named(const json_t *examples, const char *name) {
    for (size_t i = 0; i < json_array_size(examples); i++)
        if (strcmp(sl_json_text_or(json_array_get(examples, i), "name", ""), name) == 0)
            return json_array_get(examples, i);
    return NULL;
}

/* What of a row of the sheet the settings have to keep: nothing of one that the rule's text has. */
static void take_example(struct sl_book_reading *r, const json_t *values, const json_t *row,
                         const char *const *letters, json_t *kept) {
    const char *name = json_string_value(json_array_get(values, 0));
    long long number = (long long)sl_json_whole_or(row, "row", 0);
    const json_t *was = name != NULL ? example_named(r->of->examples, name) : NULL;
    const json_t *own = json_object_get(r->header->settings, SL_RULE_EXAMPLES);
    struct sl_error fault = {0};
    json_t *example = NULL;
    bool whole = true;
    size_t column = 0;
    SL_AUTO(sl_json_drop)
    json_t *before = was != NULL ? sl_book_example_row(r->header, was, &whole) : NULL;
    if (name != NULL && json_object_get(r->read->examples, name) != NULL) {
        sl_book_tell(r, "%s!%s%lld: an example of this name stands above", SL_BOOK_EXAMPLES,
                     letters[0], number);
        return;
    }
    if (name != NULL)
        json_object_set_new(r->read->examples, name, json_integer(number));
    if (before != NULL && json_equal(before, (json_t *)(uintptr_t)values)) {
        if (example_named(own, name) != NULL)
            json_array_append(kept, (json_t *)(uintptr_t)was);
    } else if (!whole) {
        sl_book_tell(r,
                     "%s!%s%lld: this example is kept in the rule's text and can't be changed here",
                     SL_BOOK_EXAMPLES, letters[0], number);
    } else if (sl_book_example_of(r->header, values, &example, &column, &fault) != SL_OK) {
        sl_book_tell(r, "%s!%s%lld: %s", SL_BOOK_EXAMPLES, letters[column], number, fault.text);
    } else {
        json_array_append_new(kept, example);
    }
}

void sl_book_read_examples(struct sl_book_reading *r) {
    SL_AUTO(sl_json_drop) json_t *columns = sl_book_example_columns(r->header);
    size_t count = json_array_size(columns);
    SL_AUTO(sl_free) const char **titles = sl_new(count, sizeof *titles);
    SL_AUTO(sl_free) const char **kinds = sl_new(count, sizeof *kinds);
    SL_AUTO(sl_free) const char **letters = sl_new(count, sizeof *letters);
    const json_t *sheet = sl_book_find(r, SL_BOOK_EXAMPLES);
    json_t *kept = json_array();
    for (size_t i = 0; i < count; i++) {
        titles[i] = sl_json_text_or(json_array_get(columns, i), "title", "");
        kinds[i] = sl_json_text_or(json_array_get(columns, i), "kind", "");
    }
    const json_t *rows = json_object_get(sheet, "rows");
    if (sheet == NULL || !sl_book_letters(r, sheet, SL_BOOK_EXAMPLES, titles, letters, count))
        rows = NULL;
    for (size_t i = 1; i < json_array_size(rows); i++) {
        const json_t *row = json_array_get(rows, i);
        SL_AUTO(sl_json_drop)
        json_t *values = sl_book_is_blank(row)
                             ? NULL
                             : sl_book_values(r, SL_BOOK_EXAMPLES, row, letters, kinds, count);
        if (values != NULL)
            take_example(r, values, row, letters, kept);
    }
    json_object_del(r->read->settings, SL_RULE_EXAMPLES);
    if (json_array_size(kept) > 0)
        json_object_set(r->read->settings, SL_RULE_EXAMPLES, kept);
    json_decref(kept);
}
