#include "app/book/inside.h"
#include "base/json.h"
#include <ctype.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { NUMBER_MOST = 1000000000, FIRST_SURE_DAY = 61 }; /* before that spreadsheets miscount */

const char *sl_book_kind(enum sl_column_type type) {
    switch (type) {
    case SL_COLUMN_INTEGER:
        return "whole";
    case SL_COLUMN_HUNDREDTHS:
        return "hundredths";
    case SL_COLUMN_YES_NO:
        return "yes_no";
    case SL_COLUMN_DAY:
        return "day";
    default:
        return "text";
    }
}

/* "12", "12.0" and " 12 " are 12; false: no number. */
static bool number_of(const char *text, double *out) {
    char *end = NULL;
    if (strpbrk(text, "xXnNiI") != NULL) /* hexadecimal, not a number, infinite */
        return false;
    *out = strtod(text, &end);
    while (isspace((unsigned char)*end))
        end++;
    return end != text && *end == '\0' && fabs(*out) < NUMBER_MOST;
}

/* The whole number that a number is within what a spreadsheet rounds; false: there is none. */
static bool whole_of(double number, int64_t *out) {
    double nearest = nearbyint(number);
    *out = (int64_t)nearest;
    return fabs(number - nearest) < 1e-6;
}

static enum sl_status take_number(const char *text, int times, const char *wanted, json_t **value,
                                  struct sl_error *err) {
    double number = 0;
    int64_t whole = 0;
    if (!number_of(text, &number) || !whole_of(number * times, &whole))
        return sl_fail(err, SL_INVALID, "", "%s is needed, not \"%.40s\"", wanted, text);
    *value = json_integer(whole);
    return SL_OK;
}

static enum sl_status take_yes_no(const char *text, json_t **value, struct sl_error *err) {
    static const char *const yes[] = {"yes", "true", "1", "1.0"};
    static const char *const no[] = {"no", "false", "0", "0.0"};
    for (size_t i = 0; i < SL_COUNT(yes); i++)
        if (strcasecmp(text, yes[i]) == 0 || strcasecmp(text, no[i]) == 0) {
            *value = json_boolean(strcasecmp(text, yes[i]) == 0);
            return SL_OK;
        }
    return sl_fail(err, SL_INVALID, "", "yes or no is needed, not \"%.40s\"", text);
}

static enum sl_status take_day(const char *text, bool counted, sl_day day_zero, json_t **value,
                               struct sl_error *err) {
    char words[SL_DAY_SIZE];
    double number = 0;
    int64_t whole = 0;
    sl_day day = SL_DAY_NONE;
    if (counted && number_of(text, &number) && whole_of(number, &whole) && whole >= FIRST_SURE_DAY)
        day = day_zero + (sl_day)whole;
    else if (!counted && sl_day_parse_uk(text, &day, NULL) != SL_OK)
        sl_day_parse(text, &day, NULL);
    if (day == SL_DAY_NONE)
        return sl_fail(err, SL_INVALID, "", "a day such as 2025-03-03 is needed, not \"%.40s\"",
                       text);
    sl_day_format(day, words);
    if (sl_day_parse(words, &day, NULL) != SL_OK)
        return sl_fail(err, SL_INVALID, "", "there is no day %.40s", text);
    *value = json_string(words);
    return SL_OK;
}

/* Numbers that a spreadsheet made of what was typed as text: 12.0 is 12. */
static char *plain_number(const char *text) {
    double number = 0;
    int64_t whole = 0;
    if (number_of(text, &number) && whole_of(number, &whole))
        return sl_format("%" PRId64, whole);
    return sl_copy(text);
}

static enum sl_status take_text(const char *text, bool number, json_t **value,
                                struct sl_error *err) {
    SL_AUTO(sl_free) char *plain = number ? plain_number(text) : sl_copy(text);
    SL_AUTO(sl_free) char *composed = NULL;
    if (strlen(plain) > SL_BOOK_TEXT_MOST)
        return sl_fail(err, SL_INVALID, "", "a text of at most %d letters is needed",
                       SL_BOOK_TEXT_MOST);
    enum sl_status status = sl_text_compose(sl_text_of(plain), &composed, err);
    if (status == SL_OK)
        *value = json_string(composed);
    return status;
}

static enum sl_status take(const char *text, bool number, const char *kind, sl_day day_zero,
                           json_t **value, struct sl_error *err) {
    if (strcmp(kind, "text") != 0 && strcasecmp(text, "nothing") == 0) {
        *value = json_string("nothing");
        return SL_OK;
    }
    if (strcmp(kind, "whole") == 0)
        return take_number(text, 1, "a whole number", value, err);
    if (strcmp(kind, "hundredths") == 0)
        return take_number(text, 100, "a number with at most two decimals", value, err);
    if (strcmp(kind, "yes_no") == 0)
        return take_yes_no(text, value, err);
    if (strcmp(kind, "day") == 0)
        return take_day(text, number, day_zero, value, err);
    return take_text(text, number, value, err);
}

enum sl_status sl_book_cell(const json_t *cell, const char *kind, sl_day day_zero, json_t **value,
                            struct sl_error *err) {
    *value = NULL;
    const char *wrong = json_string_value(json_object_get(cell, "error"));
    const char *number = json_string_value(json_object_get(cell, "number"));
    if (wrong != NULL)
        return sl_fail(err, SL_INVALID, "", "the spreadsheet could not work this out (%.20s)",
                       wrong);
    if (json_is_object(cell) && number == NULL)
        return sl_fail(err, SL_INVALID, "", "a formula stands here; type the value itself");
    if (number != NULL)
        return take(number, true, kind, day_zero, value, err);
    if (json_is_boolean(cell))
        return take(json_is_true(cell) ? "true" : "false", false, kind, day_zero, value, err);
    struct sl_text trimmed = sl_text_trim(sl_text_of(json_string_value(cell)));
    if (trimmed.length == 0)
        return SL_OK;
    SL_AUTO(sl_free) char *text = sl_copy_bytes(trimmed.bytes, trimmed.length);
    return take(text, false, kind, day_zero, value, err);
}
