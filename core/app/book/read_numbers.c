#include "app/book/reading.h"
#include "base/json.h"
#include <string.h>

struct numbers {
    struct sl_book_reading *reading;
    const json_t *sheet;
    const char *setting, *value; /* letters */
    json_t *seen;
};

static const json_t *row_of_setting(const struct numbers *n, const char *path) {
    const json_t *rows = json_object_get(n->sheet, "rows");
    for (size_t i = 1; i < json_array_size(rows); i++) {
        const json_t *row = json_array_get(rows, i);
        if (sl_book_is_title(json_object_get(json_object_get(row, "cells"), n->setting), path))
            return row;
    }
    return NULL;
}

static const json_t *at_path(const json_t *settings, const char *path) {
    SL_AUTO(sl_free) char *steps = sl_copy(path);
    char *rest = steps;
    const json_t *at = settings;
    for (char *step; (step = strtok_r(rest, ".", &rest)) != NULL;)
        at = json_object_get(at, step);
    return at;
}

static void put_at_path(json_t *settings, const char *path, json_t *value) {
    SL_AUTO(sl_free) char *steps = sl_copy(path);
    char *last = strrchr(steps, '.');
    json_t *at = settings;
    if (last != NULL) {
        *last = '\0';
        at = (json_t *)(uintptr_t)at_path(settings, steps);
    }
    json_object_set_new(at, last != NULL ? last + 1 : steps, value);
}

static json_t *words_list(const char *text) {
    json_t *list = json_array();
    SL_AUTO(sl_free) char *words = sl_copy(text);
    char *rest = words;
    for (char *word; (word = strtok_r(rest, ";", &rest)) != NULL;) {
        struct sl_text trimmed = sl_text_trim(sl_text_of(word));
        if (trimmed.length > 0)
            json_array_append_new(list, json_stringn(trimmed.bytes, trimmed.length));
    }
    return list;
}

static void take_number(void *context, const char *path, const json_t *was) {
    struct numbers *n = context;
    const json_t *row = row_of_setting(n, path);
    struct sl_error fault = {0};
    json_t *value = NULL;
    const char *kind = json_is_integer(was) ? "whole" : json_is_boolean(was) ? "yes_no" : "text";
    if (row == NULL) {
        sl_book_tell(n->reading, "%s: the row of %s is missing", SL_BOOK_NUMBERS, path);
        return;
    }
    long long number = (long long)sl_json_whole_or(row, "row", 0);
    json_object_set_new(n->seen, path, json_true());
    enum sl_status status = sl_book_cell(json_object_get(json_object_get(row, "cells"), n->value),
                                         kind, n->reading->day_zero, &value, &fault);
    if (status == SL_OK && (value == NULL || json_is_string(value) != json_is_string(was)))
        status = sl_fail(&fault, SL_INVALID, "", "a value is needed here");
    if (status != SL_OK) {
        sl_book_tell(n->reading, "%s!%s%lld: %s", SL_BOOK_NUMBERS, n->value, number, fault.text);
        json_decref(value);
        return;
    }
    bool list = json_is_array(at_path(n->reading->header->settings, path));
    json_t *kept = list ? words_list(json_string_value(value)) : json_incref(value);
    put_at_path(n->reading->read->settings, path, kept);
    json_decref(value);
}

/* A row that names no setting, or one a second time. */
static void refuse_others(const struct numbers *n) {
    const json_t *rows = json_object_get(n->sheet, "rows");
    for (size_t i = 1; i < json_array_size(rows); i++) {
        const json_t *row = json_array_get(rows, i);
        const json_t *cell = json_object_get(json_object_get(row, "cells"), n->setting);
        const char *path;
        json_t *yes;
        bool known = sl_book_is_blank(row);
        json_object_foreach(n->seen, path, yes) known =
            known || (sl_book_is_title(cell, path) && row_of_setting(n, path) == row);
        if (!known)
            sl_book_tell(n->reading,
                         "%s!%s%lld: the rule has no such setting, or it stands here twice",
                         SL_BOOK_NUMBERS, n->setting, (long long)sl_json_whole_or(row, "row", 0));
    }
}

void sl_book_read_numbers(struct sl_book_reading *r) {
    const json_t *sheet = sl_book_find(r, SL_BOOK_NUMBERS);
    if (sheet == NULL)
        return;
    struct numbers n = {r, sheet, sl_book_letter(sheet, "setting"), sl_book_letter(sheet, "value"),
                        NULL};
    if (n.setting == NULL || n.value == NULL) {
        sl_book_tell(r, "%s!1: the columns \"setting\" and \"value\" are needed", SL_BOOK_NUMBERS);
        return;
    }
    n.seen = json_object();
    sl_book_each_number(r->header->settings, r->columns, take_number, &n);
    refuse_others(&n);
    json_decref(n.seen);
}
